/** What readers of float pictures give: linear light in RGBA, with the colours the file names. */
import type { Image } from '../types.js';
import type { ColorMeaning } from './color-meaning.js';
import { allocatePixels } from './file-picture.js';
import { BT709, type Chromaticity, matrixToBt709, type PrimarySet } from './primaries.js';

/** Chromaticities this near to those of BT.709 are those of BT.709. */
const CHROMATICITY_TOLERANCE = 0.005;

/** What primaries of a file mean: light of other ones than BT.709 is to be converted. */
export function meaningOfPrimaries(primaries: PrimarySet | undefined): ColorMeaning {
  if (primaries === undefined || isBt709(primaries)) return { kind: 'srgb' };
  const toBt709 = matrixToBt709(primaries);
  if (toBt709 === undefined) return { kind: 'unusable', reason: 'primaries that span no colours' };
  return {
    kind: 'encoded',
    name: 'the primaries of the file',
    isLinear: true,
    encoding: { toLinear: (light) => light, toBt709 },
  };
}

function isBt709(primaries: PrimarySet): boolean {
  const isNear = ([x, y]: Chromaticity, [wantedX, wantedY]: Chromaticity) =>
    Math.abs(x - wantedX) <= CHROMATICITY_TOLERANCE && Math.abs(y - wantedY) <= CHROMATICITY_TOLERANCE;
  return (['red', 'green', 'blue', 'white'] as const).every((name) => isNear(primaries[name], BT709[name]));
}

/** Opaque black of so many pixels. @throws {AstcError} E_TOO_LARGE where memory is short */
export function allocateFloatImage(width: number, height: number, hasAlpha: boolean): Image & { data: Float32Array } {
  const data = allocatePixels(Float32Array, width, height);
  if (!hasAlpha) for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 1;
  return { width, height, data, channels: 4, colorSpace: 'linear', hasAlpha };
}
