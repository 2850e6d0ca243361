// Blocks that still need work, so that no lane of a later pass idles: a pass reads the list of the one before and
// appends to its own. The order within a list is chance, and of no consequence: results are stored by block.

// Two lists of blocks take turns, `blockCount` words each; the counts are all separate.
fn listStart(list: u32) -> u32 {
  return (list & 1u) * settings.blockCount;
}

// The block of an invocation, or NO_BLOCK past the end of list READ_LIST. The first pass reads no list.
const NO_BLOCK = 0xffffffffu;
const NO_LIST = 255u;

fn takeBlock(id: vec3u, groups: vec3u) -> u32 {
  let index = linearIndex(id, groups, WORKGROUP_SIZE);
  if (READ_LIST == NO_LIST) {
    return select(NO_BLOCK, index, index < settings.blockCount);
  }
  if (index >= atomicLoad(&workCounts[READ_LIST])) {
    return NO_BLOCK;
  }
  return workBlocks[listStart(READ_LIST) + index];
}

fn appendBlock(list: u32, block: u32) {
  let place = atomicAdd(&workCounts[list], 1u);
  workBlocks[listStart(list) + place] = block;
}
