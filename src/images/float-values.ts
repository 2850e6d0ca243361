/** Numbers of float images: those that half floats and ASTC have no place for, exposure, and integers as light. */
import type { Image } from '../types.js';
import { componentMax, isFloatImage, widenHalfImage } from './channels.js';
import { MAX_HALF } from './half-float.js';
import { srgbToLinear } from './srgb.js';

/** Components that HDR blocks cannot store as they are. */
export interface FloatCounts {
  /** No numbers; stored as 0. */
  nan: number;
  /** Stored as 65504. */
  infinite: number;
  /** Below 0; stored as 0. */
  negative: number;
  /** Above 65504 and finite; stored as 65504. */
  aboveHalf: number;
}

/** Counts components of a float image; alpha too. Minus infinity is negative. */
export function countFloatValues(image: Image): FloatCounts {
  const counts = { nan: 0, infinite: 0, negative: 0, aboveHalf: 0 };
  const { data } = widenHalfImage(image);
  for (let index = 0; index < data.length; index++) {
    const value = data[index]!;
    if (value >= 0 && value <= MAX_HALF) continue;
    if (value < 0) counts.negative++;
    else if (value === Number.POSITIVE_INFINITY) counts.infinite++;
    else if (value > MAX_HALF) counts.aboveHalf++;
    else counts.nan++;
  }
  return counts;
}

export function joinFloatCounts(parts: readonly FloatCounts[]): FloatCounts {
  const sum = (tell: (part: FloatCounts) => number) => parts.reduce((total, part) => total + tell(part), 0);
  return {
    nan: sum(({ nan }) => nan),
    infinite: sum(({ infinite }) => infinite),
    negative: sum(({ negative }) => negative),
    aboveHalf: sum(({ aboveHalf }) => aboveHalf),
  };
}

/** What becomes of counted components, in words; undefined where there are none. */
export function describeFloatCounts({ nan, infinite, negative, aboveHalf }: FloatCounts): string | undefined {
  const parts = [
    nan > 0 && `${nan} NaN become 0`,
    negative > 0 && `${negative} negative ones become 0`,
    infinite > 0 && `${infinite} infinite ones become ${MAX_HALF}`,
    aboveHalf > 0 && `${aboveHalf} above ${MAX_HALF} become ${MAX_HALF}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : `components out of range: ${parts.join(', ')}`;
}

/** The image in 0..65504, NaN as 0: what HDR blocks can store. Itself where it is so already. */
export function clampToHalf(image: Image): Image {
  return mapValues(image, (value) => (value > 0 ? Math.min(value, MAX_HALF) : 0), isStorable);
}

function isStorable(value: number): boolean {
  return value >= 0 && value <= MAX_HALF && !Object.is(value, -0);
}

/** Larger than any light, and far from the end of floats: sums of it stay numbers. */
const LARGE = 2 ** 100;

/** The image without NaN and infinity, so that filters make none of its neighbours. */
export function finiteImage(image: Image): Image {
  return mapValues(
    image,
    (value) => (Number.isNaN(value) ? 0 : Math.min(LARGE, Math.max(-LARGE, value))),
    (value) => value >= -LARGE && value <= LARGE,
  );
}

/** @param isDone  whether a value stays as it is: an image of such values is returned itself, halves widened */
function mapValues(source: Image, map: (value: number) => number, isDone: (value: number) => boolean): Image {
  const image = widenHalfImage(source);
  let index = 0;
  while (index < image.data.length && isDone(image.data[index]!)) index++;
  if (index === image.data.length) return image;
  const data = image.data.slice();
  for (; index < data.length; index++) data[index] = map(data[index]!);
  return { ...image, data };
}

/** Colours times 2^stops; alpha stays. @param source  of floats */
export function exposeImage(source: Image, stops: number): Image {
  if (stops === 0) return source;
  const image = widenHalfImage(source);
  const factor = 2 ** stops;
  const data = image.data.slice();
  for (let texel = 0; texel < data.length; texel += 4) {
    for (let component = texel; component < texel + 3; component++) data[component]! *= factor;
  }
  return { ...image, data };
}

/**
 * Any image as floats of linear light: integers are shares of 1, decoded where they are sRGB-encoded.
 *
 * @param isColor  whether red, green and blue are colours
 */
export function toFloatImage(source: Image, isColor: boolean): Image {
  if (isFloatImage(source)) return widenHalfImage(source);
  const max = componentMax(source);
  const toLight = isColor && source.colorSpace === 'srgb' ? srgbToLinear : (share: number) => share;
  const table = Float32Array.from({ length: max + 1 }, (_, code) => toLight(code / max));
  const data = new Float32Array(source.data.length);
  for (let texel = 0; texel < data.length; texel += 4) {
    for (let component = texel; component < texel + 3; component++) data[component] = table[source.data[component]!]!;
    data[texel + 3] = source.data[texel + 3]! / max;
  }
  return { ...source, data, componentType: 'float32', colorSpace: 'linear' };
}
