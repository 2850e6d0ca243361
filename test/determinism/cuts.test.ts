/** Blocks are the same however a picture is cut into calls: rows of blocks one by one, several, or all at once. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { FOOTPRINTS } from '../../src/index.js';
import { ETC_FORMATS } from '../../src/types.js';
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { makePicture } from '../support/pictures.js';
import { Rng } from '../support/rng.js';

const binary = new WebAssembly.Module(readFileSync(new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url)));
const WIDTH = 61;
const HEIGHT = 45;
const QUALITIES = [-1, 0, 10];

type Call = (...args: number[]) => number;

/** An encoder in force: rows of pixels in, blocks out. */
interface Encoder {
  encode: Call;
  blockWidth: number;
  blockHeight: number;
  blockBytes: number;
}

let exports: Record<string, Call>;
let memory: WebAssembly.Memory;
/** All of it: encoding may grow it. */
const bytes = () => new Uint8Array(memory.buffer);
beforeAll(() => {
  const instance = new WebAssembly.Instance(binary, { env: { abort: () => expect.unreachable() } });
  exports = instance.exports as unknown as typeof exports;
  memory = instance.exports.memory as WebAssembly.Memory;
  exports.initCodec!();
});

function astc(footprint: number, quality: number): Encoder {
  expect(exports.configureEncoder!(footprint, 1, 0, quality, 1, 1, 1, 1)).toBe(0);
  const { width, height } = FOOTPRINT_SIZES[footprint]!;
  return { encode: exports.encodeRow!, blockWidth: width, blockHeight: height, blockBytes: 16 };
}

function etc(format: number, quality: number): Encoder {
  expect(exports.configureEtcEncoder!(format, quality, 1, 1, 1, 1)).toBe(0);
  const blockBytes = [8, 8, 8, 16, 8, 16, 8, 16][format]!;
  return { encode: exports.encodeEtcRow!, blockWidth: 4, blockHeight: 4, blockBytes };
}

/** Blocks of the picture from calls of so many rows of blocks each; `after`: bytes behind the last block. */
function encodeCut(encoder: Encoder, bits: 8 | 16, rowsOfCalls: readonly number[]) {
  const { encode, blockWidth, blockHeight, blockBytes } = encoder;
  const { data } = makePicture(WIDTH, HEIGHT, { bits });
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const stride = WIDTH * (bits / 2);
  const bandBytes = Math.ceil(WIDTH / blockWidth) * blockBytes;
  const length = bandBytes * Math.ceil(HEIGHT / blockHeight);
  const pixelsPtr = exports.reserveBuffer!(pixels.length + length + 32);
  const out = pixelsPtr + pixels.length;
  bytes().set(pixels, pixelsPtr);
  bytes().fill(0xa5, out, out + length + 16);
  let row = 0;
  for (const count of rowsOfCalls) {
    const y = row * blockHeight;
    const rows = Math.min(count * blockHeight, HEIGHT - y);
    expect(encode(pixelsPtr + y * stride, stride, bits === 8 ? 0 : 1, WIDTH, rows, out + row * bandBytes, 1)).toBe(0);
    row += count;
  }
  return { blocks: bytes().slice(out, out + length), after: bytes().slice(out + length, out + length + 16) };
}

/** Rows of each call, at random. */
function randomCut(total: number, rng: Rng): number[] {
  const cut: number[] = [];
  for (let left = total; left > 0; left -= cut.at(-1)!) cut.push(Math.min(left, 1 + rng.below(4)));
  return cut;
}

function expectSame(encoder: Encoder, name: string) {
  const rng = Rng.named(name);
  const total = Math.ceil(HEIGHT / encoder.blockHeight);
  for (const bits of [8, 16] as const) {
    const single = encodeCut(encoder, bits, Array(total).fill(1));
    for (const cut of [[total], randomCut(total, rng), randomCut(total, rng)]) {
      const { blocks, after } = encodeCut(encoder, bits, cut);
      expect(Buffer.compare(blocks, single.blocks), `${name}, ${bits} bits, rows ${cut}`).toBe(0);
      expect(after).toEqual(new Uint8Array(16).fill(0xa5));
    }
  }
}

describe('any cut into calls gives the same blocks', () => {
  it.each(FOOTPRINTS.map((footprint, id) => [footprint, id] as const))('ASTC %s', (footprint, id) => {
    for (const quality of QUALITIES) expectSame(astc(id, quality), `${footprint} quality ${quality}`);
  });

  it.each(ETC_FORMATS.map((format, id) => [format, id] as const))('%s', (format, id) => {
    for (const quality of QUALITIES) expectSame(etc(id, quality), `${format} quality ${quality}`);
  });

  it('ASTC 4x4x4, whose slices lie behind all rows', () => {
    const id = FOOTPRINT_SIZES.findIndex(({ name }) => name === '4x4x4');
    expect(exports.configureEncoder!(id, 1, 0, 0, 1, 1, 1, 1)).toBe(0);
    const [width, height, slices] = [9, 7, 3];
    const pixels = makePicture(width, height * slices).data;
    const pixelsPtr = exports.reserveBuffer!(2 * pixels.length + 512);
    const out = pixelsPtr + 2 * pixels.length;
    const stride = width * 4;
    bytes().set(pixels, pixelsPtr);
    expect(exports.encodeRow!(pixelsPtr, stride, 0, width, height, out, slices)).toBe(0);
    const whole = bytes().slice(out, out + 6 * 16);
    for (const [row, rows] of [4, 3].entries()) {
      for (let slice = 0; slice < slices; slice++) {
        const from = (slice * height + row * 4) * stride;
        bytes().set(pixels.subarray(from, from + rows * stride), pixelsPtr + slice * rows * stride);
      }
      expect(exports.encodeRow!(pixelsPtr, stride, 0, width, rows, out, slices)).toBe(0);
      expect(bytes().slice(out, out + 48)).toEqual(whole.slice(row * 48, (row + 1) * 48));
    }
  });
});
