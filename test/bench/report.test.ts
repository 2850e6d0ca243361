import { describe, expect, it } from 'vitest';
import { compareCell, formatReport, summarize, toJsonDocument } from '../../bench/report.mjs';
import { FOOTPRINTS as BENCH_FOOTPRINTS } from '../../bench/settings.mjs';
import { FOOTPRINTS } from '../../src/types.js';

function measured(texelsPerSecond: number, psnrRgba: number) {
  return { seconds: 65536 / texelsPerSecond, texelsPerSecond, psnrRgb: psnrRgba - 1.25, psnrRgba };
}

function cell(image: string, footprint: string, oursSpeed: number, oursDb: number) {
  const peer = { fastest: measured(1e6, 30), fast: measured(5e5, 31), medium: measured(1e5, 32) };
  return { image, width: 256, height: 256, footprint, ours: { fast: measured(oursSpeed, oursDb) }, peer };
}

describe('the comparison of one cell', () => {
  it('takes PSNR and plain speed from the namesake and the ratio from the curve', () => {
    const [row] = compareCell(cell('a.png', '6x6', 1e6, 32));
    expect(row).toMatchObject({ preset: 'fast', deltaDb: 1, ratioToNamesake: 2, where: 'inside' });
    expect(row?.ratioAtEqualPsnr).toBeCloseTo(10, 9);
  });

  it('refuses a preset that the peer was not measured at', () => {
    const broken = { ...cell('a.png', '6x6', 1e6, 32), ours: { thorough: measured(1e5, 33) } };
    expect(() => compareCell(broken)).toThrow(/no thorough/);
  });
});

describe('the means', () => {
  const rows = [cell('a.png', '4x4', 1e6, 31), cell('b.png', '4x4', 25e4, 31), cell('a.png', '6x6', 4e6, 31)].flatMap(
    compareCell,
  );

  it('are geometric over images and stand per footprint and over all footprints', () => {
    const means = summarize(rows);
    expect(means.map(({ footprint, images }) => [footprint, images])).toEqual([
      ['4x4', 2],
      ['6x6', 1],
      ['all', 2],
    ]);
    expect(means[0]?.ratioAtEqualPsnr).toBeCloseTo(1, 9); // 2 and 0.5
    expect(means[1]?.ratioAtEqualPsnr).toBeCloseTo(8, 9);
    expect(means[2]?.ratioAtEqualPsnr).toBeCloseTo(2, 9);
  });

  it('appear in the text, and PSNR off the curve of the peer is marked', () => {
    const outside = [...compareCell(cell('low.png', '4x4', 1e6, 29)), ...compareCell(cell('high.png', '4x4', 1e6, 33))];
    const text = formatReport(outside, summarize(outside));
    expect(text).toMatch(/low\.png .* -2\.000 .*v$/m);
    expect(text).toMatch(/high\.png .* \+2\.000 .*10\.00\^$/m);
    expect(text).toMatch(/^means/m);
  });

  it('appear in the document with machine, Node version, date and settings', () => {
    const document = toJsonDocument({ settings: { rounds: 3 }, cells: [], rows, means: summarize(rows) });
    const parsed = JSON.parse(JSON.stringify(document));
    expect(parsed).toMatchObject({ schema: 1, node: process.version, rounds: 3 });
    expect(parsed.machine.platform).toBe(process.platform);
    expect(Number.isNaN(Date.parse(parsed.date))).toBe(false);
    expect(parsed.means).toHaveLength(3);
  });
});

describe('the footprints of the bench', () => {
  it('are those of the library, in the order of their ids', () => {
    expect(BENCH_FOOTPRINTS).toEqual([...FOOTPRINTS]);
  });
});
