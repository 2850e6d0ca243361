import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONTAINERS, isTextureKind } from '../../src/containers/container-words.js';
import { sniffFile } from '../../src/containers/sniff-file.js';
import { readTexture } from '../../src/read-texture.js';
import { writeTexture } from '../../src/write-texture.js';
import { fixtureUrl, MANIFEST, readFixture } from './fixtures.js';
import { makeTexture } from './textures.js';

describe('sniffFile', () => {
  test.each([
    ['textures/scene-6x6.astc', 'astc'],
    ['textures/hdr-4x4.ktx2', 'ktx2'],
    ['images/palette2.png', 'png'],
    ['images/scene-cmyk.jpg', 'jpeg'],
    ['images/sprite.webp', 'webp'],
    ['images/scene.avif', 'avif'],
    ['images/deep-rgba16.tif', 'tiff'],
    ['images/two-frames.gif', 'gif'],
    ['invalid/text_named_png.png', undefined],
    ['invalid/empty.png', undefined],
  ])('%s is %s by content', (path, kind) => {
    expect(sniffFile(readFixture(path))).toBe(kind);
  });

  test.each([
    ['«KTX 11»', '\xabKTX 11\xbb\r\n\x1a\n', 'ktx'],
    ['PKM', 'PKM 20\0\0', 'pkm'],
    ['DDS', 'DDS |\0\0\0', 'dds'],
    ['Radiance', '#?RADIANCE\n', 'hdr'],
    ['OpenEXR', 'v/1\x01\x02', 'exr'],
    ['big-endian TIFF', 'MM\0*\0\0\0\x08', 'tiff'],
    ['AVIF that is mif1 first', '\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf', 'avif'],
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1', 'heic'],
    ['MP4', '\0\0\0\x18ftypisom\0\0\0\0isom', undefined],
    ['RIFF sound', 'RIFF\x24\0\0\0WAVEfmt ', undefined],
    ['BMP', 'BM\x36\0\0\0\0\0\0\0\x36\0', 'bmp'],
    ['text that begins with BM', 'BM is short for bitmap', undefined],
    ['a PNG signature without its last byte', '\x89PNG\r\n\x1a', undefined],
  ])('%s', (_, text, kind) => {
    expect(sniffFile(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))).toBe(kind);
  });
});

describe('readTexture and writeTexture', () => {
  test.each(['astc', 'ktx', 'ktx2', 'dds'] as const)('%s written is %s read', (container) => {
    const texture = makeTexture();
    const bytes = writeTexture(texture, { container });
    expect(sniffFile(bytes)).toBe(container);
    expect(readTexture(bytes)).toMatchObject({ block: '6x6', width: 50, height: 33, levels: texture.levels });
  });

  test('an image is named, and so is what was wanted', () => {
    expect(() => readTexture(readFixture('images/palette2.png'))).toThrow(
      expect.objectContaining({
        code: 'E_UNSUPPORTED',
        message: 'a PNG image (expected a texture in KTX2, KTX, .astc, PKM or DDS)',
      }),
    );
    expect(isTextureKind('png')).toBe(false);
    expect(isTextureKind('ktx2')).toBe(true);
  });

  test('bytes of no known kind are E_FORMAT_UNKNOWN', () => {
    expect(() => readTexture(new Uint8Array(100))).toThrow(expect.objectContaining({ code: 'E_FORMAT_UNKNOWN' }));
    expect(() => readTexture(new Uint8Array(0))).toThrow(expect.objectContaining({ code: 'E_FORMAT_UNKNOWN' }));
  });

  test('an ArrayBuffer is as good as a Uint8Array', () => {
    const texture = makeTexture();
    const { buffer } = writeTexture(texture);
    expect(buffer).toBeInstanceOf(ArrayBuffer);
    expect(readTexture(buffer).levels).toEqual(texture.levels);
  });

  test('memory that threads share is read into memory of one’s own', () => {
    for (const container of CONTAINERS) {
      const texture = makeTexture({ format: container === 'pkm' ? 'etc2-rgb' : 'astc' });
      const bytes = writeTexture(texture, { container });
      const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 3), 3);
      shared.set(bytes);
      const { data } = readTexture(shared).levels[0]!;
      expect(data.buffer).toBeInstanceOf(ArrayBuffer);
      expect(data).toEqual(texture.levels[0]!.data);
    }
  });

  test.each([
    ['photo.ktx2', 'String', 'read the file first, or fetch it'],
    [new Blob([]), 'Blob', 'await its arrayBuffer()'],
    [new Response(), 'Response', 'await its arrayBuffer()'],
    [Promise.resolve(), 'Promise', 'await it first'],
    [new Uint16Array(4), 'Uint16Array', undefined],
    [undefined, 'Undefined', undefined],
  ])('%o is no bytes', (source, name, hint) => {
    expect(() => readTexture(source as never)).toThrow(
      expect.objectContaining({
        code: 'E_OPTION',
        message: `Expected a Uint8Array or an ArrayBuffer for the texture but received ${name}`,
        hint,
      }),
    );
  });
});

describe('fixtures', () => {
  test('every file is in the manifest with its hash, and nothing else is', () => {
    const files = ['exr', 'images', 'invalid', 'photos', 'textures'].flatMap((folder) =>
      readdirSync(fixtureUrl(folder)).map((name) => `${folder}/${name}`),
    );
    expect(files.toSorted()).toEqual(Object.keys(MANIFEST));
    for (const path of files) {
      const bytes = readFixture(path);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect([path, bytes.length, sha256]).toEqual([path, MANIFEST[path]!.bytes, MANIFEST[path]!.sha256]);
    }
  });

  const lies = Object.entries(MANIFEST).filter(([path]) => /^invalid\/(astc|ktx2)_/.test(path));
  test.each(lies)('%s is refused', (path, { expect: code }) => {
    expect(() => readTexture(readFixture(path))).toThrow(expect.objectContaining({ name: 'AstcError', code }));
  });

  test.each([
    ['ktx2_zstd', /level 0 at byte \d+ \(expected 1232 bytes of zstd, got what cannot be unpacked\)/],
    ['ktx2_basislz', /global data at byte 72 \(expected some for BasisLZ, got 0 bytes\)/],
    ['ktx2_bc7', /contradicts the vkFormat BC7_SRGB_BLOCK: texel block \(expected 4x4, got 6x6\)/],
    ['ktx2_astc_3d', /contradicts the vkFormat: texel block \(expected 3x3x3, got /],
    ['ktx2_volume', /expected 4928 for 64x40x4 texels in blocks of 6x6, got 1232/],
    ['ktx2_one_dimension', /height at byte 24 \(expected 1 or more for blocks of astc, got 0\)/],
    ['ktx2_array', /expected 3696 .* of a 2D texture array of 3 layers/],
    ['ktx2_cubemap', /size at byte 20 \(expected square faces of a cubemap, got 64x40\)/],
    ['ktx2_last_level_cut', /level 0 at byte \d+ \(expected 1232 bytes, got 1231\)/],
    ['ktx2_level_length_short', /level 0 at byte 88 \(expected 1232 for 64x40 texels in blocks of 6x6, got 16\)/],
  ])('the error of %s says what it is', (name, message) => {
    expect(() => readTexture(readFixture(`invalid/${name}.ktx2`))).toThrow(message);
  });
});
