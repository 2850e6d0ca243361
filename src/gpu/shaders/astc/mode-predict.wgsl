// The error that every listed block mode would end with, in closed form, without quantizing or infilling anything: what
// the grid cannot represent, the noise of quantized weights, the rounding of endpoints. The best go to the shortlist.

// Pairs of a class and a mode, the least predicted error first; the pair as in candidate-list.wgsl.
var<private> shortlistCosts: array<f32, PAIRS_MAX>;
var<private> shortlistPairs: array<u32, PAIRS_MAX>;
var<private> shortlistCount: u32;

fn insertPair(cost: f32, pair: u32, keep: u32) {
  var place = shortlistCount;
  if (shortlistCount == keep) {
    if (cost >= shortlistCosts[keep - 1u]) {
      return;
    }
    place = keep - 1u;
  } else {
    shortlistCount++;
  }
  while (place > 0u && shortlistCosts[place - 1u] > cost) {
    shortlistCosts[place] = shortlistCosts[place - 1u];
    shortlistPairs[place] = shortlistPairs[place - 1u];
    place--;
  }
  shortlistCosts[place] = cost;
  shortlistPairs[place] = pair;
}

// Predicts the modes of the class at hand; those below `limit` compete for `keep` places.
fn predictModes(classPlace: u32, keep: u32, limit: f32) {
  for (var level = 0u; level < 24u; level++) {
    weightNoise[level] = 0.0;
  }
  for (var grid = 0u; grid < GRID_WIDTHS * GRID_HEIGHTS; grid++) {
    gridErrors[grid] = 0.0;
  }
  for (var plane = 0u; plane < PLANE_COUNT; plane++) {
    addNoise(plane);
    addProjection(plane);
  }
  predictColors();
  let list = modeList();
  let count = min(integers[list], settings.listedModes);
  for (var place = 0u; place < count; place++) {
    let cost = lineError + modeCost(integers[list + 1u + place]);
    if (cost < limit) {
      insertPair(cost, place | (classPlace << 8u), keep);
    }
  }
}

fn modeCost(mode: u32) -> f32 {
  let width = gridWidth(mode);
  let height = gridHeight(mode);
  let gain = floats[GAIN_X + width - 2u] * floats[GAIN_Y + height - 2u];
  let isDirect = width == BLOCK_WIDTH && height == BLOCK_HEIGHT;
  let noise = weightNoise[weightQuantLevel(mode) + select(0u, DIRECT_NOISE, isDirect)];
  let costs = classCosts(weightBits(mode));
  let colorCost = ROUNDING_SHARE * min(min(costs.x, costs.y), min(costs.z, costs.w));
  return gridErrors[(height - 2u) * GRID_WIDTHS + width - 2u] + gain * noise + colorCost;
}
