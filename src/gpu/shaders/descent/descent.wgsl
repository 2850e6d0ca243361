// Lines through a block's colors by descent: each texel goes to its nearest line, each line moves to fit its texels, in
// turn; then the free assignment is snapped to the nearest legal pattern, and the lines go on with that. Endpoints and
// weights are floating point, nothing is quantized. The loss after every step is what this is for: it says how far the
// closed forms of the search are from a descent, and how much snapping costs.

struct Settings {
  width: u32,
  height: u32,
  blocksX: u32,
  blockCount: u32,
  // Steps with a free assignment, and after snapping.
  freeSteps: u32,
  snappedSteps: u32,
  // 1: gradient steps of this rate; 0: least squares.
  isGradient: u32,
  rate: f32,
}

@group(1) @binding(0) var<uniform> settings: Settings;
// A word a pixel, red in the lowest byte.
@group(1) @binding(1) var<storage, read> pixels: array<u32>;
// [step][block]: squared distance, components in 0..1; the first row before any step.
@group(1) @binding(2) var<storage, read_write> losses: array<f32>;

var<private> texels: array<vec3f, TEXELS>;
var<private> partitionOf: array<u32, TEXELS>;
var<private> endpoint0: array<vec3f, PARTITION_COUNT>;
var<private> endpoint1: array<vec3f, PARTITION_COUNT>;

fn loadBlock(block: u32) {
  let left = block % settings.blocksX * BLOCK_WIDTH;
  let top = block / settings.blocksX * BLOCK_HEIGHT;
  for (var y = 0u; y < BLOCK_HEIGHT; y++) {
    for (var x = 0u; x < BLOCK_WIDTH; x++) {
      let row = min(top + y, settings.height - 1u);
      let column = min(left + x, settings.width - 1u);
      texels[y * BLOCK_WIDTH + x] = unpack4x8unorm(pixels[row * settings.width + column]).rgb;
    }
  }
}

// Weight of a color on a line, 0..1.
fn weightOn(color: vec3f, line: u32) -> f32 {
  let along = endpoint1[line] - endpoint0[line];
  let length2 = dot(along, along);
  return select(0.0, clamp(dot(color - endpoint0[line], along) / max(length2, 1e-12), 0.0, 1.0), length2 > 1e-12);
}

// Squared distance of a color from a line between its ends.
fn distanceTo(color: vec3f, line: u32) -> f32 {
  let miss = mix(endpoint0[line], endpoint1[line], weightOn(color, line)) - color;
  return dot(miss, miss);
}

fn nearestLine(color: vec3f) -> u32 {
  var nearest = 0u;
  var least = distanceTo(color, 0u);
  for (var line = 1u; line < PARTITION_COUNT; line++) {
    let distance = distanceTo(color, line);
    if (distance < least) {
      least = distance;
      nearest = line;
    }
  }
  return nearest;
}

fn blockLoss() -> f32 {
  var loss = 0.0;
  for (var texel = 0u; texel < TEXELS; texel++) {
    loss += distanceTo(texels[texel], partitionOf[texel]);
  }
  return loss;
}

// The principal direction of a set of texels; every texel's where `line` is PARTITION_COUNT.
fn principalAxis(line: u32, mean: vec3f) -> vec3f {
  var rows: mat3x3f;
  for (var texel = 0u; texel < TEXELS; texel++) {
    if (line < PARTITION_COUNT && partitionOf[texel] != line) {
      continue;
    }
    let away = texels[texel] - mean;
    rows += mat3x3f(away * away.x, away * away.y, away * away.z);
  }
  var axis = vec3f(0.577, 0.577, 0.577);
  for (var round = 0u; round < 8u; round++) {
    let next = rows * axis;
    let size = length(next);
    if (size < 1e-9) {
      return vec3f(0.0);
    }
    axis = next / size;
  }
  return axis;
}

fn meanOf(line: u32) -> vec3f {
  var sum = vec3f(0.0);
  var count = 0.0;
  for (var texel = 0u; texel < TEXELS; texel++) {
    if (line < PARTITION_COUNT && partitionOf[texel] != line) {
      continue;
    }
    sum += texels[texel];
    count += 1.0;
  }
  return sum / max(count, 1.0);
}

// Ends of a line through its texels, as far as they reach.
fn spanLine(line: u32) {
  let mean = meanOf(line);
  let axis = principalAxis(line, mean);
  var low = 0.0;
  var high = 0.0;
  for (var texel = 0u; texel < TEXELS; texel++) {
    if (partitionOf[texel] == line) {
      let place = dot(texels[texel] - mean, axis);
      low = min(low, place);
      high = max(high, place);
    }
  }
  endpoint0[line] = mean + low * axis;
  endpoint1[line] = mean + high * axis;
}

// The first assignment: thirds, or halves, along the block's own axis.
fn guessLines() {
  let mean = meanOf(PARTITION_COUNT);
  let axis = principalAxis(PARTITION_COUNT, mean);
  var low = 1e9;
  var high = -1e9;
  for (var texel = 0u; texel < TEXELS; texel++) {
    let place = dot(texels[texel] - mean, axis);
    low = min(low, place);
    high = max(high, place);
  }
  let scale = f32(PARTITION_COUNT) / max(high - low, 1e-9);
  for (var texel = 0u; texel < TEXELS; texel++) {
    let place = (dot(texels[texel] - mean, axis) - low) * scale;
    partitionOf[texel] = min(u32(max(place, 0.0)), PARTITION_COUNT - 1u);
  }
  for (var line = 0u; line < PARTITION_COUNT; line++) {
    spanLine(line);
  }
}

// One line moved: down the gradient of its texels' squared distances, or to where least squares put it.
fn moveLine(line: u32) {
  var gradient0 = vec3f(0.0);
  var gradient1 = vec3f(0.0);
  var form = vec3f(0.0);
  var sum0 = vec3f(0.0);
  var sum1 = vec3f(0.0);
  for (var texel = 0u; texel < TEXELS; texel++) {
    if (partitionOf[texel] != line) {
      continue;
    }
    let color = texels[texel];
    let weight = weightOn(color, line);
    let rest = 1.0 - weight;
    let miss = mix(endpoint0[line], endpoint1[line], weight) - color;
    gradient0 += 2.0 * rest * miss;
    gradient1 += 2.0 * weight * miss;
    form += vec3f(rest * rest, rest * weight, weight * weight);
    sum0 += rest * color;
    sum1 += weight * color;
  }
  if (settings.isGradient == 1u) {
    endpoint0[line] -= settings.rate * gradient0;
    endpoint1[line] -= settings.rate * gradient1;
    return;
  }
  let determinant = form.x * form.z - form.y * form.y;
  if (determinant > 1e-6) {
    endpoint0[line] = (form.z * sum0 - form.y * sum1) / determinant;
    endpoint1[line] = (form.x * sum1 - form.y * sum0) / determinant;
  }
}

fn step(block: u32, index: u32, isFree: bool) {
  for (var line = 0u; line < PARTITION_COUNT; line++) {
    moveLine(line);
  }
  if (isFree) {
    for (var texel = 0u; texel < TEXELS; texel++) {
      partitionOf[texel] = nearestLine(texels[texel]);
    }
  }
  losses[index * settings.blockCount + block] = blockLoss();
}

@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let block = linearIndex(id, groups, 64u);
  if (block >= settings.blockCount) {
    return;
  }
  loadBlock(block);
  guessLines();
  losses[block] = blockLoss();
  for (var index = 1u; index <= settings.freeSteps; index++) {
    step(block, index, true);
  }
  snapToPattern();
  let snapped = settings.freeSteps + 1u;
  losses[snapped * settings.blockCount + block] = blockLoss();
  for (var index = 1u; index <= settings.snappedSteps; index++) {
    step(block, snapped + index, false);
  }
}
