/** A block's bytes depend on its pixels and the settings alone, not on what the wasm instance did before. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readImage } from '../../src/index.js';
import { FOOTPRINT_SIZES } from '../support/footprints.js';

interface Codec {
  memory: WebAssembly.Memory;
  initCodec(): number;
  reserveBuffer(byteLength: number): number;
  configureEncoder(
    footprint: number,
    profile: number,
    decodeMode: number,
    quality: number,
    ...significance: [number, number, number, number]
  ): number;
  encodeRow(
    pixels: number,
    stride: number,
    type: number,
    width: number,
    rowCount: number,
    out: number,
    sliceCount: number,
  ): number;
}

const binary = new WebAssembly.Module(readFileSync(new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url)));

function instantiate(): Codec {
  const abort = () => {
    throw new Error('abort');
  };
  const codec = new WebAssembly.Instance(binary, { env: { abort } }).exports as unknown as Codec;
  codec.initCodec();
  return codec;
}

const photo = await readImage(fileURLToPath(new URL('../../fixtures/photos/allium.png', import.meta.url)));
const WIDTH = photo.width;
/**
 * Rows of blocks compared: what lies behind the last weight matters to few blocks only. In a 3D footprint the picture is
 * read as a volume whose slices are as high as a block.
 */
const BLOCK_ROWS = 5;

function encode(codec: Codec, footprint: number, quality: number): Uint8Array {
  const { width, height, depth } = FOOTPRINT_SIZES[footprint]!;
  const bandRows = height * depth;
  expect(codec.configureEncoder(footprint, 1, 0, quality, 1, 1, 1, 1)).toBe(0);
  const rowBytes = Math.ceil(WIDTH / width) * 16;
  const pixels = photo.data.subarray(0, WIDTH * bandRows * 4 * BLOCK_ROWS);
  const buffer = codec.reserveBuffer(pixels.length + rowBytes * BLOCK_ROWS);
  new Uint8Array(codec.memory.buffer).set(pixels, buffer);
  const out = buffer + pixels.length;
  for (let row = 0; row < BLOCK_ROWS; row++) {
    const from = buffer + row * bandRows * WIDTH * 4;
    expect(codec.encodeRow(from, WIDTH * 4, 0, WIDTH, height, out + row * rowBytes, depth)).toBe(0);
  }
  return new Uint8Array(codec.memory.buffer).slice(out, out + rowBytes * BLOCK_ROWS);
}

describe('an instance with a past encodes like a fresh one', () => {
  test.each(FOOTPRINT_SIZES)('$name', ({ id: footprint }) => {
    for (const quality of [10, 60]) {
      const fresh = encode(instantiate(), footprint, quality);
      const used = instantiate();
      // The largest footprints leave most behind; then everything else, then the footprint itself.
      for (const other of [13, 23, 0, 8]) encode(used, other, 10);
      expect(encode(used, footprint, quality)).toEqual(fresh);
      expect(encode(used, footprint, quality)).toEqual(fresh);
    }
  });
});
