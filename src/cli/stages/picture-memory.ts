/** `--memory`: what a picture takes on its way, told by its size before it is decoded. */

import { AstcError } from '../../errors.js';
import { TooManyPixels } from '../../images/read-checks.js';
import type { FilledEncodeOptions } from '../../options/encode-options.js';
import { readImage } from '../../read-image.js';
import { targetSize } from '../../resample/target-size.js';
import { formatMemory } from '../memory-size.js';
import type { PictureNeed } from './picture-need.js';

/**
 * Bytes a pixel of eight bits and four components, measured over pictures of 2048x2048 and 4096x4096: decoded, the file's
 * rows beside it, and what the workers share; floats of mip levels; what `--metrics` decodes.
 */
const BYTES = { read: 12, compressed: 6, levels: 16, measured: 10 } as const;
/** Bytes that lie about until they are collected, of pictures that are done: as measured with one picture at a time. */
const LEFT_BYTES = 144 * 2 ** 20;

interface Size {
  width: number;
  height: number;
}

/** What is left of a budget for pictures. @param budget  of `--memory`, in bytes */
export function roomForPictures(budget: number): number {
  return Math.max(0, budget - LEFT_BYTES);
}

/** @param budget  bytes for all pictures on their way */
export function createMemoryNeed(
  budget: number,
  settings: FilledEncodeOptions,
  { hasMetrics, raw }: { hasMetrics: boolean; raw: string | undefined },
): PictureNeed {
  const costOf = (size: Size, componentBytes: number) => {
    const target = targetSize(settings, size);
    const each = BYTES.compressed * componentBytes + (settings.mipmaps ? BYTES.levels : 0);
    const measured = hasMetrics ? BYTES.measured * componentBytes : 0;
    return pixelsOf(size) * BYTES.read * componentBytes + pixelsOf(target) * (each + measured);
  };
  const refuse = (cost: number): never => {
    throw new AstcError(
      'E_TOO_LARGE',
      `takes ${formatMemory(cost + LEFT_BYTES)} of memory on its way (expected at most the ${formatMemory(budget)} of --memory)`,
      { hint: `--memory ${formatMemory(cost + LEFT_BYTES)} would do` },
    );
  };
  const expectedOf = async (bytes: Uint8Array) => {
    const size = raw === undefined ? await sizeOfPicture(bytes) : sizeOfRaw(raw);
    return size && costOf(size, 1);
  };
  return {
    claim: (bytes) => ({ expected: () => expectedOf(bytes), refuse }),
    actual: (image) => costOf(image, image.data.BYTES_PER_ELEMENT),
    refuse,
  };
}

/** As {@link readRawPicture} has it. */
function sizeOfRaw(words: string): Size {
  const [width, height] = words.split(':')[0]!.split('x').map(Number) as [number, number];
  return { width, height };
}

const pixelsOf = ({ width, height }: Size) => width * height;

/** As its header says; undefined where reading it is the way to know, or says what is wrong. */
async function sizeOfPicture(bytes: Uint8Array): Promise<Size | undefined> {
  try {
    return await readImage(bytes, { maxPixels: 1, onWarning: () => undefined });
  } catch (error) {
    return error instanceof TooManyPixels ? error.size : undefined;
  }
}
