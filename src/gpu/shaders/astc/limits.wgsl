// Early outs: below which error a class or mode is worth a trial, above which a block is done.

// Error a texel may always have: below it predictions mean nothing, the decoder's rounding decides.
const ERROR_FLOOR = 0.17;
// Share of the good error down to which the modes of a class go on being tried: they cost less than another class.
const CLASS_SHARE = 0.5;
// A first fit this many times better than good enough is not refined.
const FINE = 6.0;
// A block counts as collinear when its line leaves less than this share of the error: the rest is quantization.
const COLLINEAR_SHARE = 0.05;
const MANY_COLORS = 9u;
const TWO_CLUSTERS = 256u;
const COLOR_COUNT_MASK = 255u;

// Predictions are pessimistic where colors are few or all on one line: factors on tau and on the gate before three
// partitions.
struct Latitude {
  tau: f32,
  gate: f32,
}

fn latitudeOf(block: u32, error: f32) -> Latitude {
  if (PARTITION_COUNT == 1u) {
    return Latitude(1.0, 1.0);
  }
  let colors = records[block * RECORD_WORDS + RECORD_KIND] & COLOR_COUNT_MASK;
  if (colors <= 4u) {
    return Latitude(1.4, 1000.0);
  }
  if (colors < MANY_COLORS) {
    return Latitude(1.4, 1.7);
  }
  if (recordFloat(block, RECORD_LINE_ERROR) < COLLINEAR_SHARE * error) {
    return Latitude(1.4, 1.15);
  }
  return Latitude(1.0, 1.0);
}

// Limit below which a prediction is worth a trial.
fn trialLimit(error: f32, latitude: f32) -> f32 {
  return error * settings.tau * latitude + ERROR_FLOOR * f32(TEXELS);
}
