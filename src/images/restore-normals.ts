/** Decoded normal maps as shaders see them: X, Y and Z, whatever the layout kept. */
import { type NormalLayout, normalLayoutRow } from '../normal-layout.js';
import type { Image } from '../types.js';
import { allocateLike, componentMax } from './channels.js';

/** Index of Z among the components of a picture of normals. */
const Z = 2;

/**
 * The picture with X, Y and Z in red, green and blue, each from where the layout stores it; a Z that is not stored is that of
 * a direction of length 1 that looks out of the surface, rounded to the nearest number. Opaque.
 *
 * @param stored  of integers
 */
export function restoreNormals(stored: Image, layout: NormalLayout): Image {
  const { kept } = normalLayoutRow(layout);
  const data = allocateLike(stored);
  const max = componentMax(stored);
  const hasZ = kept.some(([source]) => source === Z);
  for (let texel = 0; texel < data.length; texel += 4) {
    for (const [source, place] of kept) data[texel + source] = stored.data[texel + place]!;
    if (!hasZ) data[texel + Z] = depthOf(data[texel]!, data[texel + 1]!, max);
    data[texel + 3] = max;
  }
  return { ...stored, data, hasAlpha: false };
}

function depthOf(x: number, y: number, max: number): number {
  const [signedX, signedY] = [(2 * x) / max - 1, (2 * y) / max - 1];
  const z = Math.sqrt(Math.max(0, 1 - signedX * signedX - signedY * signedY));
  return Math.round(((z + 1) / 2) * max);
}
