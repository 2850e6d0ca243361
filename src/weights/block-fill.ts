/** What stands in for texels that matter less: what the others of their block lead one to expect. */
import { originOf, type Sheet } from './sheet.js';

/** Variance of places, in texels squared, that is added to the weighted one: few texels tell no slope. */
const RIDGE = 0.3;

/**
 * Of each component the plane through the texels of its block that is nearest to them by their weights, within the range of
 * those that have any.
 *
 * @returns laid out as the components of the sheet
 */
export function extrapolate(sheet: Sheet): Float32Array {
  const filled = new Float32Array(sheet.image.data.length);
  for (let index = 0; index < sheet.blocks.length; index++) {
    for (let component = 0; component < 4; component++) fillPlane(sheet, originOf(sheet, index) + component, filled);
  }
  return filled;
}

/** @param origin  of the component in the first texel of a block */
function fillPlane({ image, block, weights }: Sheet, origin: number, filled: Float32Array): void {
  const { data, width } = image;
  let weight = 0;
  let [sumX, sumY, sum] = [0, 0, 0];
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let y = 0; y < block.height; y++) {
    for (let x = 0, at = origin + y * width * 4; x < block.width; x++, at += 4) {
      const share = weights[at]!;
      if (share === 0) continue;
      const value = data[at]!;
      weight += share;
      sumX += share * x;
      sumY += share * y;
      sum += share * value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (weight === 0) return;
  const [centerX, centerY, mean] = [sumX / weight, sumY / weight, sum / weight];
  let [xx, xy, yy, xv, yv] = [0, 0, 0, 0, 0];
  for (let y = 0; y < block.height; y++) {
    for (let x = 0, at = origin + y * width * 4; x < block.width; x++, at += 4) {
      const share = weights[at]! / weight;
      const [dx, dy, dv] = [x - centerX, y - centerY, data[at]! - mean];
      xx += share * dx * dx;
      xy += share * dx * dy;
      yy += share * dy * dy;
      xv += share * dx * dv;
      yv += share * dy * dv;
    }
  }
  xx += RIDGE;
  yy += RIDGE;
  const determinant = xx * yy - xy * xy;
  const slopeX = (xv * yy - yv * xy) / determinant;
  const slopeY = (yv * xx - xv * xy) / determinant;
  for (let y = 0; y < block.height; y++) {
    for (let x = 0, at = origin + y * width * 4; x < block.width; x++, at += 4) {
      filled[at] = Math.min(most, Math.max(least, mean + slopeX * (x - centerX) + slopeY * (y - centerY)));
    }
  }
}

/**
 * The sheet with each component drawn towards another picture of it, the more so the less it counts.
 *
 * @param easing  how often the square root of a weight is taken first
 */
export function blend(sheet: Sheet, other: ArrayLike<number>, easing: number): Sheet['image'] {
  const { image, weights } = sheet;
  const data = image.data.slice();
  for (let at = 0; at < data.length; at++) {
    let share = weights[at]!;
    if (share === 1) continue;
    for (let root = 0; root < easing; root++) share = Math.sqrt(share);
    data[at] = Math.round(share * data[at]! + (1 - share) * other[at]!);
  }
  return { ...image, data };
}
