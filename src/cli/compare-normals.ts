/** Normal maps as `compare --content normal` holds them side by side: X, Y and Z of both. */
import { restoreNormals } from '../images/restore-normals.js';
import type { AngularError } from '../metrics/angles.js';
import { NORMAL_LAYOUTS, type NormalLayout, normalLayoutRow } from '../normal-layout.js';
import type { Image, Texture } from '../types.js';

/** What a texture decodes to, as directions. @param layout  where the texture does not say how they are stored */
export function decodedNormals(decoded: Image, { swizzle }: Texture, layout: NormalLayout = 'xyz'): Image {
  const told = NORMAL_LAYOUTS.find((each) => normalLayoutRow(each).sampling === swizzle);
  return restoreNormals(decoded, swizzle === undefined ? layout : (told ?? layout));
}

/** Pictures hold X, Y and Z; their alpha is no part of a direction. */
export function pictureNormals(image: Image): Image {
  return restoreNormals(image, 'xyz');
}

/** Angles as people read them. */
export function anglesText({ mean, max }: AngularError): string {
  return `${mean.toFixed(3)} degrees on the mean, ${max.toFixed(2)} at most`;
}
