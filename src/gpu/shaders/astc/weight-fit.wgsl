// Texel weights → grid weights: least squares onto the grid, the best of several ranges, nearest level.

// The range that the levels of a plane span, of the last quantization.
var<private> weightRange: vec2f;

// Least-squares grid weights of a plane's ideal texel weights, to gridIdeal.
fn decimateWeights(plane: u32, width: u32, height: u32) {
  if (width == BLOCK_WIDTH && height == BLOCK_HEIGHT) {
    for (var node = 0u; node < NODES; node++) {
      gridIdeal[node] = idealWeights[plane * TEXELS + node];
    }
    return;
  }
  var row: array<f32, BLOCK_WIDTH>;
  for (var j = 0u; j < height; j++) {
    let fitY = FIT_Y + ((height - 2u) * BLOCK_HEIGHT + j) * BLOCK_HEIGHT;
    for (var x = 0u; x < BLOCK_WIDTH; x++) {
      var sum = 0.0;
      for (var y = 0u; y < BLOCK_HEIGHT; y++) {
        sum += floats[fitY + y] * idealWeights[plane * TEXELS + y * BLOCK_WIDTH + x];
      }
      row[x] = sum;
    }
    for (var i = 0u; i < width; i++) {
      let fitX = FIT_X + ((width - 2u) * BLOCK_WIDTH + i) * BLOCK_WIDTH;
      var sum = 0.0;
      for (var x = 0u; x < BLOCK_WIDTH; x++) {
        sum += floats[fitX + x] * row[x];
      }
      gridIdeal[j * width + i] = clamp(sum, 0.0, 1.0);
    }
  }
}

struct RangeFit {
  // Σ gain · (weight − nearest level)².
  error: f32,
  // The range that least squares would give these ranks.
  low: f32,
  high: f32,
}

// Levels a unit of weight, 0 in a range without extent.
fn stepsUp(low: f32, high: f32, steps: f32) -> f32 {
  let span = high - low;
  return select(0.0, steps / max(span, 1e-5), span > 1e-5);
}

fn regressRange(width: u32, height: u32, low: f32, high: f32, steps: f32) -> RangeFit {
  let up = stepsUp(low, high, steps);
  let down = (high - low) / steps;
  var error = 0.0;
  var gains = 0.0;
  // Σ gain · k, k², weight, k · weight
  var sums = vec4f(0.0);
  for (var j = 0u; j < height; j++) {
    let gainY = floats[NODE_GAIN_Y + (height - 2u) * BLOCK_HEIGHT + j];
    for (var i = 0u; i < width; i++) {
      let gain = gainY * floats[NODE_GAIN_X + (width - 2u) * BLOCK_WIDTH + i];
      let weight = gridIdeal[j * width + i];
      let k = clamp(round((weight - low) * up), 0.0, steps);
      let miss = weight - low - k * down;
      error += gain * miss * miss;
      gains += gain;
      sums += gain * vec4f(k, k * k, weight, k * weight);
    }
  }
  let determinant = gains * sums.y - sums.x * sums.x;
  if (!(determinant > 1e-6 * gains * sums.y)) {
    return RangeFit(error, low, high);
  }
  let slope = (gains * sums.w - sums.x * sums.z) / determinant;
  let start = (sums.z - slope * sums.x) / gains;
  return RangeFit(error, start, start + slope * steps);
}

// The range of gridIdeal that its levels suit best; it is free, since the endpoints are solved for afterwards.
fn chooseRange(width: u32, height: u32, level: u32, steps: f32) -> vec2f {
  var low = 1.0;
  var high = 0.0;
  for (var node = 0u; node < width * height; node++) {
    low = min(low, gridIdeal[node]);
    high = max(high, gridIdeal[node]);
  }
  var best = vec2f(low, high);
  // With a fine weight a texel the extremes are as good as any.
  if (width == BLOCK_WIDTH && height == BLOCK_HEIGHT && level >= QUANT_10) {
    return best;
  }
  let inset = (high - low) / (2.0 * (steps + 1.0));
  var least = INFINITE;
  var range = best;
  var fitted = best;
  // The extremes and what they regress to, an inset range and what that regresses to, 0..1.
  for (var attempt = 0u; attempt < 5u; attempt++) {
    if (attempt == 4u) {
      range = vec2f(0.0, 1.0);
    } else if (attempt == 2u) {
      range = vec2f(low + inset, high - inset);
    } else if (attempt > 0u) {
      range = fitted;
    }
    let fit = regressRange(width, height, range.x, range.y, steps);
    fitted = vec2f(fit.low, fit.high);
    if (fit.error < least) {
      least = fit.error;
      best = range;
    }
  }
  return best;
}

const QUANT_10 = 6u;

// Quantizes gridIdeal as the weights of a plane.
fn quantizeWeights(plane: u32, width: u32, height: u32, level: u32) {
  let steps = levelSteps(level);
  weightRange = chooseRange(width, height, level, steps);
  let up = stepsUp(weightRange.x, weightRange.y, steps);
  for (var node = 0u; node < width * height; node++) {
    let rank = u32(clamp(round((gridIdeal[node] - weightRange.x) * up), 0.0, steps));
    gridWeights[plane * NODES + node] = weightOfRank(level, rank);
  }
}
