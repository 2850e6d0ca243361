// Pass: both halves of a flip with bases of BITS bits, differential (5) or individual (4).

// Candidates of both halves.
fn fitHalves() {
  clearLists();
  for (side = 0u; side < 2u; side++) {
    if (halfMask() != 0u) {
      fitHalf();
      if (DESCENT_COUNT > 0u) {
        descendList(DESCENT_COUNT, REFINEMENT_ROUNDS);
      }
    }
  }
}

// A half without opaque texels takes the base of its neighbour.
fn copyNeighbours() {
  for (side = 0u; side < 2u; side++) {
    if (halfMask() == 0u) {
      placeEntry(side, 0u, Entry(0u, leastEntry(side ^ 1u).info & 0xffffffu));
    }
  }
}

// The best legal pair below `limit`.
fn pairHalves(limit: u32, state: ptr<function, BlockState>) -> Pair {
  let pair = Pair(leastEntry(0u), leastEntry(1u));
  if (BITS == 4u || isLegalPair(pair.first.info, pair.second.info)) {
    if (pairError(pair) < limit) {
      return pair;
    }
    return Pair(NO_ENTRY, NO_ENTRY);
  }
  (*state).individualTurn = chunk.turn + 1u;
  // Individual bases serve as well, and the fastest presets do not search.
  if (FINALIST_ROWS == 0u) {
    return Pair(NO_ENTRY, NO_ENTRY);
  }
  joinHalves(pair.first.info, pair.second.info);
  return searchPairs(limit);
}

fn tryHalves(block: u32, flip: u32, state: ptr<function, BlockState>) {
  loadTexels(block, flip);
  (*state).individualTurn = ALWAYS_INDIVIDUAL * (chunk.turn + 1u);
  fitHalves();
  copyNeighbours();
  let isOnItsOwn = REFINE_EACH == 1u;
  var pair = pairHalves(select((*state).error, NO_ERROR, isOnItsOwn), state);
  if (isOnItsOwn && isWithinGate(pairError(pair), (*state).error, REFINE_GATE)) {
    pair = refineHalves(pair, BITS, REFINEMENT_ROUNDS);
  }
  if (pairError(pair) < (*state).error) {
    (*state).error = pairError(pair);
    (*state).mode = select(MODE_INDIVIDUAL, MODE_DIFFERENTIAL, BITS == 5u);
    (*state).flip = flip;
    (*state).first = pair.first.info;
    (*state).second = pair.second.info;
  }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= selection.count) {
    return;
  }
  let block = selectedBlocks[id.x];
  var state = states[block];
  tryHalves(block, state.likelyFlip ^ chunk.turn, &state);
  states[block] = state;
}
