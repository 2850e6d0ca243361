// Pass: tries the pairs of class and block mode that the pass before chose, the most promising first. One invocation a
// block of the list; blocks that are not good enough go on.

const NO_CLASS = 255u;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let block = takeBlock(id, groups);
  if (block == NO_BLOCK) {
    return;
  }
  loadBlock(block);
  let startError = recordFloat(block, RECORD_ERROR);
  bestError = startError;
  tryPairs(block, latitudeOf(block, startError).tau);
  passOn(block, startError);
}

fn tryPairs(block: u32, tau: f32) {
  let start = block * CANDIDATE_WORDS;
  let list = modeList();
  let count = candidates[start + CANDIDATE_PAIR_COUNT];
  var classPlace = NO_CLASS;
  for (var place = 0u; place < count; place++) {
    let pair = candidates[start + CANDIDATE_PAIRS + 2u * place];
    let cost = bitcast<f32>(candidates[start + CANDIDATE_PAIRS + 2u * place + 1u]);
    if (cost > trialLimit(bestError, tau) || bestError <= CLASS_SHARE * settings.goodError) {
      return;
    }
    if (pair >> 8u != classPlace) {
      classPlace = pair >> 8u;
      takeClass(block, classPlace);
    }
    runTrial(block, integers[list + 1u + (pair & 255u)]);
  }
}

// Makes a class of the shortlist the one at hand.
fn takeClass(block: u32, classPlace: u32) {
  if (PARTITION_COUNT > 1u) {
    takePattern(candidates[block * CANDIDATE_WORDS + CANDIDATE_PATTERNS + classPlace]);
  }
  fitClass(select(NO_COMPONENT, classPlace, PLANE_COUNT == 2u));
  // Which classes of integers are worth pricing.
  predictColors();
}

// Decides which blocks the next stage sees.
fn passOn(block: u32, startError: f32) {
  if (PARTITION_COUNT == 1u && PLANE_COUNT == 1u) {
    setRecordFloat(block, RECORD_PLANE_ERROR, bestError);
  }
  if (PARTITION_COUNT == 1u) {
    setRecordFloat(block, RECORD_SINGLE_ERROR, bestError);
  }
  if (bestError <= settings.goodError) {
    return;
  }
  if (PARTITION_COUNT > 1u) {
    // Colors that two lines do not help seldom need three.
    let gate = settings.gate3 * latitudeOf(block, startError).gate;
    if (settings.patterns3 == 0u || bestError > gate * recordFloat(block, RECORD_SINGLE_ERROR)) {
      return;
    }
  }
  appendBlock(WRITE_LIST, block);
}
