/**
 * What grids lose that are one weight short along an axis. The lines of texels that such a grid can show lack one function,
 * so what it loses of a line is that function's share of it, exactly, and no frequency need be known.
 */
import { LaneTables } from './lane-tables';

/** Texels of the largest blocks that are asked about: sums of more would not fit. */
const TEXELS_MAX: i32 = 25;
const INVERSE_Q28: f32 = 1.0 / 268435456.0;

/**
 * The least that a grid of fewer weights than texels loses, for blocks of up to 25 texels.
 *
 * @param weights  i16x8 a pair, Q14
 * @param worth  squared range of each lane
 */
export function leastLoss(lanes: LaneTables, weights: usize, worth: v128): v128 {
  assert(lanes.texelCount <= TEXELS_MAX);
  const least = i32x4.min_s(missedOfRows(lanes, weights), missedOfColumns(lanes, weights));
  return f32x4.mul(f32x4.mul(f32x4.convert_i32x4_s(least), f32x4.splat(INVERSE_Q28)), worth);
}

/** Σ of squares, Q28, over the rows. */
function missedOfRows(lanes: LaneTables, weights: usize): v128 {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const end = weights + <usize>lanes.height * rowBytes;
  let sum = i32x4.splat(0);
  for (let row = weights; row < end; row += rowBytes) {
    let product = i32x4.splat(0);
    let missed = lanes.missedXPtr;
    for (let at = row; at < row + rowBytes; at += 16, missed += 4) {
      product = i32x4.add(product, i32x4.dot_i16x8_s(v128.load(at), v128.load32_splat(missed)));
    }
    const share = i32x4.shr_s(product, 15);
    sum = i32x4.add(sum, i32x4.mul(share, share));
  }
  return sum;
}

/** Likewise over the columns, a pair at a time. */
function missedOfColumns(lanes: LaneTables, weights: usize): v128 {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const missedEnd = lanes.missedYPtr + ((<usize>lanes.height) << 1);
  let sum = i32x4.splat(0);
  for (let column: usize = 0; column < rowBytes; column += 16) {
    let share = i16x8.splat(0);
    let at = weights + column;
    for (let missed = lanes.missedYPtr; missed < missedEnd; missed += 2, at += rowBytes) {
      share = i16x8.add(share, i16x8.q15mulr_sat_s(v128.load(at), v128.load16_splat(missed)));
    }
    // Half a pair at the end of rows of odd width is no column.
    share = v128.and(share, v128.load32_splat(lanes.insidePtr + (column >> 2)));
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(share, share));
  }
  return sum;
}
