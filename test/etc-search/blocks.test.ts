/** Single blocks whose best encoding is known: one colour, few alphas, holes, and EAC against all there is. */
import { describe, expect, it } from 'vitest';
import { ETC_FORMATS } from '../support/etc-blocks.js';
import type { EtcFormat } from '../support/reference/etc.js';
import { Rng } from '../support/rng.js';
import { blockOf, decodeImage, EtcEncoder, errorOf, type Pixels, PRESETS } from './encoder.js';

const encoder = new EtcEncoder();
const RGB = [0, 1, 2];

const shownBy = (block: Pixels, format: EtcFormat, quality: number) =>
  decodeImage(encoder.encode(block, format, quality), format, 4, 4);

const MODIFIERS = [2, 8, 5, 17, 9, 29, 13, 42, 18, 60, 24, 80, 33, 106, 47, 183];
const clamp = (value: number) => Math.min(255, Math.max(0, value));

/** Least squared distance of a colour from what half blocks of one base and modifier can show. */
function leastSolidError(color: readonly number[]): number {
  const bases = [
    Array.from({ length: 32 }, (_, level) => (level << 3) | (level >> 2)),
    Array.from({ length: 16 }, (_, level) => level * 17),
  ];
  let least = Number.POSITIVE_INFINITY;
  for (const levels of bases) {
    for (const modifier of MODIFIERS.flatMap((value) => [value, -value])) {
      const error = color.reduce(
        (sum, wanted) => sum + Math.min(...levels.map((level) => (clamp(level + modifier) - wanted) ** 2)),
        0,
      );
      least = Math.min(least, error);
    }
  }
  return 16 * least;
}

describe('blocks of one colour', () => {
  const rng = Rng.named('solid blocks');
  const colors = Array.from({ length: 150 }, () => [rng.below(256), rng.below(256), rng.below(256), 255]);

  it.each(Object.entries(PRESETS))('are as good in ETC1 as any base and modifier allow, %s', (_, quality) => {
    for (const color of colors) {
      const block = blockOf(() => color);
      expect(errorOf(block, shownBy(block, 'etc1', quality), RGB), color.join()).toBe(
        leastSolidError(color.slice(0, 3)),
      );
    }
  });

  it.each(['etc2-rgb', 'etc2-rgba'] as const)('are at least as good in %s', (format) => {
    for (const color of colors) {
      const block = blockOf(() => color);
      expect(errorOf(block, shownBy(block, format, 60), RGB)).toBeLessThanOrEqual(leastSolidError(color.slice(0, 3)));
    }
  });

  it('keep black, white and every grey of 17 steps exactly in all colour formats', () => {
    for (const format of ETC_FORMATS.slice(0, 4)) {
      for (let grey = 0; grey < 256; grey += 17) {
        const block = blockOf(() => [grey, grey, grey, 255]);
        expect(errorOf(block, shownBy(block, format, 60), [0, 1, 2, 3]), `${format} ${grey}`).toBe(0);
      }
    }
  });
});

describe('alpha of ETC2 RGBA', () => {
  const alphaError = (alpha: (k: number) => number, quality: number) => {
    const block = blockOf((x, y) => [40, 90, 160, alpha(y * 4 + x)]);
    return errorOf(block, shownBy(block, 'etc2-rgba', quality), [3]);
  };

  it('is exact where it is constant', () => {
    for (let alpha = 0; alpha < 256; alpha++) expect(alphaError(() => alpha, 0)).toBe(0);
  });

  it('is exact where it spans six values, anywhere', () => {
    for (let lowest = 0; lowest <= 250; lowest++) expect(alphaError((k) => lowest + ((k * 7) % 6), 0)).toBe(0);
  });

  it.each(Object.values(PRESETS))('is exact where it is 0 or 255, quality %d', (quality) => {
    expect(alphaError((k) => (k % 3 === 0 ? 255 : 0), quality)).toBe(0);
  });
});

describe('punch-through alpha', () => {
  const rng = Rng.named('punch-through');
  const randomBlock = (alpha: () => number) => blockOf(() => [rng.below(256), rng.below(256), rng.below(256), alpha()]);

  it.each(Object.values(PRESETS))('is opaque from one half up and transparent below, quality %d', (quality) => {
    for (let round = 0; round < 300; round++) {
      const share = rng.below(5);
      const block = randomBlock(() => (rng.below(4) < share ? rng.between(128, 255) : rng.between(0, 127)));
      const shown = shownBy(block, 'etc2-rgba1', quality);
      for (let at = 3; at < 64; at += 4) expect(shown[at]).toBe(block.data[at]! >= 128 ? 255 : 0);
    }
  });

  it('says that blocks without holes are opaque', () => {
    for (let round = 0; round < 100; round++) {
      const block = encoder.encode(
        randomBlock(() => 255),
        'etc2-rgba1',
        60,
      );
      expect(block[3]! & 2).toBe(2);
    }
  });

  it.each(Object.values(PRESETS))('gives transparent texels no weight, quality %d', (quality) => {
    for (let round = 0; round < 100; round++) {
      const block = randomBlock(() => (rng.once(3) ? 0 : 255));
      const blocks = encoder.encode(block, 'etc2-rgba1', quality);
      for (let at = 0; at < 64; at += 4) {
        if (block.data[at + 3] === 0) for (let c = 0; c < 3; c++) block.data[at + c] = rng.below(256);
      }
      expect(encoder.encode(block, 'etc2-rgba1', quality)).toEqual(blocks);
    }
  });

  it('shows two opaque colours among holes better than one', () => {
    const block = blockOf((x, y) =>
      (x + y) % 3 === 0 ? [0, 0, 0, 0] : x < 2 ? [238, 17, 17, 255] : [17, 17, 238, 255],
    );
    const shown = shownBy(block, 'etc2-rgba1', 60);
    let error = 0;
    for (let at = 0; at < 64; at += 4) {
      if (block.data[at + 3] === 255) for (let c = 0; c < 3; c++) error += (block.data[at + c]! - shown[at + c]!) ** 2;
    }
    expect(error).toBeLessThan(16 * 3 * 10 ** 2);
  });
});

/** Modifiers of EAC, from the specification's table, one row a table. */
const EAC = `
  -3 -6 -9 -15 2 5 8 14   -3 -7 -10 -13 2 6 9 12  -2 -5 -8 -13 1 4 7 12  -2 -4 -6 -13 1 3 5 12
  -3 -6 -8 -12 2 5 7 11   -3 -7 -9 -11 2 6 8 10   -4 -7 -8 -11 3 6 7 10  -3 -5 -8 -11 2 4 7 10
  -2 -6 -8 -10 1 5 7 9    -2 -5 -8 -10 1 4 7 9    -2 -4 -8 -10 1 3 7 9   -2 -5 -7 -10 1 4 6 9
  -3 -4 -7 -10 2 3 6 9    -1 -2 -3 -10 0 1 2 9    -4 -6 -8 -9 3 5 7 8    -3 -5 -7 -9 2 4 6 8`
  .trim()
  .split(/\s+/)
  .map(Number);

/** The least error of sixteen alphas over all tables, multipliers and bases. */
function leastAlphaError(values: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let table = 0; table < 16; table++) {
    const modifiers = EAC.slice(table * 8, table * 8 + 8);
    for (let multiplier = 1; multiplier < 16; multiplier++) {
      for (let base = 0; base < 256; base++) {
        const levels = modifiers.map((modifier) => clamp(base + modifier * multiplier));
        let error = 0;
        for (let k = 0; k < 16 && error < least; k++) {
          let miss = 255;
          for (const level of levels) miss = Math.min(miss, Math.abs(level - values[k]!));
          error += miss * miss;
        }
        least = Math.min(least, error);
      }
    }
  }
  return least;
}

describe('EAC beside the best of all tables, multipliers and bases', () => {
  const rng = Rng.named('EAC optimum');
  const blocks = Array.from({ length: 20 }, () => {
    const [low, span] = [rng.below(200), rng.between(10, 120)];
    return blockOf((x, y) => [0, 0, 0, clamp(low + Math.floor((span * (x + y)) / 6) + rng.below(span >> 1))]);
  });
  const best = blocks.reduce((sum, { data }) => sum + leastAlphaError([...data].filter((_, at) => (at & 3) === 3)), 0);
  const total = (quality: number) =>
    blocks.reduce((sum, block) => sum + errorOf(block, shownBy(block, 'etc2-rgba', quality), [3]), 0);

  it.each([
    ['realtime', 1.5],
    ['fastest', 1.6],
    ['medium', 1.12],
    ['thorough', 1.08],
    ['exhaustive', 1.02],
  ] as const)('%s errs at most %d times as much', (preset, factor) => {
    const ours = total(PRESETS[preset]);
    expect(ours).toBeGreaterThanOrEqual(best);
    expect(ours).toBeLessThan(factor * best);
  });
});
