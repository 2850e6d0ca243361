/** The footprints there are to choose from, and the search among them. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsPerTexel, candidateFootprints } from '../../src/auto-footprint/candidates.js';
import { searchFootprint } from '../../src/auto-footprint/search.js';
import { blockCount } from '../../src/codec/formats.js';
import type { EncodeOptions } from '../../src/options/encode-options.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import { type FlatFootprint, FOOTPRINTS } from '../../src/types.js';

/** As the research of the choice has them. */
const BY_BITS = '12x12 12x10 10x10 10x8 8x8 10x6 10x5 8x6 8x5 6x6 6x5 5x5 5x4 4x4'.split(' ');

const candidatesOf = (options: EncodeOptions, width = 100, height = 60) =>
  candidateFootprints(resolveEncodeOptions({ block: 'auto', ...options }), {
    size: { width, height },
    bytesOf: (block) => blockCount(block, width, height).total * 16,
  });

describe('candidates', () => {
  it('are all footprints of two axes, the fewest bits first', () => {
    expect(candidatesOf({ targetPsnr: 40 })).toEqual(BY_BITS);
    expect(FOOTPRINTS.map(bitsPerTexel).sort()).toEqual([...new Set(FOOTPRINTS.map(bitsPerTexel))].sort());
  });

  it.each([
    [{ maxBpp: 3.56 }, '6x6'],
    [{ maxBpp: 3.55 }, '8x5'],
    [{ maxBpp: 5.12 }, '5x5'],
    [{ maxBpp: 0.89 }, '12x12'],
    [{ maxBpp: 32 }, '4x4'],
    // 25 x 15 blocks.
    [{ maxBytes: 6000 }, '4x4'],
    [{ maxBytes: 5999 }, '5x4'],
    [{ maxBytes: 5999, maxBpp: 4 }, '6x6'],
    [{ maxBpp: 8, blocks: ['12x12', '6x6'] }, '6x6'],
    [{ maxBpp: 4, target: 'pixi', blocks: undefined }, undefined],
    [{ maxBpp: 5, target: 'three' }, '6x6'],
  ] as const)('within %j end with %s', (options, last) => {
    if (last === undefined) expect(() => candidatesOf(options)).toThrow(/8.00 bits or more for maxBpp/);
    else expect(candidatesOf(options).at(-1)).toBe(last);
  });

  it('are those of the target, and for WebGPU those whose blocks are whole', () => {
    expect(candidatesOf({ maxBpp: 8, target: 'three' })).toEqual(['6x6', '4x4']);
    expect(candidatesOf({ maxBpp: 8, target: 'pixi' })).toEqual(['4x4']);
    expect(candidatesOf({ maxBpp: 8, target: 'webgpu' }, 40, 24)).toEqual(['10x8', '8x8', '10x6', '8x6', '5x4', '4x4']);
    expect(() => candidatesOf({ maxBpp: 8, target: 'webgpu' }, 41, 23)).toThrow(/whole blocks/);
  });

  it('are refused before any work where the target knows them not', () => {
    expect(() => candidatesOf({ maxBpp: 8, target: 'three', blocks: ['4x4', '8x8'] })).toThrow(
      'Expected 6x6 or 4x4 for block with target three, format astc but received 8x8',
    );
    expect(() => candidatesOf({ maxBpp: 8, target: 'playcanvas' })).toThrow(/for format with target playcanvas/);
  });

  it('that are none say what the smallest takes', () => {
    expect(() => candidatesOf({ maxBytes: 700 })).toThrow('Expected 720 bytes or more for maxBytes but received 700');
    expect(() => candidatesOf({ maxBpp: 2, blocks: ['4x4', '6x6'] })).toThrow(
      'Expected 3.56 bits or more for maxBpp but received 2',
    );
  });
});

describe('the search', () => {
  const CANDIDATES = BY_BITS as FlatFootprint[];
  const rising = fc
    .array(fc.double({ min: 0.01, max: 4, noNaN: true }), { minLength: 14, maxLength: 14 })
    .map((steps) => steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 25)));

  const search = async (candidates: FlatFootprint[], figures: number[], target: number, standardError = 0) => {
    const probed: FlatFootprint[] = [];
    const found = await searchFootprint(candidates, target, async (block) => {
      probed.push(block);
      return { psnr: figures[CANDIDATES.indexOf(block)]!, standardError };
    });
    return { ...found, probed };
  };

  it('finds the fewest bits by four probes at most', async () => {
    await fc.assert(
      fc.asyncProperty(rising, fc.double({ min: 20, max: 90, noNaN: true }), async (figures, target) => {
        const { index, predicted, probes, probed } = await search(CANDIDATES, figures, target);
        const best = figures.findIndex((psnr) => psnr >= target);
        expect(index).toBe(best < 0 ? 13 : best);
        expect(probes).toBeLessThanOrEqual(4);
        expect(probed).toHaveLength(probes);
        expect(predicted).toBe(probed.includes(CANDIDATES[index]!) ? figures[index] : undefined);
      }),
    );
  });

  it('leaves what may fall short, by a standard error', async () => {
    const figures = Array.from({ length: 14 }, (_, index) => 30 + index);
    expect(await search(CANDIDATES, figures, 35)).toMatchObject({ index: 5, predicted: 35 });
    expect(await search(CANDIDATES, figures, 35, 0.01)).toMatchObject({ index: 6, predicted: 36 });
  });

  it('probes nothing where there is one', async () => {
    expect(await search(['6x6'], Array(14).fill(10), 40)).toMatchObject({ index: 0, probes: 0, predicted: undefined });
  });
});
