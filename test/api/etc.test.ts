/** ETC and EAC through the library: decode, inspect and measure, with blocks that need no encoder. */
import { type CompressedTexture, decode, encode, type Image, inspect, measureEncoding } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { ETC_FORMATS } from '../../src/types.js';
import { etcTextureOf, randomEtcTexture } from '../support/etc-textures.js';
import { makePicture } from '../support/pictures.js';
import { etcBlockBytes, referenceEtcDecode, referenceEtcMode } from '../support/reference/etc.js';

/** The picture of a texture by the reference decoder. */
function referencePicture(texture: CompressedTexture, bits: 8 | 16): number[] {
  const { format, width, height, levels } = texture;
  if (format === 'astc') throw new Error('not an ETC texture');
  const across = Math.ceil(width / 4);
  const bytes = etcBlockBytes(format);
  const picture = new Array<number>(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const block = (Math.floor(y / 4) * across + Math.floor(x / 4)) * bytes;
      const texels = referenceEtcDecode(levels[0]!.data.subarray(block, block + bytes), format, bits);
      const texel = ((y & 3) * 4 + (x & 3)) * 4;
      for (let component = 0; component < 4; component++) {
        picture[(y * width + x) * 4 + component] = texels[texel + component]!;
      }
    }
  }
  return picture;
}

describe('decode', () => {
  it.each(ETC_FORMATS)('%s, a size of no whole blocks, whatever the threads', async (format) => {
    const texture = randomEtcTexture(format, 61, 39);
    for (const bits of [8, 16] as const) {
      const [alone, together] = await Promise.all([
        decode(texture, { bits, threads: 1 }),
        decode(texture, { bits, threads: 3 }),
      ]);
      const hasAlpha = format.startsWith('etc2-rgba');
      expect(alone).toMatchObject({ width: 61, height: 39, channels: 4, colorSpace: 'linear', hasAlpha });
      expect([...alone.data]).toEqual(referencePicture(texture, bits));
      expect(together.data).toEqual(alone.data);
    }
  });

  it('tiles wider than one job: 700 pixels across', async () => {
    const texture = randomEtcTexture('etc2-rgba', 700, 9);
    expect([...(await decode(texture, { threads: 2 })).data]).toEqual(referencePicture(texture, 8));
  });

  it('knows no profile but ASTC’s: --profile hdr changes nothing', async () => {
    const texture = randomEtcTexture('etc2-rgb', 8, 8);
    expect(await decode(texture, { profile: 'hdr' })).toEqual(await decode(texture));
  });

  it.each([
    [{ block: '6x6' }, /Expected block 4x4 for format etc2-rgb but received 6x6/],
    [{ profile: 'hdr' }, /Expected profile ldr for format etc2-rgb but received hdr/],
    [{ format: 'etc3' }, /Expected a texture of format astc, etc1, .* but received etc3/],
    [{ format: 'etc2-rgba' }, /Expected 64 bytes in level 0 .* but received 32/],
    [{ format: 'eac-r11', colorSpace: 'srgb' }, /Expected colorSpace linear for format eac-r11/],
  ])('refuses a texture whose parts disagree: %j', async (change, message) => {
    const texture = { ...randomEtcTexture('etc2-rgb', 8, 8), ...change } as CompressedTexture;
    await expect(decode(texture)).rejects.toMatchObject({ code: 'E_OPTION', message: expect.stringMatching(message) });
  });
});

describe('inspect', () => {
  it.each(['etc1', 'etc2-rgb', 'etc2-rgba1', 'etc2-rgba'] as const)('counts the modes of %s', async (format) => {
    const texture = randomEtcTexture(format, 200, 200);
    const { statistics } = await inspect(texture);
    const counts: Record<string, number> = { individual: 0, differential: 0, T: 0, H: 0, planar: 0, illegal: 0 };
    const { data } = texture.levels[0]!;
    const bytes = etcBlockBytes(format);
    for (let offset = 0; offset < data.length; offset += bytes) {
      counts[referenceEtcMode(data.subarray(offset, offset + bytes), format)]!++;
    }
    const { illegal, ...modes } = counts;
    expect(statistics).toMatchObject({ kind: 'etc', blockCount: 2500, illegalCount: illegal, modes });
  });

  it('has no modes of EAC, but tables', async () => {
    const { statistics } = await inspect(randomEtcTexture('eac-rg11', 64, 64));
    if (statistics.kind !== 'etc') throw new Error('expected statistics of ETC');
    expect(statistics.modes).toBeNull();
    expect(statistics.eacTables).toHaveLength(16);
    expect(statistics.eacTables!.reduce((sum, count) => sum + count, 0)).toBe(2 * 256);
  });

  const at = { blockAt: { x: 3, y: 0 } };

  it('shows the halves of a differential block', async () => {
    // As in test/etc/known-blocks: R 16 −1, G 8 +3, B 0; tables 1 and 1, flipped, all indices 3.
    const { block } = await inspect(etcTextureOf('etc1', '87430027ffffffff'), at);
    expect(block).toEqual({
      kind: 'etc',
      blockX: 0,
      blockY: 0,
      x: 0,
      y: 0,
      width: 4,
      height: 4,
      hex: '87430027ffffffff',
      color: {
        mode: 'differential',
        flipped: true,
        punchThrough: false,
        colors: [
          [132, 66, 0],
          [123, 90, 0],
        ],
        tables: [1, 1],
        distance: null,
        indices: new Array(16).fill(3),
      },
      eac: [],
    });
  });

  it('shows the colours and the distance of T, the corners of planar, and nothing of an illegal block', async () => {
    const t = await inspect(etcTextureOf('etc2-rgb', '044286a2000c000a'), at);
    expect(t.block).toMatchObject({
      color: {
        mode: 'T',
        flipped: null,
        tables: null,
        distance: 3,
        colors: [
          [0, 68, 34],
          [136, 102, 170],
        ],
      },
    });
    const planar = await inspect(etcTextureOf('etc2-rgb', '0000047f00001fc0'), at);
    expect(planar.block).toMatchObject({
      color: {
        mode: 'planar',
        indices: null,
        colors: [
          [0, 0, 0],
          [255, 0, 0],
          [0, 255, 0],
        ],
      },
    });
    const illegal = await inspect(etcTextureOf('etc1', 'fb00000200000000'), at);
    expect(illegal.block).toMatchObject({ color: { mode: 'illegal', colors: [], indices: null } });
  });

  it('shows the alpha word of RGBA, and row-major indices', async () => {
    const { block } = await inspect(etcTextureOf('etc2-rgba', '64301dc000000000808080020000000c'), at);
    // Indices 0, 7, 3, 4 run down the first column.
    const column = [0, 4, 8, 12].map((texel) => (block as { eac: { indices: number[] }[] }).eac[0]!.indices[texel]);
    expect(column).toEqual([0, 7, 3, 4]);
    expect(block).toMatchObject({ eac: [{ component: 'alpha', base: 100, multiplier: 3, table: 0 }] });
  });

  it('shows signed bases, red and green', async () => {
    const { block } = await inspect(etcTextureOf('eac-rg11-snorm', '80106db6db6db6db7f1dffffffffffff'), at);
    expect(block).toMatchObject({
      color: null,
      eac: [
        { component: 'red', base: -128, multiplier: 1, table: 0 },
        { component: 'green', base: 127, multiplier: 1, table: 13 },
      ],
    });
  });
});

describe('measureEncoding', () => {
  const image = makePicture(16, 16);
  /** The image with every component this far off, where it can be. */
  const shifted = (offsets: readonly number[]): Image => ({
    ...image,
    data: Uint8Array.from(image.data, (value, index) =>
      value < 128 ? value + offsets[index & 3]! : value - offsets[index & 3]!,
    ),
  });
  const db = (...errors: number[]) =>
    10 * Math.log10(255 ** 2 / (errors.reduce((sum, e) => sum + e * e, 0) / errors.length));

  it.each([
    ['etc1', db(1, 2, 4), db(1, 2, 4)],
    ['etc2-rgb', db(1, 2, 4), db(1, 2, 4)],
    ['etc2-rgba', db(1, 2, 4), db(1, 2, 4, 8)],
    ['eac-r11', db(1), db(1)],
    ['eac-rg11', db(1, 2), db(1, 2)],
    ['eac-rg11-snorm', db(1, 2), db(1, 2)],
    ['astc', db(1, 2, 4), db(1, 2, 4, 8)],
  ] as const)('counts the components that %s stores', (format, rgb, rgba) => {
    const metrics = measureEncoding(image, shifted([1, 2, 4, 8]), { format });
    expect(metrics.psnrRgb).toBeCloseTo(rgb, 10);
    expect(metrics.psnrRgba).toBeCloseTo(rgba, 10);
  });

  it('counts what a normal layout keeps, where the layout puts it', () => {
    const stored = (layout: 'xyz' | 'la' | 'rg') => {
      const data = new Uint8Array(image.data.length);
      for (let texel = 0; texel < data.length; texel += 4) {
        const [x, y, z] = image.data.subarray(texel, texel + 3) as unknown as [number, number, number];
        const texels = { xyz: [x, y ^ 1, z, 9], la: [x, 99, 77, y ^ 1], rg: [x, y ^ 1, 77, 9] };
        data.set(texels[layout], texel);
      }
      return { ...image, data };
    };
    for (const [format, normalLayout, expected] of [
      ['astc', undefined, db(0, 1, 0)],
      ['astc', 'la', db(0, 1)],
      ['astc', 'rg', db(0, 1)],
      ['etc2-rgb', undefined, db(0, 1, 0)],
      ['etc2-rgb', 'rg', db(0, 1)],
      ['etc2-rgba', 'la', db(0, 1)],
      ['eac-rg11', undefined, db(0, 1)],
    ] as const) {
      const layout = normalLayout ?? (format === 'eac-rg11' ? 'rg' : 'xyz');
      const options = { format, content: 'normal', normalLayout } as const;
      const { psnrRgb, psnrRgba } = measureEncoding(image, stored(layout), options);
      expect([format, psnrRgb, psnrRgba]).toEqual([format, psnrRgba, expect.closeTo(expected, 10)]);
    }
  });

  it('leaves colours of transparent texels of etc2-rgba1 out', () => {
    const image = makePicture(64, 64);
    const data = image.data.slice();
    for (let texel = 0; texel < data.length; texel += 4) if (data[texel + 3]! < 128) data.fill(0, texel, texel + 3);
    expect(measureEncoding(image, { ...image, data }, { format: 'etc2-rgba1' }).identical).toBe(true);
    expect(measureEncoding(image, { ...image, data }, { format: 'etc2-rgba' }).identical).toBe(false);
  });
});

describe('encode', () => {
  it('refuses options that do not go with the format before anything else', async () => {
    await expect(encode(null as never, { format: 'etc1', block: '4x4' })).rejects.toMatchObject({ code: 'E_OPTION' });
  });
});
