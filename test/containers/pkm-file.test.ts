/** PKM: headers byte by byte, files laid out by hand, round trips, and lies. */
import { describe, expect, test } from 'vitest';
import { readPkm, writePkm } from '../../src/containers/pkm-file.js';
import { ETC_FORMATS } from '../../src/types.js';
import { writeTexture } from '../../src/write-texture.js';
import { countedBytes, layOutPkm } from './laid-out.js';
import { makeTexture } from './textures.js';

const header = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 16)).toString('hex');

/** Types of ETCPACK: linear, and sRGB where there is one. */
const TYPES = [
  ['etc1', '10', 0, 0],
  ['etc2-rgb', '20', 1, 9],
  ['etc2-rgba', '20', 3, 10],
  ['etc2-rgba1', '20', 4, 11],
  ['eac-r11', '20', 5, undefined],
  ['eac-rg11', '20', 6, undefined],
  ['eac-r11-snorm', '20', 7, undefined],
  ['eac-rg11-snorm', '20', 8, undefined],
] as const;

describe('writePkm', () => {
  test('writes the header of ETCPACK, byte by byte', () => {
    // "PKM " "10" · type 0 · padded 304x8 · 301x5
    const etc1 = makeTexture({ format: 'etc1', width: 301, height: 5 });
    expect(header(writePkm(etc1))).toBe('504b4d2031300000013000080' + '12d0005');
    expect(writePkm(etc1).subarray(16)).toEqual(etc1.levels[0]!.data);
    // "PKM " "20" · type 3 · padded 8x4 · 5x4
    const rgba = makeTexture({ format: 'etc2-rgba', width: 5, height: 4, colorSpace: 'linear' });
    expect(header(writePkm(rgba))).toBe('504b4d20323000030008000400050004');
  });

  test.each(TYPES)('%s is version %s, type %i, in sRGB %s', (format, version, linear, srgb) => {
    for (const [colorSpace, type] of [
      ['linear', linear],
      ['srgb', srgb],
    ] as const) {
      if (type === undefined) continue;
      const file = writePkm(makeTexture({ format, colorSpace, width: 4, height: 4 }));
      expect(Buffer.from(file.subarray(4, 8)).toString('latin1')).toBe(`${version}\0${String.fromCharCode(type)}`);
    }
  });

  test('writes the first level alone', () => {
    const texture = makeTexture({ format: 'etc1', width: 16, height: 16, levelCount: 5 });
    expect(readPkm(writePkm(texture)).levels).toEqual([texture.levels[0]]);
  });

  test('refuses ASTC, and sides above 65532', () => {
    expect(() => writePkm(makeTexture())).toThrow(/Expected an ETC or EAC texture for a PKM file but received astc/);
    expect(() => writeTexture(makeTexture(), { container: 'pkm' })).toThrow(
      expect.objectContaining({
        code: 'E_OPTION',
        message: expect.stringMatching(/for container pkm but received astc$/),
      }),
    );
    expect(() => writeTexture(makeTexture({ format: 'etc1' }), { container: 'astc' })).toThrow(
      /^Expected format astc for container astc but received etc1$/,
    );
    const wide = makeTexture({ format: 'etc1', width: 65533, height: 1 });
    expect(() => writePkm(wide)).toThrow(expect.objectContaining({ code: 'E_TOO_LARGE' }));
    expect(readPkm(writePkm(makeTexture({ format: 'etc1', width: 65532, height: 1 }))).width).toBe(65532);
  });
});

describe('readPkm', () => {
  test.each(TYPES)('reads %s', (format, version, linear, srgb) => {
    for (const [colorSpace, type] of [
      ['linear', linear],
      ['srgb', srgb],
    ] as const) {
      if (type === undefined) continue;
      const blocks = countedBytes(['etc2-rgba', 'eac-rg11', 'eac-rg11-snorm'].includes(format) ? 64 : 32);
      expect(readPkm(layOutPkm({ version, type, width: 5, height: 6, blocks }))).toEqual({
        format,
        block: '4x4',
        profile: 'ldr',
        colorSpace: format === 'etc1' ? 'srgb' : colorSpace,
        width: 5,
        height: 6,
        levels: [{ width: 5, height: 6, data: blocks }],
        selfDescribing: format !== 'etc1',
      });
    }
  });

  test('reads type 2, which old tools wrote for RGBA', () => {
    const file = layOutPkm({ version: '20', type: 2, width: 4, height: 4, blocks: countedBytes(16) });
    expect(readPkm(file).format).toBe('etc2-rgba');
  });

  test.each(ETC_FORMATS)('gives back what writePkm wrote of %s', (format) => {
    for (const [width, height] of [
      [1, 1],
      [13, 7],
      [64, 3],
    ] as const) {
      const texture = makeTexture({ format, width, height, colorSpace: 'linear' });
      const expected = format === 'etc1' ? { colorSpace: 'srgb', selfDescribing: false } : { selfDescribing: true };
      expect(readPkm(writePkm(texture))).toEqual({ ...texture, ...expected });
    }
  });

  const good = layOutPkm({ version: '10', type: 0, width: 5, height: 7, blocks: countedBytes(32) });
  const change = (offset: number, ...values: number[]): Uint8Array => {
    const copy = good.slice();
    copy.set(values, offset);
    return copy;
  };

  test.each([
    ['another magic', change(3, 0x21), 'E_PKM_INVALID', /magic at byte 0/],
    ['version 30', change(4, 0x33), 'E_PKM_INVALID', /version at byte 4 \(expected "10" or "20", got "30"\)/],
    ['a version of control characters', change(4, 0x1b, 0x0a), 'E_PKM_INVALID', /got "\?\?"/],
    ['a type of version 20 in version 10', change(7, 1), 'E_PKM_INVALID', /expected 0 in version 10, got 1/],
    ['a type that does not exist', change(4, 0x32, 0x30, 0, 12), 'E_PKM_INVALID', /expected 0 to 11, got 12/],
    ['a width of 0', change(12, 0, 0), 'E_PKM_INVALID', /size at byte 12 .* got 0x7/],
    [
      'a padded size that is not',
      change(9, 12),
      'E_PKM_INVALID',
      /padded size at byte 8 \(expected 8x8 for 5x7, got 12x8\)/,
    ],
    ['a file cut in its blocks', good.slice(0, -1), 'E_PKM_TRUNCATED', /at byte 16 \(expected 32 bytes, got 31\)/],
    ['a header cut short', good.slice(0, 12), 'E_PKM_TRUNCATED', /header at byte 0/],
  ])('refuses %s', (_, bytes, code, message) => {
    expect(() => readPkm(bytes)).toThrow(expect.objectContaining({ name: 'AstcError', code }));
    expect(() => readPkm(bytes)).toThrow(message);
  });
});
