/** How much each block of a picture is worth a look: blocks with edges hold most of the error. */
import type { Image } from '../types.js';
import type { ComponentWeights } from './squared-errors.js';

/** Texels across and down. */
export interface BlockSize {
  width: number;
  height: number;
}

/** Squared differences to the right and down, over the components that count, at every `step`th texel of every `step`th row. */
export interface Gradients {
  energies: Float32Array;
  step: number;
}

/** Share of the mean that the flattest block has. Why: none is impossible, so that estimates are right in the mean. */
const FLOOR = 0.15;
/** Gradients of a picture at most; larger pictures have them on a coarser grid. Why: a few milliseconds and 4 MiB. */
const MAX_GRADIENTS = 1 << 20;

/** Gradients of a picture, row-major. */
export function findGradients({ data, width, height }: Image, counts: ComponentWeights): Gradients {
  const step = Math.ceil(Math.sqrt((width * height) / MAX_GRADIENTS));
  const across = Math.ceil(width / step);
  const energies = new Float32Array(across * Math.ceil(height / step));
  const [red, green, blue, alpha] = counts;
  let index = 0;
  for (let y = 0; y < height; y += step) {
    const down = (Math.min(y + step, height - 1) - y) * width * 4;
    for (let x = 0; x < width; x += step) {
      const at = (y * width + x) * 4;
      const right = (Math.min(x + step, width - 1) - x) * 4;
      energies[index++] =
        red * squares(data, at, right, down) +
        green * squares(data, at + 1, right, down) +
        blue * squares(data, at + 2, right, down) +
        alpha * squares(data, at + 3, right, down);
    }
  }
  return { energies, step };
}

function squares(data: Image['data'], at: number, right: number, down: number): number {
  const value = data[at]!;
  const across = data[at + right]! - value;
  const below = data[at + down]! - value;
  return across * across + below * below;
}

/**
 * Square root of each block's mean squared gradient, and a share of the mean of all: 0 or more, row-major. 1 everywhere for
 * a picture of one colour.
 */
export function weighBlocks({ width, height }: Image, { energies, step }: Gradients, block: BlockSize): Float64Array {
  const across = Math.ceil(width / block.width);
  const sums = new Float64Array(across * Math.ceil(height / block.height));
  const texelCounts = new Uint16Array(sums.length);
  const columns = Uint32Array.from({ length: Math.ceil(width / step) }, (_, column) =>
    Math.floor((column * step) / block.width),
  );
  let index = 0;
  for (let y = 0; y < height; y += step) {
    const firstBlock = Math.floor(y / block.height) * across;
    for (const column of columns) {
      sums[firstBlock + column]! += energies[index++]!;
      texelCounts[firstBlock + column]!++;
    }
  }
  return addFloor(sums.map((sum, at) => Math.sqrt(sum / Math.max(1, texelCounts[at]!))));
}

function addFloor(weights: Float64Array): Float64Array {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return mean === 0 ? weights.fill(1) : weights.map((weight) => weight + FLOOR * mean);
}
