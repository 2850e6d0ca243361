// Pass: predicts the classes of a stage and leaves the most promising pairs of class and block mode. One invocation a
// block of the list.

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let block = takeBlock(id, groups);
  if (block == NO_BLOCK) {
    return;
  }
  loadBlock(block);
  shortlistCount = 0u;
  chooseOf(block);
  storeShortlist(block);
}

fn storeShortlist(block: u32) {
  let start = block * CANDIDATE_WORDS;
  candidates[start + CANDIDATE_PAIR_COUNT] = shortlistCount;
  for (var place = 0u; place < shortlistCount; place++) {
    candidates[start + CANDIDATE_PAIRS + 2u * place] = shortlistPairs[place];
    candidates[start + CANDIDATE_PAIRS + 2u * place + 1u] = bitcast<u32>(shortlistCosts[place]);
  }
}
