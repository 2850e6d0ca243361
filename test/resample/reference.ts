/**
 * Resampling in double precision, written from the textbook definitions of the filters and sharing nothing with the
 * library: every target texel is a double sum over source texels.
 */
import type { Edge, Filter } from '../../src/resample-words.js';

/** r g b a of each texel, any numbers. */
export interface Planes {
  width: number;
  height: number;
  data: Float64Array;
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** (1/π) ∫ e^(x cos θ) dθ over 0..π, by the trapezoidal rule, which is exact to double precision for periodic functions. */
function besselI0(x: number): number {
  const steps = 64;
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += Math.exp(x * Math.cos((2 * Math.PI * step) / steps));
  return sum / steps;
}

const KERNELS: Readonly<Record<Exclude<Filter, 'box'>, { support: number; at: (x: number) => number }>> = {
  triangle: { support: 1, at: (x) => 1 - x },
  mitchell: {
    support: 2,
    at: (x) => {
      const [b, c] = [1 / 3, 1 / 3];
      return x < 1
        ? ((12 - 9 * b - 6 * c) * x ** 3 + (-18 + 12 * b + 6 * c) * x ** 2 + (6 - 2 * b)) / 6
        : ((-b - 6 * c) * x ** 3 + (6 * b + 30 * c) * x ** 2 + (-12 * b - 48 * c) * x + (8 * b + 24 * c)) / 6;
    },
  },
  kaiser: { support: 3, at: (x) => (sinc(x) * besselI0(4 * Math.sqrt(1 - (x / 3) ** 2))) / besselI0(4) },
  lanczos3: { support: 3, at: (x) => sinc(x) * sinc(x / 3) },
  lanczos4: { support: 4, at: (x) => sinc(x) * sinc(x / 4) },
};

function at(index: number, size: number, edge: Edge): number {
  if (edge === 'clamp') return index < 0 ? 0 : index >= size ? size - 1 : index;
  if (edge === 'repeat') return index - size * Math.floor(index / size);
  const folded = index - 2 * size * Math.floor(index / (2 * size));
  return folded < size ? folded : 2 * size - 1 - folded;
}

/** Weights of each target texel by source texel, edges folded in. */
function axis(
  source: number,
  target: number,
  { filter, scale, edge, isSteady }: Required<ReferenceOptions>,
): Map<number, number>[] {
  return Array.from({ length: target }, (_, index) => {
    const weights = new Map<number, number>();
    if (source === target) return weights.set(index, 1);
    const ratio = source / target;
    const middle = (index + 0.5) * ratio;
    const stretch = filter === 'box' ? ratio * scale : Math.max(1, ratio) * scale;
    const reach = filter === 'box' ? stretch / 2 : KERNELS[filter].support * stretch;
    let sum = 0;
    for (let texel = Math.floor(middle - reach) - 1; texel <= middle + reach + 1; texel++) {
      const distance = Math.abs(texel + 0.5 - middle) / stretch;
      let weight: number;
      if (filter === 'box') {
        weight = Math.max(0, Math.min(texel + 1, middle + reach) - Math.max(texel, middle - reach));
      } else {
        weight = distance < KERNELS[filter].support ? KERNELS[filter].at(distance) : 0;
      }
      const place = at(texel, source, edge);
      weights.set(place, (weights.get(place) ?? 0) + (isSteady ? Math.abs(weight) : weight));
      sum += weight;
    }
    for (const [place, weight] of weights) weights.set(place, weight / sum);
    return weights;
  });
}

export interface ReferenceOptions {
  filter: Filter;
  scale?: number;
  edge?: Edge;
  /** Negative weights count as positive ones. */
  isSteady?: boolean;
}

/** Four independent components in another size. */
export function resamplePlanes(
  source: Planes,
  width: number,
  height: number,
  { filter, scale = 1, edge = 'clamp', isSteady = false }: ReferenceOptions,
): Planes {
  const columns = axis(source.width, width, { filter, scale, edge, isSteady });
  const rows = axis(source.height, height, { filter, scale, edge, isSteady });
  const across = new Float64Array(width * source.height * 4);
  for (let y = 0; y < source.height; y++) {
    for (const [x, weights] of columns.entries()) {
      for (const [from, weight] of weights) {
        for (let component = 0; component < 4; component++) {
          across[(y * width + x) * 4 + component]! += weight * source.data[(y * source.width + from) * 4 + component]!;
        }
      }
    }
  }
  const data = new Float64Array(width * height * 4);
  for (const [y, weights] of rows.entries()) {
    for (const [from, weight] of weights) {
      for (let at = 0; at < width * 4; at++) data[y * width * 4 + at]! += weight * across[from * width * 4 + at]!;
    }
  }
  return { width, height, data };
}

export const srgbToLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
export const linearToSrgb = (v: number) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);
const clamp = (v: number) => Math.min(1, Math.max(0, v));

/** Colours through a function, alpha as it is. */
export function mapColors(planes: Planes, change: (value: number) => number): Planes {
  return { ...planes, data: planes.data.map((value, at) => (at % 4 === 3 ? value : change(value))) };
}

/** What a colour without alpha weighs where the target is faint. */
const LEAST = 2 ** -20;

/**
 * Colours by their alpha. Where less than a quarter of it is left, weights count by their size alone and alpha as a little
 * more than it is.
 */
export function resampleByAlpha(source: Planes, width: number, height: number, options: ReferenceOptions): Planes {
  const weigh = (weightOf: (alpha: number) => number): Planes => ({
    ...source,
    data: source.data.map((value, at) => {
      const weight = weightOf(source.data[at - (at % 4) + 3]!);
      return at % 4 === 3 ? weight : value * weight;
    }),
  });
  const byAlpha = resamplePlanes(
    weigh((alpha) => alpha),
    width,
    height,
    options,
  );
  const steady = resamplePlanes(
    weigh((alpha) => Math.max(0, alpha) + LEAST),
    width,
    height,
    { ...options, isSteady: true },
  );
  const data = byAlpha.data.map((value, at) => {
    if (at % 4 === 3) return value;
    const texel = at - (at % 4);
    const alpha = byAlpha.data[texel + 3]!;
    return clamp(alpha > 0.25 ? value / alpha : steady.data[at]! / steady.data[texel + 3]!);
  });
  return { width, height, data };
}
