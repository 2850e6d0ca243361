/** Light of any range to a picture of sRGB, by a named curve. */
import type { Image } from '../types.js';
import { isFloatImage, widenHalfImage } from './channels.js';
import { exposeImage } from './float-values.js';
import { nearestSrgb } from './srgb.js';
import type { ToneCurve } from './tone-curve-words.js';

const CURVES: Readonly<Record<ToneCurve, (light: number) => number>> = {
  reinhard: (light) => (light === Number.POSITIVE_INFINITY ? 1 : light / (1 + light)),
  aces: (light) => (light > 1e4 ? 1 : (light * (2.51 * light + 0.03)) / (light * (2.43 * light + 0.59) + 0.14)),
  clamp: (light) => light,
};

/**
 * A picture of 8 bits; NaN and what is below 0 are 0. Alpha is cut to 0..1. An image of integers is returned as it is.
 *
 * @param stops  exposure before the curve
 */
export function toneMapImage(source: Image, curve: ToneCurve, stops = 0): Image {
  if (!isFloatImage(source)) return source;
  const { data: light, componentType: _, primaries: __, ...image } = exposeImage(widenHalfImage(source), stops);
  const data = new Uint8Array(light.length);
  const map = CURVES[curve];
  const encode = nearestSrgb(0xff);
  for (let texel = 0; texel < data.length; texel += 4) {
    for (let component = texel; component < texel + 3; component++) {
      const value = light[component]!;
      data[component] = value > 0 ? encode(map(value)) : 0;
    }
    const alpha = light[texel + 3]!;
    data[texel + 3] = alpha > 0 ? Math.round(Math.min(1, alpha) * 0xff) : 0;
  }
  return { ...image, data, colorSpace: 'srgb' };
}
