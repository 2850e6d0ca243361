/** Walk through the pattern search: partition-rank and partition-sweep. */
import type { TwinChecker } from './search-kernels.js';
import type { SearchState } from './search-states.js';

const SWEEPS = ['', '', 'sweepTwo', 'sweepThree', 'sweepFour'];
/** Patterns scored exactly in a walk. */
const EXACT = 4;

/** Moments and axes of the block, then one guess, fit and sweep for each partition count. */
export function walkPartitions(checker: TwinChecker, state: SearchState): void {
  checker.check('buildMoments');
  checker.check('buildAxes');
  const colorCount = checker.call('countColors');
  for (let partitionCount = 2; partitionCount <= 4; partitionCount++) {
    walkGuess(checker, state, partitionCount, colorCount);
    checker.check('projectAxis', checker.call('stageAxes') + 640 * (state.random() % 2));
    checker.call('buildAxes');
  }
}

function walkGuess(checker: TwinChecker, state: SearchState, partitionCount: number, colorCount: number): void {
  const { random } = state;
  const patterns = checker.call('stagePatterns', partitionCount);
  const share = checker.call('spanShare', partitionCount);
  const starts = checker.call('paletteStarts', colorCount, partitionCount);
  if (starts > 0) {
    checker.call('guessFromPalette', colorCount, partitionCount, random() % starts, checker.call('stageMembers'));
  } else {
    checker.call('guessSubsets', partitionCount, random() % 3);
  }
  checker.check('fitLines', partitionCount);
  checker.check('measureDistances', partitionCount, share);
  checker.call('scaleCosts', patterns);
  for (let line = 0; line < partitionCount - 1; line++) {
    checker.check('buildLookup', checker.call('stageNibbles', patterns), line);
  }
  checker.check(SWEEPS[partitionCount]!, patterns);
  for (let index = 0; index < EXACT; index++) {
    checker.check('exactScore', patterns, random() % checker.call('stagePatternCount', patterns), share);
  }
}
