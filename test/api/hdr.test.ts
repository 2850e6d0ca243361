/** Light through the library: what is prepared for the encoder, filtered, packed as RGBM, decoded and written. */
import { readFileSync } from 'node:fs';
import {
  decode,
  encode,
  type Image,
  makeMipLevels,
  measureHdrEncoding,
  readImage,
  readTexture,
  type Texture,
  toneMap,
  validateKtx2,
  writeTexture,
} from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import type { EncoderConfig } from '../../src/codec/block-codec.js';
import { storedKind } from '../../src/containers/carried-format.js';
import { encodeImage } from '../../src/encode.js';
import { componentTypeOf } from '../../src/images/channels.js';
import { countFloatValues, describeFloatCounts } from '../../src/images/float-values.js';
import { narrowToHalves, roundToHalf, widenHalves } from '../../src/images/half-float.js';
import { packRgbm, unpackRgbm } from '../../src/images/rgbm.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import type { LevelCodec, LevelShape } from '../../src/pool/level-codec.js';

const silent = { onWarning: () => undefined };
const light = (width: number, height: number, ...components: number[]): Image => ({
  width,
  height,
  data: Float32Array.from({ length: width * height * 4 }, (_, index) => components[index % components.length]!),
  channels: 4,
  colorSpace: 'linear',
  hasAlpha: true,
});

/** What the encoder is given, by a codec that compresses nothing. */
async function prepared(image: Image, options: Parameters<typeof encode>[1]) {
  const calls: { shape: LevelShape; halves: Uint16Array; encoder: EncoderConfig }[] = [];
  const codec: LevelCodec = {
    threads: 1,
    encodeLevel: async (shape, pixels, encoder) => {
      calls.push({ shape, halves: new Uint16Array(pixels.slice().buffer), encoder });
      const across = Math.ceil(shape.width / shape.blockWidth);
      return new Uint8Array(across * Math.ceil(shape.height / shape.blockHeight) * shape.bytesPerBlock);
    },
    decodeLevel: () => Promise.reject(new Error('nothing is decoded')),
    resampleLevel: () => Promise.reject(new Error('nothing is resampled')),
  };
  const texture = await encodeImage(codec, image, resolveEncodeOptions({ ...silent, ...options }));
  return { texture, ...calls[0]! };
}

describe('half floats', () => {
  it('are narrowed to nearest, ties to even, and every one comes back', () => {
    const patterns = Uint16Array.from({ length: 0x10000 }, (_, index) => index).filter(
      (bits) => (bits & 0x7fff) <= 0x7c00,
    );
    expect(narrowToHalves(widenHalves(patterns))).toEqual(patterns);
    expect(narrowToHalves(Float32Array.of(Number.NaN))[0]! & 0x7fff).toBe(0x7e00);
    expect([2049, 2051, 65519.996, 65520, 2 ** -25, 2 ** -25 * 1.001, -(2 ** -24)].map(roundToHalf)).toEqual([
      2048,
      2052,
      65504,
      Number.POSITIVE_INFINITY,
      0,
      2 ** -24,
      -(2 ** -24),
    ]);
  });
});

describe('float pixels', () => {
  it('reach the encoder as half floats of 0..65504, profile hdr, linear', async () => {
    const image = light(2, 1, Number.NaN, -1, Number.POSITIVE_INFINITY, 2, 1e6, 0.1, 3, 1);
    const { texture, shape, halves, encoder } = await prepared(image, {});
    expect(Array.from(widenHalves(halves))).toEqual([0, 0, 65504, 2, 65504, roundToHalf(0.1), 3, 1]);
    expect(shape).toMatchObject({ bytesPerPixel: 8 });
    expect(encoder).toMatchObject({ family: 'astc', pixelType: 'float16', profile: 3 });
    expect(texture).toMatchObject({ profile: 'hdr', colorSpace: 'linear', format: 'astc' });
  });

  it('of profile hdr-rgb differ in that word alone; of ldr they are integers', async () => {
    expect(await prepared(light(1, 1, 2), { profile: 'hdr-rgb' })).toMatchObject({
      texture: { profile: 'hdr-rgb' },
      encoder: { profile: 2 },
    });
    expect(await prepared(light(1, 1, 2), { profile: 'ldr' })).toMatchObject({
      texture: { profile: 'ldr' },
      encoder: { pixelType: 'unorm16' },
    });
  });

  it('are exposed before they are cut; alpha is not', async () => {
    const { halves } = await prepared(light(1, 1, 1e5, 1, 0, 1), { exposure: -2 });
    expect(Array.from(widenHalves(halves))).toEqual([roundToHalf(25000), 0.25, 0, 1]);
    const ldr = await prepared(light(1, 1, 4, 2, 0, 1), { exposure: -2, profile: 'ldr', colorSpace: 'linear' });
    expect(Array.from(ldr.halves)).toEqual([65535, 32768, 0, 65535]);
  });

  it('keep their range through swizzle and premultiplication', async () => {
    const { halves } = await prepared(light(1, 1, 8, 4, 2, 0.5), { alpha: 'premultiply', swizzle: 'bgra' });
    expect(Array.from(widenHalves(halves))).toEqual([1, 2, 4, 0.5]);
  });

  it('are what integers become with profile hdr: light', async () => {
    const image = { width: 1, height: 1, data: Uint8Array.of(255, 188, 0, 51) };
    const { halves } = await prepared(
      { ...image, channels: 4, colorSpace: 'srgb', hasAlpha: true },
      { profile: 'hdr', exposure: 3 },
    );
    const [r, g, b, a] = widenHalves(halves);
    expect([r, b]).toEqual([8, 0]);
    expect(g).toBeCloseTo(8 * 0.5029, 2);
    expect(a).toBeCloseTo(0.2, 3);
  });

  it.each([
    [{ format: 'etc2-rgb' }, /^Expected format astc for float pixels but received etc2-rgb$/],
    [{ content: 'normal' }, /^Expected content color, mask or data for float pixels/],
    [{ colorSpace: 'srgb' }, /^Expected colorSpace auto or linear for float pixels/],
    [{ profile: 'hdr', format: 'etc2-rgba' }, /^Expected astc for format of profile hdr but received etc2-rgba$/],
    [{ profile: 'hdr', rgbm: 4 }, /^Expected ldr for profile beside rgbm but received hdr$/],
    [{ rgbm: 4, format: 'etc1' }, /^Expected astc or etc2-rgba for format beside rgbm but received etc1$/],
    [{ rgbm: 4, swizzle: 'rrra' }, /^Expected rgba for swizzle beside rgbm/],
  ] as const)('refuse %j', async (options, message) => {
    await expect(encode(light(4, 4, 1), { ...silent, ...options })).rejects.toMatchObject({
      code: 'E_OPTION',
      message: expect.stringMatching(message),
    });
  });

  it('are asked for by exposure and rgbm', async () => {
    const image = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3, 4) };
    await expect(encode(image, { exposure: 1 })).rejects.toMatchObject({
      code: 'E_OPTION',
      message: 'Expected float pixels for exposure but received integers',
    });
    await expect(encode(image, { rgbm: 1 })).rejects.toMatchObject({ code: 'E_OPTION' });
  });

  it('out of range are counted and said, and so are targets without HDR blocks', async () => {
    const image = light(2, 1, Number.NaN, -1, Number.POSITIVE_INFINITY, 2, 1e6, -0, Number.NEGATIVE_INFINITY, 65504);
    const counts = countFloatValues(image);
    expect(counts).toEqual({ nan: 1, infinite: 1, negative: 2, aboveHalf: 1 });
    const said: string[] = [];
    await prepared(image, {
      onWarning: (message) => said.push(message),
      target: 'webgpu',
      block: '4x4',
      profile: 'hdr',
    }).catch(() => undefined);
    expect(said).toEqual([
      'WebGPU takes no HDR blocks of ASTC: rgbm stores light in LDR ones, profile ldr cuts it to 0..1',
      'components out of range: 1 NaN become 0, 2 negative ones become 0, 1 infinite ones become 65504, 1 above 65504 become 65504',
    ]);
    expect(describeFloatCounts({ nan: 0, infinite: 0, negative: 0, aboveHalf: 0 })).toBeUndefined();
  });
});

describe('mip levels of light', () => {
  it('are means of light of any range, colours counting by their alpha', async () => {
    const image = light(2, 2, 1);
    (image.data as Float32Array).set([40000, 8, 2, 1, 0, 0, 0, 0, 2000, 4, 1, 1, 9, 9, 9, 0]);
    const [, level] = await makeMipLevels(image, { ...silent, mipmaps: true, mipFilter: 'box' });
    expect(componentTypeOf(level!)).toBe('float16');
    expect(Array.from(widenHalves(level!.data as Uint16Array))).toEqual([21000, 6, 1.5, 0.5].map(roundToHalf));
  });

  it('hold an opaque constant, whatever the filter', async () => {
    const levels = await makeMipLevels(
      { ...light(16, 8, 30000, 0.001, 5, 1), hasAlpha: false },
      { ...silent, mipmaps: true },
    );
    expect(levels).toHaveLength(5);
    const expected = [30000, 0.001, 5, 1].map(roundToHalf);
    for (const { data } of levels) {
      const values = widenHalves(data as Uint16Array);
      for (const [index, value] of values.entries()) expect(value / expected[index % 4]!).toBeCloseTo(1, 2);
    }
  });
});

describe('RGBM', () => {
  it('is light again within the steps of its shares, and cuts what is above the range', () => {
    const image = light(3, 1, 4, 2, 1, 1, 0.01, 0.02, 0, 1, 100, 50, 0, 1);
    const again = unpackRgbm(packRgbm(image, 8), 8).data;
    const expected = [4, 2, 1, 1, 0.01, 0.02, 0, 1, 8, 8, 0, 1];
    for (const [index, value] of expected.entries()) expect(again[index]).toBeCloseTo(value, 3);
  });

  it('is compressed to LDR blocks and measured as light', async () => {
    const image = light(32, 32, 1);
    image.data = image.data.map((_, index) => (index % 4 === 3 ? 1 : 2 ** (((index >> 2) % 32) / 8 - (index % 4))));
    const options = { rgbm: 16, block: '4x4', quality: 'fast', ...silent } as const;
    const texture = await encode({ ...image, hasAlpha: false }, options);
    expect(texture).toMatchObject({ profile: 'ldr', colorSpace: 'linear' });
    const metrics = measureHdrEncoding(image, await decode(texture, { bits: 16 }), options);
    expect(metrics.mPsnr).toBeGreaterThan(35);
    expect(metrics.logRmse).toBeLessThan(0.2);
  });
});

describe('HDR textures', () => {
  const file = new Uint8Array(readFileSync(new URL('../../fixtures/textures/hdr-4x4.ktx2', import.meta.url)));

  it.each(['ktx2', 'ktx', 'astc'] as const)('are written as %s and decode to the same light', async (container) => {
    const texture = readTexture(file);
    expect(texture.profile).toBe('hdr');
    const bytes = writeTexture(texture, { container });
    const again = readTexture(bytes);
    const expected = await decode(texture);
    expect(expected.data).toBeInstanceOf(Float32Array);
    expect((await decode(again, { profile: 'hdr' })).data).toEqual(expected.data);
    if (container !== 'ktx2') return;
    expect(again).toMatchObject({ profile: 'hdr', colorSpace: 'linear' });
    expect(await validateKtx2(bytes)).toMatchObject({ valid: true });
  });
});

it('DDS has no number for HDR blocks', () => {
  const texture = readTexture(
    new Uint8Array(readFileSync(new URL('../../fixtures/textures/hdr-4x4.ktx2', import.meta.url))),
  );
  expect(() => writeTexture(texture, { container: 'dds' })).toThrowError(/DXGI has a number for/);
});

describe('tone curves', () => {
  const values = (curve: 'reinhard' | 'aces' | 'clamp') =>
    Array.from(toneMap(light(2, 1, 1, 1e9, 0, 1, Number.NaN, -1, 0.5, 0.25), curve).data);
  it('give 8 bits of sRGB', () => {
    expect(values('clamp')).toEqual([255, 255, 0, 255, 0, 0, 188, 64]);
    expect(values('reinhard')).toEqual([188, 255, 0, 255, 0, 0, 156, 64]);
    expect(values('aces')[0]).toBe(232);
    expect(() => toneMap(light(1, 1, 1), 'film' as 'aces')).toThrowError(/^Expected reinhard, aces, clamp/);
  });
});

describe('texels of texture files', () => {
  // R32G32B32A32_SFLOAT and R16G16B16A16_SFLOAT.
  it.each([109, 97])('of VkFormat %i become a picture', async (vkFormat) => {
    const values = [1, 2, 0.5, 1, 1000, 0, 3, 0.5];
    const floats = Float32Array.from(values);
    const data = new Uint8Array(vkFormat === 109 ? floats.buffer : narrowToHalves(floats).buffer);
    const texture = {
      ...storedKind(vkFormat)!,
      width: 2,
      height: 1,
      levels: [{ width: 2, height: 1, data }],
    } as Texture;
    for (const container of ['ktx2', 'ktx', 'dds'] as const) {
      const bytes = writeTexture(texture, { container });
      const image = await decode(readTexture(bytes));
      expect(Array.from(image.data)).toEqual(values);
      expect(image).toMatchObject({ width: 2, height: 1, colorSpace: 'linear', hasAlpha: true });
      await expect(readImage(bytes)).rejects.toMatchObject({
        code: 'E_UNSUPPORTED',
        hint: 'decode(readTexture(bytes)) makes an image of a texture.',
      });
    }
  });
});
