import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_WASM_URL, OurEncoder } from '../../bench/ours.mjs';
import { FOOTPRINTS } from '../../bench/settings.mjs';
import { Choices } from '../../bench/train/choices.mjs';
import { listLoss, orderModes } from '../../bench/train/coverage.mjs';
import { formatPoints, listSettings } from '../../bench/train/grid.mjs';
import { formatModeOrder, readModeLists } from '../../bench/train/mode-order.mjs';
import {
  classesOf,
  endpointValues,
  NONE,
  qualityColumns,
  TRAIN_WASM_URL,
  Trainer,
} from '../../bench/train/trainer.mjs';
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { makePicture } from '../support/pictures.js';
import { legalModesOf } from '../support/random-block.js';

const isBuilt = existsSync(TRAIN_WASM_URL) && existsSync(DEFAULT_WASM_URL);
if (!isBuilt) console.warn('SKIPPED: build/train.wasm is not built (npm run build:train)');

function table(rows: number[][], line = rows.map(() => 0)) {
  return { modes: [10, 11, 12], rows: rows.map((row) => Float32Array.from(row)), line, weight: rows.map(() => 1) };
}

describe('an order of block modes', () => {
  it('starts with the mode that is best for all and goes on with what that one misses', () => {
    // 11 is second best for everyone; 10 and 12 are each best for some
    const costs = table([
      [0, 10, 90],
      [0, 10, 90],
      [90, 10, 0],
    ]);
    expect(orderModes(costs, 3)).toEqual([11, 10, 12]);
    expect(orderModes(costs, 1)).toEqual([11]);
  });

  it('leaves out what gains nothing', () => {
    const costs = table([
      [0, 10, 20],
      [0, 10, 20],
    ]);
    expect(orderModes(costs, 3)).toEqual([10]);
  });

  it('counts a block by its weight', () => {
    const costs = {
      ...table([
        [0, 50, 50],
        [50, 50, 0],
      ]),
      weight: [1, 2],
    };
    expect(orderModes(costs, 1)).toEqual([12]);
  });

  it('is as good at every length as choosing each next mode by full search', () => {
    const random = (seed: number) => ((seed * 2654435761) >>> 8) % 1000;
    const rows = Array.from({ length: 40 }, (_, block) => [0, 1, 2, 3, 4, 5].map((mode) => random(block * 7 + mode)));
    const costs = {
      modes: [0, 1, 2, 3, 4, 5],
      rows: rows.map((row) => Float32Array.from(row)),
      line: [],
      weight: rows.map(() => 1),
    };
    const total = (list: number[]) => rows.reduce((sum, row) => sum + Math.min(...list.map((mode) => row[mode]!)), 0);
    const order = orderModes(costs, 6);
    for (let length = 2; length <= order.length; length++) {
      const before = order.slice(0, length - 1);
      const others = [0, 1, 2, 3, 4, 5].filter((mode) => !before.includes(mode));
      expect(total(order.slice(0, length))).toBe(Math.min(...others.map((mode) => total([...before, mode]))));
    }
  });

  it('loses nothing with all modes, and what the missing ones would have saved without them', () => {
    const costs = table([
      [6, 16, 96],
      [96, 16, 6],
    ]);
    expect(listLoss(costs, [10, 11, 12])).toEqual({ geomean: 1, decibels: 0, missed: 0 });
    // 20 instead of 10 in both, 4 of it granted to every block
    expect(listLoss(costs, [11]).geomean).toBeCloseTo(2, 9);
    expect(listLoss(costs, [11]).decibels).toBeCloseTo(10 * Math.log10(2), 9);
  });
});

describe('choices between modes', () => {
  /** True error 10 + 3 · noise for level 0 and 10 + noise for level 1. */
  function choices() {
    const made = new Choices();
    for (let block = 1; block <= 60; block++) {
      const noises = [block, (block * 7) % 61, (block * 13) % 61, (block * 29) % 61];
      const candidates = noises.map((noise, index) => {
        const level = index % 2;
        return { level, noise, rest: 10, error: 10 + (level === 0 ? 3 : 1) * noise };
      });
      made.add('picture', 1, candidates);
    }
    return made;
  }

  it('by the factors that made the errors lose nothing, and by wrong ones they do', () => {
    expect(choices().loss([3, 1], 1)).toBe(0);
    expect(choices().loss([0.6, 0.2], 1)).toBe(0);
    expect(choices().loss([1, 3], 1)).toBeGreaterThan(0.5);
  });

  it('lose less the more modes are tried', () => {
    const losses = [1, 2, 3].map((trials) => choices().loss([1, 3], trials));
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(losses[2]).toBeLessThan(losses[0]!);
  });

  it('teach factors that lose next to nothing', () => {
    const found = choices().bestFactors([1, 3]);
    expect(choices().loss(found, 1)).toBeLessThan(0.02);
    expect(found[0]! / found[1]!).toBeGreaterThan(2);
    expect(found[0]! / found[1]!).toBeLessThan(4.5);
  });
});

describe('a grid of settings', () => {
  it('holds each quality as it is and every combination of the sweeps', () => {
    const settings = listSettings(
      ['fast', 'medium'],
      [
        { column: 'tau', values: [1, 2] },
        { column: 'kicks', values: [0, 1] },
      ],
    );
    expect(settings).toHaveLength(10);
    expect(settings[0]).toEqual({ quality: 'fast', columns: {} });
    expect(settings.at(-1)).toEqual({ quality: 'medium', columns: { tau: 2, kicks: 1 } });
    expect(listSettings(['fast'], [])).toEqual([{ quality: 'fast', columns: {} }]);
  });

  it('is printed fastest first, with a mark on what no other setting beats in both', () => {
    const text = formatPoints('6x6', [
      { quality: 'fast', columns: {}, nsPerTexel: 100, db: 40 },
      { quality: 'fast', columns: { tau: 2 }, nsPerTexel: 50, db: 39 },
      { quality: 'fast', columns: { tau: 3 }, nsPerTexel: 110, db: 39.5 },
    ]);
    const lines = text.split('\n').slice(1);
    expect(lines[0]).toMatch(/tau=2 .* 0\.500 .* -1\.000 +\*$/);
    expect(lines[1]).toMatch(/\(as it is\) .* 1\.000 .* 0\.000 +\*$/);
    expect(lines[2]).toMatch(/tau=3 .* 1\.100 .* -0\.500$/);
  });
});

describe('mode-lists.json', () => {
  const { lists } = JSON.parse(readFileSync(new URL('../../bench/train/mode-lists.json', import.meta.url), 'utf8'));

  it('has every footprint, and of each class only modes that are legal there, once', () => {
    expect(Object.keys(lists)).toEqual(FOOTPRINTS);
    for (const footprint of FOOTPRINT_SIZES.filter(({ depth }) => depth === 1)) {
      const legal = legalModesOf(footprint);
      for (const [key, list] of Object.entries<number[]>(lists[footprint.name])) {
        const allowed = new Set(
          legal.filter((mode) => mode.isDualPlane === key.startsWith('dual')).map(({ mode }) => mode),
        );
        expect(list.length, `${footprint.name} ${key}`).toBeGreaterThan(10);
        expect(
          list.filter((mode) => !allowed.has(mode)),
          `${footprint.name} ${key}`,
        ).toEqual([]);
        expect(new Set(list).size).toBe(list.length);
      }
    }
  });
});

describe('kinds of endpoint values', () => {
  it('follow from grey and opaque', () => {
    expect([0, 16, 32, 48].map((facts) => endpointValues(facts | 7))).toEqual([
      'rgba',
      'luminance-alpha',
      'rgb',
      'luminance',
    ]);
  });
});

describe.skipIf(!isBuilt)('the training binary', () => {
  const { width, height, data } = makePicture(48, 36);
  const image = { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  let trainer: Trainer;
  beforeAll(() => {
    trainer = new Trainer();
  });

  it('encodes as the release does while no column is changed, and otherwise when one is', () => {
    const release = new OurEncoder().encode(image, '6x6', 'medium').blocks;
    trainer.columns = {};
    expect(trainer.encode(image, '6x6', 'medium').blocks).toEqual(release);
    trainer.columns = { singleModes: 1, dualModes: 1, patterns2: 0 };
    expect(trainer.encode(image, '6x6', 'medium').blocks).not.toEqual(release);
    trainer.columns = {};
    expect(trainer.encode(image, '6x6', 'medium').blocks).toEqual(release);
  });

  it('fits the row to the footprint once, as the release does', () => {
    trainer.columns = {};
    expect(trainer.encode(image, '12x12', 'verythorough').blocks).toEqual(
      new OurEncoder().encode(image, '12x12', 'verythorough').blocks,
    );
  });

  it('names the columns of the quality table in their order: the first holds the quality itself', () => {
    const names = qualityColumns();
    expect(names[0]).toBe('quality');
    for (const quality of [0, 60, 98]) {
      trainer.open(image, '6x6', quality);
      const [first] = new Float32Array(trainer.exports.memory.buffer, trainer.exports.trainQuality(), 1);
      expect(first).toBeCloseTo(quality, 5);
    }
  });

  it('predicts some modes of every class, and a trial of the best ends near its prediction', () => {
    trainer.open(image, '6x6', 98);
    const ratios = [];
    for (const _ of trainer.blocks('6x6', 20)) {
      for (const [, line] of classesOf(trainer)) {
        const terms = trainer.predict().slice();
        let best = { mode: -1, cost: NONE };
        for (let mode = 0; mode < 2048; mode++) {
          const cost = terms[mode * 4]! + terms[mode * 4 + 1]! + terms[mode * 4 + 2]! + terms[mode * 4 + 3]!;
          if (cost < best.cost) best = { mode, cost };
          if (terms[mode * 4]! < NONE) expect(terms[mode * 4]).toBeCloseTo(line, 3);
        }
        expect(best.mode).toBeGreaterThan(0);
        const error = trainer.exports.trainTrial(best.mode);
        expect(error).toBeGreaterThanOrEqual(0);
        ratios.push(Math.log((error + 40) / (best.cost + 40)));
      }
    }
    expect(ratios.length).toBeGreaterThan(30);
    const mean = ratios.reduce((sum, value) => sum + value, 0) / ratios.length;
    expect(Math.exp(mean)).toBeGreaterThan(0.5);
    expect(Math.exp(mean)).toBeLessThan(1.5);
  });
});

describe('mode-order.ts', () => {
  it('is what mode-order.mjs prints of mode-lists.json', () => {
    const source = readFileSync(new URL('../../assembly/astc-search/tables/mode-order.ts', import.meta.url), 'utf8');
    expect(source).toBe(formatModeOrder(readModeLists()));
  });
});
