// Which partition a texel belongs to, by masks of texels: a legal pattern of the tables, or an assignment under way.
// PARTITION_COUNT, 1..4, is a constant in front of the shader.

const MASK_COUNT = max(PARTITION_COUNT, 2u) - 1u;
const PATTERN_WORDS = 1u + MASK_COUNT * WORDS;
const PATTERNS = select(select(PATTERNS4, PATTERNS3, PARTITION_COUNT == 3u), PATTERNS2, PARTITION_COUNT < 3u);
const PATTERN_COUNT = select(
  select(PATTERN_COUNT4, PATTERN_COUNT3, PARTITION_COUNT == 3u),
  PATTERN_COUNT2,
  PARTITION_COUNT < 3u,
);

// A mask each partition but the first: bit t of mask k, texel t belongs to partition k + 1. All zero: partition 0.
var<private> partitionMasks: array<u32, MASK_COUNT * WORDS>;

fn clearPartitions() {
  for (var word = 0u; word < MASK_COUNT * WORDS; word++) {
    partitionMasks[word] = 0u;
  }
}

// Takes the masks of a pattern, 0..PATTERN_COUNT - 1, and returns its seed.
fn loadPattern(pattern: u32) -> u32 {
  let at = PATTERNS + pattern * PATTERN_WORDS;
  for (var word = 0u; word < MASK_COUNT * WORDS; word++) {
    partitionMasks[word] = integers[at + 1u + word];
  }
  return integers[at];
}

fn partitionOf(texel: u32) -> u32 {
  var partitionIndex = 0u;
  for (var mask = 0u; mask < MASK_COUNT; mask++) {
    partitionIndex += (mask + 1u) * ((partitionMasks[mask * WORDS + (texel >> 5u)] >> (texel & 31u)) & 1u);
  }
  return partitionIndex;
}

// Moves a texel that is in partition 0.
fn setPartition(texel: u32, partitionIndex: u32) {
  if (partitionIndex > 0u) {
    partitionMasks[(partitionIndex - 1u) * WORDS + (texel >> 5u)] |= 1u << (texel & 31u);
  }
}
