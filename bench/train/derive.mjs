/** Images made from others, so that kinds of blocks that are rare in a set of pictures have examples too. */
import { readPixels } from '../images.mjs';

/** @typedef {import('../images.mjs').Pixels} Pixels */

/**
 * Reads images and adds, for every coloured one, its luma (with the alpha it has), and for normal maps (by name) the
 * usual `rrrg` form: X as luminance, Y as alpha.
 *
 * @param {readonly string[]} paths
 * @returns {Promise<Pixels[]>}
 */
export async function readWithDerived(paths) {
  const images = [];
  for (const path of paths) {
    const image = await readPixels(path);
    images.push(image);
    if (/normal/i.test(path)) images.push(mapPixels(image, (r, g) => [r, r, r, g]));
    else if (!isGrey(image)) images.push(mapPixels(image, (r, g, b, a) => toLuma(r, g, b, a)));
  }
  return images;
}

/** @param {Pixels} image */
function isGrey({ data }) {
  for (let at = 0; at < data.length; at += 4) if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  return true;
}

/**
 * @param {number} r
 * @param {number} g
 * @param {number} b
 * @param {number} a
 */
function toLuma(r, g, b, a) {
  const luma = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  return [luma, luma, luma, a];
}

/**
 * @param {Pixels} image
 * @param {(r: number, g: number, b: number, a: number) => number[]} change
 * @returns {Pixels}
 */
function mapPixels({ width, height, data }, change) {
  const changed = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 4)
    changed.set(change(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, data[at + 3] ?? 0), at);
  return { width, height, data: changed };
}
