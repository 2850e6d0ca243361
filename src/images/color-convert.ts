/** From colours of other spaces to sRGB, in linear light and double precision, rounded to nearest once at the end. */
import type { Image } from '../types.js';
import { allocateLike, componentMax, isFloatImage, widenHalfImage } from './channels.js';
import { type Matrix, matrixToBt709, P3_D65 } from './primaries.js';
import { linearToSrgb, nearestSrgb, srgbToLinear } from './srgb.js';

/** How numbers of a colour space map to light. */
export interface ColorEncoding {
  /** Encoded 0..1 to linear light 0..1. */
  toLinear: (encoded: number) => number;
  /** Linear light of its primaries to that of BT.709; absent where they are the same. */
  toBt709?: Matrix;
}

export const DISPLAY_P3: ColorEncoding = { toLinear: srgbToLinear, toBt709: matrixToBt709(P3_D65)! };

/**
 * A new image in sRGB; alpha is unchanged. Integers stay so, and colours outside the gamut are clipped by component.
 * Floats become linear light of BT.709 of any range.
 */
export function convertToSrgb(image: Image, source: ColorEncoding): Image {
  const { primaries: _, ...rest } = image;
  if (isFloatImage(image)) return { ...rest, data: convertFloats(widenHalfImage(image), source), colorSpace: 'linear' };
  const data = source.toBt709 ? convertColors(image, source, source.toBt709) : convertCurve(image, source);
  return { ...rest, data, colorSpace: 'srgb' };
}

/** Floats encoded with the sRGB curve as linear light of the same primaries; values below 0 mirror those above. */
export function linearize(image: Image): Image {
  const { primaries } = image;
  return { ...convertToSrgb(image, { toLinear: srgbToLinear }), ...(primaries && { primaries }) };
}

/**
 * A float image in linear light as 16-bit integers: clamped to 0..1, NaN as 0, and encoded with the sRGB curve where the
 * texture is to be sRGB. Any other image is returned as it is.
 *
 * @param transfer  colour space of the result
 */
export function toLdrImage(image: Image, transfer: Image['colorSpace']): Image {
  if (!isFloatImage(image)) return image;
  const { data: floats } = widenHalfImage(image);
  const data = new Uint16Array(floats.length);
  const encode = transfer === 'srgb' && image.colorSpace === 'linear' ? nearestSrgb(0xffff) : nearestUnorm16;
  for (let texel = 0; texel < data.length; texel += 4) {
    data[texel] = encode(floats[texel]!);
    data[texel + 1] = encode(floats[texel + 1]!);
    data[texel + 2] = encode(floats[texel + 2]!);
    data[texel + 3] = nearestUnorm16(floats[texel + 3]!);
  }
  return { ...image, data, componentType: 'unorm16', colorSpace: transfer };
}

/** Negative numbers and NaN are 0. */
function nearestUnorm16(value: number): number {
  return value > 0 ? Math.round(Math.min(value, 1) * 0xffff) : 0;
}

/** Only the curve differs: a table of every value. */
function convertCurve(image: Image, { toLinear }: ColorEncoding): Image['data'] {
  const max = componentMax(image);
  const table = Float64Array.from({ length: max + 1 }, (_, value) => linearToSrgb(toLinear(value / max)) * max);
  const nearest = Uint16Array.from(table, (value) => Math.round(Math.min(max, Math.max(0, value))));
  const data = allocateLike(image);
  for (let texel = 0; texel < data.length; texel += 4) {
    data[texel] = nearest[image.data[texel]!]!;
    data[texel + 1] = nearest[image.data[texel + 1]!]!;
    data[texel + 2] = nearest[image.data[texel + 2]!]!;
    data[texel + 3] = image.data[texel + 3]!;
  }
  return data;
}

function convertColors(image: Image, { toLinear }: ColorEncoding, matrix: Matrix): Image['data'] {
  const max = componentMax(image);
  const linear = Float64Array.from({ length: max + 1 }, (_, value) => toLinear(value / max));
  const encode = nearestSrgb(max);
  const data = allocateLike(image);
  for (let texel = 0; texel < data.length; texel += 4) {
    const r = linear[image.data[texel]!]!;
    const g = linear[image.data[texel + 1]!]!;
    const b = linear[image.data[texel + 2]!]!;
    for (let component = 0; component < 3; component++) {
      const row = matrix[component as 0 | 1 | 2];
      data[texel + component] = encode(row[0] * r + row[1] * g + row[2] * b);
    }
    data[texel + 3] = image.data[texel + 3]!;
  }
  return data;
}

const IDENTITY: Matrix = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

function convertFloats(image: Image, { toLinear, toBt709 = IDENTITY }: ColorEncoding): Image['data'] {
  const mirrored = (value: number) => (value < 0 ? -toLinear(-value) : toLinear(value));
  const data = allocateLike(image);
  for (let texel = 0; texel < data.length; texel += 4) {
    const r = mirrored(image.data[texel]!);
    const g = mirrored(image.data[texel + 1]!);
    const b = mirrored(image.data[texel + 2]!);
    for (let component = 0; component < 3; component++) {
      const row = toBt709[component as 0 | 1 | 2];
      data[texel + component] = row[0] * r + row[1] * g + row[2] * b;
    }
    data[texel + 3] = image.data[texel + 3]!;
  }
  return data;
}
