/** Pixels in and out of files, and the distance between two images. */
import sharp from 'sharp';
import { LOSSLESS_DB } from './measures.mjs';

/**
 * @typedef {{ width: number, height: number, data: Uint8Array }} Pixels bytes of RGBA, 8 bits or half floats, rows without padding
 * @typedef {{ psnrRgb: number, psnrRgba: number }} Psnr in dB
 */

/**
 * Reads any picture that sharp can as the RGBA8 values stored in it.
 *
 * @param {string} path
 * @returns {Promise<Pixels>}
 */
export async function readPixels(path) {
  const pipeline = sharp(path).toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' });
  const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

/**
 * Writes an 8-bit RGBA PNG without colour profile, so that every reader sees the same values.
 *
 * @param {string} path
 * @param {Pixels} image
 */
export async function writePng(path, { width, height, data }) {
  await sharp(data, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 1 })
    .toFile(path);
}

/**
 * Peak signal-to-noise ratio over 8-bit values: RGB over three components, RGBA over four.
 *
 * @param {Pixels} a
 * @param {Pixels} b of the same size
 * @returns {Psnr}
 */
export function psnr(a, b) {
  if (a.width !== b.width || a.height !== b.height) throw new RangeError('psnr: sizes differ');
  let color = 0;
  let alpha = 0;
  for (let index = 0; index < a.data.length; index++) {
    const difference = (a.data[index] ?? 0) - (b.data[index] ?? 0);
    if ((index & 3) === 3) alpha += difference * difference;
    else color += difference * difference;
  }
  const texelCount = a.width * a.height;
  return { psnrRgb: toDecibel(color, texelCount * 3), psnrRgba: toDecibel(color + alpha, texelCount * 4) };
}

/**
 * @param {number} errorSq sum of squared differences
 * @param {number} count of values
 */
function toDecibel(errorSq, count) {
  return errorSq === 0 ? LOSSLESS_DB : 10 * Math.log10((255 * 255 * count) / errorSq);
}

/**
 * The image beside itself, every other one mirrored, so that no seam is an edge.
 *
 * @param {Pixels} image
 * @param {number} side
 */
export function tilePixels({ width, height, data }, side) {
  const source = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const tiled = new Uint32Array(side * side);
  /** @type {(at: number, length: number) => number} */
  const fold = (at, length) => (at % (2 * length) < length ? at % length : length - 1 - (at % length));
  for (let y = 0; y < side; y++) {
    const row = fold(y, height) * width;
    for (let x = 0; x < side; x++) tiled[y * side + x] = /** @type {number} */ (source[row + fold(x, width)]);
  }
  return new Uint8Array(tiled.buffer);
}
