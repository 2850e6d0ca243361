// One candidate: a block mode for the class at hand, from ideal weights to integers, refined while it pays.

// A refinement that gains less than this share is the last.
const LEAST_GAIN_SHARE = 0.0005;

// Error of the best candidate of the block.
var<private> bestError: f32;

fn runTrial(block: u32, mode: u32) {
  let width = gridWidth(mode);
  let height = gridHeight(mode);
  let level = weightQuantLevel(mode);
  let limit = bestError * settings.cull;
  let trialBudgets = promisingBudgets(weightBits(mode));
  var previous = INFINITE;
  for (var round = 0u; round <= settings.refinements; round++) {
    findWeights(round, width, height, level);
    fitEndpoints();
    if (round == 0u && restError > limit) {
      return;
    }
    // The form's error, before a decoder rounds: what it says of the next round is steadier than what is shown.
    let error = settleEndpoints(weightBits(mode), select(0u, trialBudgets, round == 0u));
    if (error >= INFINITE) {
      return;
    }
    let shownError = decodedError();
    if (shownError < bestError) {
      bestError = shownError;
      keepCandidate(block, mode);
    }
    // What refinement usually gains cannot make up for a poor first fit; nobody would see what it adds to a fine one.
    let isPointless = round == 0u && (error > limit || FINE * error <= settings.goodError);
    if (isPointless || (round > 0u && !(error < previous * (1.0 - LEAST_GAIN_SHARE)))) {
      return;
    }
    previous = error;
  }
}

// Weights of a round: from the ideal ones first, then such as suit the endpoints.
fn findWeights(round: u32, width: u32, height: u32, level: u32) {
  for (var plane = 0u; plane < PLANE_COUNT; plane++) {
    var isSettling = round > 0u;
    if (isSettling) {
      aimWeights(plane);
    } else {
      decimateWeights(plane, width, height);
      quantizeWeights(plane, width, height, level);
      infillTexels(plane, width, height);
      let isDirect = width == BLOCK_WIDTH && height == BLOCK_HEIGHT;
      isSettling = !isDirect && isUneven();
      if (isSettling) {
        aimIdealWeights();
      }
    }
    if (isSettling) {
      settleWeights(plane, width, height, level);
      infillTexels(plane, width, height);
    }
  }
}

// Stores the trial as the best candidate of its block.
fn keepCandidate(block: u32, mode: u32) {
  let start = block * RECORD_WORDS;
  let planeField = select(0u, plane2Component + 1u, PLANE_COUNT == 2u);
  setRecordFloat(block, RECORD_ERROR, bestError);
  records[start + RECORD_MODE] = mode;
  records[start + RECORD_CLASS] = PARTITION_COUNT | (planeField << 4u) | (trialLevel << 8u) | (patternSeed << 16u);
  records[start + RECORD_CEMS] = trialCems;
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    records[start + RECORD_COLORS + 2u * partitionIndex] = endpoints[partitionIndex].integers.x;
    records[start + RECORD_COLORS + 2u * partitionIndex + 1u] = endpoints[partitionIndex].integers.y;
  }
  let count = gridWidth(mode) * gridHeight(mode);
  var word = 0u;
  for (var index = 0u; index < count * PLANE_COUNT; index++) {
    // Weights of two planes take turns.
    let weight = gridWeights[(index % PLANE_COUNT) * NODES + index / PLANE_COUNT] >> 8u;
    word |= weight << ((index & 3u) * 8u);
    if ((index & 3u) == 3u || index + 1u == count * PLANE_COUNT) {
      records[start + RECORD_WEIGHTS + (index >> 2u)] = word;
      word = 0u;
    }
  }
}
