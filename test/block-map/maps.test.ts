/**
 * Maps of blocks, read by another library. Witnesses: the ASTC hash and block modes as the specification has them, ETC by
 * a decoder of its own, `inspect` block by block.
 */

import { compareImages, decode, differenceImage, encodePng, inspect } from 'astc-wasm';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { MapPlace } from '../../src/cli/block-map/draw-map.js';
import type { CompressedTexture, EtcFormat, Image } from '../../src/types.js';
import { checkWasm } from '../support/check-wasm.js';
import { ETC_FORMATS } from '../support/etc-blocks.js';
import { randomEtcTexture } from '../support/etc-textures.js';
import { FOOTPRINT_SIZES, type FootprintSize, footprintSize } from '../support/footprints.js';
import { randomLegalBlocks } from '../support/random-block.js';
import { referenceBlockMode, referenceBlockMode3d } from '../support/reference/block-mode.js';
import { referenceEtcMode } from '../support/reference/etc.js';
import { referencePartition } from '../support/reference/partition.js';
import { blockBits, field } from '../support/reference/sequence.js';
import { Rng } from '../support/rng.js';

// As it was built: sources do not find the binary.
const { drawBlocks, drawErrors }: typeof import('../../src/cli/block-map/draw-map.js') = await import(
  new URL('../../dist/cli/block-map/draw-map.js', import.meta.url).href
);

const COLUMNS = 5;
const ROWS = 4;
const FIRST: MapPlace = { level: 0, layer: 0, face: 0, slice: 0 };
/** As CSS has them; the README says what they stand for. */
const CSS = {
  darkgray: 'a9a9a9',
  slategray: '708090',
  dodgerblue: '1e90ff',
  orange: 'ffa500',
  limegreen: '32cd32',
  crimson: 'dc143c',
  gold: 'ffd700',
  mediumpurple: '9370db',
  turquoise: '40e0d0',
  coral: 'ff7f50',
  magenta: 'ff00ff',
  navy: '000080',
  darkgreen: '006400',
};
const PARTITION_COLORS = [CSS.dodgerblue, CSS.orange, CSS.limegreen, CSS.crimson];
const MODE_COLORS = {
  1: [CSS.dodgerblue, CSS.limegreen, CSS.gold, CSS.crimson],
  2: [CSS.mediumpurple, CSS.turquoise, CSS.coral],
};

/** Random legal blocks of every kind; the picture ends within its last blocks. */
function randomTexture(footprint: FootprintSize): CompressedTexture {
  const { name, width, height, depth } = footprint;
  const slabs = depth > 1 ? 2 : 1;
  const blocks = randomLegalBlocks(checkWasm(), Rng.named(`map ${name}`), footprint, COLUMNS * ROWS * slabs);
  const sides = { width: width * COLUMNS - 1, height: height * ROWS - 2 };
  const volume = depth > 1 ? { depth: depth * 2 - 1 } : {};
  const levels = [{ ...sides, ...volume, data: new Uint8Array(blocks) }];
  return { format: 'astc', block: name, profile: 'hdr', colorSpace: 'linear', ...sides, ...volume, levels };
}

/** The PNG of a map, decoded by sharp. */
async function readBack(picture: Image) {
  const { data, info } = await sharp(await encodePng(picture))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const hexAt = (x: number, y: number) =>
    data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 3).toString('hex');
  return { ...info, hexAt };
}

/** The last pixel of a texel: on no edge. */
const lastPixel = (texel: number, scale: number) => texel * scale + scale - 1;
/** The last pixel of a block that begins at a texel, within the picture: under no light corner either. */
const lastOfBlock = (texel: number, block: number, side: number, scale: number) =>
  lastPixel(Math.min(texel + block, side) - 1, scale);

function shaded(hex: string, shade: number): string {
  return Buffer.from(Array.from(Buffer.from(hex, 'hex'), (value) => Math.round(value * shade))).toString('hex');
}

/** What a block's bits say, void extents apart. */
function readBlock(block: Uint8Array, { depth, texelCount }: FootprintSize) {
  const bits = blockBits(block);
  if (field(bits, 8, 0) === 0x1fc) return undefined;
  const mode = (depth > 1 ? referenceBlockMode3d : referenceBlockMode)(field(bits, 10, 0))!;
  const partitionCount = field(bits, 12, 11) + 1;
  const density = (mode.width * mode.height * mode.depth) / texelCount;
  return { mode, partitionCount, seed: field(bits, 22, 13), density };
}

const footprints = FOOTPRINT_SIZES.map((footprint) => [footprint.name, footprint] as const);

describe.each(footprints)('ASTC %s', (_, footprint) => {
  const texture = randomTexture(footprint);
  const slice = footprint.depth > 1 ? footprint.depth + 1 : 0;
  const data = texture.levels[0]!.data.subarray(slice > 0 ? COLUMNS * ROWS * 16 : 0);
  const blockAt = (x: number, y: number) => {
    const index = Math.floor(y / footprint.height) * COLUMNS + Math.floor(x / footprint.width);
    return data.subarray(index * 16, index * 16 + 16);
  };

  it('partitions are those of the hash, texel by texel', async () => {
    const map = await drawBlocks(texture, 'partitions', { ...FIRST, slice });
    const { width, height, hexAt } = await readBack(map.picture);
    expect({ width, height }).toEqual({ width: texture.width * map.scale, height: texture.height * map.scale });
    const seen = new Set<string>();
    for (let y = 0; y < texture.height; y++) {
      for (let x = 0; x < texture.width; x++) {
        const block = readBlock(blockAt(x, y), footprint);
        const column = x % footprint.width;
        const row = y % footprint.height;
        const depth = slice % footprint.depth;
        const expected =
          block === undefined
            ? CSS.darkgray
            : block.partitionCount === 1
              ? CSS.slategray
              : PARTITION_COLORS[
                  referencePartition(block.seed, column, row, depth, block.partitionCount, footprint.texelCount < 31)
                ];
        expect(hexAt(lastPixel(x, map.scale), lastPixel(y, map.scale)), `texel ${x},${y}`).toBe(expected);
        seen.add(expected!);
      }
    }
    expect(seen.size).toBeGreaterThan(3);
    const total = map.legend.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBe(texture.width * texture.height);
  });

  it('modes are those of the bits, and their counts those of inspect', async () => {
    const map = await drawBlocks(texture, 'modes', { ...FIRST, slice });
    const { hexAt } = await readBack(map.picture);
    for (let y = 0; y < texture.height; y += footprint.height) {
      for (let x = 0; x < texture.width; x += footprint.width) {
        const block = readBlock(blockAt(x, y), footprint);
        const expected =
          block === undefined
            ? CSS.darkgray
            : shaded(MODE_COLORS[block.mode.isDualPlane ? 2 : 1][block.partitionCount - 1]!, 0.4 + 0.6 * block.density);
        expect(
          hexAt(
            lastOfBlock(x, footprint.width, texture.width, map.scale),
            lastOfBlock(y, footprint.height, texture.height, map.scale),
          ),
          `block at ${x},${y}`,
        ).toBe(expected);
      }
    }
    if (footprint.depth > 1) return;
    const { statistics } = await inspect(texture);
    if (statistics.kind !== 'astc') throw new Error('expected ASTC');
    const countOf = (pattern: RegExp) =>
      map.legend.filter(({ row }) => pattern.test(row.name)).reduce((sum, { count }) => sum + count, 0);
    expect([1, 2, 3, 4].map((count) => countOf(new RegExp(`^${count} partition`)))).toEqual(statistics.partitionCounts);
    expect(countOf(/2 planes$/)).toBe(statistics.dualPlaneCount);
    expect(countOf(/^void extent$/)).toBe(statistics.voidExtentCount);
  });

  // A block of inspect is one of the first slice.
  if (footprint.depth > 1) return;
  it('light corners are those of HDR endpoints, as inspect reports them', async () => {
    const map = await drawBlocks(texture, 'modes', FIRST);
    const { hexAt } = await readBack(map.picture);
    let marked = 0;
    for (let y = 0; y < texture.height; y += footprint.height) {
      for (let x = 0; x < texture.width; x += footprint.width) {
        const { block } = await inspect(texture, { blockAt: { x, y } });
        const isHdr =
          block?.kind === 'void-extent'
            ? block.colorType === 'float16'
            : block?.kind === 'partitioned' && block.endpoints.some(({ cemName }) => cemName.startsWith('HDR'));
        // Past the dark edge.
        expect(hexAt(x * map.scale + 1, y * map.scale + 1) === 'f5f5f5', `block at ${x},${y}`).toBe(isHdr);
        marked += Number(isHdr);
      }
    }
    expect(marked).toBeGreaterThan(0);
    expect(map.mark).toEqual({ name: 'HDR endpoints', count: marked });
  });
});

describe('blocks without meaning', () => {
  it('are magenta in both maps', async () => {
    const texture = { ...randomTexture(footprintSize('6x6')), width: 6, height: 6 };
    texture.levels = [{ width: 6, height: 6, data: new Uint8Array(16) }];
    for (const kind of ['modes', 'partitions'] as const) {
      const map = await drawBlocks(texture, kind, FIRST);
      expect((await readBack(map.picture)).hexAt(50, 50)).toBe(CSS.magenta);
      expect(map.legend.map(({ row, count }) => [row.name, count])).toEqual([['illegal', kind === 'modes' ? 1 : 36]]);
    }
  });
});

const COLOR_FORMATS = ETC_FORMATS.filter((format) => !format.startsWith('eac-'));
const ETC_COLORS = { T: CSS.orange, H: CSS.crimson, planar: CSS.darkgray, illegal: CSS.magenta };
/** Bit of the specification by its number in the colour word; bit 63 is the first. */
const bitOf = (word: Uint8Array, bit: number) => (word[7 - Math.floor(bit / 8)]! >> (bit % 8)) & 1;

describe.each(COLOR_FORMATS)('%s', (format) => {
  const texture = randomEtcTexture(format as EtcFormat, 62, 37);
  const { data } = texture.levels[0]!;
  const step = data.length / (16 * 10);
  const blockAt = (x: number, y: number) => {
    const index = Math.floor(y / 4) * 16 + Math.floor(x / 4);
    return data.subarray(index * step, (index + 1) * step);
  };
  const wordAt = (x: number, y: number) => blockAt(x, y).subarray(step - 8);

  it('modes and flips are those of the bits', async () => {
    const map = await drawBlocks(texture, 'modes', FIRST);
    const { hexAt } = await readBack(map.picture);
    const counts = new Map<string, number>();
    for (let y = 0; y < texture.height; y += 4) {
      for (let x = 0; x < texture.width; x += 4) {
        const mode = referenceEtcMode(blockAt(x, y), format);
        const isFlipped = bitOf(wordAt(x, y), 32) === 1;
        const split = { individual: [CSS.dodgerblue, CSS.navy], differential: [CSS.limegreen, CSS.darkgreen] };
        const expected = mode in split ? split[mode as keyof typeof split][Number(isFlipped)] : ETC_COLORS[mode as 'T'];
        const place = [lastOfBlock(x, 4, 62, map.scale), lastOfBlock(y, 4, 37, map.scale)] as const;
        expect(hexAt(...place)).toBe(expected);
        counts.set(mode, (counts.get(mode) ?? 0) + 1);
      }
    }
    for (const [mode, count] of counts) {
      const rows = map.legend.filter(({ row }) => row.name.split(',')[0] === mode);
      expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(count);
    }
    if (format === 'etc2-rgba1') expect(map.mark?.count).toBeGreaterThan(0);
    else expect(map.mark).toBeUndefined();
  });

  it('texels belong to the halves, or to the colours of T and H', async () => {
    const map = await drawBlocks(texture, 'partitions', FIRST);
    const { hexAt } = await readBack(map.picture);
    for (let y = 0; y < texture.height; y++) {
      for (let x = 0; x < texture.width; x++) {
        const word = wordAt(x, y);
        const mode = referenceEtcMode(blockAt(x, y), format);
        // Pixels of the specification are numbered down the columns.
        const pixel = (x % 4) * 4 + (y % 4);
        const index = bitOf(word, 16 + pixel) * 2 + bitOf(word, pixel);
        const isSecond = {
          T: index > 0,
          H: index > 1,
          individual: (bitOf(word, 32) === 1 ? y : x) % 4 > 1,
          differential: (bitOf(word, 32) === 1 ? y : x) % 4 > 1,
        };
        const expected =
          mode === 'planar'
            ? CSS.slategray
            : mode === 'illegal'
              ? CSS.magenta
              : isSecond[mode]
                ? CSS.orange
                : CSS.dodgerblue;
        expect(hexAt(lastPixel(x, map.scale), lastPixel(y, map.scale)), `${mode} at ${x},${y}`).toBe(expected);
      }
    }
  });
});

describe('EAC', () => {
  it('shows the tables of red and green side by side, and counts them as inspect does', async () => {
    const texture = randomEtcTexture('eac-rg11', 64, 64);
    const map = await drawBlocks(texture, 'modes', FIRST);
    const { statistics } = await inspect(texture);
    if (statistics.kind !== 'etc') throw new Error('expected ETC');
    const counts = Array.from(
      { length: 16 },
      (_, table) => map.legend.find(({ row }) => row.name === `table ${table}`)?.count ?? 0,
    );
    expect(counts).toEqual(statistics.eacTables);
    expect(map.unit).toBe('EAC words');
    const { block } = await inspect(texture, { blockAt: { x: 0, y: 0 } });
    const [red, green] = block?.kind === 'etc' ? block.eac : [];
    const mean = (red!.multiplier + green!.multiplier) / 2;
    const { hexAt } = await readBack(map.picture);
    const colorOf = (table: number) =>
      Buffer.from(map.legend.find(({ row }) => row.name === `table ${table}`)!.row.color).toString('hex');
    const shade = 0.4 + (0.6 * mean) / 15;
    expect(hexAt(lastPixel(0, map.scale), lastPixel(0, map.scale))).toBe(shaded(colorOf(red!.table), shade));
    expect(hexAt(lastPixel(3, map.scale), lastPixel(0, map.scale))).toBe(shaded(colorOf(green!.table), shade));
  });

  it('has no partitions', async () => {
    const texture = randomEtcTexture('eac-r11', 8, 8);
    await expect(drawBlocks(texture, 'partitions', FIRST)).rejects.toMatchObject({
      code: 'E_UNSUPPORTED',
      message: 'a map of partitions of format eac-r11 (expected ASTC or ETC with colour)',
    });
  });
});

describe('other formats', () => {
  it('have no blocks that we know', async () => {
    const { block: _, ...facts } = randomTexture(footprintSize('4x4'));
    const bc7 = { vkFormat: 145, block: '4x4', bytesPerBlock: 16, typeSize: 1, dfd: new Uint8Array(0) } as const;
    await expect(drawBlocks({ ...facts, ...bc7, format: 'other' }, 'modes', FIRST)).rejects.toMatchObject({
      code: 'E_UNSUPPORTED',
      message: 'a map of a texture of format other (expected ASTC or ETC blocks)',
    });
  });
});

describe('errors', () => {
  it('are the heat map of the decoded texture, enlarged', async () => {
    const texture: CompressedTexture = { ...randomTexture(footprintSize('5x4')), profile: 'ldr' };
    const decoded = await decode(texture);
    const reference = { ...decoded, data: decoded.data.map((value, index) => value ^ (index % 7)) } as Image;
    const map = await drawErrors(texture, reference, {});
    const heat = differenceImage(reference, decoded);
    const { hexAt } = await readBack(map.picture);
    for (let y = 0; y < heat.height; y++) {
      for (let x = 0; x < heat.width; x++) {
        const offset = (y * heat.width + x) * 4;
        const expected = Buffer.from(heat.data.subarray(offset, offset + 3) as Uint8Array).toString('hex');
        expect(hexAt(x * map.scale, y * map.scale)).toBe(expected);
      }
    }
    const { differingPixels } = compareImages(reference, decoded);
    const counts = Object.fromEntries(map.legend.map(({ row, count }) => [row.name, count]));
    expect(counts['0 of 255'] ?? 0).toBe(heat.width * heat.height - differingPixels);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(heat.width * heat.height);
  });

  it('want a picture of the same size', async () => {
    const texture = randomTexture(footprintSize('4x4'));
    const reference = (await decode({ ...texture, profile: 'ldr' })) as Image;
    const small = { ...reference, width: 1, height: 1, data: reference.data.subarray(0, 4) } as Image;
    await expect(drawErrors(texture, small, {})).rejects.toMatchObject({
      code: 'E_OPTION',
      message: 'Expected a picture of 19x14 pixels for --reference, as the texture has, but received 1x1',
    });
  });
});
