/** Light of a panorama in a direction: bilinear in linear light, around at the sides, colours weighted by alpha. */
import { componentMax } from '../images/channels.js';
import { nearestSrgb, srgbToLinear } from '../images/srgb.js';
import type { Image } from '../types.js';
import { atan2 } from './angles.js';

const TAU = 2 * Math.PI;

export class PanoramaSampler {
  readonly #panorama: Image;
  readonly #max: number;
  /** Components to light; floats are light already. */
  readonly #toLight: (component: number) => number;
  readonly #toComponent: (light: number) => number;
  /** Light times alpha of red, green and blue, then alpha, then plain light: what a texel without alpha keeps. */
  readonly #sum = new Float64Array(7);
  #weight = 0;

  constructor(panorama: Image) {
    const max = componentMax(panorama);
    this.#panorama = panorama;
    this.#max = max;
    const isSrgb = panorama.colorSpace === 'srgb' && max > 1;
    if (isSrgb) {
      const table = Float64Array.from({ length: max + 1 }, (_, code) => srgbToLinear(code / max));
      this.#toLight = (component) => table[component]!;
      this.#toComponent = nearestSrgb(max);
    } else {
      this.#toLight = (component) => component / max;
      this.#toComponent = max > 1 ? (light) => Math.round(light * max) : (light) => light;
    }
  }

  /** Adds one sample in a direction, of any length but 0. */
  add(x: number, y: number, z: number): void {
    const { width, height } = this.#panorama;
    const across = (atan2(x, z) / TAU + 0.5) * width - 0.5;
    const down = Math.min(height - 1, Math.max(0, (0.5 - atan2(y, Math.sqrt(x * x + z * z)) / Math.PI) * height - 0.5));
    const left = Math.floor(across);
    const top = Math.floor(down);
    const shareX = across - left;
    const shareY = down - top;
    const bottom = Math.min(top + 1, height - 1);
    const leftX = left < 0 ? width - 1 : left;
    const rightX = left + 1 < width ? left + 1 : 0;
    this.#addPixel(top * width + leftX, (1 - shareX) * (1 - shareY));
    this.#addPixel(top * width + rightX, shareX * (1 - shareY));
    this.#addPixel(bottom * width + leftX, (1 - shareX) * shareY);
    this.#addPixel(bottom * width + rightX, shareX * shareY);
    this.#weight += 1;
  }

  #addPixel(pixel: number, weight: number): void {
    const { data } = this.#panorama;
    const sum = this.#sum;
    const alpha = (data[pixel * 4 + 3]! / this.#max) * weight;
    sum[3]! += alpha;
    for (let component = 0; component < 3; component++) {
      const light = this.#toLight(data[pixel * 4 + component]!);
      sum[component]! += light * alpha;
      sum[component + 4]! += light * weight;
    }
  }

  /** Writes the mean of the samples since the last time. */
  take(data: Image['data'], texel: number): void {
    const sum = this.#sum;
    const alpha = sum[3]!;
    for (let component = 0; component < 3; component++) {
      const light = alpha > 0 ? sum[component]! / alpha : sum[component + 4]! / this.#weight;
      data[texel + component] = this.#toComponent(light);
    }
    const share = alpha / this.#weight;
    data[texel + 3] = this.#max > 1 ? Math.round(share * this.#max) : share;
    sum.fill(0);
    this.#weight = 0;
  }
}
