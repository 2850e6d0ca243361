// What storing the endpoints will cost, before any is stored: squared error that rounding adds with the best integer
// class (1 to 4 pairs of integers a partition), a lane a class.

// What the classes cost a partition however fine, and a unit of level noise.
var<private> classPenalties: array<vec4f, PARTITION_COUNT>;
var<private> classGains: array<vec4f, PARTITION_COUNT>;

// A class that does not fit: with the least gain it is still infinite.
const NO_NOISE = 1e36;
const LEAST_GAIN = 1e-5;

fn predictColors() {
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    predictPartition(partitionIndex);
  }
}

// Σ (1 − w)², Σ w (1 − w), Σ w² of a partition's ideal weights: how a move of its ends counts.
fn idealForm(partitionIndex: u32) -> vec3f {
  var form = vec3f(0.0);
  for (var texel = 0u; texel < TEXELS; texel++) {
    if (partitionAt(texel) == partitionIndex) {
      let weight = idealWeights[texel];
      let rest = 1.0 - weight;
      form += vec3f(rest * rest, weight * rest, weight * weight);
    }
  }
  return form;
}

fn predictPartition(partitionIndex: u32) {
  let form = idealForm(partitionIndex);
  let fit = partitionFits[partitionIndex];
  let e0 = fit.ideal0;
  let e1 = fit.ideal1;
  let significance = settings.significance;
  let rgb = significance.xyz;
  let rgbSignificance = max(rgb.x + rgb.y + rgb.z, 1e-10);
  // Grey: both ends move to their significance-weighted mean.
  let l0 = dot(rgb, e0.xyz) / rgbSignificance;
  let l1 = dot(rgb, e1.xyz) / rgbSignificance;
  let p = e0.xyz - l0;
  let q = e1.xyz - l1;
  let greyPenalty = dot(rgb, form.x * p * p + 2.0 * form.y * p * q + form.z * q * q);
  // Scale: end 0 moves onto the ray through end 1.
  let norm = max(dot(rgb * e1.xyz, e1.xyz), 1e-6);
  let off = e0.xyz - e1.xyz * clamp(dot(rgb * e1.xyz, e0.xyz) / norm, 0.0, 1.0);
  let scalePenalty = form.x * dot(rgb, off * off);
  let gains = significance * roundedEnds(e0, e1) * fit.texelCount;
  let rgbGain = gains.x + gains.y + gains.z;
  let directGain = rgbGain * directShare(e0, e1);
  let isNearGrey = l1 - l0 < 63.0 && l1 >= l0;
  let greyGain = fit.texelCount * rgbSignificance * select(1.0, 0.3, isNearGrey);
  if (e0.w > 254.5 && e1.w > 254.5) {
    classPenalties[partitionIndex] = vec4f(greyPenalty, scalePenalty, 0.0, 0.0);
    classGains[partitionIndex] = max(vec4f(greyGain, rgbGain, directGain, directGain), vec4f(LEAST_GAIN));
  } else {
    let directAlpha = directGain + gains.w;
    classPenalties[partitionIndex] = vec4f(INFINITE, greyPenalty, scalePenalty, 0.0);
    classGains[partitionIndex] = max(vec4f(0.0, greyGain + gains.w, rgbGain + gains.w, directAlpha), vec4f(LEAST_GAIN));
  }
}

// Share of each component's ends that rounding moves: those at 0 or 255 are exact at every level.
fn roundedEnds(e0: vec4f, e1: vec4f) -> vec4f {
  let isFree0 = (e0 >= vec4f(0.5)) & (e0 <= vec4f(254.5));
  let isFree1 = (e1 >= vec4f(0.5)) & (e1 <= vec4f(254.5));
  return select(vec4f(0.0), vec4f(0.5), isFree0) + select(vec4f(0.0), vec4f(0.5), isFree1);
}

// What is left of the rounding noise of direct colors where base and offset, or blue contraction, can store them.
fn directShare(e0: vec4f, e1: vec4f) -> f32 {
  if (all(abs(e1.xyz - e0.xyz) < vec3f(31.0))) {
    return 0.25;
  }
  return select(1.0, 0.67, isContractible(e0) && isContractible(e1));
}

// Blue contraction stores 2c − blue of red and green.
fn isContractible(end: vec4f) -> bool {
  let stored = 2.0 * end.xy - end.z;
  return all(stored > vec2f(0.0)) && all(stored < vec2f(255.0));
}

// Pairs of integers that a block may have. Spec: KDFS 1.4, ASTC "Color Endpoint Mode".
const PAIRS_OF_BLOCK_MAX = 9u;

// Level for pairs of integers beside weights of so many bits, or NO_LEVEL.
fn colorLevel(pairs: u32, weightBitCount: u32, isMixed: bool) -> u32 {
  if (pairs > PAIRS_OF_BLOCK_MAX) {
    return NO_LEVEL;
  }
  return colorQuantLevelFor(colorBitsAvailable(weightBitCount, PARTITION_COUNT, PLANE_COUNT, isMixed), 2u * pairs);
}

// Predicted cost of each integer class beside weights of so many bits.
fn classCosts(weightBitCount: u32) -> vec4f {
  var noise = vec4f(NO_NOISE);
  for (var pairs = 1u; pairs <= 4u; pairs++) {
    let level = colorLevel(pairs * PARTITION_COUNT, weightBitCount, false);
    if (level != NO_LEVEL) {
      noise[pairs - 1u] = floats[ENDPOINT_NOISE + level];
    }
  }
  var costs = vec4f(0.0);
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    costs += classPenalties[partitionIndex] + classGains[partitionIndex] * noise;
  }
  return costs;
}
