/** Runs resamplings on this thread, and makes the pictures they are tried on. */
import type { SampleType } from '../../src/codec/band-resampler.js';
import type { Resampling } from '../../src/pool/level-codec.js';
import { ownJob, resampleTask } from '../../src/pool/level-task.js';
import { runInPlace } from '../../src/pool/run-in-place.js';
import { loadTestModule } from '../host/jobs.js';
import { Rng } from '../support/rng.js';
import type { Planes } from './reference.js';

const module = loadTestModule();

export const PLAIN: Omit<Resampling, 'source' | 'target' | 'sourceType' | 'targetType'> = {
  filter: 'kaiser',
  filterScale: 1,
  edge: 'clamp',
  isSrgb: false,
  isAlphaAware: false,
  isDirection: false,
  alphaScale: 1,
};

export type Pixels = Uint8Array | Uint16Array | Float32Array;
const ARRAYS = { unorm8: Uint8Array, unorm16: Uint16Array, float32: Float32Array } as const;
const MAXIMA: Readonly<Record<SampleType, number>> = { unorm8: 255, unorm16: 65535, float32: 1 };

export async function resample(pixels: Pixels, config: Resampling): Promise<Pixels> {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const job = ownJob(resampleTask(bytes, config));
  await runInPlace(await module, job);
  return new ARRAYS[config.targetType](job.output.buffer as ArrayBuffer);
}

/** Numbers as shares of their type's maximum. */
export function toPlanes(pixels: Pixels, type: SampleType, width: number, height: number): Planes {
  return { width, height, data: Float64Array.from(pixels, (value) => value / MAXIMA[type]) };
}

/** Noise over a gradient, with hard edges and transparent parts: what filters get wrong shows. */
export function makePixels(width: number, height: number, type: 'unorm8' | 'unorm16'): Uint8Array | Uint16Array {
  const rng = Rng.named(`resample ${width}x${height}`);
  const max = MAXIMA[type];
  const pixels = new ARRAYS[type](width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isHole = (x + 2 * y) % 13 < 5;
      const color = [x / width, y / height, rng.below(1000) / 1000, isHole ? 0 : rng.pick([1, 1, 0.3, 1 / 255])];
      for (const [component, share] of color.entries())
        pixels[(y * width + x) * 4 + component] = Math.round(share * max);
    }
  }
  return pixels;
}
