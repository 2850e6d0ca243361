/** Normal maps: what each layout stores, with which significance, and what the texture says of it. */
import { decode, encode, type Image, readTexture, TEXTURE_FORMATS, type Texture, writeTexture } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { NORMAL_LAYOUTS, normalLayoutRow, normalLayoutsOf, samplingAdvice } from '../../src/normal-layout.js';

const SIDE = 48;

/** A bumpy surface: X, Y and Z of unit vectors, 0..255 for -1..1. */
function bumps(): Image {
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (let texel = 0; texel < SIDE * SIDE; texel++) {
    const x = 0.5 * Math.sin((texel % SIDE) / 5);
    const y = 0.5 * Math.cos(Math.floor(texel / SIDE) / 7);
    const z = Math.sqrt(1 - x * x - y * y);
    data.set(
      [x, y, z].map((component) => Math.round((component * 0.5 + 0.5) * 255)),
      texel * 4,
    );
  }
  return { width: SIDE, height: SIDE, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
}

/** Components after sampling as the texture's swizzle says. */
async function sample(texture: Texture): Promise<Uint8Array> {
  const { data } = await decode(texture);
  const selectors = [...(texture.swizzle ?? 'rgba')].map((letter) => 'rgba01'.indexOf(letter));
  return Uint8Array.from(data, (_, index) => {
    const selector = selectors[index & 3]!;
    return selector < 4 ? data[(index & ~3) + selector]! : selector === 5 ? 255 : 0;
  });
}

function worstOf(components: readonly number[], expected: ArrayLike<number>, sampled: ArrayLike<number>): number {
  let worst = 0;
  for (let texel = 0; texel < expected.length; texel += 4) {
    for (const component of components) {
      worst = Math.max(worst, Math.abs(expected[texel + component]! - sampled[texel + component]!));
    }
  }
  return worst;
}

const PAIRS = TEXTURE_FORMATS.flatMap((format) =>
  normalLayoutsOf(format).map((normalLayout) => [format, normalLayout] as const),
);

describe('a normal map', () => {
  it('of every format but those of one component has a layout', () => {
    expect(TEXTURE_FORMATS.filter((format) => normalLayoutsOf(format).length === 0)).toEqual([
      'eac-r11',
      'eac-r11-snorm',
    ]);
    expect(PAIRS.length).toBe(14);
  });

  it.each(PAIRS)('in %s as %s is sampled as the texture says', async (format, normalLayout) => {
    const image = bumps();
    const block = format === 'astc' ? { block: '4x4' as const } : {};
    const texture = await encode(image, { format, ...block, content: 'normal', normalLayout, quality: 'fast' });
    expect(texture).toMatchObject({ colorSpace: 'linear', primaries: 'unspecified' });
    expect(texture.swizzle).toBe({ xyz: undefined, la: 'ra01', rg: 'rg01' }[normalLayout]);
    const components = normalLayout === 'xyz' ? [0, 1, 2] : [0, 1];
    expect(worstOf(components, image.data, await sample(texture))).toBeLessThan(format.startsWith('etc') ? 24 : 8);
  });

  it('keeps X, Y and Z and an alpha of 1 unless asked otherwise', async () => {
    const image = bumps();
    const options = { block: '4x4', quality: 'fast' } as const;
    const texture = await encode(image, { ...options, content: 'normal' });
    const decoded = await decode(texture);
    expect(worstOf([3], image.data, decoded.data)).toBe(0);
    expect(texture).not.toHaveProperty('swizzle');
    expect(texture.levels[0]!.data).toEqual((await encode(image, { ...options, content: 'data' })).levels[0]!.data);
  });

  it('of a format of two components is X and Y without asking', async () => {
    const texture = await encode(bumps(), { format: 'eac-rg11', content: 'normal' });
    expect(texture.swizzle).toBe('rg01');
  });

  it('counts X and Y where they are stored', async () => {
    const image = bumps();
    const errorsOf = async (channelWeights: number[]) => {
      const texture = await encode(image, { block: '12x12', content: 'normal', normalLayout: 'la', channelWeights });
      const sampled = await sample(texture);
      const sum = (component: number) =>
        sampled.reduce((total, value, index) => {
          return (index & 3) === component ? total + (value - image.data[index]!) ** 2 : total;
        }, 0);
      return { x: sum(0), y: sum(1) };
    };
    const [forX, forY] = await Promise.all([errorsOf([9, 1, 0, 0]), errorsOf([1, 9, 0, 0])]);
    expect(forX.x).toBeLessThan(forY.x);
    expect(forY.y).toBeLessThan(forX.y);
  });

  it('comes back from a KTX2 file with its sampling, and from others without', async () => {
    const texture = await encode(bumps(), { content: 'normal', normalLayout: 'la', quality: 'fastest' });
    expect(readTexture(writeTexture(texture))).toMatchObject({ swizzle: 'ra01', primaries: 'unspecified' });
    for (const container of ['ktx', 'astc'] as const) {
      expect(readTexture(writeTexture(texture, { container }))).not.toHaveProperty('swizzle');
    }
  });
});

describe('the advice for shaders', () => {
  it('names the components that hold something', () => {
    expect(NORMAL_LAYOUTS.map((layout) => samplingAdvice(layout)?.match(/sample as \.(\w+)/)?.[1])).toEqual([
      undefined,
      'ra',
      'rg',
    ]);
  });

  it('fits what is stored: sampling undoes storing', () => {
    for (const layout of NORMAL_LAYOUTS) {
      const { store, sampling = 'rgba', kept } = normalLayoutRow(layout);
      for (const [source, stored] of kept) {
        expect(store['rgba'.indexOf(sampling[source]!)]).toBe('rgba'[source]);
        expect('rgba'[stored]).toBe(sampling[source]);
      }
    }
  });
});
