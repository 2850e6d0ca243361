import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readImage } from '../../src/index.js';
import { fixtureUrl, MANIFEST, readFixture } from '../containers/fixtures.js';
import { curv, greyProfile, profile } from './icc-writer.js';
import { iccpChunk, type PngSource, writePng } from './png-writer.js';
import { deep, makeImage8, makeImage16, maxDifference, type Paint, paintRgba, scene, sprite } from './support.js';

const read = (name: string) => readImage(readFixture(`images/${name}`));

describe('readImage: 8 bits', () => {
  test('PNG gives exactly its pixels', async () => {
    expect(await read('scene-rgb8.png')).toEqual(makeImage8(64, 40, scene));
  });

  test('colours under zero alpha survive, in PNG and WebP', async () => {
    const expected = makeImage8(32, 32, sprite);
    expect(await read('sprite-rgba8.png')).toEqual(expected);
    expect(await read('sprite.webp')).toEqual(expected);
  });

  test('lossless AVIF gives exactly its pixels', async () => {
    expect(await read('scene.avif')).toEqual(makeImage8(64, 40, scene));
  });

  test('GIF gives its first frame', async () => {
    const image = await read('two-frames.gif');
    expect(image).toMatchObject({ width: 16, height: 12 });
    expect(image.data).toEqual(makeImage8(16, 12, (x) => (x < 8 ? [255, 0, 0] : [0, 0, 255])).data);
  });

  test('2-bit palette with tRNS gives colours and alpha of the palette', async () => {
    const palette = [
      [255, 0, 0, 255],
      [0, 255, 0, 128],
      [0, 0, 255, 255],
      [40, 50, 60, 0],
    ] as const;
    const indices = [0, 1, 2, 3, 3, 2, 1, 0];
    const image = await read('palette2.png');
    expect(image).toEqual(makeImage8(8, 4, (x, y) => palette[indices[x]! ^ (y % 4)]!));
  });

  test('CMYK JPEG becomes RGB near its source', async () => {
    const image = await read('scene-cmyk.jpg');
    expect(image).toMatchObject({ width: 64, height: 40, hasAlpha: false });
    const source = makeImage8(64, 40, scene).data;
    let errorSum = 0;
    for (let index = 0; index < source.length; index++) errorSum += Math.abs(source[index]! - image.data[index]!);
    // The CMYK gamut cuts strong colours; inverted ink would be more than 80 off on average.
    expect(errorSum / source.length).toBeLessThan(12);
  });

  test.each([
    ['grey', 1, 1],
    ['grey', 2, 1],
    ['grey', 4, 1],
    ['grey', 8, 1],
    ['greyAlpha', 8, 2],
    ['rgb', 8, 3],
    ['rgba', 8, 4],
  ] as const)('PNG %s of %i bits is widened to RGBA', async (colorType, bitDepth, perPixel) => {
    const top = 2 ** bitDepth - 1;
    const samples = Array.from({ length: 13 * 7 * perPixel }, (_, index) => (index * 37 + (index >> 3)) & top);
    const image = await readImage(writePng({ width: 13, height: 7, colorType, bitDepth, samples }));
    const paint: Paint = (x, y) => {
      const pixel = samples
        .slice((y * 13 + x) * perPixel, (y * 13 + x + 1) * perPixel)
        .map((value) => (value * 255) / top);
      return perPixel < 3 ? [pixel[0]!, pixel[0]!, pixel[0]!, ...pixel.slice(1)] : pixel;
    };
    expect(image).toEqual(makeImage8(13, 7, paint));
  });
});

describe('readImage: 16 bits', () => {
  const rgbaOf = (paint: Paint) => Uint16Array.from(paintRgba(32, 24, paint, 65535));

  test('RGBA PNG and TIFF keep every bit, also under zero alpha', async () => {
    const expected = makeImage16(32, 24, deep);
    expect(await read('deep-rgba16.png')).toEqual(expected);
    expect(await read('deep-rgba16.tif')).toEqual(expected);
  });

  test('grey of one channel keeps every bit', async () => {
    const image = await read('deep-grey16.png');
    expect(image.hasAlpha).toBe(false);
    expect(image.data).toEqual(rgbaOf((x, y) => [0, 0, 0].map(() => deep(x, y)[0]!)));
  });

  test('grey and alpha of two channels keep every bit', async () => {
    const image = await read('deep-grey-alpha16.png');
    expect(image.hasAlpha).toBe(true);
    expect(image.data).toEqual(rgbaOf((x, y) => [deep(x, y)[1]!, deep(x, y)[1]!, deep(x, y)[1]!, deep(x, y)[3]!]));
  });

  test('AVIF of 10 bits is read at its top 8', async () => {
    const { data } = makeImage8(16, 16, scene);
    const avif = await sharp(data, { raw: { width: 16, height: 16, channels: 4 } })
      .avif({ lossless: true, bitdepth: 10 })
      .toBuffer();
    expect((await sharp(avif).metadata()).bitsPerSample).toBe(10);
    const image = await readImage(avif);
    expect(image.data).toBeInstanceOf(Uint8Array);
    expect(maxDifference(image.data, data)).toBeLessThanOrEqual(1);
  });
});

describe('readImage: orientation', () => {
  // EXIF "Orientation": where row 0 and column 0 of the stored image are shown. Stored pixel of the shown x, y, for a
  // stored size of 5x3.
  const STORED: Readonly<Record<number, (x: number, y: number) => [x: number, y: number]>> = {
    1: (x, y) => [x, y],
    2: (x, y) => [4 - x, y],
    3: (x, y) => [4 - x, 2 - y],
    4: (x, y) => [x, 2 - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, 2 - x],
    7: (x, y) => [4 - y, 2 - x],
    8: (x, y) => [4 - y, x],
  };
  const paint: Paint = (x, y) => [x * 50, y * 100, 7];

  test.each(Object.keys(STORED).map(Number))('%i is applied as browsers do', async (orientation) => {
    const { data } = makeImage8(5, 3, paint);
    const png = await sharp(data, { raw: { width: 5, height: 3, channels: 4 } })
      .withMetadata({ orientation })
      .png()
      .toBuffer();
    const [width, height] = orientation < 5 ? [5, 3] : [3, 5];
    const shown = makeImage8(width, height, (x, y) => paint(...STORED[orientation]!(x, y)));
    expect((await readImage(png)).data).toEqual(shown.data);
  });

  test('a JPEG stored on its side stands upright', async () => {
    const image = await read('scene-orientation6.jpg');
    expect(image).toMatchObject({ width: 64, height: 40 });
    expect(maxDifference(image.data, makeImage8(64, 40, scene).data)).toBeLessThan(40);
  });
});

describe('readImage: colour profiles', () => {
  const P3_SAMPLES = [200, 50, 50, 128, 128, 128, 60, 140, 90, 40, 60, 120];
  /** The primaries of sRGB with gamma 1, 2 and 1.5. */
  const threeCurves = async () => {
    const icc = profile(
      { rXYZ: [0.43607, 0.22249, 0.01392], gXYZ: [0.38515, 0.71687, 0.09708], bXYZ: [0.14307, 0.06061, 0.7141] },
      curv([]),
      { gTRC: curv([512]), bTRC: curv([384]) },
    );
    return { width: 4, height: 1, colorType: 'rgb' as const, chunks: [iccpChunk(icc)] };
  };
  const profileOf = async (name: string): Promise<Uint8Array> => {
    const png = await sharp(new Uint8Array(3), { raw: { width: 1, height: 1, channels: 3 } })
      .withIccProfile(name)
      .png()
      .toBuffer();
    return (await sharp(png).metadata()).icc!;
  };
  const tagged = async (name: string, bitDepth: 8 | 16, source: Partial<PngSource> = {}): Promise<Uint8Array> =>
    writePng({
      width: 4,
      height: 1,
      colorType: 'rgb',
      bitDepth,
      samples: [200, 50, 50, 128, 128, 128, 60, 140, 90, 40, 60, 120].map(
        (value) => value * (bitDepth === 16 ? 257 : 1),
      ),
      chunks: [iccpChunk(await profileOf(name))],
      ...source,
    });
  /** Display P3 to sRGB, both in linear light: the product of the matrices of CSS Color 4. */
  const P3_TO_SRGB = [
    [1.22494, -0.22494, 0],
    [-0.042057, 1.042057, 0],
    [-0.019638, -0.078636, 1.098274],
  ] as const;
  const toLinear = (x: number) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  const toEncoded = (x: number) => (x <= 0.0031308 ? x * 12.92 : 1.055 * x ** (1 / 2.4) - 0.055);
  const fromP3 = (samples: readonly number[]): number[] =>
    samples.map((_, index) => {
      const pixel = samples.slice(index - (index % 3), index - (index % 3) + 3).map((value) => toLinear(value / 255));
      const linear = P3_TO_SRGB[(index % 3) as 0 | 1 | 2].reduce<number>(
        (sum, weight, at) => sum + weight * pixel[at]!,
        0,
      );
      return 255 * toEncoded(Math.min(1, Math.max(0, linear)));
    });

  test.each([8, 16] as const)('Display P3 of %i bits is converted to sRGB', async (bitDepth) => {
    const { data } = await readImage(await tagged('p3', bitDepth));
    const scale = bitDepth === 16 ? 257 : 1;
    const colors = [...data].filter((_, index) => index % 4 !== 3).map((value) => value / scale);
    // The primaries in the profile are rounded, and so are 8-bit results: 1.04 is what that came to.
    expect(maxDifference(colors, fromP3(P3_SAMPLES))).toBeLessThan(1.1);
  });

  test('a P3 picture gives the sRGB picture it was made from', async () => {
    const image = await read('scene-p3.png');
    // Two roundings to 8 bits, one in each space.
    expect(maxDifference(image.data, makeImage8(64, 40, scene).data)).toBeLessThanOrEqual(3);
  });

  test.each([8, 16] as const)('an sRGB profile changes no number of %i bits', async (bitDepth) => {
    const withProfile = await readImage(await tagged('srgb', bitDepth));
    const without = await readImage(await tagged('srgb', bitDepth, { chunks: [] }));
    expect(withProfile).toEqual(without);
  });

  test.each([8, 16] as const)(
    'a profile of three curves is converted by the colour engine, at %i bits',
    async (bitDepth) => {
      const png = writePng({
        ...(await threeCurves()),
        bitDepth,
        samples: P3_SAMPLES.map((value) => value * (bitDepth === 16 ? 257 : 1)),
      });
      const warnings: string[] = [];
      const { data } = await readImage(png, { onWarning: (message) => warnings.push(message) });
      const colors = [...data].filter((_, at) => at % 4 !== 3).map((value) => value / (bitDepth === 16 ? 257 : 1));
      const wanted = P3_SAMPLES.map((value, at) => 255 * toEncoded((value / 255) ** [1, 2, 1.5][at % 3]!));
      expect(maxDifference(colors, wanted)).toBeLessThan(1.1);
      expect(warnings).toEqual(['colours were converted from the embedded ICC profile to sRGB']);
    },
  );

  test.each([8, 16] as const)('`keep` leaves Display P3 numbers of %i bits alone', async (bitDepth) => {
    const kept = await readImage(await tagged('p3', bitDepth), { colorProfile: 'keep' });
    const without = await readImage(await tagged('p3', bitDepth, { chunks: [] }));
    expect(kept).toEqual({ ...without, primaries: 'unspecified' });
  });

  test.each([8, 16] as const)(
    'grey of %i bits keeps its numbers under a profile of another curve',
    async (bitDepth) => {
      const chunks = [iccpChunk(greyProfile(curv([461])))];
      const grey = { width: 4, height: 1, colorType: 'grey', samples: [0, 10, 100, 200], bitDepth } as const;
      const tagged = writePng({ ...grey, chunks });
      expect((await sharp(tagged).metadata()).icc).toBeDefined();
      expect(await readImage(tagged)).toEqual(await readImage(writePng(grey)));
      if (bitDepth === 8) {
        // The profile would have changed them: the image library alone converts.
        const converted = await sharp(tagged).toColourspace('srgb').raw().toBuffer();
        expect(converted[6]).not.toBe(100);
      }
    },
  );
});

describe('readImage: sources and refusals', () => {
  afterEach(() => {
    vi.doUnmock('sharp');
    vi.resetModules();
  });

  test('a path, a URL and bytes give the same image', async () => {
    const url = fixtureUrl('images/palette2.png');
    const image = await readImage(url);
    expect(await readImage(fileURLToPath(url))).toEqual(image);
    expect(await readImage(readFixture('images/palette2.png'))).toEqual(image);
  });

  test('pixels lie in a plain array of their own', async () => {
    for (const name of ['sprite-rgba8.png', 'scene-rgb8.png', 'deep-rgba16.png']) {
      const { data } = await read(name);
      expect([Uint8Array, Uint16Array]).toContain(data.constructor);
      expect(data.buffer.byteLength).toBe(data.byteLength);
    }
  });

  test('a missing file is E_READ', async () => {
    await expect(readImage('no-such-file.png')).rejects.toMatchObject({
      code: 'E_READ',
      message: 'cannot be read (no such file)',
    });
    await expect(readImage(fixtureUrl('images'))).rejects.toMatchObject({
      code: 'E_READ',
      message: 'cannot be read (it is a directory)',
    });
    await expect(readImage(new URL('https://example.com/a.png'))).rejects.toMatchObject({ code: 'E_READ' });
  });

  const lies = Object.entries(MANIFEST).filter(([path]) => /^invalid\/.*\.(png|jpg)$/.test(path));
  test.each(lies)('%s is refused', async (path, { expect: code }) => {
    await expect(readImage(readFixture(path))).rejects.toMatchObject({ name: 'AstcError', code });
  });

  test.each([
    ['invalid/png_60000_square.png', 'a PNG image of 60000x60000 pixels (expected at most 268435456 pixels)'],
    [
      'invalid/text_named_png.png',
      'not a file of a known kind (expected an image in PNG, JPEG, WebP, AVIF, TIFF, GIF, TGA, BMP, PNM, QOI, HDR, EXR or PFM)',
    ],
    [
      'textures/scene-6x6.astc',
      'an .astc texture (expected an image in PNG, JPEG, WebP, AVIF, TIFF, GIF, TGA, BMP, PNM, QOI, HDR, EXR or PFM)',
    ],
    ['invalid/png_signature_only.png', 'a PNG image that cannot be decoded: corrupt header'],
    ['invalid/jpeg_cut_in_half.jpg', 'a JPEG image that cannot be decoded: premature end of JPEG image'],
  ])('the error of %s says what it is', async (path, message) => {
    await expect(readImage(readFixture(path))).rejects.toMatchObject({ message });
  });

  test('maxPixels is the limit of this call', async () => {
    const bytes = readFixture('images/scene-rgb8.png');
    await expect(readImage(bytes, { maxPixels: 64 * 40 - 1 })).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
    await expect(readImage(bytes, { maxPixels: 64 * 40 })).resolves.toMatchObject({ width: 64 });
  });

  test('float TIFF is unsupported, and says so', async () => {
    const { data } = makeImage8(4, 4, scene);
    const tiff = await sharp(data, { raw: { width: 4, height: 4, channels: 4 } })
      .removeAlpha()
      .toColourspace('scrgb')
      .tiff({ compression: 'none' })
      .toBuffer();
    await expect(readImage(tiff)).rejects.toMatchObject({ code: 'E_UNSUPPORTED', message: /float components/ });
  });

  test('without sharp the error says how to get it', async () => {
    vi.resetModules();
    vi.doMock('sharp', () => {
      throw new Error("Cannot find package 'sharp'");
    });
    const { readImage: readWithoutSharp } = await import('../../src/index.js');
    await expect(readWithoutSharp(readFixture('images/sprite.webp'))).rejects.toMatchObject({
      code: 'E_SHARP_MISSING',
      hint: 'Run: npm install sharp',
    });
  });
});
