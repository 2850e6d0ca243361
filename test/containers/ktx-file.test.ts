/** KTX 1: headers byte by byte, files laid out by hand, round trips, and lies. */
import { describe, expect, test } from 'vitest';
import { readKtx, writeKtx } from '../../src/containers/ktx-file.js';
import { ETC_FORMATS, FOOTPRINTS } from '../../src/types.js';
import { countedBytes, ktxSources, layOutKtx } from './laid-out.js';
import { makeTexture } from './textures.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const field = (bytes: Uint8Array, offset: number) =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset, true);

describe('writeKtx', () => {
  test('writes the header of the specification, byte by byte', () => {
    const texture = makeTexture({ format: 'etc2-rgba', width: 10, height: 6, levelCount: 2 });
    const file = writeKtx(texture);
    const expected = [
      'ab4b5458203131bb0d0a1a0a', // «KTX 11»\r\n\x1a\n
      '01020304', // endianness, little
      '00000000', // glType: compressed
      '01000000', // glTypeSize
      '00000000', // glFormat: compressed
      '79920000', // GL_COMPRESSED_SRGB8_ALPHA8_ETC2_EAC
      '08190000', // GL_RGBA
      '0a000000', // width
      '06000000', // height
      '00000000', // depth
      '00000000', // array elements
      '01000000', // faces
      '02000000', // levels
      '1c000000', // bytes of key/value data: 4 + 23 and one of padding
      '17000000',
      hex(Buffer.from('KTXorientation\0S=r,T=d\0\0')),
      '60000000', // 3x2 blocks of 16 bytes
    ].join('');
    expect(hex(file.subarray(0, expected.length / 2))).toBe(expected);
    expect(file.subarray(expected.length / 2, expected.length / 2 + 96)).toEqual(texture.levels[0]!.data);
    expect(field(file, expected.length / 2 + 96)).toBe(32);
    expect(file.subarray(expected.length / 2 + 100)).toEqual(texture.levels[1]!.data);
  });

  // As the OpenGL ES registry prints them: internal format linear, sRGB where there is one, base format.
  test.each([
    ['etc1', 0x8d64, 0x8d64, 0x1907],
    ['etc2-rgb', 0x9274, 0x9275, 0x1907],
    ['etc2-rgba1', 0x9276, 0x9277, 0x1908],
    ['etc2-rgba', 0x9278, 0x9279, 0x1908],
    ['eac-r11', 0x9270, undefined, 0x1903],
    ['eac-r11-snorm', 0x9271, undefined, 0x1903],
    ['eac-rg11', 0x9272, undefined, 0x8227],
    ['eac-rg11-snorm', 0x9273, undefined, 0x8227],
    ['astc', 0x93b4, 0x93d4, 0x1908],
  ] as const)('%s has the numbers of the registry', (format, linear, srgb, base) => {
    const file = writeKtx(makeTexture({ format, colorSpace: 'linear' }));
    expect([field(file, 28), field(file, 32)]).toEqual([linear, base]);
    if (srgb === undefined) {
      expect(() => writeKtx(makeTexture({ format, colorSpace: 'srgb' }))).toThrow(/Expected colorSpace linear/);
    } else {
      expect(field(writeKtx(makeTexture({ format, colorSpace: 'srgb' })), 28)).toBe(srgb);
    }
  });
});

describe('readKtx on files laid out by hand', () => {
  test('ETC1 does not say its colour space', () => {
    const blocks = countedBytes(32);
    const file = layOutKtx({ glInternalFormat: 0x8d64, width: 5, height: 7, levels: [blocks] });
    expect(readKtx(file)).toEqual({
      format: 'etc1',
      block: '4x4',
      profile: 'ldr',
      colorSpace: 'srgb',
      width: 5,
      height: 7,
      levels: [{ width: 5, height: 7, data: blocks }],
      keyValues: {},
      selfDescribing: false,
    });
  });

  test('big-endian numbers, key/value data, and a level count of 0', () => {
    const file = layOutKtx({
      glInternalFormat: 0x93d4,
      width: 13,
      height: 6,
      levels: [countedBytes(48)],
      levelCount: 0,
      isBigEndian: true,
      keyValues: [['comment', 'five!']],
    });
    expect(readKtx(file)).toMatchObject({ format: 'astc', block: '6x6', colorSpace: 'srgb', width: 13, height: 6 });
    expect(readKtx(file).levels.map(({ data }) => data)).toEqual([countedBytes(48)]);
  });

  test('five levels, each in its place', () => {
    const texture = readKtx(ktxSources()[1]!);
    expect(texture).toMatchObject({ format: 'etc2-rgba', colorSpace: 'linear', selfDescribing: true });
    expect(texture.levels.map(({ width, height, data }) => [width, height, data.length])).toEqual([
      [16, 16, 256],
      [8, 8, 64],
      [4, 4, 16],
      [2, 2, 16],
      [1, 1, 16],
    ]);
    for (const { data } of texture.levels) expect(data).toEqual(countedBytes(data.length));
  });
});

describe('writeKtx and readKtx', () => {
  test.each(ETC_FORMATS)('give back a texture of %s', (format) => {
    for (const [width, height, levelCount] of [
      [1, 1, 1],
      [13, 7, 4],
      [64, 3, 7],
    ] as const) {
      const texture = makeTexture({ format, width, height, levelCount, colorSpace: 'linear' });
      const expected = format === 'etc1' ? { colorSpace: 'srgb', selfDescribing: false } : { selfDescribing: true };
      expect(readKtx(writeKtx(texture))).toEqual({ ...texture, ...expected, orientation: 'rd', keyValues: {} });
    }
  });

  test('give back ASTC at every footprint', () => {
    for (const block of FOOTPRINTS) {
      const texture = makeTexture({ block, width: 31, height: 17, levelCount: 5 });
      expect(readKtx(writeKtx(texture))).toEqual({
        ...texture,
        orientation: 'rd',
        keyValues: {},
        selfDescribing: true,
      });
    }
  });
});

describe('readKtx refuses', () => {
  const good = ktxSources()[0]!;
  const change = (offset: number, value: number): Uint8Array => {
    const copy = good.slice();
    new DataView(copy.buffer).setUint32(offset, value, true);
    return copy;
  };

  test.each([
    ['another identifier', change(4, 0), 'E_KTX_INVALID', /identifier at byte 0/],
    ['an endianness of neither order', change(12, 7), 'E_KTX_INVALID', /endianness at byte 12/],
    ['a type beside a compressed format', change(16, 0x1401), 'E_KTX_INVALID', /glType and glFormat at byte 16/],
    [
      'a format of OpenGL alone',
      layOutKtx({ glInternalFormat: 0x8c70, width: 1, height: 1, levels: [] }),
      'E_UNSUPPORTED',
      /0x8c70/,
    ],
    ['a width of 0', change(36, 0), 'E_KTX_INVALID', /width at byte 36/],
    ['one dimension', change(40, 0), 'E_KTX_INVALID', /height at byte 40 \(expected 1 or more for blocks of 4x4/],
    ['slices that are not there', change(44, 4), 'E_KTX_INVALID', /expected 128 .* 3D texture of 5x7x4, got 32/],
    ['layers that are not there', change(48, 3), 'E_KTX_INVALID', /expected 96 .* array of 3 layers of 5x7, got 32/],
    ['oblong faces', change(52, 6), 'E_KTX_INVALID', /expected square faces of a cubemap, got 5x7x0/],
    ['two faces', change(52, 2), 'E_KTX_INVALID', /face count at byte 52/],
    ['too many levels', change(56, 4), 'E_KTX_INVALID', /level count at byte 56 \(expected at most 3 .* got 4\)/],
    ['key/value data past the end', change(60, 4000), 'E_KTX_TRUNCATED', /key\/value data at byte 64/],
    ['key/value data of odd length', change(60, 3), 'E_KTX_INVALID', /multiple of 4, got 3/],
    ['a level of another length', change(64, 16), 'E_KTX_INVALID', /length of level 0 at byte 64 \(expected 32/],
    [
      'a file cut in its blocks',
      good.slice(0, -1),
      'E_KTX_TRUNCATED',
      /level 0 at byte 68 \(expected 32 bytes, got 31\)/,
    ],
    ['a header cut short', good.slice(0, 40), 'E_KTX_TRUNCATED', /header at byte 0/],
  ])('%s', (_, bytes, code, message) => {
    expect(() => readKtx(bytes)).toThrow(expect.objectContaining({ name: 'AstcError', code }));
    expect(() => readKtx(bytes)).toThrow(message);
  });
});
