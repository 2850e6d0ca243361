/** Tables have one source, assembly/etc/modifiers.ts: what the shaders get repeats it. */
import { describe, expect, it } from 'vitest';
import {
  DISTANCES,
  EAC_MODIFIERS,
  LARGE_MODIFIERS,
  packWord,
  rankTables,
  SMALL_MODIFIERS,
} from '../../src/gpu/etc/tables.js';
import { EtcEncoder } from '../etc-search/encoder.js';

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
