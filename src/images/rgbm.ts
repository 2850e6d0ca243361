/**
 * RGBM, light of some range in four shares of 1: alpha is how bright a texel is, as a share of the range, red, green and
 * blue are what is left. Light is rgb · a · M. For GPUs without HDR blocks.
 */
import type { Image } from '../types.js';
import { componentMax } from './channels.js';

/** Alpha at least. Why: below it an error of alpha would weigh more than the light it stands for. */
const LEAST_ALPHA = 1 / 255;

/** @param image  floats of linear light; alpha is lost @param range  M: the largest light, above which colours are cut */
export function packRgbm({ data: light, ...image }: Image, range: number): Image {
  const data = new Uint16Array(light.length);
  for (let texel = 0; texel < data.length; texel += 4) {
    const largest = Math.max(light[texel]!, light[texel + 1]!, light[texel + 2]!);
    // Never less than the largest component: none is to be above 1.
    const share = Math.min(1, Math.max(LEAST_ALPHA, largest / range));
    const alpha = Math.ceil(share * 0xffff);
    const scale = (0xffff * 0xffff) / (alpha * range);
    for (let component = texel; component < texel + 3; component++) {
      data[component] = Math.min(0xffff, Math.round(light[component]! * scale));
    }
    data[texel + 3] = alpha;
  }
  return { ...image, data, componentType: 'unorm16', hasAlpha: true };
}

/** The light again, opaque. @param image  of integers */
export function unpackRgbm({ data: packed, ...image }: Image, range: number): Image {
  const max = componentMax({ data: packed });
  const data = new Float32Array(packed.length);
  for (let texel = 0; texel < data.length; texel += 4) {
    const scale = (packed[texel + 3]! * range) / (max * max);
    for (let component = texel; component < texel + 3; component++) data[component] = packed[component]! * scale;
    data[texel + 3] = 1;
  }
  return { ...image, data, componentType: 'float32', colorSpace: 'linear', hasAlpha: false };
}
