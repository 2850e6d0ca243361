/** Rows of ETC and EAC blocks into rows of pixels: edges, strides, refusals. */
import { beforeEach, describe, expect, test } from 'vitest';
import { CheckWasm } from '../support/check-wasm.js';
import { decodeEtcBlocks, ETC_FORMATS, randomEtcBlocks } from '../support/etc-blocks.js';
import { etcBlockBytes } from '../support/reference/etc.js';
import { Rng } from '../support/rng.js';

let wasm: CheckWasm;
beforeEach(() => {
  wasm = new CheckWasm();
});

const STATUS = { OK: 0, NOT_PREPARED: 3, BAD_OPTION: 5 };
/** What memory holds where nothing may be written. */
const UNTOUCHED = 0xa5;

describe('prepareEtcDecoder', () => {
  test('refuses formats and outputs that do not exist', () => {
    for (const [format, output] of [
      [-1, 0],
      [8, 0],
      [0, -1],
      [0, 2],
    ] as const) {
      expect(wasm.call('prepareEtcDecoder', format, output)).toBe(STATUS.BAD_OPTION);
    }
  });

  test('leaves nothing prepared when it refuses', () => {
    const ptr = wasm.reserve(256);
    expect(wasm.call('decodeEtcRow', ptr, 1, 4, 4, ptr + 16, 16)).toBe(-STATUS.NOT_PREPARED);
    expect(wasm.call('prepareEtcDecoder', 1, 0)).toBe(STATUS.OK);
    expect(wasm.call('decodeEtcRow', ptr, 1, 4, 4, ptr + 16, 16)).toBe(0);
    wasm.call('prepareEtcDecoder', 9, 0);
    expect(wasm.call('decodeEtcRow', ptr, 1, 4, 4, ptr + 16, 16)).toBe(-STATUS.NOT_PREPARED);
  });

  test('keeps apart from the decoder of ASTC', () => {
    expect(wasm.call('prepareDecoder', 4, 0, 0)).toBe(STATUS.OK);
    expect(wasm.call('prepareEtcDecoder', 3, 1)).toBe(STATUS.OK);
    const ptr = wasm.reserve(4096);
    expect(wasm.call('decodeRow', ptr, 1, 6, 6, ptr + 64, 24)).toBe(1);
    expect(wasm.call('decodeEtcRow', ptr, 1, 4, 4, ptr + 64, 32)).toBe(0);
  });
});

describe.each(ETC_FORMATS)('decodeEtcRow of %s', (format) => {
  test.each([8, 16] as const)('%i bits: writes what is inside the picture and not a byte more', (bits) => {
    const blockBytes = etcBlockBytes(format);
    const blockCount = 3;
    const blocks = randomEtcBlocks(Rng.named(`row ${format}`), format, blockCount);
    const { texels } = decodeEtcBlocks(wasm, blocks, format, bits);
    const pixelBytes = bits / 2;
    const whole = new Uint8Array(texels.buffer, texels.byteOffset, texels.byteLength);
    for (const [width, rows] of [
      [12, 4],
      [11, 3],
      [9, 1],
      [5, 2],
      [1, 4],
    ] as const) {
      const stride = width * pixelBytes + 24;
      const blocksPtr = wasm.reserve(blocks.length + stride * 4 + 64);
      const outPtr = blocksPtr + blocks.length;
      wasm.bytes.fill(UNTOUCHED, outPtr, outPtr + stride * 4 + 64);
      wasm.bytes.set(blocks, blocksPtr);
      wasm.call('decodeEtcRow', blocksPtr, blocks.length / blockBytes, width, rows, outPtr, stride);
      const expected = new Uint8Array(stride * 4 + 64).fill(UNTOUCHED);
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < width; x++) {
          const texel = (Math.floor(x / 4) * 16 + y * 4 + (x % 4)) * pixelBytes;
          expected.set(whole.subarray(texel, texel + pixelBytes), y * stride + x * pixelBytes);
        }
      }
      expect(wasm.read(outPtr, expected.length)).toEqual(expected);
    }
  });

  test('16 bits hold the 8 bits and more', () => {
    const blocks = randomEtcBlocks(Rng.named(`widths ${format}`), format, 500);
    const narrow = decodeEtcBlocks(wasm, blocks, format, 8).texels.slice();
    const wide = decodeEtcBlocks(wasm, blocks, format, 16).texels;
    const isEac = format.startsWith('eac-');
    for (let index = 0; index < wide.length; index++) {
      // 8 bits are the nearest of 11, which 16 bits hold within a step of 11.
      if (isEac) expect(Math.abs(wide[index]! / 257 - narrow[index]!)).toBeLessThanOrEqual(0.5 + 1 / 8);
      else expect(wide[index]).toBe(narrow[index]! * 257);
    }
  });
});
