/** The one function of the bundle. */
// @ts-expect-error: three.js has no types of its own
import { EXRLoader } from 'three/addons/loaders/EXRLoader.js';
import { FloatType, useUnzlib } from './exr-three-shim.mjs';

/**
 * @param {ArrayBuffer} file
 * @param {(data: Uint8Array) => Uint8Array} unzlib  within a bound
 * @returns {{ width: number, height: number, data: Float32Array }} rows from the bottom up, RGBA
 */
export function parseExr(file, unzlib) {
  useUnzlib(unzlib);
  const loader = new EXRLoader();
  loader.type = FloatType;
  return loader.parse(file);
}
