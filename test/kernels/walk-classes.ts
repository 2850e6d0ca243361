/** Walk through the class fits and the predictions: class-fit, dual-pattern, line-fit, color-predict, weight-noise, weight-signal, grid-projection, mode-predict. */
import { FOOTPRINT_SIZES, type FootprintSize } from '../support/footprints.js';
import type { TwinChecker } from './search-kernels.js';
import { pick, type SearchState, unit } from './search-states.js';

/** Power steps that the search takes, and one that it does not. */
const POWER_STEPS = [1, 3, 4, 5];

/** Costs that modes have to be below: any, some, few. */
const LIMITS = [1e29, 1000, 30];

/** Errors take the place of those they are less than: grid-projection's third way, after those of the two planes. */
const LEAST = 2;

/** Kinds of the kernels that take rows of whole vectors, by their number less one. */
export const ROW_VECTORS = ['One', 'Two', 'Three'] as const;

function footprintOf(state: SearchState): FootprintSize {
  return FOOTPRINT_SIZES[state.footprint]!;
}

/** Line and weights of one partition of the class at hand. */
function checkPartition(checker: TwinChecker, state: SearchState, partition: number, count: number): void {
  const mask = checker.call('stageMask', partition);
  checker.check('sumPartition', partition, count);
  checker.check('scatterOfMask', mask, count);
  checker.check('centreScatter', checker.call('stageRawMoments'), count);
  checker.check('principalDirection', pick(state.random, POWER_STEPS));
  checker.check('orientDirection');
  checker.check('projectPartition', partition);
  const low = unit(state.random) * 100 - 50;
  checker.check(
    'storeIdealEndpoints',
    checker.call('stagePartitionFit', partition),
    low,
    low + 30 * unit(state.random),
  );
  checker.check('projectPartition', partition);
}

/** One partition, one plane. */
export function walkSingle(checker: TwinChecker, state: SearchState): void {
  checker.call('fitSingle');
  checker.check('coverBlock');
  checkPartition(checker, state, 0, footprintOf(state).texelCount);
  checker.call('fitSingle');
  checker.check('keepWholeSums');
  checker.check('keepWholeScatter');
  checker.call('fitSingle');
  walkPrediction(checker, state, 1);
}

/** One partition, two planes. */
export function walkDual(checker: TwinChecker, state: SearchState): void {
  const component = state.random() % 4;
  checker.call('fitSingle');
  checker.check('takeWholeScatter');
  checker.call('fitDual', component);
  checker.check('fitPlane2', component);
  walkPrediction(checker, state, 2);
}

/** A pattern of 2 to 4 partitions. */
export function walkPattern(checker: TwinChecker, state: SearchState, partitionCount: number): void {
  const patterns = checker.call('stagePatterns', partitionCount);
  const index = state.random() % checker.call('stagePatternCount', patterns);
  checker.call('fitPattern', patterns, index);
  checker.call('stageClearWeights');
  for (let partition = 0; partition < partitionCount; partition++) {
    const count = checker.check('maskOfPattern', checker.call('stagePattern', patterns, index), partition);
    checkPartition(checker, state, partition, count);
    if (partition === partitionCount - 1) checker.check('completeSums', partition, count);
  }
  checker.call('fitPattern', patterns, index);
  walkPrediction(checker, state, 1);
}

/** A pattern of 2 partitions, two planes. */
export function walkDualPattern(checker: TwinChecker, state: SearchState): void {
  const patterns = checker.call('stagePatterns', 2);
  const index = state.random() % checker.call('stagePatternCount', patterns);
  const component = state.random() % 4;
  checker.call('fitSingle');
  checker.call('fitDualPattern', patterns, index, component);
  for (let partition = 0; partition < 2; partition++) checker.check('fitPartitionPlane2', partition, component);
  walkPrediction(checker, state, 2);
}

/** Costs of endpoints, noise and projections of the class at hand, and the shortlist. */
function walkPrediction(checker: TwinChecker, state: SearchState, planeCount: number): void {
  const { random } = state;
  const modes = checker.call('stageModes');
  const groupCount = 1 + (random() % checker.call('stageGroupCount', modes));
  for (let partition = 0; partition < checker.call('stagePartitionCount'); partition++) {
    checker.check('predictPartition', partition);
  }
  checker.check('predictColors', checker.call('stageBits', modes), checker.call('stageBitsCount', modes, groupCount));
  for (let plane = 0; plane < planeCount; plane++) {
    walkNoise(checker, plane);
    checker.check('buildSignal', plane);
    walkProjection(checker, state, plane);
    const heightCount = checker.call('stageHeightCount', modes, groupCount);
    const [tables, heights] = [checker.call('stageTables'), checker.call('stageHeights', modes)];
    for (const take of [plane, LEAST]) checker.check('addProjection', tables, take, heights, heightCount, 20 * take);
  }
  checker.check(
    'selectModes',
    checker.call('stageGroups', modes),
    groupCount,
    1 + (random() % 24),
    pick(random, LIMITS),
  );
}

/** Both kinds of levels: blocks of one partition have amplitudes as well, all the same. */
function walkNoise(checker: TwinChecker, plane: number): void {
  const energies = checker.call('stageEnergies', plane);
  checker.check('buildFractions', checker.call('stageIdealWeights', plane));
  const highest = checker.check('highestEnergy', energies);
  const mean = checker.check('buildAmplitudes', energies, highest);
  checker.check('addLevelsUniform', plane, highest, mean);
  checker.check('addLevelsVarying', plane, highest, mean);
  checker.check('addNoise', plane);
  checker.check('sumHalves', checker.call('stageMask', 0), plane);
}

/** Spectra and losses, as wide as the footprint and narrower: those leave columns out. */
function walkProjection(checker: TwinChecker, state: SearchState, plane: number): void {
  const { width, height, depth } = footprintOf(state);
  const [tables, across, down] = [
    checker.call('stageTables'),
    checker.call('stageAxis', 0),
    checker.call('stageAxis', 1),
  ];
  const vectors = (width + 3) >> 2;
  checker.check('transformColumns', down, vectors, width);
  for (const kind of ROW_VECTORS.slice(0, vectors)) {
    const total = checker.check(`transformRows${kind}`, across, height * depth);
    for (let slot = 0; slot <= height - 2; slot += 1 + (state.random() % 4)) {
      for (const take of [plane, LEAST]) checker.check(`addHeight${kind}`, tables, take, slot, total * (1 - take / 8));
    }
  }
}
