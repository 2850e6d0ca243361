// Pass: modes T and H, two groups of texels with a color each. A distance and bases are scored in closed form under an
// assumed split, the best measured exactly, and what the paints then attract is the next split.

// Ways to assume a split, in the order in which they are tried.
const LINE_OF_FIRST = 0u;
const LINE_OF_SECOND = 1u;
const PAIRS = 2u;

// Tries a mode under a split until the split does not change. The mask is that of the isolated paint, or of the second
// pair.
fn trySplit(start: BestSplit, firstMask: u32, mode: u32) -> BestSplit {
  var best = start;
  var mask = firstMask;
  let isRaisedTried = HAS_HOLES == 1u && isPunched && mode == MODE_T;
  for (var round = 0u; round < SPLIT_ROUNDS; round++) {
    var groups = scoreGroups(select(mask, mask ^ opaqueMask, mode == MODE_T), mode);
    var least = SplitError(NO_ERROR, 0u);
    // Four candidates, then what mode H makes of those of mode T.
    for (var trial = 0u; trial < select(4u, 8u, isRaisedTried); trial++) {
      var split = lineOf(groups, trial & 3u);
      var trialMode = mode;
      if (mode == MODE_H) {
        split = pairsOf(&groups);
      } else if (trial >= 4u) {
        split = raisedOf(split, groups.firstMean);
        trialMode = MODE_H;
      }
      let measured = measureSplit(split, trialMode);
      best = takeSplit(best, measured.error, trialMode, split);
      if (trial < 4u && measured.error < least.error) {
        least = measured;
      }
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

// The better of both, after a descent where that may pay.
fn finishSplit(best: BestSplit, own: BestSplit, gate: u32) -> BestSplit {
  if (!isWithinGate(own.error, best.error, gate)) {
    return best;
  }
  let refined = refineSplit(own);
  if (refined.error < best.error) {
    return refined;
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
      let own = trySplit(BestSplit(NO_ERROR, mode, Split(0u, 0u, 0u)), firstMask, mode);
      best = finishSplit(best, own, REFINE_GATE);
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
