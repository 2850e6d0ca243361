/** Presets of the search on the GPU. */
import { describe, expect, it } from 'vitest';
import { astcPreset, goodError } from '../../src/gpu/astc/presets.js';
import { astcPassesOf } from '../../src/gpu/astc/stages.js';

const labels = (quality: number) => astcPassesOf(astcPreset(quality)).map(({ label }) => label);

describe('presets', () => {
  it('are rows of the table', () => {
    expect(astcPreset(0)).toMatchObject({ patterns2: 1, patterns3: 0, starts: 1, tau: 0.9 });
    expect(astcPreset(60)).toMatchObject({ patterns2: 2, patterns3: 1, goodA: 101, goodB: 74 });
    expect(astcPreset(100)).toMatchObject({ singleModes: 12, patterns2: 12, gate3: 1 });
  });

  it('have no row below the fastest, which realtime takes', () => {
    expect(astcPreset(-1)).toEqual(astcPreset(0));
  });

  it('interpolate, counts to whole numbers', () => {
    const preset = astcPreset(35);
    expect(preset.rerank).toBe(10);
    expect(preset.goodA).toBeCloseTo(97);
    for (const quality of [1, 5, 33, 77, 98.5, 99.5]) {
      const { tau, cull, gate3, goodA, goodB, ...counts } = astcPreset(quality);
      expect(Object.values(counts).every(Number.isInteger)).toBe(true);
    }
  });

  it('choose the stages', () => {
    expect(labels(0)).not.toContain('try 3');
    expect(labels(0)).toContain('try 2');
    expect(labels(60)).toEqual([
      ...['choose 1', 'try 1', 'choose dual', 'try dual'],
      ...['rank 2', 'choose 2', 'try 2', 'rank 3', 'choose 3', 'try 3', 'pack'],
    ]);
  });

  it('ask more of small blocks', () => {
    const preset = astcPreset(60);
    const perTexel = (texelCount: number) => goodError(preset, texelCount) / texelCount;
    expect(perTexel(16)).toBeLessThan(perTexel(144));
  });
});
