/** Tables, limits of presets and significance have one source, in assembly: what the shaders get repeats it. */
import { describe, expect, it } from 'vitest';
import { etcQualityRow } from '../../src/gpu/etc/presets.js';
import { etcSignificance } from '../../src/gpu/etc/significance.js';
import {
  DISTANCES,
  EAC_MODIFIERS,
  LARGE_MODIFIERS,
  packWord,
  rankTables,
  SMALL_MODIFIERS,
} from '../../src/gpu/etc/tables.js';
import { EtcEncoder } from '../etc-search/encoder.js';
import { Rng } from '../support/rng.js';

const wasm = new EtcEncoder();
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];

describe('tables of the shaders', () => {
  it('hold the modifiers and distances of the decoder', () => {
    expect(SMALL_MODIFIERS).toEqual(EIGHT.map((table) => wasm.call('etcModifier', table, 0)));
    expect(LARGE_MODIFIERS).toEqual(EIGHT.map((table) => wasm.call('etcModifier', table, 1)));
    expect(DISTANCES).toEqual(EIGHT.map((index) => wasm.call('etcDistance', index)));
  });

  it('hold the modifiers of EAC', () => {
    for (const [table, modifiers] of EAC_MODIFIERS.entries()) {
      expect(modifiers, `table ${table}`).toEqual(EIGHT.map((index) => wasm.call('etcEacModifier', table, index)));
    }
    expect(EAC_MODIFIERS).toHaveLength(16);
  });

  it('rank tables as the CPU does', () => {
    expect(wasm.call('configureEtcEncoder', 0, 60, 1, 1, 1, 1)).toBe(0);
    for (let halfSpan = 0; halfSpan < 128; halfSpan++) {
      const ranks = wasm.call('etcTableRanks', halfSpan) >>> 0;
      expect(packWord(rankTables(halfSpan), 4), `half a span of ${halfSpan}`).toBe(ranks);
    }
  });
});

describe('settings of the shaders', () => {
  it('are the CPU’s limits at every quality', () => {
    for (let quality = 0; quality <= 100; quality += 0.25) {
      expect(wasm.call('configureEtcEncoder', 0, quality, 1, 1, 1, 1)).toBe(0);
      const limits = Object.values(etcQualityRow(quality));
      // Column 0 is the quality itself.
      expect(limits, `quality ${quality}`).toEqual(limits.map((_, at) => wasm.call('etcQualityColumn', at + 1)));
    }
  });

  it('are the CPU’s significance, whatever the weights', () => {
    const rng = Rng.named('significance');
    const fixed = [
      [1, 1, 1],
      [0.3, 0.59, 0.11],
      [0, 0, 0],
      [1, 0, 0],
      [16, 4, 1],
      [0.2126, 0.7152, 0.0722],
      [1, 1, 0.25],
    ];
    const random = Array.from({ length: 300 }, () => [0, 0, 0].map(() => rng.below(1000) / (1 + rng.below(100))));
    for (const weights of [...fixed, ...random]) {
      expect(wasm.call('configureEtcEncoder', 0, 60, ...weights, 1)).toBe(0);
      const { scales, scoreShift } = etcSignificance(weights);
      const squares = scales.map((scale) => scale * scale);
      expect(squares, `${weights}`).toEqual([0, 1, 2].map((component) => wasm.call('etcWeight', component)));
      expect(scoreShift, `${weights}`).toBe(wasm.call('etcScoreShift'));
    }
  });
});
