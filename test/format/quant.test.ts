/** Facts about quant levels and the tables that the search uses. */
import { describe, expect, test } from 'vitest';
import { checkWasm } from '../support/check-wasm.js';
import { RANGES, unquantizeColor, unquantizeWeight } from '../support/reference/sequence.js';

const wasm = checkWasm();
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const LEVELS = RANGES.map((levelRange, level) => ({ level, count: levelRange.count, range: levelRange }));
const COLOR_LEVELS = LEVELS.filter(({ count }) => count >= 6);
const WEIGHT_LEVELS = LEVELS.filter(({ count }) => count <= 32);

describe('colors', () => {
  test.each(COLOR_LEVELS)('$count levels unquantize as the specification says', ({ level, count, range: of }) => {
    const wanted = range(count).map((pvalue) => unquantizeColor(pvalue, of));
    expect(range(count).map((pvalue) => wasm.call('unquantizeColor', pvalue, level))).toEqual(wanted);
    expect(range(count).map((pvalue) => wasm.call('colorUvalue', level, pvalue))).toEqual(wanted);
  });

  test('6 levels are a fifth of 255 apart and are stored as 0 5 1 4 2 3 in ascending order', () => {
    const ascending = [0, 51, 102, 153, 204, 255];
    expect(ascending.map((uvalue) => wasm.call('colorPvalue', 4, uvalue))).toEqual([0, 2, 4, 5, 3, 1]);
  });

  test.each(COLOR_LEVELS)('every uvalue of $count levels maps back to its pvalue', ({ level, count }) => {
    const back = range(count).map((pvalue) => wasm.call('colorPvalue', level, wasm.call('colorUvalue', level, pvalue)));
    expect(back).toEqual(range(count));
  });

  test.each(COLOR_LEVELS)('the nearest of $count levels is nearest, the lower one of two', ({ level, count }) => {
    const uvalues = range(count).map((pvalue) => wasm.call('colorUvalue', level, pvalue));
    uvalues.sort((a, b) => a - b);
    const nearest = (value: number) =>
      uvalues.reduce((best, uvalue) => (Math.abs(uvalue - value) < Math.abs(best - value) ? uvalue : best));
    expect(range(256).map((value) => wasm.call('colorNearest', level, value))).toEqual(range(256).map(nearest));
    const viaPvalue = range(256).map((value) =>
      wasm.call('colorUvalue', level, wasm.call('colorPvalue', level, value)),
    );
    expect(viaPvalue).toEqual(range(256).map(nearest));
  });
});

describe('weights', () => {
  test.each(WEIGHT_LEVELS)('$count levels unquantize as the specification says', ({ level, count, range: of }) => {
    const wanted = range(count).map((pvalue) => unquantizeWeight(pvalue, of));
    expect(range(count).map((pvalue) => wasm.call('unquantizeWeight', pvalue, level))).toEqual(wanted);
    expect(range(count).map((pvalue) => wasm.call('weightUvalue', level, pvalue))).toEqual(wanted);
  });

  test.each(WEIGHT_LEVELS)('$count levels rank from 0 up to 64', ({ level, count }) => {
    const ranked = range(count).map((rank) => wasm.call('weightRankUvalue', level, rank));
    expect(ranked).toEqual([...ranked].sort((a, b) => a - b));
    expect([ranked[0], ranked.at(-1)]).toEqual([0, 64]);
    expect(new Set(ranked).size).toBe(count);
    const viaPvalue = range(count).map((rank) =>
      wasm.call('weightUvalue', level, wasm.call('weightRankPvalue', level, rank)),
    );
    expect(viaPvalue).toEqual(ranked);
  });

  test('5 levels are 0 16 32 48 64', () => {
    expect(range(5).map((rank) => wasm.call('weightRankUvalue', 3, rank))).toEqual([0, 16, 32, 48, 64]);
  });
});

test('the levels count 2, 3, 4, 5, 6, 8 … 192, 256', () => {
  expect(LEVELS.map(({ level }) => wasm.call('levelCount', level))).toEqual(LEVELS.map(({ count }) => count));
});
