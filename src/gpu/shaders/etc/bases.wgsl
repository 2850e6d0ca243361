// Candidate bases of a group: the colors that its mean runs through when it is shifted along grey, quantized. Which
// modifiers texels take changes the least-squares base only by their mean, so this line holds every base of a cluster
// fit. Four neighbours lie abreast: a lane each, so that the best of each lane are apart.

struct Bases {
  // Twice the weighted luma.
  luma2: vec4i,
  // 4 × chroma.
  chroma: vec4i,
  // Levels r | g << 8 | b << 16.
  levels: vec4u,
}

// What a base that repeats the one before adds to its score.
const REPEATED = 1 << 30u;

// Eighths of 0..255 to levels.
fn quantize(eighths: vec4i) -> vec4i {
  let value = clamp(eighths, vec4i(0), vec4i(2040));
  if (BITS == 5u) {
    return (value * 31 + (value >> vec4u(3u)) + vec4i(1024)) >> vec4u(11u);
  }
  return (value * 30 + (value >> vec4u(3u)) + vec4i(2048)) >> vec4u(12u);
}

fn showLevels(levels: vec4i) -> vec4i {
  if (BITS == 5u) {
    return (levels << vec4u(3u)) | (levels >> vec4u(2u));
  }
  return levels * 17;
}

// Distances from the mean of the four bases of a vector; vector `middle` begins with the mean itself.
fn offsetsOf(vector: i32, middle: i32) -> vec4i {
  return (vec4i(4 * (vector - middle)) + vec4i(0, 1, 2, 3)) * i32(STEP);
}

// Packed levels of the base in a lane of a vector.
fn levelsAt(mean: vec3i, vector: i32, middle: i32, lane: u32) -> u32 {
  let offset = (4 * (vector - middle) + i32(lane)) * i32(STEP);
  return packLevels(quantize(vec4i(mean + vec3i(offset), 0)).xyz);
}

// The four bases of a vector. `before` is the last one of the vector before, or no base.
fn basesOf(group: Group, vector: i32, middle: i32, before: u32) -> Bases {
  let offsets = offsetsOf(vector, middle);
  let levelsR = quantize(offsets + vec4i(group.mean.x));
  let levelsG = quantize(offsets + vec4i(group.mean.y));
  let levelsB = quantize(offsets + vec4i(group.mean.z));
  let r = showLevels(levelsR);
  let g = showLevels(levelsG);
  let b = showLevels(levelsB);
  let luma = WEIGHTS.x * r + WEIGHTS.y * g + WEIGHTS.z * b;
  let squares = WEIGHTS.x * r * r + WEIGHTS.y * g * g + WEIGHTS.z * b * b;
  let linear = r * group.linear.x + g * group.linear.y + b * group.linear.z;
  let chroma = (squares * WEIGHT_SUM - luma * luma) * group.count - linear + vec4i(group.constant);
  let levels = vec4u(levelsR | (levelsG << vec4u(8u)) | (levelsB << vec4u(16u)));
  let repeats = select(vec4i(0), vec4i(REPEATED), levels == vec4u(before, levels.xyz));
  return Bases(2 * luma, (chroma << vec4u(2u)) + repeats, levels);
}
