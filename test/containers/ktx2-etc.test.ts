/** ETC and EAC in KTX2: VkFormats, descriptors word by word, round trips. */
import { describe, expect, test } from 'vitest';
import { readKtx2 } from '../../src/containers/ktx2-read.js';
import { writeKtx2 } from '../../src/containers/ktx2-write.js';
import { ETC_FORMATS } from '../../src/types.js';
import { VERSION } from '../../src/version.js';
import { readBySpec } from './ktx2-spec-reader.js';
import { makeTexture } from './textures.js';

/** A sample of 64 bits: bits and channel, position, lower, upper. */
const unorm = (channel: number, bitOffset = 0) => [(channel << 24) | (63 << 16) | bitOffset, 0, 0, 0xffffffff];
const snorm = (channel: number, bitOffset = 0) => [
  ((channel | 0x40) << 24) | (63 << 16) | bitOffset,
  0,
  0x80000000,
  0x7fffffff,
];
/** KHR_DF_CHANNEL_ETC2_*: red 0, green 1, colour 2, alpha 15; alpha beside sRGB says "linear", 0x10. */
const [RED, GREEN, COLOR, ALPHA, LINEAR_ALPHA] = [0, 1, 2, 15, 0x1f];

// Model 161 is ETC2; transfer 1 is linear, 2 sRGB. VkFormats as the registry lists them.
test.each([
  // ETC1 has no VkFormat: its blocks are ETC2's.
  ['etc1', 'linear', 147, 0x000101a1, 8, unorm(COLOR)],
  ['etc1', 'srgb', 148, 0x000201a1, 8, unorm(COLOR)],
  ['etc2-rgb', 'linear', 147, 0x000101a1, 8, unorm(COLOR)],
  ['etc2-rgb', 'srgb', 148, 0x000201a1, 8, unorm(COLOR)],
  ['etc2-rgba1', 'linear', 149, 0x000101a1, 8, [...unorm(COLOR), ...unorm(ALPHA)]],
  ['etc2-rgba1', 'srgb', 150, 0x000201a1, 8, [...unorm(COLOR), ...unorm(LINEAR_ALPHA)]],
  ['etc2-rgba', 'linear', 151, 0x000101a1, 16, [...unorm(ALPHA), ...unorm(COLOR, 64)]],
  ['etc2-rgba', 'srgb', 152, 0x000201a1, 16, [...unorm(LINEAR_ALPHA), ...unorm(COLOR, 64)]],
  ['eac-r11', 'linear', 153, 0x000101a1, 8, unorm(RED)],
  ['eac-r11-snorm', 'linear', 154, 0x000101a1, 8, snorm(RED)],
  ['eac-rg11', 'linear', 155, 0x000101a1, 16, [...unorm(RED), ...unorm(GREEN, 64)]],
  ['eac-rg11-snorm', 'linear', 156, 0x000101a1, 16, [...snorm(RED), ...snorm(GREEN, 64)]],
] as const)('%s in %s is VkFormat %i with its descriptor', (format, colorSpace, vkFormat, model, bytes, samples) => {
  const file = readBySpec(writeKtx2(makeTexture({ format, colorSpace })));
  expect(file.vkFormat).toBe(vkFormat);
  const size = 24 + samples.length * 4;
  const words = [0, (size << 16) | 2, model, 0x00000303, bytes, 0, ...samples];
  expect(file.dfdWords).toEqual(words.map((word) => word >>> 0));
});

describe('writeKtx2 and readKtx2', () => {
  test.each(ETC_FORMATS)('give back a texture of %s, each level in its place', (format) => {
    const texture = makeTexture({ format, width: 29, height: 18, levelCount: 5, colorSpace: 'linear' });
    const bytes = writeKtx2(texture);
    expect(readBySpec(bytes).levels.map(({ data }) => data)).toEqual(texture.levels.map(({ data }) => data));
    expect(readKtx2(bytes)).toEqual({
      ...texture,
      format: format === 'etc1' ? 'etc2-rgb' : format,
      primaries: 'bt709',
      premultiplied: false,
      writer: `astc-wasm ${VERSION}`,
      orientation: 'rd',
      keyValues: {},
      selfDescribing: true,
    });
  });

  test('take files whose descriptor names ETC1', () => {
    const bytes = writeKtx2(makeTexture({ format: 'etc1', colorSpace: 'linear' }));
    bytes[new DataView(bytes.buffer).getUint32(48, true) + 12] = 160;
    expect(readKtx2(bytes).format).toBe('etc1');
  });

  test('EAC in sRGB is refused: there is no such VkFormat', () => {
    expect(() => writeKtx2(makeTexture({ format: 'eac-r11', colorSpace: 'srgb' }))).toThrow(
      expect.objectContaining({ code: 'E_OPTION' }),
    );
  });

  test('a descriptor of another model is refused', () => {
    const bytes = writeKtx2(makeTexture({ format: 'eac-r11', colorSpace: 'linear' }));
    const at = new DataView(bytes.buffer).getUint32(48, true) + 12;
    expect(bytes[at]).toBe(161);
    bytes[at] = 160;
    expect(() => readKtx2(bytes)).toThrow(/color model \(expected 161 for eac-r11, got 160\)/);
  });
});
