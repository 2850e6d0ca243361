/** TGA, BMP, PNM and QOI beside other readers and writers: Netpbm, the loader of three.js, a browser. */
// @ts-expect-error: three brings no types
import { TGALoader } from 'three/examples/jsm/loaders/TGALoader.js';
import { describe, expect, it } from 'vitest';
import { readImage } from '../../src/index.js';
import { HAS_NETPBM, netpbm, WHY_NO_NETPBM } from '../support/netpbm.js';
import { Rng } from '../support/rng.js';
import type { decodeBitmaps } from './bitmap-in-page.js';
import { HAS_CHROMIUM, useSourcePages, WHY_NO_CHROMIUM } from './page.js';
import { bmp, bytesOf, qoi, type Tga, tga } from './raster-writer.js';

const silent = { onWarning: () => undefined };
const pixelsOf = async (file: Uint8Array) => Array.from((await readImage(file, silent)).data);
const FILE_COUNT = 60;

/** A PAM of few colours, so that palettes and runs have something to do. */
function randomPam(rng: Rng, depth: 1 | 3 | 4, colorCount: number, maxval = 255): Uint8Array {
  const [width, height] = [rng.between(1, 40), rng.between(1, 30)];
  const bytesPerColor = depth * (maxval > 255 ? 2 : 1);
  const colors = Array.from({ length: colorCount }, () => [...rng.bytes(bytesPerColor)]);
  const pixels: number[] = [];
  while (pixels.length < width * height * bytesPerColor) {
    const color = rng.pick(colors);
    for (let count = rng.between(1, 5); count > 0; count--) pixels.push(...color);
  }
  const tuple = { 1: 'GRAYSCALE', 3: 'RGB', 4: 'RGB_ALPHA' }[depth];
  const header = `P7\nWIDTH ${width}\nHEIGHT ${height}\nDEPTH ${depth}\nMAXVAL ${maxval}\nTUPLTYPE ${tuple}\nENDHDR\n`;
  return bytesOf(header, pixels.slice(0, width * height * bytesPerColor));
}

describe.skipIf(!HAS_NETPBM)(`what Netpbm writes${WHY_NO_NETPBM}`, () => {
  it.each([
    ['TGA of colours', 3, 200, 'pamtotga', ['-rgb']],
    ['TGA of colours in no runs', 3, 200, 'pamtotga', ['-rgb', '-norle']],
    ['TGA of a palette', 3, 30, 'pamtotga', ['-cmap']],
    ['TGA of grey', 1, 90, 'pamtotga', ['-mono']],
    ['BMP of Windows', 3, 4000, 'ppmtobmp', ['-windows']],
    ['BMP of 8 bits', 3, 100, 'ppmtobmp', ['-windows']],
    ['BMP of 4 bits', 3, 12, 'ppmtobmp', ['-windows']],
    ['BMP of 1 bit', 3, 2, 'ppmtobmp', ['-windows']],
    ['BMP of OS/2', 3, 100, 'ppmtobmp', ['-os2']],
    ['QOI', 3, 100, 'pamtoqoi', []],
    ['QOI with alpha', 4, 100, 'pamtoqoi', []],
    ['plain PPM', 3, 100, 'pnmtoplainpnm', []],
    ['plain PGM', 1, 100, 'pnmtoplainpnm', []],
    ['PNM', 3, 100, 'pamtopnm', []],
  ] as const)('is read alike: %s', async (name, depth, colorCount, tool, switches) => {
    const rng = Rng.named(name);
    for (let count = 0; count < 6; count++) {
      const pam = randomPam(rng, depth, colorCount);
      expect(await pixelsOf(netpbm(pam, tool, ...switches))).toEqual(await pixelsOf(pam));
    }
  });

  it.each([1, 3] as const)('is read alike: 16 bits, %i components, in ASCII', async (depth) => {
    const pam = randomPam(Rng.named('deep'), depth, 100, 65_535);
    const { data } = await readImage(netpbm(pam, 'pnmtoplainpnm'));
    expect(data).toBeInstanceOf(Uint16Array);
    expect(data).toEqual((await readImage(pam)).data);
  });

  it('is read alike: bits, binary and in ASCII', async () => {
    const pgm = netpbm(randomPam(Rng.named('bits'), 1, 100), 'pamtopnm');
    const pbm = netpbm(pgm, 'pgmtopbm', '-threshold');
    expect(String.fromCharCode(...pbm.subarray(0, 2))).toBe('P4');
    const expected = await pixelsOf(netpbm(pbm, 'pamdepth', '255'));
    expect(await pixelsOf(pbm)).toEqual(expected);
    expect(await pixelsOf(netpbm(pbm, 'pnmtoplainpnm'))).toEqual(expected);
  });
});

/** Packets of random lengths, single pixels and runs. */
function packRuns(rng: Rng, pixels: readonly number[][]): number[] {
  const packed: number[] = [];
  for (let at = 0; at < pixels.length; ) {
    const count = Math.min(rng.between(1, 9), pixels.length - at);
    if (rng.once(2)) packed.push(count - 1, ...pixels.slice(at, at + count).flat());
    else packed.push(127 + count, ...pixels[at]!);
    at += count;
  }
  return packed;
}

/** Files of every type, depth and corner. */
function randomTga(rng: Rng, depths: readonly (readonly [type: number, bits: number])[]): Uint8Array {
  const [type, bits] = rng.pick(depths);
  const [width, height] = [rng.between(1, 12), rng.between(1, 9)];
  const colors = [...rng.bytes(40)].map((byte) => [byte]);
  const pixels = Array.from({ length: width * height }, () =>
    type === 1 ? rng.pick(colors.slice(0, 20)).map((value) => value % 20) : [...rng.bytes(bits / 8)],
  );
  const map: Tga['map'] = { bits: 24, entries: Array.from({ length: 20 }, () => [...rng.bytes(3)]) };
  const corner = rng.pick([0, 0x20]) | (bits === 32 ? 8 : 0);
  const isRuns = rng.once(2);
  const facts = { type: isRuns ? type + 8 : type, bits, width, height, descriptor: corner, id: 'of a test' };
  return tga({ ...facts, ...(type === 1 && { map }) }, isRuns ? packRuns(rng, pixels) : pixels.flat());
}

describe('TGA files', () => {
  it(`${FILE_COUNT} of them are what the loader of three.js makes of them`, async () => {
    const rng = Rng.named('tga three');
    for (let count = 0; count < FILE_COUNT; count++) {
      const file = randomTga(rng, [
        [1, 8],
        [2, 24],
        [2, 32],
        [3, 8],
      ]);
      const { data } = new TGALoader().parse(file.buffer as ArrayBuffer) as { data: Uint8Array };
      expect([count, await pixelsOf(file)]).toEqual([count, Array.from(data)]);
    }
  });

  it.skipIf(!HAS_NETPBM)(`${FILE_COUNT} of them are what Netpbm makes of their colours${WHY_NO_NETPBM}`, async () => {
    const rng = Rng.named('tga netpbm');
    for (let count = 0; count < FILE_COUNT; count++) {
      const file = randomTga(rng, [
        [1, 8],
        [2, 24],
        [2, 32],
        [3, 8],
      ]);
      const opaque = (pixels: number[]) => pixels.map((value, index) => (index % 4 === 3 ? 255 : value));
      expect([count, opaque(await pixelsOf(file))]).toEqual([count, await pixelsOf(netpbm(file, 'tgatoppm'))]);
    }
  });
});

/** Chunks of every kind at random, which is what a hash table and differences are tested by. */
function randomQoi(rng: Rng, channels: 3 | 4): Uint8Array {
  const [width, height] = [rng.between(1, 30), rng.between(1, 20)];
  const chunks: number[] = [];
  for (let left = width * height; left > 0; left--) {
    const kind = rng.below(channels === 4 ? 6 : 5);
    if (kind === 0) chunks.push(rng.below(64));
    else if (kind === 1) chunks.push(64 + rng.below(64));
    else if (kind === 2) chunks.push(128 + rng.below(64), rng.below(256));
    else if (kind === 4) chunks.push(0xfe, ...rng.bytes(3));
    else if (kind === 5) chunks.push(0xff, ...rng.bytes(4));
    else {
      const run = Math.min(rng.between(1, 62), left);
      chunks.push(192 + run - 1);
      left -= run - 1;
    }
  }
  return qoi(width, height, [channels, 0], chunks);
}

describe.skipIf(!HAS_NETPBM)(`QOI files${WHY_NO_NETPBM}`, () => {
  it(`${FILE_COUNT} of random chunks are what Netpbm makes of them`, async () => {
    const rng = Rng.named('qoi');
    for (let count = 0; count < FILE_COUNT; count++) {
      const file = randomQoi(rng, 4);
      expect([count, await pixelsOf(file)]).toEqual([count, await pixelsOf(netpbm(file, 'qoitopam'))]);
    }
  });
});

/** Rows of random bits, padded to four bytes. */
const randomRows = (rng: Rng, width: number, height: number, bits: number) =>
  Array.from({ length: height }, () => {
    const used = Math.ceil((width * bits) / 8);
    return [...rng.bytes(used), ...new Array<number>(-used & 3).fill(0)];
  }).flat();

/** Runs of 8 or 4 bits that fill every row. */
function randomBmpRuns(rng: Rng, width: number, height: number, bits: 4 | 8): number[] {
  const runs: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; ) {
      const count = Math.min(rng.between(1, 12), width - x);
      if (count < 3 || rng.once(2)) runs.push(count, rng.below(256));
      else {
        const bytes = Math.ceil((count * bits) / 8);
        runs.push(0, count, ...rng.bytes(bytes), ...new Array<number>(bytes & 1).fill(0));
      }
      x += count;
    }
    runs.push(0, 0);
  }
  return [...runs.slice(0, -2), 0, 1];
}

const paletteOf = (rng: Rng, bits: number) => Array.from({ length: 2 ** bits }, () => [...rng.bytes(3), 0]);

/** Of these lengths of headers browsers know what we do. */
const LENGTHS = [40, 108, 124] as const;
type BmpMaker = (rng: Rng, width: number, height: number) => Uint8Array;
const BMP_MAKERS: Readonly<Record<string, BmpMaker>> = {
  '1 bit': (rng, width, height) =>
    bmp({ bits: 1, width, height, palette: paletteOf(rng, 1) }, randomRows(rng, width, height, 1)),
  '4 bits': (rng, width, height) =>
    bmp({ bits: 4, width, height, palette: paletteOf(rng, 4) }, randomRows(rng, width, height, 4)),
  '8 bits': (rng, width, height) =>
    bmp({ bits: 8, width, height: -height, palette: paletteOf(rng, 8) }, randomRows(rng, width, height, 8)),
  'OS/2': (rng, width, height) =>
    bmp(
      { length: 12, bits: 8, width, height, palette: paletteOf(rng, 8).map((entry) => entry.slice(0, 3)) },
      randomRows(rng, width, height, 8),
    ),
  RLE8: (rng, width, height) =>
    bmp({ bits: 8, compression: 1, width, height, palette: paletteOf(rng, 8) }, randomBmpRuns(rng, width, height, 8)),
  RLE4: (rng, width, height) =>
    bmp({ bits: 4, compression: 2, width, height, palette: paletteOf(rng, 4) }, randomBmpRuns(rng, width, height, 4)),
  '5 5 5': (rng, width, height) => bmp({ bits: 16, width, height }, randomRows(rng, width, height, 16)),
  '5 6 5': (rng, width, height) =>
    bmp(
      { bits: 16, length: rng.pick(LENGTHS), compression: 3, width, height, masks: [0xf800, 0x7e0, 0x1f] },
      randomRows(rng, width, height, 16),
    ),
  '24 bits': (rng, width, height) =>
    bmp({ bits: 24, length: rng.pick(LENGTHS), width, height }, randomRows(rng, width, height, 24)),
  '32 bits': (rng, width, height) =>
    bmp({ bits: 32, width, height: rng.pick([1, -1]) * height }, randomRows(rng, width, height, 32)),
  'fields with alpha': (rng, width, height) =>
    bmp(
      {
        ...{ bits: 32, length: rng.pick([56, 108, 124]), compression: 3, width, height },
        masks: [0xff, 0xff00, 0xff0000, 0xff000000],
      },
      randomRows(rng, width, height, 32),
    ),
  '1 5 5 5': (rng, width, height) =>
    bmp(
      { bits: 16, length: 124, compression: 3, width: width + 8, height, masks: [0x7c00, 0x3e0, 0x1f, 0x8000] },
      randomRows(rng, width + 8, height, 16),
    ),
  '4 4 4 4': (rng, width, height) =>
    bmp(
      { bits: 16, length: 124, compression: 3, width, height, masks: [0xf00, 0xf0, 0xf, 0xf000] },
      randomRows(rng, width, height, 16),
    ),
};

describe.skipIf(!HAS_CHROMIUM)(`BMP files${WHY_NO_CHROMIUM}`, () => {
  const withSourcePage = useSourcePages();

  it(`${FILE_COUNT} of them are what a browser makes of them`, { timeout: 60_000 }, async () => {
    const rng = Rng.named('bmp');
    const makers = Object.entries(BMP_MAKERS);
    const files = Array.from({ length: FILE_COUNT }, (_, index) => {
      const [name, make] = makers[index % makers.length]!;
      return { name, bytes: make(rng, rng.between(1, 20), rng.between(1, 9)) };
    });
    const drawn = await withSourcePage((run) =>
      run<typeof decodeBitmaps>(
        'test/images/bitmap-in-page.js',
        'decodeBitmaps',
        files.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
      ),
    );
    for (const [index, { name, bytes }] of files.entries()) {
      expect([name, await pixelsOf(bytes)]).toEqual([name, drawn[index]]);
    }
  });
});

describe.skipIf(!HAS_NETPBM)(`BMP files and Netpbm${WHY_NO_NETPBM}`, () => {
  it.each(['1 bit', '4 bits', '8 bits', 'OS/2', 'RLE8', 'RLE4', '24 bits'])('of %s are read alike', async (name) => {
    const rng = Rng.named(name);
    for (let count = 0; count < 5; count++) {
      const file = BMP_MAKERS[name]!(rng, rng.between(1, 20), rng.between(1, 9));
      expect(await pixelsOf(file)).toEqual(await pixelsOf(netpbm(file, 'bmptopnm')));
    }
  });
});
