// What quantizing the weights will cost, by level, before any is quantized: partly as if weights were uniform within a
// step, mostly as measured on the block's own.

// Weight noise a unit of grid gain, by level; second half for grids with a weight a texel, where nothing averages and a
// near-lossless block must not be charged for steps that it does not make.
var<private> weightNoise: array<f32, 24>;
const DIRECT_NOISE = 12u;

// Levels less one, of 2 … 32 levels, four at a time.
const STEPS_LOW = vec4f(1.0, 2.0, 3.0, 4.0);
const STEPS_MIDDLE = vec4f(5.0, 7.0, 9.0, 11.0);
const STEPS_HIGH = vec4f(15.0, 19.0, 23.0, 31.0);

fn squaredMiss(weight: f32, steps: vec4f) -> vec4f {
  let scaled = weight * steps;
  let miss = scaled - round(scaled);
  return miss * miss;
}

fn storeNoise(first: u32, measured: vec4f, uniformNoise: f32, steps: vec4f) {
  let inverse = 1.0 / (steps * steps);
  let mixed = (UNIFORM_SHARE * uniformNoise + (1.0 - UNIFORM_SHARE) * measured) * inverse;
  for (var lane = 0u; lane < 4u; lane++) {
    let share = floats[NOISE_SHARE + first + lane];
    weightNoise[first + lane] += share * mixed[lane];
    weightNoise[DIRECT_NOISE + first + lane] += share * measured[lane] * inverse[lane];
  }
}

// Adds the noise of every level in a plane.
fn addNoise(plane: u32) {
  var low = vec4f(0.0);
  var middle = vec4f(0.0);
  var high = vec4f(0.0);
  var energySum = 0.0;
  for (var texel = 0u; texel < TEXELS; texel++) {
    let energy = lineEnergy(partitionAt(texel), plane);
    let weight = idealWeights[plane * TEXELS + texel];
    energySum += energy;
    low += energy * squaredMiss(weight, STEPS_LOW);
    middle += energy * squaredMiss(weight, STEPS_MIDDLE);
    high += energy * squaredMiss(weight, STEPS_HIGH);
  }
  let scale = 1.0 / f32(TEXELS);
  // The variance of a weight uniform within a step.
  let uniformNoise = energySum * scale / 12.0;
  storeNoise(0u, low * scale, uniformNoise, STEPS_LOW);
  storeNoise(4u, middle * scale, uniformNoise, STEPS_MIDDLE);
  storeNoise(8u, high * scale, uniformNoise, STEPS_HIGH);
}
