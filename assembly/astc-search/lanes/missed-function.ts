/** What an axis of texels has that a grid of one weight less cannot show. */
import { allocateTable } from '../../arena';
import { AxisTables } from '../tables/axis-tables';

const Q15: f64 = 32768;

/** Share of the second of its two weights that texel `x` has. Spec: KDFS 1.4, ASTC "Weight Infill". */
function shareOfSecond(size: i32, x: i32): f64 {
  const scale = (1024 + (size >> 1)) / (size - 1);
  const position = (scale * x * (size - 2) + 32) >> 6;
  // Texel x lies between weights x − 1 and x; the first and the last lie on one.
  return x == 0 ? 1 : <f64>(position - 16 * (x - 1)) / 16;
}

/** Texel `x` of the function by the one before: what the weight between them adds to both has to cancel. */
function stepTo(size: i32, x: i32): f64 {
  return -shareOfSecond(size, x - 1) / (1 - shareOfSecond(size, x));
}

/** i16[size], Q15: the function of length 1 that `size` − 1 weights cannot show any of; 0 in what fills up a pair. */
export function missedFunction(axis: AxisTables): usize {
  const size = axis.size;
  const out = allocateTable((<usize>(size + 1)) << 1);
  let squares: f64 = 0;
  let value: f64 = 1;
  for (let x: i32 = 0; x < size; x++) {
    if (x > 0) value *= stepTo(size, x);
    squares += value * value;
  }
  value = 1 / Math.sqrt(squares);
  for (let x: i32 = 0; x < size; x++) {
    if (x > 0) value *= stepTo(size, x);
    store<i16>(out + ((<usize>x) << 1), <i16>Math.round(value * Q15));
  }
  return out;
}
