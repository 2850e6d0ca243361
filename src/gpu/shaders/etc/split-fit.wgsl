// Pass: modes T and H, two groups of texels with a color each. A distance and bases are scored in closed form under an
// assumed split, the best measured exactly, and what the paints then attract is the next split.

// Ways to assume a split, in the order in which they are tried.
const LINE_OF_FIRST = 0u;
const LINE_OF_SECOND = 1u;
const PAIRS = 2u;

// Tries a mode under a split until the split does not change.
fn trySplit(start: BestSplit, firstMask: u32, mode: u32) -> BestSplit {
  var best = start;
  var mask = firstMask;
  for (var round = 0u; round < SPLIT_ROUNDS; round++) {
    if (mode == MODE_T) {
      proposeLines(mask);
    } else {
      proposePairs(mask);
    }
    var least = SplitError(NO_ERROR, 0u);
    for (var lane = 0u; lane < 4u; lane++) {
      let measured = measureSplit(splits[lane], mode);
      best = takeSplit(best, measured.error, mode, splits[lane]);
      if (measured.error < least.error) {
        least = measured;
      }
    }
    if (HAS_HOLES == 1u && isPunched) {
      best = takeRaised(best, sumGroup(mask).mean);
    }
    let next = least.attracted;
    if (next == mask || next == 0u || next == opaqueMask) {
      break;
    }
    mask = next;
  }
  return best;
}

// First split of a start: by chroma, by luma, right half, lower half.
fn firstSplit(start: u32) -> u32 {
  if (start == 0u) {
    return splitChroma();
  }
  if (start == 1u) {
    return splitLuma();
  }
  return select(0xff00u, 0xccccu, start == 3u) & opaqueMask;
}

// Tries a mode on its own, descends where that may pay, and keeps the better.
fn trySplitAlone(best: BestSplit, mask: u32, mode: u32) -> BestSplit {
  var own = trySplit(BestSplit(NO_ERROR, mode, Split(0u, 0u, 0u)), mask, mode);
  if (isWithinGate(own.error, best.error, REFINE_GATE)) {
    own = refineSplit(own);
  }
  if (own.error < best.error) {
    return own;
  }
  return best;
}

fn searchSplits(start: BestSplit) -> BestSplit {
  var best = start;
  let wayCount = select(3u, 2u, isPunched);
  for (var way = 0u; way < SPLIT_STARTS * wayCount; way++) {
    let mask = firstSplit(way / wayCount);
    if (mask == 0u || mask == opaqueMask) {
      continue;
    }
    let kind = way % wayCount;
    let mode = select(MODE_T, MODE_H, kind == PAIRS);
    let firstMask = select(mask, mask ^ opaqueMask, kind == LINE_OF_SECOND);
    if (REFINE_SPLITS == 1u) {
      best = trySplitAlone(best, firstMask, mode);
    } else {
      best = trySplit(best, firstMask, mode);
    }
  }
  if (REFINE_SPLITS == 0u && (best.mode == MODE_T || best.mode == MODE_H)) {
    best = refineSplit(best);
  }
  return best;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= selection.count) {
    return;
  }
  let block = selectedBlocks[id.x];
  var state = states[block];
  loadTexels(block, 0u);
  let best = searchSplits(BestSplit(state.error, state.mode, Split(0u, 0u, 0u)));
  if (best.error < state.error) {
    state.error = best.error;
    state.mode = best.mode;
    state.flip = 0u;
    state.first = best.split.first;
    state.second = best.split.second;
    state.third = best.split.index;
    states[block] = state;
  }
}
