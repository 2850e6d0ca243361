/** How far two normal maps are apart: angles between their directions, as native astcenc defines and prints them. */
import type { PixelInput } from '../images/accept-pixels.js';
import { componentMax } from '../images/channels.js';
import type { Image } from '../types.js';
import { acceptComparable } from './psnr.js';

/** Of the angles between the directions of two pictures, in degrees, 0..180. */
export interface AngularError {
  mean: number;
  max: number;
}

/** What a texel without a direction counts as, by component. */
const UNIT = 1 / Math.sqrt(3);
const DEGREES = 180 / Math.PI;

/**
 * Compares two pictures of one size whose red, green and blue are X, Y and Z: 0 is −1, the maximum 1, of any length. Unlike
 * PSNR it sees what lighting sees.
 *
 * @throws {AstcError} E_OPTION for different sizes; E_UNSUPPORTED for float images
 */
export function compareNormals(inputA: PixelInput, inputB: PixelInput): AngularError {
  const { a, b } = acceptComparable(inputA, inputB);
  const directionA = directionsOf(a);
  const directionB = directionsOf(b);
  let sum = 0;
  let max = 0;
  for (let texel = 0; texel < a.data.length; texel += 4) {
    const angle = angleBetween(directionA(texel), directionB(texel));
    sum += angle;
    max = Math.max(max, angle);
  }
  return { mean: sum / (a.width * a.height), max };
}

/** Figures of several pictures of one size as those of all their pixels. */
export function joinAngles(parts: readonly AngularError[]): AngularError {
  return {
    mean: parts.reduce((sum, { mean }) => sum + mean, 0) / parts.length,
    max: Math.max(...parts.map(({ max }) => max)),
  };
}

type Direction = readonly [x: number, y: number, z: number];

/** Between directions of length 1, in degrees. Of almost equal ones the chord is exact where the cosine is not. */
export function angleBetween([ax, ay, az]: Direction, [bx, by, bz]: Direction): number {
  return 2 * DEGREES * Math.asin(Math.min(1, Math.hypot(ax - bx, ay - by, az - bz) / 2));
}

/** The direction of the texel whose red has that index, of length 1. */
export function directionsOf(image: Image): (red: number) => Direction {
  const { data } = image;
  const scale = 2 / componentMax(image);
  return (red) => {
    const x = data[red]! * scale - 1;
    const y = data[red + 1]! * scale - 1;
    const z = data[red + 2]! * scale - 1;
    const length = Math.hypot(x, y, z);
    return length === 0 ? [UNIT, UNIT, UNIT] : [x / length, y / length, z / length];
  };
}
