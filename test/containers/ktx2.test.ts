import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAstc } from '../../src/containers/astc-file.js';
import { readKtx2 } from '../../src/containers/ktx2-read.js';
import { writeKtx2 } from '../../src/containers/ktx2-write.js';
import { FOOTPRINTS } from '../../src/types.js';
import { VERSION } from '../../src/version.js';
import { readFixture } from './fixtures.js';
import { readBySpec } from './ktx2-spec-reader.js';
import { makeTexture } from './textures.js';

describe('readKtx2 on files laid out by hand from the specification', () => {
  test('one sRGB level of 6x6', () => {
    const texture = readKtx2(readFixture('textures/scene-6x6-srgb.ktx2'));
    expect(texture).toMatchObject({
      format: 'astc',
      block: '6x6',
      profile: 'ldr',
      colorSpace: 'srgb',
      width: 64,
      height: 40,
      premultiplied: false,
      writer: 'fixture maker',
      selfDescribing: true,
    });
    expect(texture.levels).toEqual(readAstc(readFixture('textures/scene-6x6.astc')).levels);
  });

  test('six levels, linear and premultiplied, without key/value data', () => {
    const texture = readKtx2(readFixture('textures/sprite-4x4-mips-premultiplied.ktx2'));
    expect(texture).toMatchObject({ block: '4x4', colorSpace: 'linear', premultiplied: true });
    expect(texture).not.toHaveProperty('writer');
    expect(texture.levels.map(({ width, height, data }) => [width, height, data.length])).toEqual([
      [32, 32, 1024],
      [16, 16, 256],
      [8, 8, 64],
      [4, 4, 16],
      [2, 2, 16],
      [1, 1, 16],
    ]);
    const blocks = readAstc(readFixture('textures/sprite-4x4.astc')).levels[0]!.data;
    for (const { data } of texture.levels) expect(data).toEqual(blocks.subarray(0, data.length));
  });

  test('SFLOAT is the HDR profile in linear light', () => {
    expect(readKtx2(readFixture('textures/hdr-4x4.ktx2'))).toMatchObject({ profile: 'hdr', colorSpace: 'linear' });
  });
});

describe('writeKtx2, read by a second reader', () => {
  test('header of a mipmapped texture', () => {
    const file = readBySpec(writeKtx2(makeTexture({ levelCount: 6 })));
    expect(file).toMatchObject({
      vkFormat: 166,
      typeSize: 1,
      pixelWidth: 50,
      pixelHeight: 33,
      pixelDepth: 0,
      layerCount: 0,
      faceCount: 1,
      levelCount: 6,
      supercompressionScheme: 0,
    });
  });

  test('levels hold their own blocks, at every footprint and odd sizes', () => {
    for (const block of FOOTPRINTS) {
      for (const [width, height] of [
        [1, 1],
        [13, 7],
        [64, 3],
      ] as const) {
        const levelCount = Math.floor(Math.log2(Math.max(width, height))) + 1;
        const texture = makeTexture({ block, width, height, levelCount });
        const file = readBySpec(writeKtx2(texture));
        expect(file.levels.map((level) => level.data)).toEqual(texture.levels.map((level) => level.data));
        for (const level of file.levels) expect(level.uncompressedByteLength).toBe(level.byteLength);
      }
    }
  });

  test('names its writer and its orientation', () => {
    const { keyValues } = readBySpec(writeKtx2(makeTexture({ writer: 'someone else' })));
    expect(keyValues).toEqual([
      ['KTXorientation', 'rd'],
      ['KTXwriter', `astc-wasm ${VERSION}`],
    ]);
  });

  test('says how it is to be sampled where the texture does', () => {
    const { keyValues } = readBySpec(writeKtx2(makeTexture({ swizzle: 'ra01' })));
    expect(keyValues.map(([key]) => key)).toEqual(['KTXorientation', 'KTXswizzle', 'KTXwriter']);
    expect(keyValues[1]).toEqual(['KTXswizzle', 'ra01']);
  });

  test('the version is the one of package.json', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(VERSION).toBe(version);
  });

  // Words of the basic descriptor block, KDFS "Basic descriptor block": vendor and type · version and size ·
  // model, primaries, transfer, flags · texel block dimensions · plane bytes · sample: bits and channel, position,
  // lower, upper.
  test.each([
    ['sRGB 12x12', { block: '12x12' }, 0x000201a2, 0x00000b0b, [0x007f0000, 0, 0, 0xffffffff]],
    ['linear 10x5', { block: '10x5', colorSpace: 'linear' }, 0x000101a2, 0x00000409, [0x007f0000, 0, 0, 0xffffffff]],
    [
      'no colours',
      { colorSpace: 'linear', primaries: 'unspecified' },
      0x000100a2,
      0x00000505,
      [0x007f0000, 0, 0, 0xffffffff],
    ],
    ['premultiplied', { premultiplied: true }, 0x010201a2, 0x00000505, [0x007f0000, 0, 0, 0xffffffff]],
    ['HDR', { profile: 'hdr', colorSpace: 'linear' }, 0x000101a2, 0x00000505, [0xc07f0000, 0, 0xbf800000, 0x3f800000]],
    [
      'HDR with LDR alpha',
      { profile: 'hdr-rgb', colorSpace: 'linear' },
      0x000101a2,
      0x00000505,
      [0xc07f0000, 0, 0xbf800000, 0x3f800000],
    ],
  ] as const)('descriptor of %s', (_, options, model, dimensions, sample) => {
    const { dfdWords } = readBySpec(writeKtx2(makeTexture(options)));
    expect(dfdWords).toEqual([0, (40 << 16) | 2, model, dimensions, 16, 0, ...sample]);
  });

  test.each([
    ['ldr', 'linear', 165],
    ['ldr', 'srgb', 166],
    ['hdr', 'linear', 1000066004],
    ['hdr-rgb', 'linear', 1000066004],
  ] as const)('%s in %s is VkFormat %i at 6x6', (profile, colorSpace, vkFormat) => {
    expect(readBySpec(writeKtx2(makeTexture({ profile, colorSpace }))).vkFormat).toBe(vkFormat);
  });

  test('levels in shared memory are written as any others', () => {
    const texture = makeTexture();
    const shared = new Uint8Array(new SharedArrayBuffer(texture.levels[0]!.data.length));
    shared.set(texture.levels[0]!.data);
    // Types ask for plain memory; who casts gets the same file.
    const data = shared as unknown as Uint8Array<ArrayBuffer>;
    const sharedTexture = { ...texture, levels: [{ ...texture.levels[0]!, data }] };
    expect(writeKtx2(sharedTexture)).toEqual(writeKtx2(texture));
  });
});

describe('writeKtx2 and readKtx2', () => {
  test('give back the texture', () => {
    for (const options of [
      { levelCount: 6 },
      { colorSpace: 'linear', premultiplied: true },
      { colorSpace: 'linear', primaries: 'unspecified', swizzle: 'ra01' },
      { profile: 'hdr', colorSpace: 'linear', block: '8x5', width: 4096, height: 1, levelCount: 13 },
    ] as const) {
      const texture = makeTexture(options);
      const again = readKtx2(writeKtx2(texture));
      expect(again).toEqual({
        premultiplied: false,
        primaries: 'bt709',
        ...texture,
        writer: `astc-wasm ${VERSION}`,
        orientation: 'rd',
        keyValues: {},
        selfDescribing: true,
      });
    }
  });

  test('LDR alpha of hdr-rgb is not in the file: it reads as hdr', () => {
    const texture = makeTexture({ profile: 'hdr-rgb', colorSpace: 'linear' });
    expect(readKtx2(writeKtx2(texture)).profile).toBe('hdr');
  });

  test('a writer that hides control characters is read as plain text', () => {
    const bytes = writeKtx2(makeTexture());
    const at = Buffer.from(bytes).indexOf('astc-wasm');
    bytes.set([0x1b, 0x5b, 0x32, 0x4a], at);
    expect(readKtx2(bytes).writer).toBe(`[2J-wasm ${VERSION}`);
  });
});

describe('readKtx2', () => {
  /** The file with another byte where the descriptor says its primaries. */
  const withPrimaries = (primaries: number) => {
    const bytes = writeKtx2(makeTexture());
    bytes[new DataView(bytes.buffer).getUint32(48, true) + 13] = primaries;
    return bytes;
  };

  test('knows the primaries of BT.709, and no others', () => {
    // KHR_DF_PRIMARIES: unspecified 0, BT.709 1, BT.2020 4, Display P3 10.
    expect([0, 1, 4, 10].map((primaries) => readKtx2(withPrimaries(primaries)).primaries)).toEqual([
      'unspecified',
      'bt709',
      'unspecified',
      'unspecified',
    ]);
  });

  test.each(['rgbx', 'rg', 'RGBA', ''])('leaves a KTXswizzle of "%s" out', (text) => {
    const bytes = writeKtx2(makeTexture({ swizzle: 'ra01' }));
    const at = Buffer.from(bytes).indexOf('ra01');
    bytes.set(Buffer.from(text.padEnd(4, '\0')), at);
    expect(readKtx2(bytes)).not.toHaveProperty('swizzle');
  });
});

describe('writeKtx2 refuses', () => {
  test.each([
    ['an HDR texture called sRGB', { profile: 'hdr' }, {}, /colorSpace linear/],
    ['no levels', {}, { levels: [] }, /Expected 1 to 6 levels/],
    ['more levels than the size has', { levelCount: 7 }, {}, /Expected 1 to 6 levels for 50x33 texels but received 7/],
    ['a size of zero', {}, { width: 0 }, /received 0x33/],
    ['a size that is no number', {}, { height: Number.NaN }, /received 50xNaN/],
    ['a level of another size', {}, { width: 51 }, /Expected level 0 of 51x33 texels but received 50x33/],
    ['primaries it has no number for', {}, { primaries: 'bt2020' }, /Expected bt709 or unspecified for primaries but/],
    ['a swizzle of three', {}, { swizzle: 'rgb' }, /Expected four of r, g, b, a, 0, 1 for swizzle but received rgb/],
    ['a footprint ASTC has not', {}, { block: '7x7' }, /received 7x7/],
  ] as const)('%s', (_, options, change, message) => {
    const texture = { ...makeTexture(options), ...change } as Parameters<typeof writeKtx2>[0];
    expect(() => writeKtx2(texture)).toThrow(
      expect.objectContaining({ code: 'E_OPTION', message: expect.stringMatching(message) }),
    );
  });
});
