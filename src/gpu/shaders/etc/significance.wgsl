// What an error in each component costs: squares of small whole numbers.

const SCALES = vec3i(i32(SCALE_R), i32(SCALE_G), i32(SCALE_B));
const WEIGHTS = SCALES * SCALES;
const WEIGHT_SUM = WEIGHTS.x + WEIGHTS.y + WEIGHTS.z;

fn weigh(values: vec3i) -> i32 {
  return WEIGHTS.x * values.x + WEIGHTS.y * values.y + WEIGHTS.z * values.z;
}
