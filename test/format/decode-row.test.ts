/** Rows of blocks into rows of pixels: edges, strides, refusals. */
import { beforeEach, describe, expect, test } from 'vitest';
import { CheckWasm } from '../support/check-wasm.js';
import { componentBytes, type DecodeMode } from '../support/decode-modes.js';
import { FOOTPRINT_SIZES, footprintSize } from '../support/footprints.js';
import { randomLegalBlocks } from '../support/random-block.js';
import { Rng } from '../support/rng.js';

let wasm: CheckWasm;
beforeEach(() => {
  wasm = new CheckWasm();
});

/** src/../status.ts by name. */
const STATUS = { OK: 0, BAD_FOOTPRINT: 1, BAD_PROFILE: 2, NOT_PREPARED: 3, BAD_OPTION: 5 };

describe('prepareDecoder', () => {
  test('refuses footprints, profiles and outputs that do not exist', () => {
    expect(wasm.call('prepareDecoder', FOOTPRINT_SIZES.length, 0, 0)).toBe(STATUS.BAD_FOOTPRINT);
    expect(wasm.call('prepareDecoder', -1, 0, 0)).toBe(STATUS.BAD_FOOTPRINT);
    expect(wasm.call('prepareDecoder', 0, 4, 0)).toBe(STATUS.BAD_PROFILE);
    expect(wasm.call('prepareDecoder', 0, 0, 3)).toBe(STATUS.BAD_OPTION);
  });

  test('has float16 alone for the HDR profiles', () => {
    for (const profile of [2, 3]) {
      const statuses = [0, 1, 2].map((output) => wasm.call('prepareDecoder', 4, profile, output));
      expect(statuses).toEqual([STATUS.BAD_OPTION, STATUS.BAD_OPTION, STATUS.OK]);
    }
  });

  test('a second time for every footprint takes no more memory', () => {
    for (const { id } of FOOTPRINT_SIZES) expect(wasm.call('prepareDecoder', id, 0, 0)).toBe(STATUS.OK);
    const before = wasm.bytes.length;
    for (const { id } of FOOTPRINT_SIZES) expect(wasm.call('prepareDecoder', id, 3, 2)).toBe(STATUS.OK);
    expect(wasm.bytes.length).toBe(before);
    expect(before).toBeLessThan(3 * 2 ** 20);
  });
});

describe('decodeRow', () => {
  test('without a prepared decoder gives minus NOT_PREPARED and writes nothing', () => {
    const ptr = wasm.reserve(1024);
    expect(wasm.call('decodeRow', ptr, 1, 4, 4, ptr + 16, 16)).toBe(-STATUS.NOT_PREPARED);
    expect(wasm.read(ptr, 1024)).toEqual(new Uint8Array(1024));
    expect(wasm.call('prepareDecoder', 0, 9, 0)).toBe(STATUS.BAD_PROFILE);
    expect(wasm.call('decodeRow', ptr, 1, 4, 4, ptr + 16, 16)).toBe(-STATUS.NOT_PREPARED);
  });

  const modes: DecodeMode[] = [
    { profile: 'linear', output: 'unorm8' },
    { profile: 'hdr', output: 'float16' },
  ];
  describe.each(modes)('in $profile to $output', (mode) => {
    test.each(FOOTPRINT_SIZES)('writes exactly the pixels of any width, row and slice count in $name', (footprint) => {
      const rng = Rng.named(`rows ${footprint.name} ${mode.output}`);
      const pixelBytes = 4 * componentBytes(mode.output);
      for (let round = 0; round < 24; round++) {
        const width = rng.between(1, 3 * footprint.width);
        const rowCount = rng.between(1, footprint.height);
        const sliceCount = rng.between(1, footprint.depth);
        const blockCount = Math.ceil(width / footprint.width);
        const blocks = randomLegalBlocks(wasm, rng, footprint, blockCount);
        const whole = wasm.decodeBlocks(blocks, footprint, mode).texels;
        const stride = width * pixelBytes + 4 * rng.below(4);
        const outBytes = stride * rowCount * sliceCount + 64;
        const ptr = wasm.reserve(blocks.length + 64 + outBytes);
        const outPtr = ptr + blocks.length + 64;
        wasm.bytes.fill(0x88, ptr, ptr + blocks.length + 64 + outBytes);
        wasm.bytes.set(blocks, ptr);
        wasm.call('decodeRow', ptr, blockCount, width, rowCount, outPtr, stride, sliceCount);
        const wanted = new Uint8Array(64 + outBytes).fill(0x88);
        for (let row = 0; row < rowCount * sliceCount; row++) {
          const blockRow = Math.floor(row / rowCount) * footprint.height + (row % rowCount);
          for (let x = 0; x < width; x++) {
            const block = Math.floor(x / footprint.width);
            const texel = block * footprint.texelCount + blockRow * footprint.width + (x % footprint.width);
            const pixel = whole.subarray(texel * pixelBytes, (texel + 1) * pixelBytes);
            wanted.set(pixel, 64 + row * stride + x * pixelBytes);
          }
        }
        expect(Buffer.compare(wasm.read(outPtr - 64, 64 + outBytes), wanted)).toBe(0);
      }
    });
  });

  test('counts the blocks with texels in the error color', () => {
    const footprint = footprintSize('5x5');
    const blocks = randomLegalBlocks(wasm, Rng.named('count'), footprint, 12);
    for (const block of [0, 5, 11]) blocks.fill(0, block * 16, block * 16 + 16);
    wasm.prepare(footprint, { profile: 'hdr', output: 'float16' });
    const ptr = wasm.reserve(192 + 12 * 25 * 8);
    wasm.bytes.set(blocks, ptr);
    expect(wasm.call('decodeRow', ptr, 12, 60, 5, ptr + 192, 60 * 8)).toBe(3);
  });
});

describe('reserveBuffer', () => {
  test('gives 16-aligned memory that keeps its place while it suffices', () => {
    const first = wasm.reserve(1000);
    expect(first % 16).toBe(0);
    expect(wasm.reserve(10)).toBe(first);
    expect(wasm.reserve(1000)).toBe(first);
    const larger = wasm.reserve(1_000_000);
    expect(larger % 16).toBe(0);
    wasm.bytes.fill(7, larger, larger + 1_000_000);
  });

  test('never overlaps tables that are built later', () => {
    const footprint = footprintSize('8x8');
    const blocks = randomLegalBlocks(wasm, Rng.named('overlap'), footprint, 50);
    const mode: DecodeMode = { profile: 'linear', output: 'unorm8' };
    const before = wasm.decodeBlocks(blocks, footprint, mode).texels;
    const ptr = wasm.reserve(300_000);
    wasm.bytes.fill(0xff, ptr, ptr + 300_000);
    expect(wasm.decodeBlocks(blocks, footprint, mode).texels).toEqual(before);
  });

  test('gives 0 for more than memory can hold, and then still works', () => {
    expect(wasm.call('reserveBuffer', -16)).toBe(0);
    expect(wasm.call('reserveBuffer', -1)).toBe(0);
    expect(wasm.reserve(4096)).toBeGreaterThan(0);
  });
});
