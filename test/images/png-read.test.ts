/** Our own PNG reader, which runs in Node as well. Witness: the native library behind sharp. */
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { sharpCodec } from '../../src/images/sharp-codec.js';
import { webCodec } from '../../src/images/web-codec.js';
import { COLOR_TYPES, pngChunk, writePng } from './png-writer.js';
import { makeImage8, maxDifference, scene, sprite } from './support.js';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Two rows of four grey pixels, and what to do wrong. */
interface Parts {
  header?: Partial<
    Record<'width' | 'height' | 'bitDepth' | 'colorType' | 'compression' | 'filter' | 'interlace', number>
  >;
  /** Chunks in place of the one with the pixels. */
  chunks?: Uint8Array[];
  end?: Uint8Array[];
}
const ROWS = [0, 1, 2, 3, 4, 0, 5, 6, 7, 8];
const zlibOf = (...bytes: number[]) => new Uint8Array(deflateSync(Uint8Array.from(bytes)));
const PIXELS = pngChunk('IDAT', zlibOf(...ROWS));
const END = pngChunk('IEND', new Uint8Array(0));

function damage(chunk: Uint8Array, offsetFromEnd = 1): Uint8Array {
  const copy = chunk.slice();
  copy[copy.length - offsetFromEnd]! ^= 1;
  return copy;
}

function file({ header = {}, chunks = [PIXELS], end = [END] }: Parts): Uint8Array {
  const { width = 4, height = 2, bitDepth = 8, colorType = 0, compression = 0, filter = 0, interlace = 0 } = header;
  const fields = Buffer.alloc(13);
  fields.writeUInt32BE(width, 0);
  fields.writeUInt32BE(height, 4);
  fields.set([bitDepth, colorType, compression, filter, interlace], 8);
  return new Uint8Array(Buffer.concat([SIGNATURE, pngChunk('IHDR', fields), ...chunks, ...end]));
}

const bytes = (...values: number[]) => Uint8Array.from(values);
const split = (data: Uint8Array, ...between: Uint8Array[]) => [
  pngChunk('IDAT', data.subarray(0, 5)),
  ...between,
  pngChunk('IDAT', data.subarray(5)),
];
const text = pngChunk('tEXt', bytes(65, 0, 66));
const palette = pngChunk('PLTE', bytes(1, 2, 3, 4, 5, 6));
const indexed = pngChunk('IDAT', zlibOf(0, 0, 1, 0, 1, 0, 0, 0, 0, 0));

describe('our PNG reader and the native one', () => {
  const cases = Object.keys(COLOR_TYPES).flatMap((colorType) =>
    [1, 2, 4, 8, 16].map(
      (bitDepth) => [colorType as keyof typeof COLOR_TYPES, bitDepth as 1 | 2 | 4 | 8 | 16] as const,
    ),
  );
  const isAllowed = ([colorType, bitDepth]: (typeof cases)[number]) =>
    colorType === 'grey' || (colorType === 'palette' ? bitDepth <= 8 : bitDepth >= 8);

  test.each(cases.filter(isAllowed))('read %s of %i bits alike', async (colorType, bitDepth) => {
    const perPixel = { grey: 1, rgb: 3, palette: 1, greyAlpha: 2, rgba: 4 }[colorType];
    const top = 2 ** bitDepth - 1;
    const samples = Array.from({ length: 13 * 7 * perPixel }, (_, index) => (index * 7919 + (index >> 3)) & top);
    const colors = Uint8Array.from({ length: Math.min(256, top + 1) * 3 }, (_, index) => (index * 37) & 255);
    const transparent: Record<string, Uint8Array | undefined> = {
      grey: bytes(0, samples[5]! & 255),
      rgb: Uint8Array.from([0, 1, 2].flatMap((index) => [samples[index]! >> 8, samples[index]! & 255])),
      palette: Uint8Array.from(colors.subarray(0, Math.max(1, colors.length / 6))),
    };
    if (colorType === 'grey' && bitDepth === 16) transparent.grey = bytes(samples[5]! >> 8, samples[5]! & 255);
    for (const tRNS of [undefined, transparent[colorType]]) {
      const chunks: [string, Uint8Array][] = colorType === 'palette' ? [['PLTE', colors]] : [];
      if (tRNS !== undefined) chunks.push(['tRNS', tRNS]);
      const png = writePng({ width: 13, height: 7, colorType, bitDepth, samples, chunks });
      const image = await webCodec.readImage(png);
      expect(image).toEqual(await sharpCodec.readImage(png));
      if (tRNS !== undefined) expect(image.data.some((value, index) => index % 4 === 3 && value < 255)).toBe(true);
    }
  });

  test.each([
    ['RGBA', 4, {}],
    ['RGB', 3, {}],
    ['16-bit RGBA', 4, { is16: true }],
    ['grey', 1, {}],
    ['a palette of 16', 3, { palette: true, colours: 16 }],
    ['a palette of 4', 3, { palette: true, colours: 4 }],
    ['a palette of 2', 3, { palette: true, colours: 2 }],
  ] as const)(
    'read %s with every filter, interlaced or not, at any size',
    async (_, channels, {
      is16,
      ...more
    }: {
      is16?: boolean;
      palette?: boolean;
      colours?: number;
    }) => {
      for (const [width, height] of [
        [37, 29],
        [8, 8],
        [1, 1],
        [2, 1],
        [1, 5],
        [5, 3],
      ] as const) {
        const { data } = makeImage8(width, height, channels === 4 ? sprite : scene);
        for (const progressive of [false, true]) {
          const pipeline = sharp(data, { raw: { width, height, channels: 4 } });
          if (channels < 4) pipeline.removeAlpha();
          const png = await pipeline
            .toColourspace(channels === 1 ? 'b-w' : is16 ? 'rgb16' : 'srgb')
            .png({ progressive, adaptiveFiltering: true, ...more })
            .toBuffer();
          expect(png[28]).toBe(progressive ? 1 : 0);
          const image = await webCodec.readImage(png);
          expect([width, height, progressive, image]).toEqual([
            width,
            height,
            progressive,
            await sharpCodec.readImage(png),
          ]);
        }
      }
    },
  );

  test.each<[string, Parts]>([
    ['the whole file', {}],
    ['pixels in pieces', { chunks: split(zlibOf(...ROWS), pngChunk('IDAT', bytes())) }],
    ['no end', { end: [] }],
    ['bytes after the end', { end: [END, bytes(1, 2, 3)] }],
    ['a damaged end', { end: [damage(END)] }],
    ['a damaged note', { chunks: [damage(text), PIXELS] }],
    ['more pixels than there are', { chunks: [pngChunk('IDAT', zlibOf(...ROWS, ...ROWS))] }],
    ['an index without a colour', { header: { colorType: 3 }, chunks: [palette, PIXELS] }],
    [
      'a palette longer than indices reach',
      {
        header: { colorType: 3, bitDepth: 1 },
        chunks: [pngChunk('PLTE', bytes(1, 2, 3, 4, 5, 6, 7, 8, 9)), pngChunk('IDAT', zlibOf(0, 0xa0, 0, 0x50))],
      },
    ],
    [
      'transparency of some colours',
      { header: { colorType: 3 }, chunks: [palette, pngChunk('tRNS', bytes(9)), indexed] },
    ],
    [
      'transparency of too many colours',
      { header: { colorType: 3 }, chunks: [palette, pngChunk('tRNS', bytes(9, 8, 7)), indexed] },
    ],
    [
      'transparency before the palette',
      { header: { colorType: 3 }, chunks: [pngChunk('tRNS', bytes(9)), palette, indexed] },
    ],
    ['a transparent grey out of range', { chunks: [pngChunk('tRNS', bytes(1, 2)), PIXELS] }],
    ['a transparent grey cut short', { chunks: [pngChunk('tRNS', bytes(2)), PIXELS] }],
    ['transparency twice', { chunks: [pngChunk('tRNS', bytes(0, 2)), pngChunk('tRNS', bytes(0, 3)), PIXELS] }],
    [
      'transparency beside alpha',
      { header: { colorType: 4, width: 2 }, chunks: [pngChunk('tRNS', bytes(0, 2)), PIXELS] },
    ],
  ])('take %s', async (_, parts) => {
    const png = file(parts);
    expect(await webCodec.readImage(png)).toEqual(await sharpCodec.readImage(png));
  });

  test.each<[string, Parts, string]>([
    ['short data', { chunks: [pngChunk('IDAT', zlibOf(...ROWS.slice(0, -1)))] }, 'not enough pixel data'],
    ['no data', { chunks: [] }, 'no pixel data'],
    ['a wrong checksum of the data', { chunks: [pngChunk('IDAT', damage(zlibOf(...ROWS)))] }, 'damaged pixel data'],
    ['a cut stream', { chunks: [pngChunk('IDAT', zlibOf(...ROWS).subarray(0, -4))] }, 'damaged pixel data'],
    ['a stream that is none', { chunks: [pngChunk('IDAT', bytes(1, 2, 3, 4))] }, 'damaged pixel data'],
    ['a damaged chunk of pixels', { chunks: [damage(PIXELS)] }, 'damaged IDAT chunk'],
    ['a damaged palette', { header: { colorType: 3 }, chunks: [damage(palette), indexed] }, 'damaged PLTE chunk'],
    ['a chunk nobody knows', { chunks: [pngChunk('ABCD', bytes(1)), PIXELS] }, 'unknown chunk ABCD'],
    ['pixels in two places', { chunks: split(zlibOf(...ROWS), text) }, 'pixel data in two places'],
    ['an unknown filter', { chunks: [pngChunk('IDAT', zlibOf(5, ...ROWS.slice(1)))] }, 'unknown filter 5'],
    ['no palette', { header: { colorType: 3 } }, 'no palette'],
    [
      'a palette after the pixels',
      { header: { colorType: 3 }, chunks: [indexed, palette] },
      'palette after the pixels',
    ],
    [
      'a palette of halves',
      { header: { colorType: 3 }, chunks: [pngChunk('PLTE', bytes(1, 2)), indexed] },
      'corrupt palette',
    ],
    ['two headers', { chunks: [file({}).slice(8, 33), PIXELS] }, 'two headers'],
    ['a width of 0', { header: { width: 0 } }, 'corrupt header'],
    ['a height of 2^31', { header: { height: 2 ** 31 } }, 'corrupt header'],
    ['RGB of 4 bits', { header: { colorType: 2, bitDepth: 4 } }, 'corrupt header'],
    ['a palette of 16 bits', { header: { colorType: 3, bitDepth: 16 }, chunks: [palette, PIXELS] }, 'corrupt header'],
    ['a colour type of 5', { header: { colorType: 5 } }, 'corrupt header'],
    ['another compression', { header: { compression: 1 } }, 'corrupt header'],
    ['another filter method', { header: { filter: 1 } }, 'corrupt header'],
    ['another interlace', { header: { interlace: 2 } }, 'corrupt header'],
  ])('refuse %s', async (_, parts, reason) => {
    const png = file(parts);
    await expect(sharpCodec.readImage(png)).rejects.toMatchObject({ code: 'E_IMAGE_INVALID' });
    await expect(webCodec.readImage(png)).rejects.toMatchObject({
      name: 'AstcError',
      code: 'E_IMAGE_INVALID',
      message: `a PNG image that cannot be decoded: ${reason}`,
    });
  });

  test('refuse what comes before the header', async () => {
    const png = new Uint8Array(Buffer.concat([SIGNATURE, text, file({}).subarray(8)]));
    for (const codec of [sharpCodec, webCodec]) {
      await expect(codec.readImage(png)).rejects.toMatchObject({ message: /corrupt header$/ });
    }
  });

  test('shared memory is read too', async () => {
    const png = file({});
    const shared = new Uint8Array(new SharedArrayBuffer(png.length));
    shared.set(png);
    expect(await webCodec.readImage(shared)).toEqual(await webCodec.readImage(png));
  });

  test('a small file that claims little is not let grow: 64 MiB behind eight pixels', async () => {
    const png = file({ chunks: [pngChunk('IDAT', new Uint8Array(deflateSync(new Uint8Array(2 ** 26))))] });
    const before = process.memoryUsage();
    const { data } = await webCodec.readImage(png);
    const { arrayBuffers } = process.memoryUsage();
    expect(data.length).toBe(32);
    expect(arrayBuffers - before.arrayBuffers).toBeLessThan(2 ** 24);
  });

  test('sizes above the limit are refused before anything is decompressed', async () => {
    const png = file({ header: { width: 30000, height: 30000 } });
    for (const codec of [sharpCodec, webCodec]) {
      await expect(codec.readImage(png)).rejects.toMatchObject({
        code: 'E_TOO_LARGE',
        message: 'a PNG image of 30000x30000 pixels (expected at most 268435456 pixels)',
      });
      await expect(codec.readImage(file({}), { maxPixels: 7 })).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
      await expect(codec.readImage(file({}), { maxPixels: 8 })).resolves.toMatchObject({ width: 4 });
    }
  });
});

describe('orientation in PNG', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('%i is applied as the native reader does', async (orientation) => {
    const { data } = makeImage8(5, 3, (x, y) => [x * 50, y * 100, 7]);
    const png = await sharp(data, { raw: { width: 5, height: 3, channels: 4 } })
      .withMetadata({ orientation })
      .png()
      .toBuffer();
    const image = await webCodec.readImage(png);
    expect(image).toEqual(await sharpCodec.readImage(png));
    expect(image.width).toBe(orientation < 5 ? 5 : 3);
  });

  test.each<[string, Uint8Array]>([
    ['empty', bytes()],
    ['cut', bytes(0x49, 0x49, 42, 0, 8, 0, 0, 0, 1)],
    ['pointing outside', bytes(0x4d, 0x4d, 0, 42, 0xff, 0xff, 0xff, 0xff)],
    ['of orientation 9', bytes(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 9, 0, 0)],
  ])('EXIF that is %s changes nothing', async (_, exif) => {
    const png = file({ chunks: [pngChunk('eXIf', exif), PIXELS] });
    expect((await webCodec.readImage(png)).data).toEqual((await webCodec.readImage(file({}))).data);
  });
});

test('sharp agrees on what is under zero alpha', async () => {
  const image = makeImage8(32, 32, sprite);
  const png = await sharp(image.data, { raw: { width: 32, height: 32, channels: 4 } })
    .png()
    .toBuffer();
  expect(maxDifference((await webCodec.readImage(png)).data, image.data)).toBe(0);
});
