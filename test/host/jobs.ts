/** Levels to compress as the tests of crews want them. */
import { readFile } from 'node:fs/promises';
import type { LevelTask } from '../../src/pool/level-task.js';
import { makePicture } from '../support/pictures.js';

const WASM_URL = new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url);

export const loadTestModule = async () => WebAssembly.compile(new Uint8Array(await readFile(WASM_URL)));

/** A picture to compress in blocks of 6x6. */
export function encodeTask(width = 300, height = 200, quality = 0): LevelTask {
  const { data } = makePicture(width, height);
  return {
    kind: 'encode',
    shape: { width, height, blockWidth: 6, blockHeight: 6, bytesPerPixel: 4, bytesPerBlock: 16 },
    input: data as Uint8Array,
    encoder: {
      family: 'astc',
      footprint: 4,
      profile: 0,
      decodeMode: 'float16',
      pixelType: 'unorm8',
      quality,
      weights: [1, 1, 1, 1],
    },
  };
}

/** The same picture's blocks to decompress. */
export function decodeTask(blocks: Uint8Array, width = 300, height = 200): LevelTask {
  return {
    kind: 'decode',
    shape: { width, height, blockWidth: 6, blockHeight: 6, bytesPerPixel: 4, bytesPerBlock: 16 },
    input: blocks,
    decoder: { family: 'astc', footprint: 4, profile: 0, output: 'unorm8' },
  };
}
