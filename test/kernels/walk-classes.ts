/** Walk through the class fits and the predictions: class-fit, line-fit, color-predict, mode-predict. */
import { FOOTPRINTS } from '../../src/types.js';
import type { TwinChecker } from './search-kernels.js';
import { pick, type SearchState, unit } from './search-states.js';

/** Power steps that the search takes, and one that it does not. */
const POWER_STEPS = [1, 3, 4, 5];

/** Width and height in texels. */
export function footprintSize(state: SearchState): [number, number] {
  return FOOTPRINTS[state.footprint]!.split('x').map(Number) as [number, number];
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
  const [width, height] = footprintSize(state);
  checker.call('fitSingle');
  checkPartition(checker, state, 0, width * height);
  checker.call('fitSingle');
  walkPrediction(checker, state, 1);
}

/** One partition, two planes. */
export function walkDual(checker: TwinChecker, state: SearchState): void {
  const component = state.random() % 4;
  checker.call('fitSingle');
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
  }
  checker.call('fitPattern', patterns, index);
  walkPrediction(checker, state, 1);
}

/** Costs of endpoints, noise and projections of the class at hand, and the shortlist. */
function walkPrediction(checker: TwinChecker, state: SearchState, planeCount: number): void {
  const [width, height] = footprintSize(state);
  const { random } = state;
  const modes = checker.call('stageModes', planeCount);
  checker.check('predictPartition', 0);
  checker.check('addMode', random() % 4, unit(random) * 1000, unit(random) * 144, 0);
  checker.check('addMode', random() % 4, unit(random) * 1000, unit(random) * 144, 1);
  checker.check('predictColors', modes);
  checker.call('clearGridErrors');
  checker.call('clearNoise');
  const [vectors, across, down] = [(width + 3) >> 2, checker.call('stageAxis', 0), checker.call('stageAxis', 1)];
  for (let plane = 0; plane < planeCount; plane++) {
    checker.check('addNoise', plane);
    checker.check('buildSignal', plane);
    checker.check('transformColumns', down, vectors, width);
    checker.check('transformRows', across, vectors, height);
    for (let gridHeight = 2; gridHeight <= height; gridHeight += 1 + (random() % 4)) {
      checker.check('keepRows', down, gridHeight, vectors);
    }
    checker.check('addProjection', checker.call('stageTables'));
  }
  checker.check('selectModes', checker.call('stageTables'), modes, 1 + (random() % 24));
}

/** Quads of the mode lists: appended to a list once more, so nothing may follow that uses it. */
export function walkModeTable(checker: TwinChecker, state: SearchState): void {
  const modes = checker.call('stageModes', 1 + (state.random() % 2));
  for (let quad = 0; quad < 12; quad++) {
    checker.check('addQuad', modes, state.random() % 132, 4 * (state.random() % 3), state.random() % 2);
  }
}
