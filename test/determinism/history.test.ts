/** A block's bytes depend on its pixels and the settings alone, not on what the wasm instance did before. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FOOTPRINTS } from '../../src/types.js';

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
  encodeRow(pixels: number, stride: number, type: number, width: number, rowCount: number, out: number): number;
}

const binary = new WebAssembly.Module(readFileSync(new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url)));
const WIDTH = 120;

function instantiate(): Codec {
  const abort = () => {
    throw new Error('abort');
  };
  const codec = new WebAssembly.Instance(binary, { env: { abort } }).exports as unknown as Codec;
  codec.initCodec();
  return codec;
}

/** Twelve rows with edges, ramps, noise and alpha, so that every class of block occurs. */
function makePixels(): Uint8Array {
  const pixels = new Uint8Array(WIDTH * 12 * 4);
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) & 255;
  };
  for (let y = 0; y < 12; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = (y * WIDTH + x) * 4;
      const kind = Math.floor(x / 24);
      const ramp = (x * 5 + y * 9) & 255;
      pixels[at] = kind === 1 ? random() : ramp;
      pixels[at + 1] = kind === 2 ? (x % 5 < 2 ? 240 : 20) : (ramp * 3) >> 2;
      pixels[at + 2] = kind === 1 ? random() : 255 - ramp;
      pixels[at + 3] = kind === 3 ? random() : 255;
    }
  }
  return pixels;
}

const pixels = makePixels();

function encode(codec: Codec, footprint: number, quality: number): Uint8Array {
  const [width, height] = FOOTPRINTS[footprint]!.split('x').map(Number) as [number, number];
  expect(codec.configureEncoder(footprint, 0, 1, quality, 1, 1, 1, 1)).toBe(0);
  const byteLength = Math.ceil(WIDTH / width) * 16;
  const buffer = codec.reserveBuffer(pixels.length + 16 * WIDTH);
  new Uint8Array(codec.memory.buffer).set(pixels, buffer);
  const out = buffer + pixels.length;
  expect(codec.encodeRow(buffer, WIDTH * 4, 0, WIDTH, height, out)).toBe(0);
  return new Uint8Array(codec.memory.buffer).slice(out, out + byteLength);
}

describe('an instance with a past encodes like a fresh one', () => {
  test.each(FOOTPRINTS.map((name, footprint) => [name, footprint] as const))('%s', (_name, footprint) => {
    for (const quality of [10, 98]) {
      const fresh = encode(instantiate(), footprint, quality);
      const used = instantiate();
      // The largest footprint leaves most behind; then everything else, then the footprint itself.
      for (const other of [13, 0, 2, 7, 8]) encode(used, other, 60);
      expect(encode(used, footprint, quality)).toEqual(fresh);
      expect(encode(used, footprint, quality)).toEqual(fresh);
    }
  });
});
