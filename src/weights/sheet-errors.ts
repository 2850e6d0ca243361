/** Which of two ways to store a block is nearer, where errors of some texels count more. */
import { originOf, type Sheet } from './sheet.js';

/** Significance of red, green, blue and alpha, 0 or more. */
export type Significance = readonly [number, number, number, number];

/**
 * Weighted squared errors of each block of a sheet, in steps of its component type.
 *
 * @param decoded  laid out as the components of the sheet
 */
export function blockErrors(sheet: Sheet, decoded: ArrayLike<number>, significance: Significance): Float64Array {
  return Float64Array.from(sheet.blocks, ({ color, alpha }, index) => {
    const [red, green, blue, alphas] = componentErrors(sheet, index, decoded);
    const colors = red * significance[0] + green * significance[1] + blue * significance[2];
    return colors * color + alphas * significance[3] * alpha;
  });
}

function componentErrors(sheet: Sheet, index: number, decoded: ArrayLike<number>): Significance {
  const { image, block, weights } = sheet;
  const { data, width } = image;
  const origin = originOf(sheet, index);
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (let y = 0; y < block.height; y++) {
    const first = origin + y * width * 4;
    for (let at = first; at < first + block.width * 4; at++) {
      const difference = data[at]! - decoded[at]!;
      sums[at & 3]! += weights[at]! * difference * difference;
    }
  }
  return sums;
}
