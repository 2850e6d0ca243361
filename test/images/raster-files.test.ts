/** TGA, BMP, PNM and QOI, laid out byte for byte, whole and damaged. */
import { describe, expect, it, test } from 'vitest';
import { readImage } from '../../src/index.js';
import { curv, profile } from './icc-writer.js';
import { bmp, bytesOf, type Part, qoi, tga, u16, u32 } from './raster-writer.js';

const silent = { onWarning: () => undefined };

async function pixelsOf(file: Uint8Array): Promise<number[]> {
  return Array.from((await readImage(file, silent)).data);
}
const redsOf = async (file: Uint8Array) => (await pixelsOf(file)).filter((_, index) => index % 4 === 0);
const invalid = (file: Uint8Array) =>
  expect(readImage(file, silent)).rejects.toMatchObject({ code: 'E_IMAGE_INVALID' });

describe('a TGA', () => {
  it('of 24 bits is blue, green, red', async () => {
    expect(await pixelsOf(tga({ type: 2, bits: 24 }, [1, 2, 3, 4, 5, 6]))).toEqual([3, 2, 1, 255, 6, 5, 4, 255]);
  });

  it('of 32 bits has alpha where 8 attribute bits are said, and keeps colours under 0', async () => {
    const pixels = [1, 2, 3, 0, 4, 5, 6, 128];
    const image = await readImage(tga({ type: 2, bits: 32, descriptor: 0x28 }, pixels));
    expect([...image.data, image.hasAlpha]).toEqual([3, 2, 1, 0, 6, 5, 4, 128, true]);
  });

  it('of 32 bits without attribute bits is opaque, and says so where the fourth byte is something', async () => {
    const notes: string[] = [];
    const onWarning = (message: string) => notes.push(message);
    const varied = await readImage(tga({ type: 2, bits: 32 }, [1, 2, 3, 0, 4, 5, 6, 128]), { onWarning });
    expect([...varied.data, varied.hasAlpha]).toEqual([3, 2, 1, 255, 6, 5, 4, 255, false]);
    expect(notes).toEqual(['the fourth byte of pixels is left alone: the file does not call it alpha']);
    await readImage(tga({ type: 2, bits: 32 }, [1, 2, 3, 0, 4, 5, 6, 0]), { onWarning });
    expect(notes.length).toBe(1);
  });

  it.each([15, 16])('of %i bits has five of each colour, the nearest of 8', async (bits) => {
    // 0 rrrrr ggggg bbbbb: 31 3 7, then 0 31 1.
    const words = [...u16((31 << 10) | (3 << 5) | 7), ...u16((31 << 5) | 1)];
    expect(await pixelsOf(tga({ type: 2, bits }, words))).toEqual([255, 25, 58, 255, 0, 255, 8, 255]);
  });

  it('of 16 bits with an attribute bit has alpha of 0 or 1', async () => {
    const words = [...u16(0x8000 | 31), ...u16(31)];
    expect(await pixelsOf(tga({ type: 2, bits: 16, descriptor: 0x21 }, words))).toEqual([0, 0, 255, 255, 0, 0, 255, 0]);
  });

  it('of grey has 8 bits, or 8 and alpha', async () => {
    expect(await pixelsOf(tga({ type: 3, bits: 8 }, [7, 200]))).toEqual([7, 7, 7, 255, 200, 200, 200, 255]);
    expect(await pixelsOf(tga({ type: 3, bits: 16, descriptor: 0x28 }, [7, 0, 200, 9]))).toEqual([
      7, 7, 7, 0, 200, 200, 200, 9,
    ]);
  });

  it.each([
    [15, [u16(31 << 10), u16(31)], [255, 0, 0, 255, 0, 0, 255, 255]],
    [
      24,
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [3, 2, 1, 255, 6, 5, 4, 255],
    ],
    [
      32,
      [
        [1, 2, 3, 0],
        [4, 5, 6, 7],
      ],
      [3, 2, 1, 0, 6, 5, 4, 7],
    ],
  ] as const)('of a palette of %i bits an entry looks them up', async (bits, entries, expected) => {
    const map = { bits, entries: entries.map((entry) => [...entry]) };
    const descriptor = bits === 32 ? 0x28 : 0x20;
    expect(await pixelsOf(tga({ type: 1, bits: 8, map, descriptor, id: 'words' }, [0, 1]))).toEqual(expected);
    const shifted = { ...map, first: 300 };
    expect(await pixelsOf(tga({ type: 1, bits: 16, map: shifted, descriptor }, [...u16(300), ...u16(301)]))).toEqual(
      expected,
    );
    await invalid(tga({ type: 1, bits: 8, map }, [0, 2]));
    await invalid(tga({ type: 1, bits: 16, map: shifted }, [...u16(300), ...u16(299)]));
  });

  it.each([
    [0x20, [1, 2, 3, 4, 5, 6]],
    [0x30, [3, 2, 1, 6, 5, 4]],
    [0x00, [4, 5, 6, 1, 2, 3]],
    [0x10, [6, 5, 4, 3, 2, 1]],
  ])('from the corner of descriptor %i is turned upright', async (descriptor, expected) => {
    expect(await redsOf(tga({ type: 3, bits: 8, width: 3, height: 2, descriptor }, [1, 2, 3, 4, 5, 6]))).toEqual(
      expected,
    );
  });

  it('in runs is read, also where one spans rows', async () => {
    const size = { width: 3, height: 2 };
    expect(await redsOf(tga({ type: 11, bits: 8, ...size }, [0x83, 9, 0x01, 4, 5]))).toEqual([9, 9, 9, 9, 4, 5]);
    const colors = tga({ type: 10, bits: 24, ...size }, [0x82, 1, 2, 3, 0x00, 4, 5, 6, 0x81, 7, 8, 9]);
    expect(await redsOf(colors)).toEqual([3, 3, 3, 6, 9, 9]);
    const map = {
      bits: 24,
      entries: [
        [0, 0, 1],
        [0, 0, 2],
      ],
    };
    expect(await redsOf(tga({ type: 9, bits: 8, map, ...size }, [0x84, 1, 0x00, 0]))).toEqual([2, 2, 2, 2, 2, 1]);
  });

  it('says of its extension area that colours are multiplied', async () => {
    const body = tga({ type: 2, bits: 32, descriptor: 0x28 }, [1, 2, 3, 4, 5, 6, 7, 8]);
    const extension = [...u16(495), ...new Array<number>(492).fill(0), 4];
    const footer = (at: number) => [...u32(at), ...u32(0)];
    const file = bytesOf(body, extension, footer(body.length), 'TRUEVISION-XFILE.\0');
    const notes: string[] = [];
    await readImage(file, { onWarning: (message) => notes.push(message) });
    expect(notes).toEqual(['colours are multiplied by alpha, and stay so']);
  });

  it('is told by its footer where its header is odd, and nothing else is taken for one', async () => {
    const odd = tga({ type: 2, bits: 24, descriptor: 0x60 }, [1, 2, 3, 4, 5, 6], u32(0), u32(0), 'TRUEVISION-XFILE.\0');
    await expect(readImage(odd)).rejects.toMatchObject({ code: 'E_UNSUPPORTED', message: /interleaved/ });
    const icon = bytesOf([0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 0x68, 4, 0, 0, 22, 0, 0, 0]);
    const cursor = bytesOf([0, 0, 2, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 0x68, 4, 0, 0, 22, 0, 0, 0]);
    for (const file of [icon, cursor, new Uint8Array(64)]) {
      await expect(readImage(file)).rejects.toMatchObject({ code: 'E_FORMAT_UNKNOWN' });
    }
  });

  it.each([
    ['cut', tga({ type: 2, bits: 24 }, [1, 2, 3, 4, 5])],
    ['cut runs', tga({ type: 10, bits: 24 }, [0x81, 1, 2])],
    ['no runs', tga({ type: 10, bits: 24, width: 30_000, height: 8000 }, [0xff, 1, 2, 3])],
    ['a run beyond its end', tga({ type: 11, bits: 8 }, [0x82, 1])],
    ['a cut palette', tga({ type: 1, bits: 8, map: { bits: 24, entries: [[1]] } })],
  ])('with %s is invalid', (_, file) => invalid(file));

  it('of more pixels than allowed is refused', async () => {
    const file = tga({ type: 10, bits: 24, width: 65_535, height: 65_535 }, [0xff, 1, 2, 3]);
    await expect(readImage(file)).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
  });
});

const GREY4 = [0, 1, 2, 3].map((value) => [value * 80, value * 80, value * 80, 0]);
const GREYS = Array.from({ length: 16 }, (_, value) => [value, value, value, 0]);

describe('a BMP', () => {
  it('of 24 bits is blue, green, red in padded rows from below', async () => {
    const file = bmp({ bits: 24, width: 1, height: 2 }, [1, 2, 3, 0, 4, 5, 6, 0]);
    expect(await pixelsOf(file)).toEqual([6, 5, 4, 255, 3, 2, 1, 255]);
    // The padding of the last row may lack.
    expect(await pixelsOf(file.subarray(0, -1))).toEqual([6, 5, 4, 255, 3, 2, 1, 255]);
  });

  it('of a height below 0 has its rows from above', async () => {
    const file = bmp({ bits: 24, width: 1, height: -2 }, [1, 2, 3, 0, 4, 5, 6, 0]);
    expect(await redsOf(file)).toEqual([3, 6]);
  });

  it.each([12, 40, 52, 56, 64, 108, 124] as const)('with a header of %i bytes has a palette', async (length) => {
    const palette = length === 12 ? GREY4.map((entry) => entry.slice(0, 3)) : GREY4;
    const file = bmp({ bits: 2, width: 5, length, palette }, [0b00011011, 0b10000000, 0, 0]);
    expect(await redsOf(file)).toEqual([0, 80, 160, 240, 160]);
  });

  it.each([
    [1, [0b10110000, 0, 0, 0], [1, 0, 1, 1]],
    [4, [0x1a, 0xf0, 0, 0], [1, 10, 15, 0]],
    [8, [1, 10, 15, 0], [1, 10, 15, 0]],
  ])('of %i bits a pixel looks them up', async (bits, row, expected) => {
    const palette = GREYS.slice(0, Math.min(16, 2 ** bits));
    expect(await redsOf(bmp({ bits, width: 4, palette }, row))).toEqual(expected);
  });

  it('refuses an index beyond its palette', () => invalid(bmp({ bits: 8, palette: GREY4 }, [3, 4, 0, 0])));

  it('of 16 bits is 5 5 5, or what its bit fields say', async () => {
    const white = [...u16(0x7fff), ...u16(0x7c00 | 3)];
    expect(await pixelsOf(bmp({ bits: 16 }, white))).toEqual([255, 255, 255, 255, 255, 0, 25, 255]);
    const fields = { bits: 16, compression: 3, masks: [0xf800, 0x07e0, 0x001f] };
    // 5 6 5: 31 33 1.
    const file = bmp(fields, [...u16((31 << 11) | (33 << 5) | 1), ...u16(0)]);
    expect(await pixelsOf(file)).toEqual([255, 134, 8, 255, 0, 0, 0, 255]);
  });

  it.each([52, 56, 108, 124] as const)('of 32 bits has the fields of a header of %i bytes', async (length) => {
    const masks = [0xff, 0xff00, 0xff0000, 0xff000000];
    const file = bmp(
      { bits: 32, length, compression: 3, masks: length === 52 ? masks.slice(0, 3) : masks },
      [1, 2, 3, 0, 4, 5, 6, 7],
    );
    const opaque = length === 52 ? 255 : undefined;
    const image = await readImage(file, silent);
    expect(Array.from(image.data)).toEqual([1, 2, 3, opaque ?? 0, 4, 5, 6, opaque ?? 7]);
    expect(image.hasAlpha).toBe(length > 52);
  });

  it('of fields of alpha behind the header has alpha', async () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
    const file = bmp({ bits: 32, compression: 6, masks }, [1, 2, 3, 0, 4, 5, 6, 7]);
    expect(await pixelsOf(file)).toEqual([3, 2, 1, 0, 6, 5, 4, 7]);
  });

  it('of 10 bits a component keeps them, as 16', async () => {
    const masks = [0x3ff00000, 0xffc00, 0x3ff, 0xc0000000];
    const word = ((2 << 30) | (1023 << 20) | (512 << 10) | 1) >>> 0;
    const image = await readImage(bmp({ bits: 32, width: 1, length: 108, compression: 3, masks }, u32(word)));
    expect(image.data).toEqual(Uint16Array.of(65_535, Math.round((512 * 65_535) / 1023), 64, 43_690));
  });

  it('of an embedded profile is converted, kept as data, or refused where it needs a colour engine', async () => {
    const gamma = profile(
      { rXYZ: [0.43607, 0.22249, 0.01392], gXYZ: [0.38515, 0.71687, 0.09708], bXYZ: [0.14307, 0.06061, 0.7141] },
      curv([]),
    );
    const file = bmp({ length: 124, bits: 24, width: 1, profile: gamma }, [255, 0, 128, 0]);
    expect(await pixelsOf(file)).toEqual([188, 0, 255, 255]);
    const kept = await readImage(file, { ...silent, colorProfile: 'keep' });
    expect(kept).toMatchObject({ colorSpace: 'linear', data: Uint8Array.of(128, 0, 255, 255) });
    const unknown = bmp({ length: 124, bits: 24, width: 1, profile: new Uint8Array(200) }, [255, 0, 128, 0]);
    await expect(readImage(unknown)).rejects.toMatchObject({ code: 'E_UNSUPPORTED', message: /profile of tables/ });
  });

  it('of 32 bits without fields is opaque, whatever the fourth byte', async () => {
    expect(await pixelsOf(bmp({ bits: 32 }, [1, 2, 3, 9, 4, 5, 6, 7]))).toEqual([3, 2, 1, 255, 6, 5, 4, 255]);
  });

  it('in runs of 8 bits has runs, single ones, moves and ends', async () => {
    const size = { bits: 8, compression: 1, width: 4, height: 3, palette: GREYS };
    // Row 0: 7 7 1 2; row 1: a move right by one, 5; row 2: 0s, then an end.
    const runs = [2, 7, 0, 0, 0, 2, 1, 0, 1, 5, 0, 0, 0, 3, 1, 2, 3, 0, 1, 4, 0, 1];
    expect(await redsOf(bmp(size, runs))).toEqual([1, 2, 3, 4, 0, 5, 0, 0, 7, 7, 0, 0]);
    expect(await redsOf(bmp(size, runs.slice(0, -2)))).toEqual([1, 2, 3, 4, 0, 5, 0, 0, 7, 7, 0, 0]);
    await invalid(bmp(size, runs.slice(0, -4)));
    // What fills a row up is dropped.
    expect(await redsOf(bmp(size, [...[3, 7, 5, 8, 0, 0], 0, 1]))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 8]);
    await invalid(bmp(size, [4, 7, 0, 0, 4, 7, 0, 0, 4, 7, 0, 0, 1, 7, 0, 1]));
    await invalid(bmp(size, [0, 2, 0, 3, 1, 1, 0, 1]));
    await invalid(bmp({ ...size, height: -3 }, runs));
  });

  it('in runs of 4 bits alternates two indices', async () => {
    const size = { bits: 4, compression: 2, width: 5, height: 2, palette: GREYS };
    const runs = [5, 0x1f, 0, 0, 0, 5, 0x23, 0x45, 0x60, 0, 0, 1];
    expect(await redsOf(bmp(size, runs))).toEqual([2, 3, 4, 5, 6, 1, 15, 1, 15, 1]);
  });

  it.each([
    ['JPEG', bmp({ bits: 24, compression: 4 }, [0])],
    ['PNG', bmp({ bits: 32, compression: 5 }, [0])],
    ['Huffman codes', bmp({ length: 64, bits: 1, compression: 3 }, [0])],
  ])('of %s is not for us', async (_, file) => {
    await expect(readImage(file)).rejects.toMatchObject({ code: 'E_UNSUPPORTED' });
  });

  it.each([
    ['cut pixels', bmp({ bits: 24 }, [1, 2, 3, 4, 5])],
    ['a cut header', bmp({ bits: 24 }, [1, 2, 3, 4, 5, 6]).subarray(0, 40)],
    ['a cut palette', bmp({ bits: 8, palette: GREYS }, [0, 0]).subarray(0, 70)],
    ['no size', bmp({ bits: 24, width: 0 }, [])],
    ['a width below 0', bmp({ bits: 24, width: -2 }, [1, 2, 3, 4, 5, 6, 0, 0])],
    ['17 bits', bmp({ bits: 17 }, [0, 0, 0, 0])],
    ['gaps in its fields', bmp({ bits: 16, compression: 3, masks: [0xf700, 0, 1] }, [0, 0, 0, 0])],
  ])('with %s is invalid', (_, file) => invalid(file));

  it('of more pixels than allowed is refused before its pixels are looked for', async () => {
    const huge = bmp({ bits: 8, compression: 1, width: 60_000, height: 60_000, palette: GREYS }, [0, 1]);
    await expect(readImage(huge)).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
    const low = bmp({ bits: 8, width: 100, height: 100, palette: GREYS }, new Uint8Array(10_000));
    await expect(readImage(low, { maxPixels: 9999 })).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
  });
});

describe('a PNM', () => {
  test.each([
    ['P1 # bits\n3 2\n1 0 1\n01 1', [0, 255, 0, 255, 0, 0]],
    ['P2\n# grey\n2 1\n255\n7 # one\n200\n', [7, 200]],
    ['P2 2 1 9\n0 9', [0, 255]],
    ['P2 2 1 4\n1 3', [64, 191]],
    ['P3\n2 1\n255\n1 2 3\n4 5 6\n', [1, 4]],
  ])('in ASCII: %j', async (text, reds) => {
    expect(await redsOf(bytesOf(text))).toEqual(reds);
  });

  it('of bits has rows of whole bytes, 1 for black', async () => {
    expect(await redsOf(bytesOf('P4 10 2\n', [0x0f, 0x40, 0xff, 0xc0]))).toEqual([
      ...[255, 255, 255, 255, 0, 0, 0, 0, 255, 0],
      ...new Array<number>(10).fill(0),
    ]);
  });

  it('in binary begins one byte after its maximum, whatever that pixel is', async () => {
    expect(await redsOf(bytesOf('P5 2 1 255\n', [10, 35]))).toEqual([10, 35]);
    expect(await pixelsOf(bytesOf('P6\n1 1\n255\n', [32, 10, 9]))).toEqual([32, 10, 9, 255]);
  });

  it('of 16 bits keeps every one, the higher byte first; of 10 bits it is scaled', async () => {
    const deep = await readImage(bytesOf('P5 2 1 65535\n', [1, 2, 255, 254]));
    expect(deep.data).toEqual(Uint16Array.of(258, 258, 258, 65_535, 65_534, 65_534, 65_534, 65_535));
    const ten = await readImage(bytesOf('P2 2 1 1023\n512 1023'));
    expect(ten.data[0]).toBe(Math.round((512 * 65_535) / 1023));
    expect(ten.data[4]).toBe(65_535);
  });

  const pam = (depth: number, maxval: number, tuple: string, ...pixels: Part[]) =>
    bytesOf(`P7\n# any order\nHEIGHT 1\nDEPTH ${depth}\nWIDTH 2\nMAXVAL ${maxval}\n${tuple}ENDHDR\n`, ...pixels);

  it.each([
    ['BLACKANDWHITE', 1, 1, [1, 0], [255, 255, 255, 255, 0, 0, 0, 255]],
    ['GRAYSCALE', 1, 255, [7, 9], [7, 7, 7, 255, 9, 9, 9, 255]],
    ['GRAYSCALE_ALPHA', 2, 255, [7, 0, 9, 128], [7, 7, 7, 0, 9, 9, 9, 128]],
    ['RGB', 3, 255, [1, 2, 3, 4, 5, 6], [1, 2, 3, 255, 4, 5, 6, 255]],
    ['RGB_ALPHA', 4, 255, [1, 2, 3, 0, 4, 5, 6, 7], [1, 2, 3, 0, 4, 5, 6, 7]],
  ])('as PAM of %s', async (tuple, depth, maxval, pixels, expected) => {
    expect(await pixelsOf(pam(depth, maxval, `TUPLTYPE ${tuple}\n`, pixels))).toEqual(expected);
    // It need not say so.
    expect(await pixelsOf(pam(depth, maxval, '', pixels))).toEqual(expected);
  });

  it('as PAM of other tuples is not for us, of another depth invalid', async () => {
    await expect(readImage(pam(4, 255, 'TUPLTYPE CMYK\n', new Uint8Array(8)))).rejects.toMatchObject({
      code: 'E_UNSUPPORTED',
    });
    await expect(readImage(pam(5, 255, '', new Uint8Array(10)))).rejects.toMatchObject({ code: 'E_UNSUPPORTED' });
    await invalid(pam(4, 255, 'TUPLTYPE RGB\n', new Uint8Array(8)));
  });

  it.each([
    'P5 2 1 255\n\x01',
    'P5 2 1 65535\n\x01\x02\x03',
    'P4 10 2\n\x01\x02\x03',
    'P5 2 1 7\n\x08\x01',
    'P2 2 1 7\n8 1',
    'P2 2 1 255\n7',
    'P2 2 1 255\n7 x',
    'P1 2 1\n1 2',
    'P1 2 1\n1',
    'P5 0 1 255\n\x01',
    'P5 2 1 0\n\x01\x02',
    'P5 2 1 65536\n\x01\x02\x03\x04',
    'P5 2',
    'P5\n',
    'P7\nWIDTH 2\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\n\x01\x02',
    'P7\nWIDTH 2\nHEIGHT 1\nDEPTH 1\nENDHDR\n\x01\x02',
    'P7\nWIDTH 2\nWIDTH 2\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\nENDHDR\n\x01\x02',
  ])('of %j is invalid', (text) => invalid(bytesOf(text)));

  it('of more pixels than allowed is refused', async () => {
    const text = 'P1 999999 999999\n';
    await expect(readImage(bytesOf(text))).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
    await expect(readImage(bytesOf('P6 16000 16000 255\n'))).rejects.toMatchObject({ code: 'E_IMAGE_INVALID' });
  });
});

describe('a QOI', () => {
  it('has chunks of every kind', async () => {
    const file = qoi(
      ...([8, 1, [4, 0]] as const),
      // A difference of −2 0 1 to black, which wraps; colours; colours and alpha.
      ...[[0b01_00_10_11], [0xfe, 10, 20, 30], [0xff, 10, 20, 30, 0]],
      // Green +31, red and blue 8 − 8 and 15 − 8 more; the same twice.
      ...[[0b10_111111, 0x8f], [0b11_000001]],
      // Seen before: 10 20 30 255 at (30 + 100 + 210 + 2805) mod 64; never seen: zeroes.
      ...[[(30 + 100 + 210 + 2805) % 64], [1]],
    );
    expect(await pixelsOf(file)).toEqual([
      ...[254, 0, 1, 255, 10, 20, 30, 255, 10, 20, 30, 0],
      ...[41, 51, 68, 0, 41, 51, 68, 0, 41, 51, 68, 0],
      ...[10, 20, 30, 255, 0, 0, 0, 0],
    ]);
  });

  it('of three channels is opaque', async () => {
    const image = await readImage(qoi(1, 1, [3, 0], [0xff, 1, 2, 3, 4]));
    expect([...image.data, image.hasAlpha]).toEqual([1, 2, 3, 255, false]);
  });

  it('of linear light is converted, or kept as that', async () => {
    const file = qoi(1, 1, [3, 1], [0xfe, 128, 0, 255]);
    expect(await pixelsOf(file)).toEqual([188, 0, 255, 255]);
    const kept = await readImage(file, { ...silent, colorProfile: 'keep' });
    expect(kept).toMatchObject({ colorSpace: 'linear', data: Uint8Array.of(128, 0, 255, 255) });
  });

  it.each([
    ['cut chunks', qoi(2, 1, [4, 0], [0xff, 1, 2]).subarray(0, 17)],
    ['a cut header', qoi(1, 1, [4, 0]).subarray(0, 10)],
    ['too few bytes for its size', qoi(8000, 8000, [4, 0], [0xfd])],
    ['a run beyond its end', qoi(2, 1, [4, 0], [0xc3])],
    ['five channels', qoi(1, 1, [5, 0], [0xc0])],
    ['colour space 2', qoi(1, 1, [4, 2], [0xc0])],
    ['no size', qoi(0, 1, [4, 0])],
  ])('with %s is invalid', (_, file) => invalid(file));

  it('of more pixels than allowed is refused', async () => {
    await expect(readImage(qoi(100_000, 100_000, [4, 0]))).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
  });
});
