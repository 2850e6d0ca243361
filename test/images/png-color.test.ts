/**
 * What colour chunks do to pixels. Witnesses: the formulas of the specifications, written out here, and what a real
 * browser draws.
 */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ImageCodec, ReadImageOptions } from '../../src/images/image-codec.js';
import { sharpCodec } from '../../src/images/sharp-codec.js';
import { webCodec } from '../../src/images/web-codec.js';
import type { drawAll } from './draw-in-page.js';
import { curv, profile } from './icc-writer.js';
import { HAS_CHROMIUM, useSourcePages, WHY_NO_CHROMIUM } from './page.js';
import { iccpChunk, type PngSource, writePng } from './png-writer.js';
import { maxDifference } from './support.js';

type Chunk = [type: string, data: Uint8Array];

const uint32s = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return new Uint8Array(bytes);
};
const gamma = (value: number): Chunk => ['gAMA', uint32s(value)];
const cicp = (...codes: [number, number, number, number]): Chunk => ['cICP', Uint8Array.from(codes)];
/** White, red, green, blue. */
const primaries = (...values: number[]): Chunk => ['cHRM', uint32s(...values)];
const BT709 = primaries(31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000);
const P3 = primaries(31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000);
const SRGB: Chunk = ['sRGB', Uint8Array.of(0)];
const ADOBE = profile(
  { rXYZ: [0.60974, 0.31111, 0.01947], gXYZ: [0.20528, 0.62567, 0.06087], bXYZ: [0.14919, 0.06322, 0.74457] },
  curv([563]),
);
const SRGB_XYZ = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
};

const SAMPLES = [128, 64, 200, 30, 220, 90, 0, 255, 7];

function png(bitDepth: 8 | 16, chunks: Chunk[], source: Partial<PngSource> = {}): Uint8Array {
  const samples = SAMPLES.map((value) => value * (bitDepth === 16 ? 257 : 1));
  return writePng({ width: 3, height: 1, colorType: 'rgb', bitDepth, samples, chunks, ...source });
}

/** Image, its colours as 0..1, and what was said. */
async function readBy(codec: ImageCodec, bytes: Uint8Array, options: ReadImageOptions = {}) {
  const warnings: string[] = [];
  const image = await codec.readImage(bytes, { ...options, onWarning: (message) => warnings.push(message) });
  const max = image.data instanceof Uint16Array ? 65535 : 255;
  return { image, colors: [...image.data].filter((_, at) => at % 4 < 3).map((value) => value / max), max, warnings };
}

const toSrgb = (x: number) => (x <= 0.0031308 ? x * 12.92 : 1.055 * x ** (1 / 2.4) - 0.055);
const fromSrgb = (x: number) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
const ENCODED = SAMPLES.map((value) => value / 255);
/** Display P3 to sRGB in linear light: the product of the matrices of CSS Color 4. */
const P3_TO_SRGB: readonly (readonly number[])[] = [
  [1.2249401762805598, -0.22494017628055996, 0],
  [-0.042056954709688163, 1.0420569547096881, 0],
  [-0.019637554590334432, -0.07863604555063188, 1.0982736001409663],
];
const throughP3 = (linear: readonly number[]) =>
  linear.map((_, at) => {
    const pixel = linear.slice(at - (at % 3), at - (at % 3) + 3);
    const sum = P3_TO_SRGB[at % 3]!.reduce((total, weight, index) => total + weight * pixel[index]!, 0);
    return Math.min(1, Math.max(0, sum));
  });

describe.each([
  ['in Node', sharpCodec, 8],
  ['in Node', sharpCodec, 16],
  ['in browsers', webCodec, 8],
  ['in browsers', webCodec, 16],
] as const)('colours of PNG, read as %s', (_, codec, bitDepth) => {
  const read = (bytes: Uint8Array, options?: ReadImageOptions) => readBy(codec, bytes, options);

  test.each<[string, Chunk[], number[]]>([
    ['linear gAMA', [gamma(100000)], ENCODED.map(toSrgb)],
    ['gamma 1.8', [gamma(55556)], ENCODED.map((x) => toSrgb(x ** 1.79998))],
    ['gamma 2.4', [gamma(41667)], ENCODED.map((x) => toSrgb(x ** 2.4))],
    ['linear gAMA, the cHRM of sRGB', [BT709, gamma(100000)], ENCODED.map(toSrgb)],
    ['cHRM of Display P3', [P3], throughP3(ENCODED.map(fromSrgb)).map(toSrgb)],
    ['cHRM of Display P3, linear gAMA', [P3, gamma(100000)], throughP3(ENCODED).map(toSrgb)],
    ['cHRM of Display P3, gamma 2.2', [gamma(45455), P3], throughP3(ENCODED.map((x) => x ** 2.2)).map(toSrgb)],
    ['cICP of Display P3', [cicp(12, 13, 0, 1)], throughP3(ENCODED.map(fromSrgb)).map(toSrgb)],
    ['cICP of linear light', [cicp(1, 8, 0, 1)], ENCODED.map(toSrgb)],
    ['cICP of gamma 2.8', [cicp(1, 5, 0, 1)], ENCODED.map((x) => toSrgb(x ** 2.8))],
  ])('%s is converted to sRGB, nearest, and said', async (_, chunks, wanted) => {
    const { image, colors, max, warnings } = await read(png(bitDepth, chunks));
    expect(image).toMatchObject({ colorSpace: 'srgb', hasAlpha: false });
    // Half a step, and what the rounded words of this test leave.
    expect(maxDifference(colors, wanted) * max).toBeLessThan(bitDepth === 8 ? 0.51 : 1.6);
    expect(warnings).toEqual([expect.stringMatching(/^colours were converted from .*(?:gAMA|cHRM|cICP).* to sRGB$/)]);
  });

  test.each<[string, Chunk[]]>([
    ['no chunk', []],
    ['the gAMA that stands for sRGB', [gamma(45455)]],
    ['it rounded otherwise, with the primaries of sRGB', [gamma(45000), BT709]],
    ['the cHRM of sRGB', [BT709]],
    ['sRGB', [SRGB]],
    ['cICP of sRGB', [cicp(1, 13, 0, 1)]],
    ['gAMA of 0, which says nothing', [gamma(0)]],
    ['cHRM that spans no colours', [primaries(31270, 32900, 0, 0, 0, 0, 0, 0)]],
    ['cHRM of one point', [primaries(...Array.from({ length: 8 }, () => 33333))]],
    ['gAMA of the wrong length', [['gAMA', Uint8Array.of(0, 1)]]],
    [
      'content light levels',
      [
        ['cLLI', new Uint8Array(8)],
        ['mDCV', new Uint8Array(24)],
      ],
    ],
  ])('%s changes no number and says nothing', async (_, chunks) => {
    const { image, colors, warnings } = await read(png(bitDepth, chunks));
    expect(colors).toEqual(ENCODED);
    expect(image.colorSpace).toBe('srgb');
    expect(warnings).toEqual([]);
  });

  const linear = ENCODED.map(toSrgb);
  test.each<[string, Chunk[], number[]]>([
    ['sRGB before gAMA and cHRM', [gamma(100000), P3, SRGB], ENCODED],
    ['cICP before sRGB', [SRGB, cicp(1, 8, 0, 1)], linear],
    ['cICP before an ICC profile', [iccpChunk(ADOBE), cicp(1, 13, 0, 1)], ENCODED],
    ['cICP before gAMA', [gamma(100000), cicp(1, 13, 0, 1)], ENCODED],
    ['gAMA where cICP leaves it open', [gamma(100000), cicp(2, 2, 0, 1)], linear],
    ['an ICC profile before gAMA', [gamma(100000), iccpChunk(profile(SRGB_XYZ, curv(sampledSrgb())))], ENCODED],
    ['gAMA after a profile that is none', [['iCCP', Uint8Array.of(65, 0, 0, 1, 2)], gamma(100000)], linear],
    ['the first of two', [gamma(45455), gamma(100000)], ENCODED],
  ])('%s', async (_, chunks, wanted) => {
    const { colors, max } = await read(png(bitDepth, chunks));
    expect(maxDifference(colors, wanted) * max).toBeLessThan(0.51);
  });

  test('an ICC profile is converted, whatever sRGB and gAMA say', async () => {
    const tagged = await read(png(bitDepth, [iccpChunk(ADOBE)]));
    const { colors, warnings } = await read(png(bitDepth, [SRGB, gamma(100000), iccpChunk(ADOBE)]));
    expect(colors).toEqual(tagged.colors);
    expect(maxDifference(colors, ENCODED)).toBeGreaterThan(0.05);
    expect(warnings).toEqual(['colours were converted from the embedded ICC profile to sRGB']);
  });

  test.each<[string, Chunk[]]>([
    ['gAMA', [gamma(100000)]],
    ['cICP', [cicp(1, 8, 0, 1)]],
    ['ICC profile', [iccpChunk(profile(SRGB_XYZ, curv([])))]],
  ])('linear light by its %s keeps its numbers as data, tagged linear and said', async (_, chunks) => {
    const { image, colors, warnings } = await read(png(bitDepth, chunks), { colorProfile: 'keep' });
    expect(colors).toEqual(ENCODED);
    expect(image.colorSpace).toBe('linear');
    expect(warnings).toEqual([expect.stringMatching(/^the numbers are kept, as linear: they are /)]);
  });

  test.each<[string, Chunk[]]>([
    ['Display P3', [cicp(12, 13, 0, 1)]],
    ['another gamma', [gamma(55556)]],
    ['an ICC profile', [iccpChunk(ADOBE)]],
  ])('numbers of %s are kept as data, which are no colours', async (_, chunks) => {
    const { image, colors, warnings } = await read(png(bitDepth, chunks), { colorProfile: 'keep' });
    expect(colors).toEqual(ENCODED);
    expect(image).toMatchObject({ colorSpace: 'srgb', primaries: 'unspecified' });
    expect(warnings).toEqual([]);
  });

  test.each<[string, Chunk, RegExp, RegExp | undefined]>([
    ['PQ', cicp(9, 16, 0, 1), /^a PNG image of HDR content \(BT\.2020 PQ, cICP\)/, /tone-map/],
    ['HLG', cicp(9, 18, 0, 1), /^a PNG image of HDR content \(BT\.2020 HLG, cICP\)/, /tone-map/],
    ['PQ of unknown primaries', cicp(77, 16, 0, 1), /^a PNG image of HDR content \(PQ, cICP\)/, /tone-map/],
    ['unknown primaries', cicp(77, 13, 0, 1), /^a PNG image of colours of unknown primaries 77 \(cICP\)/, undefined],
    ['an unknown curve', cicp(1, 77, 0, 1), /^a PNG image of colours of unknown transfer function 77/, undefined],
    ['narrow range', cicp(1, 13, 0, 0), /^a PNG image of colours of narrow range/, undefined],
    ['no RGB', cicp(1, 13, 1, 1), /^a PNG image of colours of matrix coefficients 1/, undefined],
  ])('cICP of %s is refused for colours and kept as data, both said', async (_, chunk, message, hint) => {
    const bytes = png(bitDepth, [chunk]);
    const error = await codec.readImage(bytes).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'E_UNSUPPORTED', message: expect.stringMatching(message) });
    expect((error as { hint?: string }).hint ?? '').toMatch(hint ?? /^$/);
    const { image, colors, warnings } = await read(bytes, { colorProfile: 'keep' });
    expect(colors).toEqual(ENCODED);
    expect(image.primaries).toBe('unspecified');
    expect(warnings).toEqual([expect.stringMatching(/the numbers are kept, as no colours$/)]);
  });

  test('the curve of BT.709 is taken for that of sRGB, and said', async () => {
    const { colors, warnings } = await read(png(bitDepth, [cicp(1, 1, 0, 1)]));
    expect(colors).toEqual(ENCODED);
    expect(warnings).toEqual(["the transfer function of BT.709 (cICP) is taken for sRGB's"]);
  });

  test('grey follows a curve, has no primaries, and alpha is no light', async () => {
    const max = bitDepth === 16 ? 65535 : 255;
    const samples = [0.2, 0.4, 0.6, 0.8, 1, 0].map((value) => Math.round(value * max));
    const source = { colorType: 'greyAlpha', samples } as const;
    const { image } = await read(png(bitDepth, [gamma(100000), P3], source));
    const wanted = samples.flatMap((value, at) => {
      const grey = Math.round(toSrgb(value / max) * max);
      return at % 2 === 0 ? [grey, grey, grey] : [value];
    });
    expect([...image.data]).toEqual(wanted);
    const { image: kept } = await read(png(bitDepth, [P3], source));
    expect([...kept.data].filter((_, at) => at % 4 === 0)).toEqual([samples[0], samples[2], samples[4]]);
  });
});

test.each([sharpCodec, webCodec])('a damaged colour chunk is not believed', async (codec) => {
  const bytes = png(8, [gamma(100000)]);
  const at = Buffer.from(bytes).indexOf('gAMA');
  bytes[at + 8]! ^= 1;
  const { colors, warnings } = await readBy(codec, bytes);
  expect(colors).toEqual(ENCODED);
  expect(warnings).toEqual([]);
});

test.each([sharpCodec, webCodec])('a palette is converted as the colours it holds', async (codec) => {
  const chunks: Chunk[] = [gamma(100000), ['PLTE', Uint8Array.from(SAMPLES)]];
  const { colors } = await readBy(codec, png(8, chunks, { colorType: 'palette', samples: [0, 1, 2] }));
  expect(maxDifference(colors, ENCODED.map(toSrgb)) * 255).toBeLessThan(0.51);
});

/** AVIF of one colour whose code points are written over. */
async function avif(primariesCode: number, transferCode: number): Promise<Uint8Array> {
  const data = new Uint8Array(16 * 16 * 3).map((_, index) => [100, 140, 90][index % 3]!);
  const file = await sharp(data, { raw: { width: 16, height: 16, channels: 3 } })
    .avif({ lossless: true })
    .toBuffer();
  const at = file.indexOf('nclx');
  expect(at).toBeGreaterThan(0);
  file.writeUInt16BE(primariesCode, at + 4);
  file.writeUInt16BE(transferCode, at + 6);
  return file;
}

describe('colours of AVIF', () => {
  test('Display P3 is converted, sRGB is not, HDR is refused', async () => {
    expect((await readBy(sharpCodec, await avif(1, 13))).image.data.subarray(0, 3)).toEqual(
      Uint8Array.of(100, 140, 90),
    );
    const { colors, warnings } = await readBy(sharpCodec, await avif(12, 13));
    const wanted = throughP3([100, 140, 90].map((value) => fromSrgb(value / 255))).map(toSrgb);
    expect(maxDifference(colors.slice(0, 3), wanted) * 255).toBeLessThan(0.51);
    expect(warnings).toEqual(['colours were converted from Display P3 (nclx) to sRGB']);
    for (const [transfer, name] of [
      [16, 'PQ'],
      [18, 'HLG'],
    ] as const) {
      await expect(sharpCodec.readImage(await avif(9, transfer))).rejects.toMatchObject({
        code: 'E_UNSUPPORTED',
        message: expect.stringMatching(`^an AVIF image of HDR content \\(BT.2020 ${name}, nclx\\)`),
      });
    }
  });
});

describe.skipIf(!HAS_CHROMIUM)(`what Chromium draws${WHY_NO_CHROMIUM}`, () => {
  const withSourcePage = useSourcePages();

  test('is what we read, of every chunk and box that both know', async () => {
    const files: Record<string, Uint8Array> = {
      'linear gAMA': png(8, [gamma(100000)]),
      'gamma 1.8': png(8, [gamma(55556)]),
      'gamma 2': png(8, [gamma(50000)]),
      'gAMA of sRGB': png(8, [gamma(45455)]),
      'cHRM of P3': png(8, [gamma(45455), P3]),
      'cHRM of another white': png(8, [gamma(45455), primaries(34570, 35850, 64000, 33000, 30000, 60000, 15000, 6000)]),
      'sRGB over gAMA': png(8, [SRGB, gamma(100000)]),
      'cICP of P3': png(8, [cicp(12, 13, 0, 1)]),
      'cICP of DCI-P3': png(8, [cicp(11, 13, 0, 1)]),
      'cICP of BT.2020': png(8, [cicp(9, 13, 0, 1)]),
      'cICP of BT.601': png(8, [cicp(6, 13, 0, 1)]),
      'cICP of BT.601, 625 lines': png(8, [cicp(5, 13, 0, 1)]),
      'cICP of linear light': png(8, [cicp(1, 8, 0, 1)]),
      'cICP of gamma 2.2': png(8, [cicp(1, 4, 0, 1)]),
      'cICP of gamma 2.8': png(8, [cicp(1, 5, 0, 1)]),
      'unspecified cICP': png(8, [cicp(2, 2, 0, 1), gamma(100000)]),
      'cICP over ICC': png(8, [cicp(1, 13, 0, 1), iccpChunk(ADOBE)]),
      'ICC over sRGB': png(8, [SRGB, iccpChunk(ADOBE)]),
      'ICC over gAMA': png(8, [gamma(100000), iccpChunk(ADOBE)]),
      'linear ICC': png(8, [iccpChunk(profile(SRGB_XYZ, curv([])))]),
      'grey gAMA': png(8, [gamma(100000)], { colorType: 'grey', samples: [128, 30, 7] }),
      'palette gAMA': png(8, [gamma(55556), ['PLTE', Uint8Array.from(SAMPLES)]], {
        colorType: 'palette',
        samples: [0, 1, 2],
      }),
      'AVIF of P3': await avif(12, 13),
      'AVIF of linear light': await avif(1, 8),
      'AVIF of BT.709': await avif(1, 1),
      'AVIF of BT.601': await avif(6, 6),
      'AVIF of BT.2020': await avif(9, 14),
      'AVIF of nothing said': await avif(2, 2),
    };
    const texts = Object.values(files).map((bytes) => Buffer.from(bytes).toString('base64'));
    const drawn = await withSourcePage((run) => run<typeof drawAll>('test/images/draw-in-page.js', 'drawAll', texts));
    for (const [index, [name, bytes]] of Object.entries(files).entries()) {
      const { data } = await sharpCodec.readImage(bytes);
      expect([name, drawn[index]?.length]).toEqual([name, data.length]);
      // Its engine works in single precision and tables.
      expect([name, Math.max(1, maxDifference(drawn[index]!, data))]).toEqual([name, 1]);
    }
  });
});

/** The curve of sRGB as a table for a profile. */
function sampledSrgb(): number[] {
  return Array.from({ length: 1024 }, (_, index) => Math.round(fromSrgb(index / 1023) * 65535));
}
