/** Blocks made by hand, whose texels follow from the specification on paper: one for each mode and rule. */
import { describe, expect, test } from 'vitest';
import { checkWasm } from '../support/check-wasm.js';
import { decodeEtcBlocks } from '../support/etc-blocks.js';
import type { EtcFormat } from '../support/reference/etc.js';

const decodeHex = (hex: string, format: EtcFormat, bits: 8 | 16 = 8) => {
  const { texels } = decodeEtcBlocks(checkWasm(), Uint8Array.from(Buffer.from(hex, 'hex')), format, bits);
  return (x: number, y: number) => [...texels.slice((y * 4 + x) * 4, (y * 4 + x) * 4 + 4)];
};

describe('ETC1', () => {
  test('individual: bases of 4 bits, tables 0 and 7, halves side by side', () => {
    // R 8|4, G 0|0, B 15|1; tables 0 and 7, diff 0, flip 0; every index 0 is the small positive modifier.
    const at = decodeHex('8400f1' + '1c' + '00000000', 'etc1');
    expect(at(0, 0)).toEqual([136 + 2, 2, 255, 255]);
    expect(at(1, 3)).toEqual([138, 2, 255, 255]);
    expect(at(2, 0)).toEqual([68 + 47, 47, 17 + 47, 255]);
  });

  test('differential, flipped: the lower half is base plus difference', () => {
    // R 16 −1, G 8 +3, B 0 +0; tables 1 and 1; diff 1, flip 1; all indices 3: large negative.
    const at = decodeHex('874300' + '27' + 'ffffffff', 'etc1');
    expect(at(3, 1)).toEqual([132 - 17, 66 - 17, 0, 255]);
    expect(at(0, 2)).toEqual([123 - 17, 90 - 17, 0, 255]);
  });

  test('a sum outside 0 to 31 has no meaning: magenta, and counted', () => {
    const block = Uint8Array.from(Buffer.from('fb00000200000000', 'hex'));
    expect(decodeEtcBlocks(checkWasm(), block, 'etc1', 8)).toMatchObject({ errorCount: 1 });
    expect(decodeHex('fb00000200000000', 'etc1')(2, 2)).toEqual([255, 0, 255, 255]);
    expect(decodeEtcBlocks(checkWasm(), block, 'etc2-rgb', 8).errorCount).toBe(0);
  });
});

describe('ETC2 RGB', () => {
  test('T: an isolated colour and a line of three', () => {
    // R 0 with difference −4: T. R1 = 00|00, G1 4, B1 2; R2 8, G2 6, B2 10; distance index 0: 3. Indices by column:
    // the first column 0, 1, 2, 3.
    const at = decodeHex('0442' + '86a2' + '000c000a', 'etc2-rgb');
    expect([at(0, 0), at(0, 1), at(0, 2), at(0, 3)]).toEqual([
      [0, 68, 34, 255],
      [139, 105, 173, 255],
      [136, 102, 170, 255],
      [133, 99, 167, 255],
    ]);
  });

  test('planar: corners are O, H and V, the far corner their plane', () => {
    // O = (0, 0, 0), H = (63, 0, 0), V = (0, 127, 0) of 6, 7 and 6 bits; blue overflows: B 0 with difference −4.
    const at = decodeHex('000004' + '7f' + '00001fc0', 'etc2-rgb');
    expect(at(0, 0)).toEqual([0, 0, 0, 255]);
    expect(at(3, 0)).toEqual([Math.floor((3 * 255 + 2) / 4), 0, 0, 255]);
    expect(at(0, 3)).toEqual([0, Math.floor((3 * 255 + 2) / 4), 0, 255]);
  });
});

describe('punch-through alpha', () => {
  test('without the opaque bit, index 2 is transparent black and index 0 the base itself', () => {
    // Base 16 (132), table 0; bit 33 clear. First column: indices 0, 1, 2, 3.
    const at = decodeHex('808080' + '00' + '000c000a', 'etc2-rgba1');
    expect([at(0, 0), at(0, 1), at(0, 2), at(0, 3)]).toEqual([
      [132, 132, 132, 255],
      [140, 140, 140, 255],
      [0, 0, 0, 0],
      [124, 124, 124, 255],
    ]);
  });

  test('planar ignores the bit', () => {
    const at = decodeHex('000004' + '7d' + '00001fc0', 'etc2-rgba1');
    expect(at(3, 3)[3]).toBe(255);
  });
});

describe('EAC', () => {
  test('alpha: base plus modifier times multiplier, 0 allowed', () => {
    // Base 100, multiplier 3, table 0; first texels: indices 0, 7, 3, 4.
    const at = decodeHex('64301dc000000000' + '0000000000000000', 'etc2-rgba');
    expect([at(0, 0)[3], at(0, 1)[3], at(0, 2)[3], at(0, 3)[3]]).toEqual([100 - 9, 100 + 42, 100 - 45, 100 + 6]);
    expect(decodeHex('64001dc000000000' + '0000000000000000', 'etc2-rgba')(0, 1)[3]).toBe(100);
  });

  test('R11: eight times the base plus four, a multiplier of 0 is an eighth', () => {
    // Base 255, multiplier 0, table 13, all indices 4: 255·8 + 4 + 0 = 2044.
    const at = decodeHex('ff0d924924924924', 'eac-r11', 16);
    expect(at(1, 1)).toEqual([(2044 << 5) | (2044 >> 6), 0, 0, 65535]);
  });

  test('signed R11: −128 is −127, and −1..1 lies over 0..255', () => {
    // Base −128, multiplier 1, table 0, index 3: −127·8 − 15·8 is clamped to −1023.
    expect(decodeHex('80106db6db6db6db', 'eac-r11-snorm')(0, 0)).toEqual([0, 0, 0, 255]);
    // Base 127, index 7: 127·8 + 14·8 is clamped to 1023.
    expect(decodeHex('7f10ffffffffffff', 'eac-r11-snorm')(0, 0)).toEqual([255, 0, 0, 255]);
    // 0 lies between the two middle values: base 0, table 13, multiplier 0, index 4.
    expect(decodeHex('000d924924924924', 'eac-r11-snorm', 16)(0, 0)).toEqual([32768, 0, 0, 65535]);
  });

  test('RG11: red first, then green', () => {
    const at = decodeHex('ff0d924924924924' + '000d924924924924', 'eac-rg11');
    expect(at(0, 0)).toEqual([255, 0, 0, 255]);
  });
});
