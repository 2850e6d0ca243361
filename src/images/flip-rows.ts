/** Pictures upside down. */
import type { Image } from '../types.js';

/** A copy whose last row comes first. */
export function flipRows<T extends Image>(image: T): T {
  const { width, height, data } = image;
  const flipped = data.slice();
  const rowLength = width * 4;
  for (let y = 0; y < height; y++) {
    flipped.set(data.subarray(y * rowLength, (y + 1) * rowLength), (height - 1 - y) * rowLength);
  }
  return { ...image, data: flipped };
}
