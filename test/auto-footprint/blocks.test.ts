/** Which blocks are looked at, and that the encoder makes of them what it makes of them in their picture. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { findGradients, weighBlocks } from '../../src/auto-footprint/block-weights.js';
import { gatherBlocks, gatheredCount } from '../../src/auto-footprint/gather-blocks.js';
import { sampleBlocks } from '../../src/auto-footprint/sample-blocks.js';
import { psnrOfErrors, squaredErrors } from '../../src/auto-footprint/squared-errors.js';
import { blockCount, footprintSize } from '../../src/codec/formats.js';
import { encodeStored } from '../../src/encode.js';
import { compareImages } from '../../src/metrics/psnr.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import type { LevelCodec } from '../../src/pool/level-codec.js';
import { FOOTPRINTS, type Image } from '../../src/types.js';
import { makeImage8 } from '../images/support.js';
import { makePicture } from '../support/pictures.js';
import { placeCodec } from '../volume/levels.js';

const COLORS = [1, 1, 1, 0] as const;

describe('a sample', () => {
  const weights = fc
    .array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 })
    .map((values) => Float64Array.from(values));

  it('has as many blocks as asked for, none twice, each with its probability', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 320 }), (each, count) => {
        const { blocks, shares } = sampleBlocks(each, count);
        expect(new Set(blocks).size).toBe(blocks.length);
        expect(shares).toHaveLength(blocks.length);
        // The last step may end on either side of the last block's weight, as sums are rounded.
        expect(Math.abs(blocks.length - Math.min(count, each.length))).toBeLessThanOrEqual(1);
        for (const share of shares) {
          expect(share).toBeGreaterThan(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        // Every draw stands for one step of weight: what weighs the same is counted right.
        const drawn = shares.filter((share) => share < 1);
        const ratios = drawn.map((share) => each[blocks[shares.indexOf(share)]!]! / share);
        for (const ratio of ratios) expect(ratio / ratios[0]!).toBeCloseTo(1, 6);
      }),
    );
  });

  it('takes everything where there is no more, and what is heavy for certain', () => {
    expect(sampleBlocks(Float64Array.of(3, 1, 2), 3)).toEqual({ blocks: [0, 1, 2], shares: [1, 1, 1] });
    const one = new Float64Array(100).fill(1);
    one[41] = 1000;
    const { blocks, shares } = sampleBlocks(one, 10);
    expect(blocks).toHaveLength(10);
    expect([blocks[0], shares[0]]).toEqual([41, 1]);
    for (const share of shares.slice(1)) expect(share).toBeCloseTo(9 / 99, 9);
  });

  it('is spread over the places of blocks that weigh the same', () => {
    const { blocks } = sampleBlocks(new Float64Array(1000).fill(1), 10);
    expect(blocks).toEqual([50, 150, 250, 350, 450, 550, 650, 750, 850, 950]);
  });
});

describe('weights', () => {
  const edge = makeImage8(48, 24, (x) => (x < 22 ? [10, 20, 30] : [200, 20, 30]));

  it('are those of edges, and never 0', () => {
    const weights = weighBlocks(edge, findGradients(edge, COLORS), { width: 4, height: 4 });
    const row = [...weights.subarray(0, 12)];
    // The edge lies within the sixth block of a row.
    expect(row.indexOf(Math.max(...row))).toBe(5);
    expect(Math.min(...row)).toBeGreaterThan(0);
    expect(row.filter((weight) => weight === Math.min(...row))).toHaveLength(11);
    for (let first = 0; first < weights.length; first += 12)
      expect([...weights.subarray(first, first + 12)]).toEqual(row);
  });

  it('leave out components that do not count, and are alike where nothing changes', () => {
    const weights = weighBlocks(edge, findGradients(edge, [0, 1, 1, 0]), { width: 6, height: 6 });
    expect(new Set(weights)).toEqual(new Set([1]));
  });

  it('see edges of pictures too large to be looked at texel by texel', () => {
    const [width, height] = [2048, 1030];
    const data = new Uint8Array(width * height * 4);
    for (let texel = 0; texel < width * height; texel++) if (texel % width >= 1001) data[texel * 4] = 255;
    const image: Image = { width, height, data, channels: 4, colorSpace: 'linear', hasAlpha: false };
    const gradients = findGradients(image, COLORS);
    expect(gradients.step).toBe(2);
    const weights = weighBlocks(image, gradients, { width: 8, height: 8 });
    const heaviest = weights.indexOf(Math.max(...weights));
    expect(heaviest % (width / 8)).toBe(Math.floor(1000 / 8));
  });
});

describe('gathered blocks', () => {
  let codec: LevelCodec;
  beforeAll(async () => {
    codec = await placeCodec();
  });

  const pictures = [
    ['8 bits', makePicture(61, 45)],
    ['16 bits', makePicture(37, 53, { bits: 16, colorSpace: 'linear', hasAlpha: false })],
  ] as const;

  it.each(pictures)('are compressed to the bytes that they have in their picture: %s, odd sizes', async (_, image) => {
    for (const block of FOOTPRINTS) {
      const options = { ...resolveEncodeOptions({ quality: 'fast' }), block };
      const whole = await encodeStored(codec, image, options, {});
      const { total } = blockCount(block, image.width, image.height);
      // Backwards, and every other one.
      for (const step of [-1, 2]) {
        const numbers = Array.from({ length: Math.ceil(total / Math.abs(step)) }, (_, index) =>
          step < 0 ? total - 1 - index : index * step,
        );
        const gathered = gatherBlocks(image, footprintSize(block), numbers);
        const level = await encodeStored(codec, gathered.image, options, {});
        expect(level.data).toHaveLength(gatheredCount(numbers.length) * 16);
        for (const [index, number] of numbers.entries()) {
          const [own, other] = [level.data.subarray(index * 16), whole.data.subarray(number * 16)];
          expect([...own.subarray(0, 16)], `${block} ${number}`).toEqual([...other.subarray(0, 16)]);
        }
      }
    }
  });

  it('count the texels that exist', () => {
    const [, image] = pictures[0];
    for (const block of FOOTPRINTS) {
      const { total } = blockCount(block, image.width, image.height);
      const { regions } = gatherBlocks(image, footprintSize(block), [...Array(total).keys()]);
      expect(regions.reduce((sum, { width, height }) => sum + width * height, 0)).toBe(image.width * image.height);
    }
  });
});

describe('squared errors', () => {
  it.each([8, 16] as const)('are those of compareImages, %s bits', (bits) => {
    const image = makePicture(31, 17, { bits });
    const decoded = makePicture(31, 17).data.map((value, index) => (value + (index % 7)) & 255) as Uint8Array;
    const whole = { x: 0, y: 0, width: 31, height: 17 };
    const { psnrRgb, psnrRgba, mse } = compareImages(image, { ...image, data: decoded });
    const psnrOver = (counts: readonly [number, number, number, number]) =>
      psnrOfErrors(squaredErrors(image, decoded, whole, counts), 31 * 17, counts);
    expect(psnrOver(COLORS)).toBeCloseTo(psnrRgb, 10);
    expect(psnrOver([1, 1, 1, 1])).toBeCloseTo(psnrRgba, 10);
    expect(psnrOver([0, 3, 1, 0])).toBeCloseTo(10 * Math.log10((255 * 255) / ((3 * mse.g + mse.b) / 4)), 10);
    expect(psnrOver([0, 0, 0, 0])).toBe(Number.POSITIVE_INFINITY);
    const parts = [
      { x: 0, y: 0, width: 31, height: 5 },
      { x: 0, y: 5, width: 12, height: 12 },
      { x: 12, y: 5, width: 19, height: 12 },
    ];
    const sum = parts.reduce((errors, part) => errors + squaredErrors(image, decoded, part, COLORS), 0);
    expect(sum).toBe(squaredErrors(image, decoded, whole, COLORS));
  });
});
