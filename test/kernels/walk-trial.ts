/** Walk through one trial of the class at hand: weight-fit, infill, endpoint-fit, realign, error. */
import type { TwinChecker } from './search-kernels.js';
import { type SearchState, unit } from './search-states.js';
import { ROW_VECTORS } from './walk-classes.js';

/** Longest shortlist. */
const SHORTLIST_MAX = 24;
/** More than any mode costs that fits. */
const NO_LIMIT = 1e29;

/** Color endpoint modes, without alpha and with it. */
const RGB_DIRECT = [8, 12];
const BASE_OFFSET = [9, 13];
const BASE_SCALE = [6, 10];
const LUMA = [0, 1, 4, 5];

/** Tries some mode that was predicted well, as runTrial does. */
export function walkTrial(checker: TwinChecker, state: SearchState, partitionCount: number, isDual: boolean): void {
  const kept = checker.call('predictModes', checker.call('stageTables'), SHORTLIST_MAX, NO_LIMIT);
  if (kept === 0) return;
  checker.call('stageTrial', state.random() % kept);
  const planeCount = isDual ? 2 : 1;
  for (let plane = 0; plane < planeCount; plane++) walkWeights(checker, state, plane);
  for (let partition = 0; partition < partitionCount; partition++) {
    const mask = checker.call('stageMask', partition);
    for (let plane = 0; plane < planeCount; plane++) checker.check('sumMoments', mask, plane);
  }
  checker.call('sumClass');
  checker.check('fitEndpoints', 20 * unit(state.random));
  checker.check('fitEndpoints', NO_LIMIT);
  for (let partition = 0; partition < partitionCount; partition++) walkModes(checker, state, partition);
  checker.check('promisingClasses', checker.call('stageWeightBits'));
  checker.call('pickModes', checker.call('stageWeightBits'), state.random() % 2);
  checker.check('widenEndpoints', checker.call('stageModeUvalues') + 8, checker.call('stageDecodedEndpoints', 0));
  checker.call('pickModes', checker.call('stageWeightBits'), state.random() % 2);
  checker.check('keepTrial', planeCount);
  for (let plane = 0; plane < planeCount; plane++) walkRealign(checker, partitionCount, plane);
  walkError(checker, state, partitionCount, planeCount);
}

/** Every endpoint mode for a partition's fit, each at some level: 4 (QUANT_6) to 20. */
function walkModes(checker: TwinChecker, state: SearchState, partition: number): void {
  const { random } = state;
  const fit = checker.call('stageEndpointFit', partition);
  const row = () => checker.call('stageColorRow', 4 + (random() % 17));
  const limit = () => (random() % 2 === 0 ? 1e30 : 100 * unit(random));
  checker.check('fitGrey', fit);
  for (const cem of RGB_DIRECT) checker.check('quantizeDirect', cem, row(), fit);
  for (const cem of BASE_OFFSET) checker.check('quantizeBaseOffset', cem, row(), fit);
  for (const cem of BASE_SCALE) checker.check('quantizeScale', cem, row(), fit, limit());
  for (const cem of LUMA) checker.check('quantizeLuma', cem, row(), fit, limit());
}

/** Texel weights → grid → ranks → texel weights. */
function walkWeights(checker: TwinChecker, state: SearchState, plane: number): void {
  const { random } = state;
  const [tables, grid, level] = [checker.call('stageTables'), checker.call('stageGrid'), checker.call('stageLevel')];
  walkDecimation(checker, checker.call('stageAnyGrid', random()), plane);
  checker.check('decimateWeights', tables, grid, plane);
  checker.check('quantizeWeights', grid, level, plane);
  const [values, count, steps] = [
    checker.call('stageGridIdeal', plane),
    checker.call('stageWeightCount'),
    checker.call('stageSteps', level),
  ];
  const [low, high] = [unit(random) * 0.5 - 0.1, 0.4 + unit(random) * 0.7];
  checker.check('regressRange', values, checker.call('stageGains'), ((count + 3) & ~3) * 4, low, high, steps);
  checker.check('rankWeights', values, count, level, steps, low, high, plane);
  checker.check('infillGrid', grid, plane);
}

/** Decimation onto a grid that need not be on trial, as wide as it takes and narrower. */
function walkDecimation(checker: TwinChecker, grid: number, plane: number): void {
  const tables = checker.call('stageTables');
  const columnVectors = (checker.call('stageWidth') + 3) >> 2;
  for (const kind of ROW_VECTORS.slice(0, columnVectors)) {
    checker.check(`decimateColumns${kind}`, tables, grid, checker.call('stageIdealWeights', plane));
  }
  const rowVectors = (checker.call('stageGridWidth', grid) + 3) >> 2;
  for (const kind of ROW_VECTORS.slice(0, rowVectors)) {
    checker.check(`decimateRows${kind}`, tables, grid, checker.call('stageGridIdeal', plane));
  }
}

/** Weights for the endpoints just picked; then infilled again. */
function walkRealign(checker: TwinChecker, partitionCount: number, plane: number): void {
  const [grid, level] = [checker.call('stageGrid'), checker.call('stageLevel')];
  checker.check('aimWeights', plane);
  if (checker.call('stageIsDirect') === 1) {
    checker.check('snapWeights', level, plane);
    checker.check('subtractWeights', plane);
  } else if (partitionCount === 1) {
    checker.check('sweepWeightsUniform', grid, level, plane);
  } else {
    checker.check('sweepWeightsVarying', grid, level, plane);
  }
  checker.check('infillGrid', grid, plane);
}

/** The decoder's view, where the search asks for it: 8-bit images and decoders. */
function walkError(checker: TwinChecker, state: SearchState, partitionCount: number, planeCount: number): void {
  if (state.pixelType !== 0 || (state.profile === 0 && state.decodeMode === 0)) return;
  const kind = ['One', 'Two'][partitionCount - 1] ?? 'Many';
  for (let component = 0; component < 4; component++) {
    const weights = checker.call('stageTexelWeights', state.random() % planeCount);
    checker.check(`componentError${kind}`, weights, component);
  }
}
