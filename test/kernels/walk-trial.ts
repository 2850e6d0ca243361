/** Walk through one trial of the class at hand: weight-fit, infill, endpoint-fit, realign, error. */
import type { TwinChecker } from './search-kernels.js';
import { type SearchState, unit } from './search-states.js';

/** Longest shortlist. */
const SHORTLIST_MAX = 24;

/** Tries some mode that was predicted well, as runTrial does. */
export function walkTrial(checker: TwinChecker, state: SearchState, partitionCount: number, isDual: boolean): void {
  const kept = checker.call('predictModes', checker.call('stageTables'), SHORTLIST_MAX);
  if (kept === 0) return;
  checker.call('stageTrial', state.random() % kept);
  const planeCount = isDual ? 2 : 1;
  for (let plane = 0; plane < planeCount; plane++) walkWeights(checker, state, plane);
  for (let partition = 0; partition < partitionCount; partition++) {
    const mask = checker.call('stageMask', partition);
    for (let plane = 0; plane < planeCount; plane++) checker.check('sumMoments', mask, plane);
  }
  checker.call('fitEndpoints');
  checker.call('pickModes', checker.call('stageWeightBits'), state.random() % 2);
  for (let plane = 0; plane < planeCount; plane++) walkRealign(checker, partitionCount, plane);
  walkError(checker, state, planeCount);
}

/** Texel weights → grid → ranks → texel weights. */
function walkWeights(checker: TwinChecker, state: SearchState, plane: number): void {
  const { random } = state;
  const [tables, grid, level] = [checker.call('stageTables'), checker.call('stageGrid'), checker.call('stageLevel')];
  const vectors = (checker.call('stageWidth') + 3) >> 2;
  checker.check('decimateColumns', tables, grid, checker.call('stageIdealWeights', plane), vectors);
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

/** Weights for the endpoints just picked; then infilled again. */
function walkRealign(checker: TwinChecker, partitionCount: number, plane: number): void {
  const [grid, level] = [checker.call('stageGrid'), checker.call('stageLevel')];
  checker.check('aimWeights', plane);
  if (checker.call('stageIsDirect') === 1) {
    checker.check('subtractWeights', plane);
  } else if (partitionCount === 1) {
    checker.check('sweepWeightsUniform', grid, level, plane);
  } else {
    checker.check('sweepWeightsVarying', grid, level, plane);
  }
  checker.check('infillGrid', grid, plane);
}

/** The decoder's view, where the search asks for it: 8-bit images and decoders. */
function walkError(checker: TwinChecker, state: SearchState, planeCount: number): void {
  if (state.pixelType !== 0 || (state.profile === 0 && state.decodeMode === 0)) return;
  for (let component = 0; component < 4; component++) {
    const weights = checker.call('stageTexelWeights', state.random() % planeCount);
    checker.check('decodeComponent', weights, component);
    checker.check('squaredDifference', component);
  }
}
