// Pass: the best pair of halves of a block descends, where not every pair did.

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= selection.count) {
    return;
  }
  let block = selectedBlocks[id.x];
  let state = states[block];
  loadTexels(block, state.flip);
  let bits = select(4u, 5u, state.mode == MODE_DIFFERENTIAL);
  let start = Pair(Entry(NO_ERROR, state.first), Entry(NO_ERROR, state.second));
  let pair = refineHalves(start, bits, REFINEMENT_ROUNDS);
  states[block].error = pairError(pair);
  states[block].first = pair.first.info;
  states[block].second = pair.second.info;
}
