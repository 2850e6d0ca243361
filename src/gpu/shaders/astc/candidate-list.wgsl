// What a pass leaves for the next to try: partition patterns, best first, then pairs of a class and a block mode, the
// most promising first.
const PATTERNS_MAX = 16u;
const PAIRS_MAX = 24u;
const CANDIDATE_PATTERN_COUNT = 0u;
const CANDIDATE_PATTERNS = 1u;
const CANDIDATE_PAIR_COUNT = CANDIDATE_PATTERNS + PATTERNS_MAX;
// A pair: place in the mode list | class << 8, and its predicted error as f32. A class is the place of a pattern, or
// the component of plane 2.
const CANDIDATE_PAIRS = CANDIDATE_PAIR_COUNT + 1u;
const CANDIDATE_WORDS = 68u;
