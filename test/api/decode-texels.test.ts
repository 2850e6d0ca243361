/** Uncompressed texels to images: held to a packer written from Vulkan's names of formats alone. */
import { decode, type PlainImage, type Texture } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { storedKind } from '../../src/containers/carried-format.js';
import { vkFormatNamed } from '../../src/vk-formats/index.js';
import { Rng } from '../support/rng.js';

const WIDTH = 7;
const HEIGHT = 3;

/** The components of a name with their bits, and the bytes of a word where they share one. */
function partsOf(name: string): { parts: { letter: string; bits: number }[]; packedBytes: number | undefined } {
  const parts = [...name.split('_')[0]!.matchAll(/([RGBAE])(\d+)/g)].map(([, letter = '', bits]) => ({
    letter,
    bits: Number(bits),
  }));
  const packed = /_PACK(\d+)/.exec(name)?.[1];
  return { parts, packedBytes: packed === undefined ? undefined : Number(packed) / 8 };
}

/** Bits of components to bytes: one after the other, or from the top of a little-endian word down. */
function packTexel(name: string, bits: Readonly<Record<string, bigint>>): number[] {
  const { parts, packedBytes } = partsOf(name);
  let word = 0n;
  if (packedBytes === undefined) {
    let shift = 0n;
    for (const { letter, bits: count } of parts) {
      word |= bits[letter]! << shift;
      shift += BigInt(count);
    }
  } else {
    for (const { letter, bits: count } of parts) word = (word << BigInt(count)) | bits[letter]!;
  }
  const byteCount = packedBytes ?? parts.reduce((sum, part) => sum + part.bits, 0) / 8;
  return Array.from({ length: byteCount }, (_, byte) => Number((word >> BigInt(8 * byte)) & 0xffn));
}

function textureOf(name: string, data: number[]): Texture {
  const levels = [{ width: WIDTH, height: HEIGHT, data: Uint8Array.from(data) }];
  return { ...storedKind(vkFormatNamed(name)!.vk)!, width: WIDTH, height: HEIGHT, levels } as Texture;
}

const LETTERS = ['R', 'G', 'B', 'A'] as const;

describe.each([
  'R8_UNORM',
  'R8_SRGB',
  'R8G8_UNORM',
  'R8G8B8_SRGB',
  'B8G8R8_UNORM',
  'R8G8B8A8_UNORM',
  'R8G8B8A8_SRGB',
  'B8G8R8A8_SRGB',
  'A8B8G8R8_UNORM_PACK32',
  'R4G4B4A4_UNORM_PACK16',
  'B4G4R4A4_UNORM_PACK16',
  'A4R4G4B4_UNORM_PACK16',
  'R5G6B5_UNORM_PACK16',
  'B5G6R5_UNORM_PACK16',
  'R5G5B5A1_UNORM_PACK16',
  'A1R5G5B5_UNORM_PACK16',
  'A2R10G10B10_UNORM_PACK32',
  'A2B10G10R10_UNORM_PACK32',
  'R16_UNORM',
  'R16G16_UNORM',
  'R16G16B16A16_UNORM',
  'A8_UNORM',
])('%s', (name) => {
  const rng = Rng.named(name);
  const { parts } = partsOf(name);
  const texels = Array.from({ length: WIDTH * HEIGHT }, () =>
    Object.fromEntries(parts.map(({ letter, bits }) => [letter, BigInt(rng.below(2 ** bits))])),
  );
  const texture = textureOf(
    name,
    texels.flatMap((texel) => packTexel(name, texel)),
  );

  it.each([8, 16] as const)('gives components of %i bits, the nearest', async (bits) => {
    const image = await decode(texture, { bits });
    const max = 2 ** bits - 1;
    const expected = texels.flatMap((texel) =>
      LETTERS.map((letter) => {
        const part = parts.find((each) => each.letter === letter);
        if (part === undefined) return letter === 'A' ? max : 0;
        return Math.round((Number(texel[letter]!) * max) / (2 ** part.bits - 1));
      }),
    );
    expect([...image.data]).toEqual(expected);
    expect(image).toMatchObject({
      width: WIDTH,
      height: HEIGHT,
      colorSpace: name.includes('SRGB') ? 'srgb' : 'linear',
      hasAlpha: parts.some(({ letter }) => letter === 'A'),
    });
  });
});

/** What IEEE 754 says of a float of so many bits, 5 of them the exponent. */
function floatOf(bits: number, mantissaBits: number, hasSign: boolean): number {
  const sign = hasSign && bits >> (mantissaBits + 5) ? -1 : 1;
  const exponent = (bits >> mantissaBits) & 31;
  const fraction = (bits & (2 ** mantissaBits - 1)) / 2 ** mantissaBits;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}

describe('floats', () => {
  const floats = async (name: string, data: number[]): Promise<Float32Array> => {
    const image: PlainImage = await decode(textureOf(name, data));
    expect(image.data).toBeInstanceOf(Float32Array);
    return image.data as Float32Array;
  };
  const count = WIDTH * HEIGHT;

  it.each([
    ['R16_SFLOAT', ['R']],
    ['R16G16_SFLOAT', ['R', 'G']],
    ['R16G16B16A16_SFLOAT', ['R', 'G', 'B', 'A']],
  ])('%s', async (name, letters) => {
    const rng = Rng.named(name);
    const halves = Array.from({ length: count * letters.length }, () => rng.below(65536));
    const data = await floats(
      name,
      halves.flatMap((half) => [half & 255, half >> 8]),
    );
    const values = halves.map((half) => floatOf(half, 10, true));
    for (let texel = 0; texel < count; texel++) {
      const expected = LETTERS.map((letter, component) =>
        component < letters.length ? values[texel * letters.length + component]! : letter === 'A' ? 1 : 0,
      );
      expect([...data.subarray(texel * 4, texel * 4 + 4)]).toEqual(expected.map(Math.fround));
    }
  });

  it('R32G32B32_SFLOAT', async () => {
    const rng = Rng.named('singles');
    const values = Float32Array.from({ length: count * 3 }, () => (rng.below(2 ** 30) - 2 ** 29) / 12345);
    const data = await floats('R32G32B32_SFLOAT', [...new Uint8Array(values.buffer)]);
    for (let texel = 0; texel < count; texel++) {
      expect([...data.subarray(texel * 4, texel * 4 + 4)]).toEqual([...values.subarray(texel * 3, texel * 3 + 3), 1]);
    }
  });

  it('B10G11R11_UFLOAT_PACK32', async () => {
    const rng = Rng.named('small floats');
    const name = 'B10G11R11_UFLOAT_PACK32';
    const texels = Array.from({ length: count }, () => ({
      R: BigInt(rng.below(2048)),
      G: BigInt(rng.below(2048)),
      B: BigInt(rng.below(1024)),
    }));
    const data = await floats(
      name,
      texels.flatMap((texel) => packTexel(name, texel)),
    );
    const expected = texels.flatMap(({ R, G, B }) => [
      floatOf(Number(R), 6, false),
      floatOf(Number(G), 6, false),
      floatOf(Number(B), 5, false),
      1,
    ]);
    expect([...data]).toEqual(expected);
  });

  it('E5B9G9R9_UFLOAT_PACK32', async () => {
    const rng = Rng.named('shared exponents');
    const name = 'E5B9G9R9_UFLOAT_PACK32';
    const texels = Array.from({ length: count }, () => [rng.below(512), rng.below(512), rng.below(512), rng.below(32)]);
    const data = await floats(
      name,
      texels.flatMap(([R, G, B, E]) => packTexel(name, { R: BigInt(R!), G: BigInt(G!), B: BigInt(B!), E: BigInt(E!) })),
    );
    // KDFS, "Shared exponent": mantissa · 2^(exponent - 15 - 9).
    const expected = texels.flatMap(([r, g, b, e]) =>
      [r!, g!, b!].map((mantissa) => mantissa * 2 ** (e! - 24)).concat(1),
    );
    expect([...data]).toEqual(expected);
  });
});

describe('what is only carried', () => {
  it.each([
    ['BC7_SRGB_BLOCK', 4 * 16],
    ['R8G8B8A8_UINT', 7 * 3 * 4],
    ['R8_SNORM', 7 * 3],
    ['D16_UNORM', 7 * 3 * 2],
  ])('%s is said', async (name, byteLength) => {
    const size = name.includes('BLOCK') ? 8 : undefined;
    const texture = textureOf(name, new Array(byteLength).fill(1));
    const whole =
      size === undefined
        ? texture
        : { ...texture, width: 8, height: 8, levels: [{ ...texture.levels[0]!, width: 8, height: 8 }] };
    await expect(decode(whole as Texture)).rejects.toMatchObject({
      code: 'E_UNSUPPORTED',
      message: `texels of VkFormat ${vkFormatNamed(name)!.vk} are carried from file to file, not decoded`,
    });
  });
});
