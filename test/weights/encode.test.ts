/** Textures some of whose texels count more: better where they do, the same bytes by whoever makes them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CompressedTexture,
  createEncoder,
  decode,
  type EncodeOptions,
  encode,
  encodePng,
  type PlainImage,
  type Progress,
  pickTexture,
  readTexture,
  writeTexture,
} from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { astcenc, HAS_ASTCENC, WHY_NO_ASTCENC } from '../containers/native-astcenc.js';
import { makeLight, makePicture } from '../support/pictures.js';
import { averageByHand, cutAtlas, drawSprites, weightedPsnr } from './pictures.js';

const OWN: EncodeOptions = { decodeMode: 'unorm8' };
const bytesOf = ({ levels }: CompressedTexture) => levels.map(({ data }) => Buffer.from(data).toString('base64'));

/** As alpha around each texel weighs colours. */
function alphaPsnr(image: PlainImage, decoded: ArrayLike<number>, radius: number): number {
  const around = averageByHand(image, radius);
  return weightedPsnr(image.data, decoded, (texel, component) => (component === 3 ? 1 : around[texel]!));
}

describe('alphaWeight', () => {
  const sprites = drawSprites(192);
  const psnrOf = async (options: EncodeOptions, radius: number) => {
    const texture = await encode(sprites, { ...OWN, ...options });
    return alphaPsnr(sprites, (await decode(texture)).data, radius);
  };

  it.each([
    ['6x6', 'medium', 1],
    ['4x4', 'medium', 0],
    ['8x8', 'fast', 2],
    ['6x6', 'thorough', 1],
  ] as const)('of %s at %s, %d far, gains 1 dB and more where it shows', async (block, quality, radius) => {
    const plain = await psnrOf({ block, quality }, radius);
    const weighted = await psnrOf({ block, quality, alphaWeight: radius }, radius);
    expect(weighted).toBeGreaterThan(plain + 1);
  });

  it('of etc2-rgba gains, too', async () => {
    const options = { format: 'etc2-rgba', decodeMode: undefined } as const;
    expect(await psnrOf({ ...options, alphaWeight: 1 }, 1)).toBeGreaterThan((await psnrOf(options, 1)) + 0.3);
  });

  it('of etc2-rgba1 gains where it shows colours', async () => {
    const shownPsnr = async (options: EncodeOptions) => {
      const { data } = await decode(await encode(sprites, { format: 'etc2-rgba1', ...options }));
      return weightedPsnr(sprites.data, data, (texel, component) =>
        component === 3 || data[texel * 4 + 3] === 0 ? 0 : sprites.data[texel * 4 + 3]!,
      );
    };
    expect(await shownPsnr({ alphaWeight: 0 })).toBeGreaterThan(await shownPsnr({}));
  });

  it.skipIf(!HAS_ASTCENC)(`is not behind astcenc -a 1 by its own measure${WHY_NO_ASTCENC}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'weights-'));
    try {
      const [source, blocks] = [join(folder, 'in.png'), join(folder, 'out.astc')];
      writeFileSync(source, await encodePng(sprites));
      for (const block of ['4x4', '6x6', '8x8'] as const) {
        astcenc('-cs', source, blocks, block, '-medium', '-a', '1');
        const native = readTexture(readFileSync(blocks));
        const shown = await decode(native, { colorSpace: 'srgb' });
        const ours = await psnrOf({ block, alphaWeight: 1 }, 1);
        expect(ours).toBeGreaterThan(alphaPsnr(sprites, shown.data, 1) + 0.5);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leaves opaque pictures as they are, byte for byte', async () => {
    const image = makePicture(61, 35, { hasAlpha: false });
    expect(bytesOf(await encode(image, { alphaWeight: 4, mipmaps: true }))).toEqual(
      bytesOf(await encode(image, { mipmaps: true })),
    );
  });

  it('makes blocks that are transparent all around constant', async () => {
    const image = drawSprites(64);
    const texture = await encode(image, { block: '4x4', alphaWeight: 1 });
    const { data } = await decode(texture);
    expect([...data.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    expect([...texture.levels[0]!.data.subarray(0, 2)]).toEqual([0xfc, 0xfd]);
  });

  it('takes light', async () => {
    // Of every block some texels are seen, and others are nearly not, of another color.
    const light = makeLight(40, 40);
    const texels = light.data as Float32Array;
    for (let at = 0; at < texels.length; at += 4) {
      const isSeen = Math.imul(at, 0x9e3779b1) >>> 31 === 1;
      texels[at + 3] = isSeen ? 1 : 0.01;
      if (!isSeen) texels[at]! *= 4;
    }
    const errorOf = async (options: EncodeOptions) => {
      const { data } = await decode(await encode(light, { block: '6x6', quality: 'medium', ...options }));
      let sum = 0;
      for (let at = 0; at < data.length; at++) {
        if (at % 4 === 3) continue;
        const alpha = light.data[at | 3]!;
        sum += alpha * Math.log2((data[at]! + 1e-3) / (light.data[at]! + 1e-3)) ** 2;
      }
      return sum;
    };
    expect(await errorOf({ alphaWeight: 0 })).toBeLessThan(0.98 * (await errorOf({})));
  });
});

describe('mask', () => {
  it.each([
    ['black', 1],
    ['photo', 0.1],
  ] as const)('gains where it matters and shrinks packed files, %s around it', async (around, gain) => {
    const { image, mask } = await cutAtlas(256, around);
    const psnrOf = async (texture: CompressedTexture) =>
      weightedPsnr(image.data, (await decode(texture)).data, (texel, component) =>
        component === 3 ? 0 : mask.data[texel]!,
      );
    const plain = await encode(image, OWN);
    const masked = await encode(image, { ...OWN, mask });
    expect(await psnrOf(masked)).toBeGreaterThan((await psnrOf(plain)) + gain);
    const packedOf = (texture: CompressedTexture) => writeTexture(texture, { zstd: 19 }).length;
    if (around === 'photo') expect(packedOf(masked)).toBeLessThan(0.85 * packedOf(plain));
  });

  it('of 255 changes no byte, of 0 makes one block of all', async () => {
    const image = makePicture(30, 30);
    const maskOf = (value: number) => ({ data: new Uint8Array(900).fill(value), width: 30, height: 30 });
    expect(bytesOf(await encode(image, { mask: maskOf(255) }))).toEqual(bytesOf(await encode(image)));
    const { data } = (await encode(image, { mask: maskOf(0) })).levels[0]!;
    const blocks = Array.from({ length: 25 }, (_, block) =>
      Buffer.from(data.subarray(block * 16, block * 16 + 16)).toString('hex'),
    );
    expect(new Set(blocks).size).toBe(1);
  });

  it('is reversed, changed in size and shrunk as the picture is', async () => {
    // What counts is the left half's top quarter: exact there, and nothing where nothing counts.
    const image = makePicture(64, 64, { hasAlpha: false });
    const mask = { data: new Uint8Array(64 * 64), width: 64, height: 64 };
    for (let texel = 0; texel < 32 * 64; texel++) if (texel % 64 < 32) mask.data[texel] = 255;
    const isBlack = async (texture: CompressedTexture, level: number, x: number, y: number) => {
      const { data, width } = await decode(texture, { level });
      return data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3).every((value) => value === 0);
    };
    const options: EncodeOptions = { block: '4x4', mask, mipmaps: true };
    const texture = await encode(image, options);
    for (const [level, side] of [64, 32, 16, 8].entries()) {
      expect(await isBlack(texture, level, 0, 0)).toBe(false);
      expect(await isBlack(texture, level, side - 1, 0)).toBe(true);
      expect(await isBlack(texture, level, 0, side - 1)).toBe(true);
    }
    const flipped = await encode(image, { ...options, flipY: true });
    expect(await isBlack(flipped, 0, 0, 0)).toBe(true);
    expect(await isBlack(flipped, 0, 0, 63)).toBe(false);
    const small = await encode(image, { block: '4x4', mask, resize: '16x16' });
    expect(await isBlack(small, 0, 0, 0)).toBe(false);
    expect(await isBlack(small, 0, 15, 0)).toBe(true);
  });

  it.each(['etc1', 'etc2-rgb', 'eac-r11', 'eac-rg11-snorm'] as const)('is for %s, too', async (format) => {
    const { image, mask } = await cutAtlas(64, 'black');
    const redError = async (options: EncodeOptions) => {
      const { data } = await decode(await encode(image, { format, content: 'data', ...options }));
      return -weightedPsnr(image.data, data, (texel, component) => (component === 0 ? mask.data[texel]! : 0));
    };
    expect(await redError({ mask })).toBeLessThan(await redError({}));
  });

  it('goes with a footprint that is chosen by bits', async () => {
    const { image, mask } = await cutAtlas(64, 'black');
    const chosen = await encode(image, { mask, block: 'auto', maxBpp: 4 });
    expect(bytesOf(chosen)).toEqual(bytesOf(await encode(image, { mask, block: chosen.block })));
  });

  it('is one for all layers and faces', async () => {
    const pictures = [...'abcdef'].map((_, index) =>
      makePicture(24, 24, { colorSpace: 'srgb', bits: index < 9 ? 8 : 16 }),
    );
    const mask = { data: Uint8Array.from({ length: 576 }, (_, texel) => (texel % 24) * 11), width: 24, height: 24 };
    const [alone, array, cube] = [
      await encode(pictures[0]!, { mask }),
      await encode(pictures, { mask, array: true }),
      await encode(pictures, { mask, cubemap: true }),
    ];
    expect(bytesOf(pickTexture(array, { layer: 5 }) as CompressedTexture)).toEqual(bytesOf(alone));
    expect(bytesOf(pickTexture(cube, { face: 3 }) as CompressedTexture)).toEqual(bytesOf(alone));
  });
});

describe('weighted textures', () => {
  const image = drawSprites(136);
  const mask = { data: Uint8Array.from({ length: 136 * 136 }, (_, texel) => texel % 251), width: 136, height: 136 };
  const options: EncodeOptions = { alphaWeight: 1, mask, mipmaps: true };

  it('are the same by any number of threads, warm or not', async () => {
    const expected = bytesOf(await encode(image, { ...options, threads: 1 }));
    for (const threads of [2, 3]) {
      await using encoder = await createEncoder({ threads });
      await encoder.warmUp();
      expect(bytesOf(await encoder.encode(image, options))).toEqual(expected);
    }
  });

  it.each([
    [1, 1],
    [13, 7],
    [5, 1],
  ])('may have %dx%d texels', async (width, height) => {
    const small = makePicture(width, height, { bits: 16 });
    for (const block of ['4x4', '12x12'] as const) {
      const { data } = await decode(await encode(small, { block, alphaWeight: 1 }), { bits: 16 });
      expect(Math.abs(data[3]! - small.data[3]!)).toBeLessThan(4000);
    }
  });

  it('tell progress to the whole', async () => {
    const told: Progress[] = [];
    await encode(image, { ...options, quality: 'thorough', onProgress: (progress) => told.push(progress) });
    const { done, total, seconds } = told.at(-1)!;
    expect(done).toBe(total);
    expect(seconds).toBeGreaterThan(0);
    // 23 · 23 blocks of 6x6, 12 · 12, 6 · 6, 3 · 3, 2 · 2, 1, 1, 1.
    expect(total).toBe(529 + 144 + 36 + 9 + 4 + 3);
    expect(told.filter((progress) => progress.done === total)).toHaveLength(1);
    for (let index = 1; index < told.length; index++) {
      expect(told[index]!.done).toBeGreaterThanOrEqual(told[index - 1]!.done);
    }
  });

  it('stop when they are told to', async () => {
    const controller = new AbortController();
    const running = encode(image, { ...options, quality: 'exhaustive', signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(running).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  it.each([
    [{ alphaWeight: 1, format: 'etc2-rgb' }, /^Expected astc, etc2-rgba or etc2-rgba1 for format beside alphaWeight/],
    [{ alphaWeight: 1, alpha: 'premultiply' }, /^Expected straight or bleed for alpha beside alphaWeight but/],
    [{ alphaWeight: 1, content: 'data' }, /^Expected color for content beside alphaWeight but received data$/],
    [{ alphaWeight: 1, swizzle: 'rrrg' }, /^Expected alpha last, as rgba, for swizzle beside alphaWeight but/],
    [{ alphaWeight: 1, block: 'auto', targetPsnr: 40 }, /^Expected targetPsnr or alphaWeight but received both$/],
    [{ mask, block: 'auto', targetPsnr: 40 }, /^Expected targetPsnr or mask but received both$/],
    [{ mask, depth: true }, /^Expected mask or depth but received both$/],
    [{ alphaWeight: 1, depth: true, block: '4x4x4' }, /^Expected alphaWeight or depth but received both$/],
    [
      { mask: { ...mask, width: 68, height: 272 } },
      /^Expected a mask of 136x136, as the picture, but received 68x272$/,
    ],
    [{ mask: { ...mask, data: new Uint8Array(5) } }, /^Expected .* but received/],
  ] as [EncodeOptions, RegExp][])('refuse what does not go together (case %#)', async (wrong, message) => {
    await expect(encode(image, wrong)).rejects.toMatchObject({
      code: 'E_OPTION',
      message: expect.stringMatching(message),
    });
  });

  it('refuse a mask for a cross, which is cut into faces', async () => {
    const cross = makePicture(64, 48);
    const crossMask = { data: new Uint8Array(64 * 48), width: 64, height: 48 };
    await expect(encode(cross, { mask: crossMask, cubemap: true })).rejects.toThrow(/^Expected six square pictures/);
  });
});
