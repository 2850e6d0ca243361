/**
 * Structural similarity of two pictures: Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility
 * to structural similarity", 2004, with the constants of that paper.
 */
import type { PixelInput } from '../images/accept-pixels.js';
import type { Image } from '../types.js';
import { acceptComparable, shiftTo8 } from './psnr.js';

/** Pixels of the window's side; the largest odd number that fits where a side of the pictures is shorter. */
const WINDOW = 11;
const SIGMA = 1.5;
/** (K1 L)² and (K2 L)², K1 = 0.01, K2 = 0.03, L = 255. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;
/** What windows add up: values of both, squares of both together, products. */
const PLANES = 4;

/** A list of numbers for each plane. */
type Planes = readonly Float64Array[];

/**
 * SSIM of one component, −1..1, 1 for no difference: the mean over every place where the window fits. A window weighs by a
 * Gaussian of σ 1.5 over 11x11 pixels; values are of 8 bits, of 16-bit components the top 8, as for PSNR.
 *
 * @param component  0..3
 * @throws {AstcError} E_OPTION for different sizes; E_UNSUPPORTED for floats
 */
export function componentSsim(inputA: PixelInput, inputB: PixelInput, component: number): number {
  const { a, b } = acceptComparable(inputA, inputB);
  const across = createWindow(a.width);
  const down = createWindow(a.height);
  const columns = a.width - across.length + 1;
  const row = makePlanes(columns + WINDOW - 1);
  const shifted = row.map((plane) => Array.from({ length: WINDOW }, (_, tap) => plane.subarray(tap, tap + columns)));
  // The last rows of sums in a ring: a window's height of them.
  const ring = Array.from({ length: down.length }, () => makePlanes(columns));
  const sums = makePlanes(columns);
  let total = 0;
  for (let y = 0; y < a.height; y++) {
    readRow({ a, b, y, component }, row, across.padding);
    const newest = ring[y % ring.length]!;
    for (const [plane, taps] of shifted.entries()) weigh(taps, across.weights, newest[plane]!);
    if (y < ring.length - 1) continue;
    for (const [plane, sum] of sums.entries()) weigh(tapsOf(ring, y + 1, plane, down.padding), down.weights, sum);
    total += similarityOf(sums);
  }
  return total / (columns * (a.height - down.length + 1));
}

function makePlanes(length: number): Planes {
  return Array.from({ length: PLANES }, () => new Float64Array(length));
}

/** A window along a side of so many pixels: its length, and {@link WINDOW} weights, those outside it 0. They add up to 1. */
function createWindow(side: number) {
  const length = Math.min(WINDOW, side % 2 === 0 ? side - 1 : side);
  const middle = (WINDOW - 1) / 2;
  const weights = Float64Array.from({ length: WINDOW }, (_, tap) => {
    const distance = Math.abs(tap - middle);
    return distance > length / 2 ? 0 : Math.exp(-(distance ** 2) / (2 * SIGMA ** 2));
  });
  const sum = weights.reduce((before, weight) => before + weight, 0);
  return { length, padding: (WINDOW - length) / 2, weights: weights.map((weight) => weight / sum) };
}

interface RowPlace {
  a: Image;
  b: Image;
  y: number;
  component: number;
}

/** What windows add up, of every pixel of a row, from a place on. */
function readRow({ a, b, y, component }: RowPlace, [valuesA, valuesB, squares, products]: Planes, start: number): void {
  const shiftA = shiftTo8(a);
  const shiftB = shiftTo8(b);
  for (let x = 0, offset = y * a.width * 4 + component; x < a.width; x++, offset += 4) {
    const valueA = a.data[offset]! >>> shiftA;
    const valueB = b.data[offset]! >>> shiftB;
    valuesA![start + x] = valueA;
    valuesB![start + x] = valueB;
    squares![start + x] = valueA * valueA + valueB * valueB;
    products![start + x] = valueA * valueB;
  }
}

/** A plane of the rows of a ring, the oldest first; any row stands for those of weight 0. */
function tapsOf(ring: readonly Planes[], oldest: number, plane: number, padding: number): Float64Array[] {
  return Array.from({ length: WINDOW }, (_, tap) => {
    const row = Math.min(ring.length - 1, Math.max(0, tap - padding));
    return ring[(oldest + row) % ring.length]![plane]!;
  });
}

/** Weighted sums of {@link WINDOW} lists: written out, since a loop takes three times as long. Weights are symmetric. */
function weigh(taps: readonly Float64Array[], weights: Float64Array, out: Float64Array): void {
  const [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10] = taps as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [w0, w1, w2, w3, w4, w5] = weights as unknown as [number, number, number, number, number, number];
  for (let x = 0; x < out.length; x++) {
    out[x] =
      w0 * (t0[x]! + t10[x]!) +
      w1 * (t1[x]! + t9[x]!) +
      w2 * (t2[x]! + t8[x]!) +
      w3 * (t3[x]! + t7[x]!) +
      w4 * (t4[x]! + t6[x]!) +
      w5 * t5[x]!;
  }
}

/** Similarities along a row of windows, added up. */
function similarityOf([meansA, meansB, squares, products]: Planes): number {
  let total = 0;
  for (let x = 0; x < meansA!.length; x++) {
    const product = meansA![x]! * meansB![x]!;
    const meanSquares = meansA![x]! ** 2 + meansB![x]! ** 2;
    const luminance = (2 * product + C1) / (meanSquares + C1);
    const structure = (2 * (products![x]! - product) + C2) / (squares![x]! - meanSquares + C2);
    total += luminance * structure;
  }
  return total;
}
