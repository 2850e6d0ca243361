/** `block` auto: predictions against whole encodings, and the promise that is kept by measuring. */
import { readFileSync } from 'node:fs';
import {
  analyze,
  type CompressedTexture,
  createEncoder,
  decode,
  type EncodeOptions,
  type Encoder,
  encode,
  FOOTPRINTS,
  type Image,
  measureEncoding,
  type Progress,
  readImage,
} from 'astc-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAuto } from '../../src/encode-auto.js';
import type { FootprintChoice } from '../../src/options/auto-options.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import type { LevelCodec } from '../../src/pool/level-codec.js';
import { makeLight, makePicture } from '../support/pictures.js';
import { placeCodec } from '../volume/levels.js';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
/** Largest errors of a prediction in dB, nine of ten and all: those of the research at 1024 blocks, of 512² pictures. */
const MOST_ERRORS = 0.11;
const WORST_ERROR = 0.6;
/** What reaches a target by less, dB, is within the error of a prediction: it may be passed over for the next. */
const HARD_TO_TELL = 0.02;

const photos: Record<string, Image> = {};
let sprite: Image;
let encoder: Encoder;
beforeAll(async () => {
  encoder = await createEncoder({ threads: 2 });
  for (const name of ['allium', 'boats'])
    photos[name] = await readImage(readFileSync(new URL(`photos/${name}.png`, FIXTURES)));
  sprite = await readImage(readFileSync(new URL('images/sprite-rgba8.png', FIXTURES)));
});
afterAll(() => encoder.close());

interface Chosen {
  texture: CompressedTexture;
  choice: FootprintChoice;
  warnings: string[];
}

async function choose(image: Image | readonly Image[], options: EncodeOptions): Promise<Chosen> {
  const warnings: string[] = [];
  let choice: FootprintChoice | undefined;
  const texture = await encoder.encode(image, {
    ...options,
    block: 'auto',
    onWarning: (message) => warnings.push(message),
    onChoice: (chosen) => {
      choice = chosen;
    },
  });
  return { texture, choice: choice!, warnings };
}

/** By the library's own measure, of the texture as it came. */
async function measured(image: Image, texture: CompressedTexture, options: EncodeOptions = {}) {
  return measureEncoding(image, await decode(texture), options);
}

describe('predictions', () => {
  it.each(['fastest', 'medium'] as const)('of photographs are those of whole encodings: %s', async (quality) => {
    const errors: number[] = [];
    for (const image of Object.values(photos)) {
      const reports = await analyze(image, { quality });
      expect(reports.map(({ block }) => block).sort()).toEqual([...FOOTPRINTS].sort());
      for (const { block, psnr, bytes, standardError } of reports) {
        const texture = await encoder.encode(image, { quality, block });
        const { psnrRgb } = await measured(image, texture);
        expect(bytes).toBe(texture.levels[0]!.data.length);
        if (standardError === 0) expect(psnr).toBeCloseTo(psnrRgb, 9);
        else errors.push(Math.abs(psnr - psnrRgb));
      }
    }
    errors.sort((a, b) => a - b);
    expect(errors.length).toBeGreaterThan(20);
    expect(errors[Math.floor(errors.length * 0.9)]).toBeLessThan(MOST_ERRORS);
    expect(errors.at(-1)).toBeLessThan(WORST_ERROR);
  });

  it('of small pictures are exact, with alpha where there is some', async () => {
    for (const { block, psnr, standardError } of await analyze(sprite, { quality: 'fast' })) {
      const { psnrRgba } = await measured(sprite, await encoder.encode(sprite, { quality: 'fast', block }));
      expect(standardError).toBe(0);
      expect(psnr).toBeCloseTo(psnrRgba, 9);
    }
  });

  it('say beside a target which footprints reach it, and count bytes of all levels', async () => {
    const reports = await analyze(photos.boats!, {
      quality: 'fastest',
      targetPsnr: 36,
      mipmaps: true,
      blocks: ['4x4', '12x12', '8x5'],
    });
    expect(reports.map(({ block, isEnough }) => [block, isEnough])).toEqual([
      ['12x12', false],
      ['8x5', true],
      ['4x4', true],
    ]);
    const texture = await encoder.encode(photos.boats!, { quality: 'fastest', block: '8x5', mipmaps: true });
    expect(reports[1]!.bytes).toBe(texture.levels.reduce((sum, { data }) => sum + data.length, 0));
  });
});

describe('a target', () => {
  it.each(['allium', 'boats'])('is reached by the fewest bits: %s', async (name) => {
    const image = photos[name]!;
    const quality = 'fastest';
    const truth = new Map<string, number>();
    for (const block of FOOTPRINTS) {
      truth.set(block, (await measured(image, await encoder.encode(image, { quality, block }))).psnrRgb);
    }
    const texels = (block: string) => block.split('x').reduce((product, side) => product * Number(side), 1);
    const byBits = [...FOOTPRINTS].sort((a, b) => texels(b) - texels(a));
    for (let target = 30; target <= 46; target += 2) {
      const { choice, texture, warnings } = await choose(image, { quality, targetPsnr: target });
      expect(texture.block).toBe(choice.block);
      expect(choice.psnr).toBeCloseTo(truth.get(choice.block)!, 9);
      expect(choice.psnr).toBeGreaterThanOrEqual(target);
      const fewest = [target, target + HARD_TO_TELL].map((least) => byBits.find((block) => truth.get(block)! >= least));
      expect(fewest).toContain(choice.block);
      expect([choice.target, choice.steps, warnings]).toEqual([target, 0, []]);
    }
  });

  it('gives the texture that its footprint gives, and says how to make it again', async () => {
    const options = { quality: 'fast', mipmaps: true, mipFilter: 'box' } as const;
    const { texture } = await choose(photos.allium!, { ...options, targetPsnr: 38, maxBpp: 6 });
    expect(texture).toEqual(await encoder.encode(photos.allium!, { ...options, block: texture.block }));
    expect(texture.writerParams).toBe(
      `--format astc --block ${texture.block} --quality fast --mipmaps --mip-filter box`,
    );
  });

  it('gives the same for 1, 2 and 3 threads', async () => {
    const results = [];
    for (const threads of [1, 2, 3]) {
      let choice: FootprintChoice | undefined;
      const options = { block: 'auto', targetPsnr: 37.3, quality: 'fastest', threads } as const;
      const onChoice = (chosen: FootprintChoice) => {
        choice = chosen;
      };
      results.push({ texture: await encode(photos.boats!, { ...options, onChoice }), choice });
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it('that nothing reaches is a warning with the figure', async () => {
    const { choice, warnings } = await choose(photos.boats!, { quality: 'fastest', targetPsnr: 70 });
    expect(choice).toMatchObject({ block: '4x4', target: 70, steps: 0 });
    const figure = choice.psnr!.toFixed(2);
    expect(warnings).toEqual([`70 dB are not reached: 4x4, the largest rate there is to choose, gives ${figure} dB`]);
    const limited = await choose(photos.boats!, { quality: 'fastest', targetPsnr: 44, maxBpp: 2.5 });
    expect(limited.choice.block).toBe('10x6');
    expect(limited.warnings[0]).toMatch(/^44 dB are not reached: 10x6, /);
    const single = await choose(photos.boats!, { quality: 'fastest', targetPsnr: 44, blocks: ['8x8'] });
    expect(single.warnings[0]).toMatch(/^44 dB are not reached: 8x8, the only footprint there is to choose, gives /);
  });

  it('counts what the options make count', async () => {
    const cases: [Image, EncodeOptions, (metrics: Awaited<ReturnType<typeof measured>>) => number][] = [
      [sprite, {}, ({ psnrRgba }) => psnrRgba],
      [photos.allium!, { content: 'normal' }, ({ psnrRgb }) => psnrRgb],
      [photos.allium!, { content: 'normal', normalLayout: 'la' }, ({ psnrRgba }) => psnrRgba],
      [photos.allium!, { content: 'normal', normalLayout: 'rg' }, ({ psnrRgb }) => psnrRgb],
      [photos.allium!, { swizzle: 'rrr1' }, ({ psnrRgb }) => psnrRgb],
      [makePicture(80, 60, { bits: 16 }), { content: 'data' }, ({ psnrRgba }) => psnrRgba],
      [
        photos.allium!,
        { channelWeights: [3, 1, 0, 1] },
        ({ mse }) => 10 * Math.log10((255 * 255) / ((3 * mse.r + mse.g) / 4)),
      ],
    ];
    for (const [image, options, figureOf] of cases) {
      const all = { ...options, quality: 'fastest' } as const;
      const { choice, texture } = await choose(image, { ...all, targetPsnr: 35 });
      const decoded = await decode(texture, { bits: image.data instanceof Uint16Array ? 16 : 8 });
      expect(choice.psnr).toBeCloseTo(figureOf(measureEncoding(image, decoded, all)), 9);
    }
  });

  it('is about the worst of several pictures', async () => {
    const side = { scale: 1 / 3, quality: 'fastest' } as const;
    const smooth = await encoder.resize(photos.allium!, side);
    const busy = makePicture(128, 128, { hasAlpha: false });
    const alone = await choose(busy, { quality: 'fastest', targetPsnr: 34 });
    const easy = await choose(smooth, { quality: 'fastest', targetPsnr: 34 });
    expect(easy.choice.block).not.toBe(alone.choice.block);
    for (const options of [{ array: true }, { cubemap: true }] as const) {
      const others = Array(options.array ? 1 : 5).fill(smooth);
      const { choice, texture } = await choose([...others, busy], { ...options, quality: 'fastest', targetPsnr: 34 });
      expect(choice.block).toBe(alone.choice.block);
      expect(choice.psnr).toBeCloseTo(alone.choice.psnr!, 9);
      expect(texture).toEqual(
        await encoder.encode([...others, busy], { ...options, quality: 'fastest', block: choice.block }),
      );
    }
  });

  it('is refused for light, before and after its pixels are known', async () => {
    const light = makeLight(20, 20);
    await expect(choose(light, { targetPsnr: 40 })).rejects.toMatchObject({
      code: 'E_OPTION',
      message: 'Expected pixels of integers for a choice by PSNR but received floats',
    });
    await expect(choose(light, { targetPsnr: 40, profile: 'hdr' })).rejects.toMatchObject({
      message: 'Expected targetPsnr or profile hdr but received both',
    });
    await expect(choose(light, { targetPsnr: 40, rgbm: 8 })).rejects.toMatchObject({
      message: 'Expected targetPsnr or rgbm but received both',
    });
    expect((await choose(light, { targetPsnr: 20, profile: 'ldr', quality: 'fastest' })).choice.psnr).toBeGreaterThan(
      20,
    );
  });
});

describe('a rate', () => {
  it('takes the largest footprint within it, and samples nothing', async () => {
    const { choice, texture } = await choose(photos.boats!, { quality: 'fastest', maxBpp: 4 });
    expect(choice).toEqual({ block: '6x6', probes: 0, steps: 0 });
    expect(texture.block).toBe('6x6');
    expect((await choose(makeLight(20, 20), { quality: 'fastest', maxBpp: 4 })).texture).toMatchObject({
      block: '6x6',
      profile: 'hdr',
    });
  });

  it('in bytes is about the blocks of all levels, layers and faces', async () => {
    const bytesOf = ({ levels }: CompressedTexture) => levels.reduce((sum, { data }) => sum + data.length, 0);
    const options = { quality: 'fastest', mipmaps: true, array: true } as const;
    const pictures = [makePicture(70, 50), makePicture(70, 50, { hasAlpha: false })];
    const exact = bytesOf(await encoder.encode(pictures, { ...options, block: '8x6' }));
    const { texture } = await choose(pictures, { ...options, maxBytes: exact });
    expect([texture.block, bytesOf(texture)]).toEqual(['8x6', exact]);
    const less = await choose(pictures, { ...options, maxBytes: exact - 1 });
    expect(bytesOf(less.texture)).toBeLessThan(exact);
  });

  it('holds beside a target', async () => {
    const { choice } = await choose(photos.allium!, { quality: 'fastest', targetPsnr: 34, maxBpp: 4 });
    expect(choice.block).toBe('10x8');
    const { choice: capped, warnings } = await choose(photos.allium!, {
      quality: 'fastest',
      targetPsnr: 34,
      maxBpp: 1.3,
    });
    expect(capped.block).toBe('10x10');
    expect(warnings).toHaveLength(1);
  });
});

describe('what is wrong', () => {
  it.each([
    [{}, 'Expected targetPsnr, maxBpp or maxBytes beside block auto'],
    [{ maxBpp: 4, depth: true }, 'Expected a footprint for block beside depth but received auto'],
    [{ targetPsnr: 40, gpu: true }, 'Expected targetPsnr or gpu but received both'],
    [{ targetPsnr: 40, gpu: 'auto' }, 'Expected targetPsnr or gpu but received both'],
    [{ maxBpp: 0.5 }, 'Expected 0.89 bits or more for maxBpp but received 0.5'],
  ] as const)('with %j is refused', async (options, message) => {
    await expect(choose(photos.boats!, options)).rejects.toMatchObject({ code: 'E_OPTION', message });
  });

  it('without auto is refused, of the other formats too', async () => {
    for (const name of ['targetPsnr', 'maxBpp', 'maxBytes'] as const) {
      await expect(encode(sprite, { [name]: 30 })).rejects.toMatchObject({
        message: `Expected no ${name} for block 6x6 but received 30`,
        hint: `${name} is for block auto`,
      });
    }
    await expect(encode(sprite, { block: 'auto', format: 'etc2-rgb', maxBpp: 4 })).rejects.toMatchObject({
      message: 'Expected no block for format etc2-rgb but received auto',
    });
  });
});

/** A codec that gives samples back without loss, so that predictions are too good to be true. */
function flatter(codec: LevelCodec, { width, height }: Image): LevelCodec {
  let sampled: Uint8Array = new Uint8Array();
  const isWhole = (shape: { width: number; height: number }) => shape.width === width && shape.height === height;
  return {
    ...codec,
    encodeLevel: (shape, pixels, config, controls) => {
      if (!isWhole(shape)) sampled = pixels.slice();
      return codec.encodeLevel(shape, pixels, config, controls);
    },
    decodeLevel: async (shape, blocks, config, controls) =>
      isWhole(shape) ? codec.decodeLevel(shape, blocks, config, controls) : (sampled as Uint8Array<ArrayBuffer>),
  };
}

describe('a texture that falls short', () => {
  it('is followed by the next footprint until one reaches the target', async () => {
    const image = photos.boats!;
    const codec = flatter(await placeCodec(), image);
    const reports: Progress[] = [];
    const choices: FootprintChoice[] = [];
    const options = { block: 'auto', targetPsnr: 33, quality: 'fastest' } as const;
    const texture = await encodeAuto(
      codec,
      image,
      resolveEncodeOptions({
        ...options,
        onProgress: (progress) => reports.push(progress),
        onChoice: (choice) => choices.push(choice),
      }),
    );
    const honest = await choose(image, options);
    expect(honest.choice.steps).toBe(0);
    expect(texture).toEqual(honest.texture);
    // Of 12x12 all blocks are looked at, as a picture of this size: from 12x10 on, one by one.
    expect(choices).toEqual([{ ...honest.choice, predicted: Number.POSITIVE_INFINITY, probes: 4, steps: 3 }]);
    // Its end is told once, whatever came before.
    expect(reports.filter(({ done, total }) => done === total)).toHaveLength(1);
    expect(reports.at(-1)).toMatchObject({ done: reports.at(-1)!.total });
    expect(reports.at(-1)!.seconds).toBeGreaterThan(0);
  });

  it('is the last where there is no next, with a warning', async () => {
    const image = photos.boats!;
    const warnings: string[] = [];
    const options = { block: 'auto', targetPsnr: 60, maxBpp: 1.3, quality: 'fastest' } as const;
    const settings = resolveEncodeOptions({ ...options, onWarning: (message) => warnings.push(message) });
    const texture = await encodeAuto(flatter(await placeCodec(), image), image, settings);
    expect(texture.block).toBe('10x10');
    expect(warnings[0]).toMatch(
      /^60 dB are not reached: 10x10, the largest rate there is to choose, gives \d\d\.\d\d dB$/,
    );
  });
});

describe('a call', () => {
  it('can be stopped', async () => {
    const signal = AbortSignal.timeout(30);
    const options = { block: 'auto', targetPsnr: 40, quality: 'exhaustive', signal } as const;
    await expect(encoder.encode(photos.boats!, options)).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  it('of analyze reports how far it is, and ends once', async () => {
    const reports: Progress[] = [];
    const options = { quality: 'medium', blocks: ['12x12', '5x5'], targetPsnr: 44 } as const;
    await analyze(photos.allium!, { ...options, onProgress: (progress) => reports.push(progress) });
    expect(reports.at(-1)).toMatchObject({ done: 2048, total: 2048 });
    expect(reports.filter(({ done, total }) => done === total)).toHaveLength(1);
  });
});
