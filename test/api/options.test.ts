/** Options are checked before work, with what was expected and what was received. */
import { readFileSync } from 'node:fs';
import {
  AstcError,
  createEncoder,
  DECODE_DEFAULTS,
  type DecodeOptions,
  decode,
  ENCODE_DEFAULTS,
  type EncodeOptions,
  encode,
  inspect,
  measureEncoding,
  pickTexture,
  QUALITY_PRESETS,
  readImage,
  type Texture,
  validateKtx2,
  WRITE_DEFAULTS,
  writeTexture,
} from 'astc-wasm';
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { ReadImageOptions } from '../../src/images/image-codec.js';
import { checkValue } from '../../src/options/check.js';
import { PICK_OPTIONS } from '../../src/options/convert-options.js';
import { DECODE_OPTIONS } from '../../src/options/decode-options.js';
import { ENCODE_OPTIONS, type FilledEncodeOptions, qualityNumber } from '../../src/options/encode-options.js';
import { ENCODER_OPTIONS } from '../../src/options/encoder-options.js';
import { defaultsOf, type Options, type OptionsOf } from '../../src/options/option.js';
import { INSPECT_OPTIONS, READ_IMAGE_OPTIONS } from '../../src/options/read-options.js';
import { resolveDecodeOptions, resolveReadImageOptions } from '../../src/options/resolve.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import { VALIDATE_OPTIONS } from '../../src/options/validate-options.js';
import { WRITE_OPTIONS } from '../../src/options/write-options.js';
import { makePicture } from '../support/pictures.js';

const CALLS: Readonly<Record<string, Options>> = {
  encode: ENCODE_OPTIONS,
  decode: DECODE_OPTIONS,
  createEncoder: ENCODER_OPTIONS,
  writeTexture: WRITE_OPTIONS,
  readImage: READ_IMAGE_OPTIONS,
  pickTexture: PICK_OPTIONS,
  inspect: INSPECT_OPTIONS,
  validateKtx2: VALIDATE_OPTIONS,
};

const circle: Record<string, unknown> = {};
circle.self = circle;

type Case = readonly [name: string, wrong: unknown, message: RegExp, right: readonly unknown[]];

/** Options that mean another thing to one call than to the others. */
const OWN_CASES: Readonly<Record<string, readonly Case[]>> = {
  pickTexture: [
    ['levels', '1-3', /^Expected levels, as 1..3 or 1.., for levels but received 1-3$/, ['0..0', '1..12', '2..']],
  ],
};

/** Each option: a value it must refuse, and how; and values it must take. */
const CASES: readonly Case[] = [
  ['format', 'bc7', /^Expected astc, etc1, .* or eac-rg11-snorm for format but received bc7$/, ['astc', 'eac-r11']],
  ['block', '7x7', /^Expected 4x4, 5x4, .* 6x6x6 or auto for block but received 7x7$/, ['4x4', '12x10']],
  ['block', 'best', /for block but received best$/, ['auto']],
  ['targetPsnr', 5, /^Expected a number of dB from 10 to 100 for targetPsnr but received 5$/, [10, 38.5]],
  ['maxBpp', 0, /^Expected a number of bits from 0.1 to 32 for maxBpp but received 0$/, [0.89, 8]],
  ['maxBytes', 1.5, /^Expected a whole number of bytes from 16 to \d+ for maxBytes but received 1.5$/, [16, 1e6]],
  ['blocks', [], /^Expected footprints of two axes, as 4x4,6x6, for blocks but received \[\]$/, [['4x4', '12x12']]],
  ['blocks', '4x4', /for blocks but received 4x4$/, []],
  ['blocks', ['4x4', '4x4x4'], /for blocks but received \["4x4","4x4x4"\]$/, [['6x6']]],
  ['onChoice', 'log', /^Expected a function for onChoice but received log$/, [() => undefined]],
  ['exposure', 99, /^Expected a number of stops from -32 to 32 for exposure but received 99$/, [-2, 0.5]],
  ['flipY', 'yes', /^Expected true or false for flipY but received yes$/, [true, false]],
  ['upright', 1, /^Expected true or false for upright but received 1$/, [true, false]],
  ['rgbm', 0, /^Expected a number from 0.00390625 to 65504 for rgbm but received 0$/, [1, 64]],
  [
    'quality',
    140,
    /^Expected realtime, .* or a number from 0 to 100 for quality but received 140$/,
    ['fast', 'realtime', 0, 33.3],
  ],
  ['quality', -0.5, /for quality but received -0.5$/, []],
  ['quality', -1, /for quality but received -1$/, [100]],
  ['quality', Number.NaN, /for quality but received NaN$/, []],
  ['quality', 'best', /for quality but received best$/, ['exhaustive']],
  ['target', 'unity', /^Expected three, babylon, .* or metal for target but received unity$/, ['three', 'metal']],
  ['profile', 'sdr', /^Expected auto.* for profile but received sdr$/, ['auto', 'ldr']],
  ['colorSpace', 'p3', /^Expected auto, srgb or linear for colorSpace but received p3$/, ['auto', 'srgb', 'linear']],
  [
    'content',
    'height',
    /^Expected color, normal, mask, data or auto for content but received height$/,
    ['mask', 'auto'],
  ],
  ['onContent', 1, /^Expected a function for onContent but received 1$/, [() => undefined]],
  ['normalLayout', 'xy', /^Expected xyz, la or rg for normalLayout but received xy$/, ['xyz', 'la', 'rg']],
  ['swizzle', 'rgb', /^Expected four of r, g, b, a, 0, 1 for swizzle but received rgb$/, ['bgra', '0101']],
  ['swizzle', 'rgbx', /for swizzle but received rgbx$/, []],
  ['swizzle', 'rgbar', /for swizzle but received rgbar$/, []],
  [
    'channelWeights',
    [1, 1, 1],
    /^Expected four numbers of 0 or more, not all 0, or perceptual for channelWeights but received \[1,1,1\]$/,
    [[0, 0, 0, 1e6], 'perceptual'],
  ],
  ['alphaWeight', 1.5, /^Expected a whole number of texels from 0 to 16 for alphaWeight but received 1.5$/, [0, 16]],
  ['mask', 'mask.png', /^Expected pixels as \{ data, width, height \} for mask but/, [makePicture(2, 2)]],
  ['channelWeights', [0, 0, 0, 0], /but received \[0,0,0,0\]$/, []],
  ['channelWeights', [1, 1, -1, 1], /but received \[1,1,-1,1\]$/, []],
  ['channelWeights', [1, 1, '1', 1], /but received \[1,1,"1",1\]$/, []],
  ['channelWeights', '1,1,1,1', /but received 1,1,1,1$/, []],
  ['decodeMode', 'unorm16', /^Expected float16 or unorm8 for decodeMode but received unorm16$/, ['float16', 'unorm8']],
  [
    'gpu',
    'yes',
    /^Expected false, true, auto or software for gpu but received yes$/,
    [false, true, 'auto', 'software'],
  ],
  ['alpha', 'bled', /^Expected straight, premultiply or bleed for alpha but received bled$/, ['premultiply', 'bleed']],
  ['cubemap', 'yes', /^Expected true or false for cubemap but received yes$/, [true, false]],
  ['array', 1, /^Expected true or false for array but received 1$/, [true, false]],
  ['depth', 4, /^Expected true or false for depth but received 4$/, [true, false]],
  ['faceSize', 0, /^Expected a whole number of texels from 1 to 32768 for faceSize but received 0$/, [1, 1024]],
  ['mipSeamless', 'on', /^Expected true or false for mipSeamless but received on$/, [true, false]],
  ['resize', '4', /^Expected WxH in texels, or one of its sides as Wx or xH, for resize but/, ['4x4', '512x', 'x7']],
  ['resize', '0x4', /for resize but received "0x4"$/, []],
  ['resize', 'x', /for resize but received x$/, []],
  ['scale', 0, /^Expected a number from 0.001 to 64 for scale but received 0$/, [0.5, 2]],
  ['multipleOf', 2.5, /^Expected a whole number of texels from 1 to 4096 for multipleOf but received 2.5$/, [4]],
  ['pot', 'yes', /^Expected true or false for pot but received yes$/, [true, false]],
  ['mipmaps', 'yes', /^Expected true or false for mipmaps but received yes$/, [true, false]],
  ['levels', 0, /^Expected a whole number from 1 to 32 for levels but received 0$/, [1, 9]],
  ['mipFilter', 'cubic', /^Expected box, .* for mipFilter but received cubic$/, ['box', 'lanczos', 'lanczos4']],
  ['mipWrap', 'wrap', /^Expected clamp, repeat or mirror for mipWrap but received wrap$/, ['repeat']],
  ['mipScale', 0.1, /^Expected a number from 0.5 to 4 for mipScale but received 0.1$/, [0.5, 1.5]],
  ['mipCoverage', 0, /^Expected a number from 0.01 to 1 for mipCoverage but received 0$/, [0.5, 1]],
  ['mipLevels', { 0: {} }, /^Expected an object of images by level for mipLevels but received/, [{ 1: {}, 2: {} }]],
  ['mipLevels', 4, /for mipLevels but received 4$/, []],
  ['threads', 0, /^Expected auto or a whole number from 1 to 256 for threads but received 0$/, ['auto', 1, 256]],
  ['threads', 1.5, /for threads but received 1.5$/, []],
  ['threads', '4', /for threads but received "4"$/, []],
  ['threads', 257, /for threads but received 257$/, []],
  ['signal', {}, /^Expected an AbortSignal for signal but received \{\}$/, [new AbortController().signal]],
  ['signal', null, /^Expected an AbortSignal for signal but received null$/, []],
  ['onProgress', 'log', /^Expected a function for onProgress but received log$/, [() => undefined]],
  ['onWarning', true, /^Expected a function for onWarning but received true$/, [() => undefined]],
  ['level', -1, /^Expected a whole number from 0 to 31 for level but received -1$/, [0, 31]],
  ['level', 0.5, /for level but received 0.5$/, []],
  ['bits', 10, /^Expected 8 or 16 for bits but received 10$/, [8, 16]],
  ['bits', '8', /for bits but received "8"$/, []],
  ['bits', 8n, /for bits but received 8$/, []],
  ['bits', new Date(0), /for bits but received Date$/, []],
  ['bits', circle, /for bits but received Object$/, []],
  ['bits', Symbol('8'), /for bits but received Symbol\(8\)$/, []],
  ['container', 'pvr', /^Expected ktx2, ktx, astc, pkm or dds for container but received pvr$/, ['ktx2', 'dds']],
  ['zstd', 23, /^Expected a whole number from 1 to 22 for zstd but received 23$/, [1, 22]],
  ['zstd', 0, /for zstd but received 0$/, []],
  ['zlib', 10, /^Expected a whole number from 1 to 9 for zlib but received 10$/, [1, 9]],
  ['layer', -1, /^Expected a whole number from 0 to \d+ for layer but received -1$/, [0, 2047]],
  ['face', 6, /^Expected a whole number from 0 to 5 for face but received 6$/, [0, 5]],
  ['slice', 0.5, /for slice but received 0.5$/, [0, 99]],
  ['maxPixels', 0, /^Expected a whole number of pixels from 1 to \d+ for maxPixels but received 0$/, [1, 1e9]],
  [
    'colorProfile',
    'p3',
    /^Expected srgb, keep or refuse for colorProfile but received p3$/,
    ['srgb', 'keep', 'refuse'],
  ],
  ['blockAt', { x: 1 }, /^Expected x and y in whole texels for blockAt but received \{"x":1\}$/, [{ x: 0, y: 7 }]],
  ['blockAt', { x: 1, y: 2, z: 3 }, /for blockAt but received/, []],
  ['blockAt', { x: -1, y: 2 }, /for blockAt but received/, []],
  ['blockAt', null, /for blockAt but received null$/, []],
  [
    'wasm',
    42,
    /^Expected a URL, the bytes of a binary, a Response, a WebAssembly.Module or a promise of one .* for wasm but received 42$/,
    [new URL('file:///a.wasm'), '/a.wasm', new Uint8Array(8), new ArrayBuffer(8), new Response(), Promise.resolve()],
  ],
  [
    'wasm',
    '',
    /for wasm but received an empty text$/,
    [new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))],
  ],
  ['wasm', {}, /for wasm but received \{\}$/, [Buffer.alloc(8)]],
  ['gltfBasisu', 1, /^Expected true or false for gltfBasisu but received 1$/, [true, false]],
  ['warningsAsErrors', 'yes', /^Expected true or false for warningsAsErrors but received yes$/, [true, false]],
  ['worker', {}, /^Expected a function that starts a worker for worker but received \{\}$/, [() => undefined]],
];

/** Cases of a call's options. */
function casesOf(call: string): Case[] {
  const own = OWN_CASES[call] ?? [];
  const shared = CASES.filter(([name]) => name in CALLS[call]! && !own.some(([ownName]) => ownName === name));
  return [...own, ...shared];
}

let texture: Texture;
beforeAll(async () => {
  texture = await encode(makePicture(4, 4), { quality: 'fastest', threads: 1 });
});

/** Every call with nothing but these options. */
const CALL: Readonly<Record<string, (options: never) => Promise<unknown> | unknown>> = {
  encode: (options) => encode(makePicture(4, 4), options),
  measureEncoding: (options) => measureEncoding(makePicture(4, 4), makePicture(4, 4), options),
  decode: (options) => decode(texture, options),
  createEncoder: (options) => createEncoder(options),
  writeTexture: (options) => writeTexture(texture, options),
  readImage: (options) => readImage('nowhere.png', options),
  pickTexture: (options) => pickTexture(texture, options),
  inspect: (options) => inspect(texture, options),
  validateKtx2: (options) => validateKtx2(new Uint8Array(), options),
};

const failureOf = async (call: string, options: object | null): Promise<AstcError> => {
  const error = await (async () => CALL[call]!(options as never))().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AstcError);
  return error as AstcError;
};

describe.each(Object.keys(CALLS))('%s', (call) => {
  it.each(casesOf(call))('refuses %s, case %#', async (name, wrong, message) => {
    const error = await failureOf(call, { [name]: wrong });
    expect(error).toMatchObject({ code: 'E_OPTION', kind: 'usage' });
    expect(error.message).toMatch(message);
  });

  it.each(casesOf(call).filter(([, , , right]) => right.length > 0))('takes %s', (name, _, __, right) => {
    for (const value of right) expect(() => checkValue(name, value, CALLS[call]![name]!)).not.toThrow();
  });

  it('has every option tried, with values it takes and values it refuses', () => {
    const tried = CASES.filter(([, , , right]) => right.length > 0).map(([name]) => name);
    expect(Object.keys(CALLS[call]!).filter((name) => !tried.includes(name))).toEqual([]);
  });

  it('takes its own defaults and examples', () => {
    for (const [name, option] of Object.entries(CALLS[call]!)) {
      const values = [...(option.examples ?? []), ...(option.default === undefined ? [] : [option.default])];
      for (const value of values) expect(() => checkValue(name, value, option)).not.toThrow();
    }
  });
});

describe.each(Object.keys(CALL))('%s', (call) => {
  it('names an option it does not know', async () => {
    const error = await failureOf(call, { colourspace: 'srgb' });
    expect(error).toMatchObject({ code: 'E_OPTION' });
    expect(error.message).toMatch(/^Expected one of .* for options but received colourspace$/);
  });

  it('is not fooled by names every object has', async () => {
    for (const name of ['toString', 'constructor', '__proto__']) {
      const error = await failureOf(call, Object.fromEntries([[name, 1]]));
      expect(error.message).toMatch(new RegExp(`for options but received ${name}$`));
    }
  });

  it('wants an object', async () => {
    expect((await failureOf(call, null)).message).toBe('Expected an object for options but received null');
  });
});

describe('encode', () => {
  it('suggests the nearest option', async () => {
    expect((await failureOf('encode', { qualty: 'fast' })).hint).toBe('did you mean quality?');
  });

  it('suggests the nearest word', async () => {
    expect((await failureOf('encode', { quality: 'exhaustiv' })).hint).toBe('did you mean exhaustive?');
  });

  it('takes undefined for an option that was not given', () => {
    expect(resolveEncodeOptions({ block: undefined, quality: undefined })).toEqual(ENCODE_DEFAULTS);
  });

  it('takes its own defaults, changed or not', () => {
    expect(resolveEncodeOptions(ENCODE_DEFAULTS)).toEqual(ENCODE_DEFAULTS);
    expect(resolveEncodeOptions({ ...ENCODE_DEFAULTS, quality: 'fast' })).toEqual({
      ...ENCODE_DEFAULTS,
      quality: 'fast',
    });
  });

  it('refuses what is about mip levels without them; a number of levels asks for them', async () => {
    for (const options of [{ mipFilter: 'box' }, { mipWrap: 'mirror' }, { mipScale: 2 }, { mipCoverage: 0.5 }]) {
      const [name] = Object.keys(options);
      const message = `Expected mipmaps beside ${name}`;
      expect(await failureOf('encode', options)).toMatchObject({ code: 'E_OPTION', message });
      expect(resolveEncodeOptions({ ...options, levels: 2 } as EncodeOptions)).toMatchObject({ mipmaps: true });
    }
    expect(await failureOf('encode', { mipLevels: { 1: makePicture(2, 2) } })).toMatchObject({
      message: 'Expected mipmaps beside mipLevels',
    });
  });

  it.each([
    [
      { format: 'etc2-rgb', block: '4x4' },
      /^Expected no block for format etc2-rgb but received 4x4$/,
      /for format astc$/,
    ],
    [{ format: 'etc1', block: '8x8' }, /^Expected no block for format etc1 but received 8x8$/, /for format astc$/],
    [{ format: 'etc1', block: '6x6' }, /^Expected no block for format etc1 but received 6x6$/, /for format astc$/],
    [
      { format: 'etc1', decodeMode: 'unorm8' },
      /^Expected no decodeMode for format etc1 but received unorm8$/,
      /for format/,
    ],
    [
      { normalLayout: 'rg' },
      /^Expected no normalLayout for content color but received rg$/,
      /is for content normal or auto$/,
    ],
    [{ format: 'eac-r11', content: 'normal' }, /stores X and Y for content normal but received eac-r11$/, /eac-rg11/],
    [
      { format: 'etc2-rgb', content: 'normal', normalLayout: 'la' },
      /^Expected xyz or rg for normalLayout of format etc2-rgb but received la$/,
      /^$/,
    ],
    [{ resize: '4x4', scale: 2 }, /^Expected resize or scale but received both$/, /^$/],
    [{ pot: true, multipleOf: 4 }, /^Expected multipleOf or pot but received both$/, /^$/],
    [{ resize: '4x4', pot: true }, /^Expected one side for resize beside pot but received 4x4$/, /^$/],
    [{ resize: '4x4', multipleOf: 4 }, /^Expected one side for resize beside multipleOf but received 4x4$/, /^$/],
    [{ levels: 2, mipCoverage: 0.5, alpha: 'premultiply' }, /^Expected straight or bleed for alpha/, /whole/],
    [{ levels: 5 }, /^Expected at most 3 levels of a picture of 4x4 but received 5$/, /^$/],
    [
      { levels: 2, mipLevels: { 2: makePicture(1, 1) } },
      /^Expected a level from 1 to 1 but received mipLevels\[2\]$/,
      /^$/,
    ],
    [
      { mipmaps: true, mipLevels: { 1: makePicture(4, 2) } },
      /^Expected a picture of 2x2 for mipLevels\[1\] but received 4x2$/,
      /^$/,
    ],
    [{ format: 'eac-rg11', colorSpace: 'srgb' }, /^Expected auto or linear for colorSpace of format eac-rg11/, /^$/],
  ] as const)('refuses %j, which do not go together', async (options, message, hint) => {
    const error = await failureOf('encode', options);
    expect(error).toMatchObject({ code: 'E_OPTION', kind: 'usage' });
    expect(error.message).toMatch(message);
    expect(error.hint ?? '').toMatch(hint);
  });

  it('has blocks of 4x4 for every format but ASTC', () => {
    expect(resolveEncodeOptions({ format: 'etc2-rgba' }).block).toBe('4x4');
    expect(resolveEncodeOptions({ format: 'astc' }).block).toBe('6x6');
  });

  it('checks options before it looks at the image', async () => {
    const error = await encode(null as never, { block: '7x7' } as object).catch((caught: unknown) => caught);
    expect((error as AstcError).message).toMatch(/for block/);
  });
});

describe('quality presets', () => {
  it('are the numbers of astcenc, and one below them that no number stands for', () => {
    expect(QUALITY_PRESETS).toEqual({
      realtime: -1,
      fastest: 0,
      fast: 10,
      medium: 60,
      thorough: 98,
      verythorough: 99,
      exhaustive: 100,
    });
    expect(qualityNumber('verythorough')).toBe(99);
    expect(qualityNumber(33.5)).toBe(33.5);
  });

  it('and their numbers give the same bytes', async () => {
    const image = makePicture(40, 40);
    const [byName, byNumber] = await Promise.all([encode(image, { quality: 'fast' }), encode(image, { quality: 10 })]);
    expect(byName.levels[0]!.data).toEqual(byNumber.levels[0]!.data);
  });
});

describe('decode', () => {
  it('fills in its defaults', () => {
    expect(resolveDecodeOptions({})).toEqual(DECODE_DEFAULTS);
  });

  it('refuses a level the texture has not, as inspect does', async () => {
    for (const call of ['decode', 'inspect']) {
      const { code, message } = await failureOf(call, { level: 1 });
      expect(code).toBe('E_OPTION');
      expect(message).toBe('Expected a whole number from 0 to 0 for level but received 1');
    }
  });

  it('refuses a texture whose parts disagree', async () => {
    const whole = await encode(makePicture(13, 7), { quality: 'fastest' });
    const cut = { ...whole, levels: [{ ...whole.levels[0]!, data: whole.levels[0]!.data.subarray(16) }] };
    expect(await decode(cut).catch((caught: unknown) => caught)).toMatchObject({ code: 'E_OPTION' });
  });
});

describe('writeTexture', () => {
  it('packs nothing unless asked', () => {
    expect(WRITE_DEFAULTS).toEqual({ container: 'ktx2' });
  });

  it.each([
    [{ zstd: 3, zlib: 3 }, 'Expected zstd or zlib but received both'],
    [{ zstd: 3, container: 'ktx' }, 'Expected no zstd for container ktx but received 3'],
    [{ zlib: 3, container: 'astc' }, 'Expected no zlib for container astc but received 3'],
  ])('refuses %j', async (options, message) => {
    expect(await failureOf('writeTexture', options)).toMatchObject({ code: 'E_OPTION', message });
  });
});

describe('declarations', () => {
  it('say in their comments what their defaults are', () => {
    for (const file of ['encode', 'auto', 'mip', 'decode', 'run', 'write', 'encoder', 'read']) {
      const text = readFileSync(new URL(`../../src/options/${file}-options.ts`, import.meta.url), 'utf8');
      const comments = [...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+(\w+):/g)];
      expect(comments.length).toBeGreaterThan(0);
      for (const [, comment, name] of comments) {
        const declared = Object.values(CALLS).find((options) => options[name!])?.[name!]?.default;
        const said = /Default:[\s*]+`?(\[[^\]]*\]|[\w-]+)`?/.exec(comment!)?.[1];
        if (declared !== undefined) expect([name, said]).toEqual([name, show(declared)]);
      }
    }
  });

  it('agree with the readers of images', () => {
    expectTypeOf<Required<ReadImageOptions>>().toEqualTypeOf<Required<OptionsOf<typeof READ_IMAGE_OPTIONS>>>();
    expect(resolveReadImageOptions()).toEqual({ maxPixels: 16384 * 16384, colorProfile: 'srgb' });
  });

  it('give the types of the options', () => {
    expectTypeOf<NonNullable<EncodeOptions['colorSpace']>>().toEqualTypeOf<'auto' | 'srgb' | 'linear'>();
    expectTypeOf<NonNullable<EncodeOptions['threads']>>().toEqualTypeOf<'auto' | number>();
    expectTypeOf<NonNullable<DecodeOptions['bits']>>().toEqualTypeOf<8 | 16>();
    expectTypeOf<FilledEncodeOptions['block']>().toEqualTypeOf<NonNullable<EncodeOptions['block']>>();
    expectTypeOf<NonNullable<EncodeOptions['levels']>>().toEqualTypeOf<number>();
    expectTypeOf<NonNullable<EncodeOptions['gpu']>>().toEqualTypeOf<boolean | 'auto' | 'software'>();
    expectTypeOf(ENCODE_DEFAULTS.block).toEqualTypeOf<'6x6'>();
    expect(defaultsOf(ENCODE_OPTIONS)).toEqual(ENCODE_DEFAULTS);
  });
});

/** A default as comments write it. */
function show(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}
