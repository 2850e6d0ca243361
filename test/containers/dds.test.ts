/** DDS: headers byte by byte, files laid out by hand, round trips, and lies. */
import { describe, expect, test } from 'vitest';
import { readDds, writeDds } from '../../src/containers/dds-file.js';
import { readKtx2 } from '../../src/containers/ktx2-read.js';
import { writeKtx2 } from '../../src/containers/ktx2-write.js';
import type { Texture } from '../../src/types.js';
import { findVkFormat } from '../../src/vk-formats/index.js';
import { ddsSources, layOutDds } from './dds-by-hand.js';
import { countedBytes } from './laid-out.js';
import { makeTexture } from './textures.js';

const word = (bytes: Uint8Array, offset: number) =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset, true);

describe('readDds on files laid out by hand', () => {
  test('DXT5 does not say its colour space', () => {
    expect(readDds(ddsSources()[0]!)).toMatchObject({
      format: 'other',
      vkFormat: 137,
      block: '4x4',
      bytesPerBlock: 16,
      selfDescribing: false,
      levels: [{ width: 8, height: 4, data: countedBytes(32) }],
    });
  });

  test('masks: BGRA with mip levels', () => {
    const texture = readDds(ddsSources()[1]!);
    expect(texture).toMatchObject({ format: 'uncompressed', vkFormat: 44, block: '1x1' });
    const all = countedBytes(72);
    expect(texture.levels).toEqual([
      { width: 5, height: 3, data: all.slice(0, 60) },
      { width: 2, height: 1, data: all.slice(60, 68) },
      { width: 1, height: 1, data: all.slice(68) },
    ]);
  });

  test('ASTC in two cubemaps, face after face', () => {
    const texture = readDds(ddsSources()[2]!);
    expect(texture).toMatchObject({ format: 'astc', block: '4x4', colorSpace: 'linear', layers: 2, faces: 6 });
    expect(texture.levels[0]!.data).toEqual(countedBytes(768));
  });

  test('a volume, its levels one after the other', () => {
    const texture = readDds(ddsSources()[3]!);
    expect(texture).toMatchObject({ vkFormat: 37, depth: 4 });
    expect(texture.levels.map(({ depth, data }) => [depth, data.length])).toEqual([
      [4, 256],
      [2, 32],
    ]);
  });

  test('an array: levels lie in each layer, ours hold all layers', () => {
    const texture = readDds(ddsSources()[4]!);
    expect(texture).toMatchObject({ format: 'astc', block: '6x6', colorSpace: 'srgb', layers: 3, premultiplied: true });
    const all = countedBytes(240);
    const part = (start: number, length: number) => [...all.slice(start, start + length)];
    expect([...texture.levels[0]!.data]).toEqual([...part(0, 64), ...part(80, 64), ...part(160, 64)]);
    expect([...texture.levels[1]!.data]).toEqual([...part(64, 16), ...part(144, 16), ...part(224, 16)]);
  });

  test.each([
    ['luminance and alpha', [0x20001, 0, 16, 0xff, 0, 0, 0xff00], 2, { vkFormat: 16, swizzle: 'rrrg' }],
    ['luminance', [0x20000, 0, 8, 0xff], 1, { vkFormat: 9, swizzle: 'rrr1' }],
    ['alpha alone', [2, 0, 8, 0, 0, 0, 0xff], 1, { vkFormat: 1000470001 }],
    ['BGRX', [0x40, 0, 32, 0xff0000, 0xff00, 0xff, 0], 4, { vkFormat: 44, swizzle: 'rgb1' }],
    ['BGR', [0x40, 0, 24, 0xff0000, 0xff00, 0xff], 3, { vkFormat: 30 }],
    ['565', [0x40, 0, 16, 0xf800, 0x7e0, 0x1f], 2, { vkFormat: 4 }],
    ['half floats by their number', [4, 113], 8, { vkFormat: 97, profile: 'hdr' }],
    ['premultiplied DXT4', [4, 'DXT4'], 16, { vkFormat: 137, premultiplied: true }],
  ] as const)('%s', (_, pixelFormat, byteLength, expected) => {
    const file = layOutDds({ width: 1, height: 1, pixelFormat: pixelFormat as never, data: countedBytes(byteLength) });
    expect(readDds(file)).toMatchObject({ ...expected, levels: [{ data: countedBytes(byteLength) }] });
  });
});

describe('writeDds', () => {
  test('writes the header of DirectX 10, word by word', () => {
    const file = writeDds(makeTexture({ width: 50, height: 33, levelCount: 2 }));
    const words = Array.from({ length: 37 }, (_, index) => word(file, index * 4));
    expect(words.slice(0, 8)).toEqual([0x20534444, 124, 0xa1007, 33, 50, 9 * 6 * 16, 0, 2]);
    expect(words.slice(8, 19)).toEqual(new Array(11).fill(0));
    expect(words.slice(19, 27)).toEqual([32, 4, 0x30315844, 0, 0, 0, 0, 0]);
    expect(words.slice(27, 32)).toEqual([0x401008, 0, 0, 0, 0]);
    // DXGI_FORMAT_ASTC_6X6_UNORM_SRGB, a 2D texture, no cube, one of them, straight alpha.
    expect(words.slice(32)).toEqual([151, 3, 0, 1, 1]);
    expect(file.length).toBe(148 + 864 + 5 * 3 * 16);
  });

  test.each(ddsSources().map((source, index) => [index, source] as const))('gives back source %i', (_, source) => {
    const texture = readDds(source);
    const again = readDds(writeDds(texture));
    expect(again).toEqual({ ...texture, selfDescribing: true });
  });

  test('and KTX2 give each other the same levels', () => {
    for (const source of ddsSources()) {
      const texture = readDds(source);
      const { levels, vkFormat } = readKtx2(writeKtx2(texture)) as Texture & { vkFormat?: number };
      expect(levels).toEqual(texture.levels);
      if ('vkFormat' in texture) expect(findVkFormat(vkFormat!)).toBeDefined();
      expect(readDds(writeDds(readKtx2(writeKtx2(texture)))).levels).toEqual(texture.levels);
    }
  });

  test.each([
    ['ETC', makeTexture({ format: 'etc2-rgb' }), /etc2-rgb of profile ldr/],
    ['HDR blocks', makeTexture({ profile: 'hdr', colorSpace: 'linear' }), /astc of profile hdr/],
  ])('refuses %s, with what holds it', (_, texture, message) => {
    expect(() => writeDds(texture)).toThrow(
      expect.objectContaining({
        code: 'E_OPTION',
        message: expect.stringMatching(message),
        hint: 'ktx2 holds every format',
      }),
    );
  });
});

describe('readDds refuses', () => {
  const good = { width: 4, height: 4, dx10: [71, 3, 0, 1, 0], data: countedBytes(8) } as const;
  const change = (offset: number, value: number) => {
    const bytes = layOutDds(good);
    new DataView(bytes.buffer).setUint32(offset, value, true);
    return bytes;
  };

  test.each([
    ['another magic', change(0, 1), 'E_DDS_INVALID', /magic at byte 0/],
    ['another header size', change(4, 100), 'E_DDS_INVALID', /header size at byte 4 \(expected 124, got 100\)/],
    ['a width of 0', change(16, 0), 'E_DDS_INVALID', /width at byte 16/],
    ['four levels of 4x4', change(28, 4), 'E_DDS_INVALID', /level count at byte 28 \(expected at most 3/],
    ['no array', change(140, 0), 'E_DDS_INVALID', /array size at byte 140/],
    [
      'a dimension there is none of',
      change(132, 7),
      'E_DDS_INVALID',
      /dimension at byte 132 \(expected 2, 3 or 4, got 7\)/,
    ],
    ['a format without a number of Vulkan', change(128, 1), 'E_UNSUPPORTED', /DXGI format 1 at byte 128/],
    ['layers that are not there', change(140, 4000), 'E_DDS_TRUNCATED', /expected 32000 bytes, got 8/],
    ['another fourCC', layOutDds({ ...good, pixelFormat: [4, 'UYVY'] }), 'E_UNSUPPORTED', /the fourCC "UYVY"/],
    [
      'three faces of a cubemap',
      layOutDds({ width: 4, height: 4, pixelFormat: [4, 'DXT1'], caps2: 0x1e00, data: countedBytes(24) }),
      'E_UNSUPPORTED',
      /some faces of a cubemap/,
    ],
    ['a header cut short', layOutDds(good).slice(0, 130), 'E_DDS_TRUNCATED', /header of DirectX 10/],
  ])('%s', (_, bytes, code, message) => {
    expect(() => readDds(bytes)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});
