/** Options are checked before work, with what was expected and what was received. */
import { AstcError, createEncoder, DECODE_DEFAULTS, decode, ENCODE_DEFAULTS, encode, QUALITY_PRESETS } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { qualityNumber } from '../../src/options/encode-options.js';
import { resolveDecodeOptions } from '../../src/options/resolve.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import { makePicture } from '../support/pictures.js';

const failure = async (promise: Promise<unknown>): Promise<AstcError> => {
  const error = await promise.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AstcError);
  return error as AstcError;
};

const WRONG: [name: string, value: unknown, message: RegExp][] = [
  ['block', '7x7', /^Expected 4x4, 5x4, .* or 12x12 for block but received 7x7$/],
  ['quality', 140, /^Expected fastest, .* or a number from 0 to 100 for quality but received 140$/],
  ['quality', -1, /for quality but received -1$/],
  ['quality', Number.NaN, /for quality but received NaN$/],
  ['quality', 'best', /for quality but received best$/],
  ['format', 'bc7', /^Expected astc, etc1, .* for format but received bc7$/],
  ['profile', 'sdr', /^Expected auto, ldr, hdr or hdr-rgb for profile but received sdr$/],
  ['colorSpace', 'p3', /^Expected auto, srgb or linear for colorSpace but received p3$/],
  ['content', 'height', /^Expected color, normal, mask or data for content but received height$/],
  ['normalLayout', 'xy', /^Expected xyz, la or rg for normalLayout but received xy$/],
  ['swizzle', 'rgb', /^Expected four of r, g, b, a, 0, 1 for swizzle but received rgb$/],
  ['swizzle', 'rgbx', /for swizzle but received rgbx$/],
  [
    'channelWeights',
    [1, 1, 1],
    /^Expected four numbers of 0 or more, not all 0, for channelWeights but received \[1,1,1\]$/,
  ],
  ['channelWeights', [0, 0, 0, 0], /but received \[0,0,0,0\]$/],
  ['channelWeights', [1, 1, -1, 1], /but received \[1,1,-1,1\]$/],
  ['decodeMode', 'unorm16', /^Expected float16 or unorm8 for decodeMode but received unorm16$/],
  ['alpha', 'bled', /^Expected straight, premultiply or bleed for alpha but received bled$/],
  ['mipmaps', 'yes', /^Expected true or false for mipmaps but received yes$/],
  ['mipFilter', 'cubic', /^Expected box, triangle, kaiser or lanczos for mipFilter but received cubic$/],
  ['gpu', 'hardware', /^Expected false, true or software for gpu but received hardware$/],
  ['threads', 0, /^Expected a whole number from 1 to 256 or auto for threads but received 0$/],
  ['threads', 1.5, /for threads but received 1.5$/],
  ['threads', '4', /for threads but received 4$/],
  ['signal', {}, /^Expected an AbortSignal for signal but received \{\}$/],
  ['onProgress', 'log', /^Expected a function for onProgress but received log$/],
];

describe('encode', () => {
  it.each(WRONG)('refuses %s %j', async (name, value, message) => {
    const error = await failure(encode(makePicture(4, 4), { [name]: value }));
    expect(error).toMatchObject({ code: 'E_OPTION', kind: 'usage' });
    expect(error.message).toMatch(message);
  });

  it('has a rule for every option that has a default', () => {
    const checked = new Set(WRONG.map(([name]) => name));
    expect(Object.keys(ENCODE_DEFAULTS).filter((name) => !checked.has(name))).toEqual([]);
  });

  it('names an option it does not know, and the nearest it does', async () => {
    const error = await failure(encode(makePicture(4, 4), { qualty: 'fast' } as object));
    expect(error.message).toMatch(/for options but received qualty$/);
    expect(error.hint).toBe('did you mean quality?');
  });

  it('suggests the nearest word', async () => {
    const error = await failure(encode(makePicture(4, 4), { quality: 'exhaustiv' } as object));
    expect(error.hint).toBe('did you mean exhaustive?');
  });

  it('takes undefined for an option that was not given', () => {
    expect(resolveEncodeOptions({ block: undefined, quality: undefined })).toEqual(ENCODE_DEFAULTS);
  });

  it.each([
    ['profile', 'hdr'],
    ['profile', 'hdr-rgb'],
    ['mipmaps', true],
    ['gpu', true],
    ['gpu', 'software'],
  ])('says that %s %s is not in this version', async (name, value) => {
    const error = await failure(encode(makePicture(4, 4), { [name]: value }));
    expect(error).toMatchObject({ code: 'E_UNSUPPORTED', kind: 'unsupported' });
    expect(error.message).toMatch(new RegExp(`^this version .* \\(received ${name} ${value}\\)$`));
    expect(error.message).not.toContain('\n');
  });

  it.each([
    [{ format: 'etc2-rgb', block: '4x4' }, /^Expected no block for format etc2-rgb but received 4x4$/, /4x4 only/],
    [{ format: 'etc1', block: '8x8' }, /^Expected no block for format etc1 but received 8x8$/, /format astc/],
    [{ format: 'eac-r11', content: 'normal' }, /stores X and Y for content normal but received eac-r11$/, /eac-rg11/],
    [{ normalLayout: 'la' }, /^Expected no normalLayout for content color but received la$/, /content normal/],
    [
      { format: 'etc2-rgb', content: 'normal', normalLayout: 'la' },
      /^Expected xyz or rg for normalLayout of .* received la$/,
      /^$/,
    ],
    [
      { format: 'eac-rg11', content: 'normal', normalLayout: 'xyz' },
      /^Expected rg for normalLayout of format eac-rg11 /,
      /^$/,
    ],
    [{ format: 'eac-rg11', colorSpace: 'srgb' }, /^Expected auto or linear for colorSpace of format eac-rg11/, /^$/],
  ] as const)('refuses %j, which do not go together', async (options, message, hint) => {
    const error = await failure(encode(makePicture(4, 4), options));
    expect(error).toMatchObject({ code: 'E_OPTION', kind: 'usage' });
    expect(error.message).toMatch(message);
    expect(error.hint ?? '').toMatch(hint);
  });

  it('has blocks of 4x4 for every format but ASTC', () => {
    expect(resolveEncodeOptions({ format: 'etc2-rgba' }).block).toBe('4x4');
    expect(resolveEncodeOptions({ format: 'astc' }).block).toBe('6x6');
  });

  it('checks options before it looks at the image', async () => {
    expect((await failure(encode(null as never, { block: '7x7' } as object))).message).toMatch(/for block/);
  });
});

describe('quality presets', () => {
  it('are the numbers of astcenc', () => {
    expect(QUALITY_PRESETS).toEqual({
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
  it.each([
    ['level', -1],
    ['level', 0.5],
    ['bits', 10],
    ['profile', 'sdr'],
    ['colorSpace', 'p3'],
    ['threads', 1000],
    ['block', '4x4'],
  ])('refuses %s %s', async (name, value) => {
    const texture = await encode(makePicture(4, 4), { quality: 'fastest' });
    expect(await failure(decode(texture, { [name]: value }))).toMatchObject({ code: 'E_OPTION' });
  });

  it('fills in its defaults', () => {
    expect(resolveDecodeOptions({})).toEqual(DECODE_DEFAULTS);
  });

  it('refuses a level the texture has not', async () => {
    const texture = await encode(makePicture(4, 4), { quality: 'fastest' });
    expect((await failure(decode(texture, { level: 1 }))).message).toMatch(/from 0 to 0 for level but received 1$/);
  });

  it('refuses a texture whose parts disagree', async () => {
    const texture = await encode(makePicture(13, 7), { quality: 'fastest' });
    const cut = { ...texture, levels: [{ ...texture.levels[0]!, data: texture.levels[0]!.data.subarray(16) }] };
    expect(await failure(decode(cut))).toMatchObject({ code: 'E_OPTION' });
  });
});

describe('createEncoder', () => {
  it('checks threads and knows no other option', async () => {
    expect((await failure(createEncoder({ threads: 0 }))).message).toMatch(/for threads but received 0$/);
    expect((await failure(createEncoder({ block: '4x4' } as object))).message).toMatch(
      /for options but received block$/,
    );
  });
});
