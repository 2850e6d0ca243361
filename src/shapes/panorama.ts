/**
 * An equirectangular panorama to the six faces of a cube map. The panorama's middle is the middle of +Z, its right half
 * turns to +X, its upper edge is the one point +Y: what one sees from within, nothing mirrored.
 */
import { throwIfAborted } from '../abort.js';
import { allocateComponents } from '../images/channels.js';
import { yieldToEvents } from '../pool/yield-to-events.js';
import type { Image } from '../types.js';
import { FACE_AXES } from './cube-faces.js';
import { PanoramaSampler } from './panorama-sampler.js';

/** Milliseconds between two looks at what waits. */
const SLICE_MS = 16;
/** Samples along a texel's side, at least. */
const MIN_SAMPLES = 2;

/** Whether a picture of this size can be one: twice as wide as high. */
export function isPanorama(width: number, height: number): boolean {
  return width === height * 2;
}

/** Side of faces that keep every pixel of the panorama's horizon. */
export function naturalFaceSize(width: number): number {
  return Math.max(1, Math.round(width / 4));
}

/**
 * Filters in linear light, colours weighted by alpha; components keep their type. Long work: it lets events through.
 *
 * @param side  texels of a face's side
 * @throws  what `signal` was aborted with
 */
export async function panoramaToFaces(panorama: Image, side: number, signal?: AbortSignal): Promise<Image[]> {
  const sampler = new PanoramaSampler(panorama);
  const sampleCount = Math.max(MIN_SAMPLES, Math.ceil((panorama.width / 4 / side) * MIN_SAMPLES));
  const faces: Image[] = [];
  let yieldedMs = performance.now();
  for (let face = 0; face < FACE_AXES.length; face++) {
    const data = allocateComponents(panorama, side * side * 4);
    for (let y = 0; y < side; y++) {
      sampleRow(sampler, { face, side, y, sampleCount }, data);
      if (performance.now() - yieldedMs < SLICE_MS) continue;
      await yieldToEvents();
      throwIfAborted(signal);
      yieldedMs = performance.now();
    }
    faces.push({ ...panorama, width: side, height: side, data });
  }
  return faces;
}

interface FaceRow {
  face: number;
  side: number;
  y: number;
  /** Samples along a texel's side. */
  sampleCount: number;
}

function sampleRow(sampler: PanoramaSampler, { face, side, y, sampleCount }: FaceRow, data: Image['data']): void {
  const { middle, right, down } = FACE_AXES[face]!;
  const step = 2 / (side * sampleCount);
  for (let x = 0; x < side; x++) {
    for (let sample = 0; sample < sampleCount * sampleCount; sample++) {
      const toRight = (x * sampleCount + (sample % sampleCount) + 0.5) * step - 1;
      const toBottom = (y * sampleCount + Math.floor(sample / sampleCount) + 0.5) * step - 1;
      sampler.add(
        middle[0] + toRight * right[0] + toBottom * down[0],
        middle[1] + toRight * right[1] + toBottom * down[1],
        middle[2] + toRight * right[2] + toBottom * down[2],
      );
    }
    sampler.take(data, (y * side + x) * 4);
  }
}
