/** Walk through the pattern search: partition-guess, partition-moments, partition-sweep and sweep-winners. */
import type { TwinChecker } from './search-kernels.js';
import type { SearchState } from './search-states.js';

const SWEEPS = ['', '', 'sweepTwo', 'sweepThree', 'sweepFour'];
/** Sweeps of a walk: of a first guess, of the texels moved to their nearest lines, of a pattern's own subsets. */
const SWEEP_ROUNDS = 3;
/** Times that four patterns are scored exactly in a walk. */
const EXACT_ROUNDS = 2;

/** Moments and axes of the block, then one guess, fit and sweep for each partition count. */
export function walkPartitions(checker: TwinChecker, state: SearchState): void {
  checker.check('buildMoments');
  checker.check('buildAxes');
  const colorCount = checker.call('countColors');
  checker.call('findClusters');
  for (let partitionCount = 2; partitionCount <= 4; partitionCount++) {
    walkGuess(checker, state, partitionCount, colorCount);
    checker.check('projectAxis', checker.call('stageAxes') + 960 * (state.random() % 2));
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
  checker.check('findClusters');
  checker.check('countOverlaps', patterns);
  for (let sweep = 0; sweep < SWEEP_ROUNDS; sweep++) {
    if (sweep === 1) checker.check('reassign', partitionCount);
    if (sweep === 2) {
      const index = random() % checker.call('stagePatternCount', patterns);
      checker.check('adoptPattern', checker.call('stagePattern', patterns, index));
    }
    checker.check('fitLines');
    checker.check('measureDistances', partitionCount, share);
    checker.check('scaleCosts', patterns);
    for (let line = 0; line < partitionCount - 1; line++) {
      checker.check('buildLookup', checker.call('stageNibbles', patterns), line);
    }
    checker.check(SWEEPS[partitionCount]!, patterns);
    checker.check('noteSweep', patterns, sweep);
  }
  walkWinners(checker);
  walkExact(checker, state, patterns, share);
}

/** The order of all sweeps' winners. */
function walkWinners(checker: TwinChecker): void {
  const count = checker.call('gatherWinners', SWEEP_ROUNDS);
  const scores = checker.call('stageWinnerScores');
  checker.check('countBetter', scores, scores + 4 * count, checker.call('stageWinnerRanks'));
}

/** Exact scores, the second ones against what the first ones set as limit. */
function walkExact(checker: TwinChecker, state: SearchState, patterns: number, share: number): void {
  let limit = 1e30;
  for (let round = 0; round < EXACT_ROUNDS; round++) {
    let candidates = 0;
    for (let place = 0; place < 4; place++) {
      const pattern = state.random() % checker.call('stagePatternCount', patterns);
      candidates = checker.call('stageCandidate', place, pattern);
    }
    checker.check('exactScores', patterns, candidates, share, limit, candidates + 16);
    limit = checker.call('stageCandidateScore', 0);
  }
}
