/**
 * Pictures of light, as the half floats that both encoders read, by mPSNR: any float file that the built library reads.
 * Native gets KTX, of half floats too, and gives OpenEXR: to KTX it writes no components that it finds alike.
 */
import { readFile } from 'node:fs/promises';
import { floatValues, halfFloat, library, readPictureModule } from './built.mjs';
import { KTX_TEXELS, writeKtx } from './ktx.mjs';
import { LOSSLESS_DB, MPSNR } from './measures.mjs';
import { log } from './run.mjs';

/**
 * @typedef {import('./domains.mjs').Domain} Domain
 * @typedef {import('./images.mjs').Pixels} Pixels
 */

/** @type {Omit<Domain, 'profile'>} */
const LIGHT = {
  extensions: ['.hdr', '.exr', '.pfm', '.ktx', '.ktx2'],
  given: '.ktx',
  returned: '.exr',
  read: readLight,
  write: (path, image) => writeKtx(path, image, KTX_TEXELS.rgba16f),
  compare: compareLight,
  measure: MPSNR,
  classOf: () => 'hdr',
};

/** @type {Domain} */
export const HDR_RGB = { ...LIGHT, profile: 'hdr-rgb' };

/** @type {Domain} */
export const HDR = { ...LIGHT, profile: 'hdr' };

/**
 * Reads a picture as the half floats that can be stored.
 *
 * @param {string} path
 * @returns {Promise<Pixels>}
 */
export async function readLight(path) {
  const image = await readPictureModule.readPicture(await readFile(path), {});
  const light = floatValues.toFloatImage(image, true);
  const outside = floatValues.describeFloatCounts(floatValues.countFloatValues(light));
  if (outside !== undefined) log(`${path}: ${outside}`);
  const floats = /** @type {Float32Array} */ (floatValues.clampToHalf(light).data);
  const { width, height } = image;
  return { width, height, data: new Uint8Array(halfFloat.narrowToHalves(floats).buffer) };
}

/**
 * The figures that native prints.
 *
 * @param {Pixels} source
 * @param {Pixels} decoded
 */
export function compareLight(source, decoded) {
  const { mPsnr, logRmse } = library.compareHdrImages(toImage(source), toImage(decoded));
  return { mPsnr: Math.min(mPsnr, LOSSLESS_DB), logRmse };
}

/**
 * @param {Pixels} pixels of half floats
 * @returns {import('../src/types.js').Image}
 */
function toImage({ width, height, data }) {
  const halves = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  return { width, height, data: halves, componentType: 'float16', channels: 4, colorSpace: 'linear', hasAlpha: true };
}
