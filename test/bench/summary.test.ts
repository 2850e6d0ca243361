import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { appendHistory, describeRun, toJsonDocument } from '../../bench/document.mjs';
import type { Cell } from '../../bench/measure.mjs';
import { PSNR } from '../../bench/measures.mjs';
import { FOOTPRINTS as BENCH_FOOTPRINTS } from '../../bench/settings.mjs';
import { compareCell, decodeRates, summarize, worstImages } from '../../bench/summary.mjs';
import { formatClasses, formatDecoding, formatMeans, formatRows, formatWorst } from '../../bench/table.mjs';
import { FOOTPRINTS } from '../../src/types.js';

function measured(texelsPerSecond: number, psnrRgba: number) {
  return { seconds: 65536 / texelsPerSecond, texelsPerSecond, psnrRgb: psnrRgba - 1.25, psnrRgba };
}

function peerMeasured(texelsPerSecond: number, psnrRgba: number) {
  return { ...measured(texelsPerSecond, psnrRgba), secondsByBuild: {}, isCached: false };
}

/** Rows of cells by PSNR. */
const compare = (...cells: Cell[]) => cells.flatMap((each) => compareCell(each, PSNR));

function cell(image: string, footprint: string, oursSpeed: number, oursDb: number, name = 'photo') {
  const peer = { fastest: peerMeasured(1e6, 30), fast: peerMeasured(5e5, 31), medium: peerMeasured(1e5, 32) };
  const ours = { fast: measured(oursSpeed, oursDb) };
  return { image, class: name, width: 256, height: 256, footprint, ours, peer, decode: { ours: 2e8, peer: 5e7 } };
}

describe('the comparison of one cell', () => {
  it('takes PSNR and plain speed from the namesake and the ratio from the curve', () => {
    const [row] = compare(cell('a', '6x6', 1e6, 32));
    expect(row).toMatchObject({ preset: 'fast', deltaDb: 1, ratioToNamesake: 2, where: 'inside' });
    expect(row?.ratioAtEqualPsnr).toBeCloseTo(10, 9);
  });

  it('takes the fastest of the peer for the namesake of realtime', () => {
    const fast = cell('a', '6x6', 1e6, 32);
    const [row] = compare({ ...fast, ours: { realtime: measured(4e6, 29) } });
    expect(row).toMatchObject({ preset: 'realtime', deltaDb: -1, ratioToNamesake: 4, where: 'below' });
  });

  it('refuses a preset that the peer was not measured at', () => {
    const broken = { ...cell('a', '6x6', 1e6, 32), ours: { thorough: measured(1e5, 33) } };
    expect(() => compare(broken)).toThrow(/no thorough/);
  });
});

describe('the means', () => {
  const cells = [cell('a', '6x6', 4e6, 31), cell('a', '4x4', 1e6, 31), cell('b', '4x4', 25e4, 31, 'grey')];
  const rows = compare(...cells);
  const means = summarize(rows);

  it('stand per footprint and over all of them, for all images first and then by class', () => {
    expect(means.map((mean) => [mean.class, mean.footprint, mean.images])).toEqual([
      ['all', '4x4', 2],
      ['all', '6x6', 1],
      ['all', 'all', 2],
      ['photo', '4x4', 1],
      ['photo', '6x6', 1],
      ['photo', 'all', 1],
      ['grey', '4x4', 1],
      ['grey', 'all', 1],
    ]);
  });

  it('are geometric for ratios and arithmetic for decibels', () => {
    expect(means[0]?.ratioAtEqualPsnr).toBeCloseTo(1, 9); // 2 and 0.5
    expect(means[1]?.ratioAtEqualPsnr).toBeCloseTo(8, 9);
    expect(means[2]?.ratioAtEqualPsnr).toBeCloseTo(2, 9);
    expect(means[0]?.ourSpeed).toBeCloseTo(5e5, 3);
    const [mixed] = summarize(compare(cell('a', '4x4', 1e6, 31), cell('b', '4x4', 1e6, 30.5)));
    expect(mixed).toMatchObject({ deltaDb: -0.25, worstDb: -0.5, worstImage: 'b', ourDb: 30.75, peerDb: 31 });
  });

  it('tell SSIM of the pictures that have it, alpha by itself', () => {
    const withSsim = (name: string, ssim: object, peerSsim: object) => {
      const each = cell(name, '4x4', 1e6, 31);
      return {
        ...each,
        ours: { fast: { ...each.ours.fast, ...ssim } },
        peer: { fast: { ...each.peer.fast, ...peerSsim } },
      };
    };
    const rows = compare(
      withSsim('opaque', { ssim: 0.9 }, { ssim: 0.8 }),
      withSsim('sprite', { ssim: 0.7, ssimAlpha: 0.95 }, { ssim: 0.8, ssimAlpha: 0.9 }),
    );
    const [mean] = summarize(rows);
    expect(mean!.more.ssim!.ours).toBeCloseTo(0.8, 12);
    expect(mean!.more.ssim!.peer).toBeCloseTo(0.8, 12);
    expect(mean!.more.ssimAlpha).toEqual({ ours: 0.95, peer: 0.9 });
    expect(formatMeans([mean!], PSNR)).toMatch(
      / SSIM +delta SSIM +SSIM alpha +delta SSIM alpha .*\n.* 0\.80000 +[+-]?0\.00000 +0\.95000 +\+0\.05000 /,
    );
    expect(formatRows(rows, PSNR)).toMatch(/^opaque .* 0\.90000 +\+0\.10000 +[\d.]+ +[\d.]+/m);
    expect(formatMeans(means, PSNR)).not.toContain('SSIM');
  });

  it('count the images that lie off the curve of the peer, and the table marks them', () => {
    const outside = [29, 30, 31, 33].flatMap((db) => compare(cell(`i${db}`, '4x4', 1e6, db)));
    expect(summarize(outside)[0]).toMatchObject({ belowShare: 0.25, aboveShare: 0.25 });
    expect(formatMeans(summarize(outside), PSNR)).toMatch(/^4x4 +fast .* v 25% \^ 25%$/m);
    expect(formatRows(outside, PSNR)).toMatch(/^i29 .* -2\.000 .* v$/m);
    expect(formatRows(outside, PSNR)).toMatch(/^i33 .* \+2\.000 .* 10\.00 {2}\^$/m);
  });

  it('by class have a table only where there are several classes', () => {
    expect(formatClasses(means)).toMatch(/^grey +fast +1 /m);
    expect(formatClasses(summarize(compare(cell('a', '4x4', 1e6, 31))))).toBe('');
  });

  it('appear in the document with machine, Node version, date and settings', () => {
    const document = toJsonDocument({ run: describeRun(), settings: { rounds: 3 }, cells, rows, means });
    const parsed = JSON.parse(JSON.stringify(document));
    expect(parsed).toMatchObject({ schema: 2, node: process.version, rounds: 3 });
    expect(parsed.machine.platform).toBe(process.platform);
    expect(Number.isNaN(Date.parse(parsed.date))).toBe(false);
    expect(parsed.means).toHaveLength(8);
    expect(parsed.cells).toHaveLength(3);
  });

  describe('in the history', () => {
    const folder = mkdtempSync(join(tmpdir(), 'astc-wasm-test-history-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('are one line a run, without single images', () => {
      const path = join(folder, 'history.jsonl');
      appendHistory(path, describeRun(), means, { rounds: 3 });
      appendHistory(path, describeRun(), means, { rounds: 5 });
      const lines = readFileSync(path, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines.map((line) => line.rounds)).toEqual([3, 5]);
      expect(lines[0].cells.map((entry: { footprint: string }) => entry.footprint)).toEqual(['4x4', '6x6', 'all']);
      expect(lines[0].cells[2]).toMatchObject({ preset: 'fast', images: 2, equal: 2, delta: 0, beside: 0 });
      expect(lines[0].version).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
    });
  });
});

describe('the worst images', () => {
  it('stand once each, from medium up, the greatest loss first', () => {
    const ours = (db: number) => ({ fastest: measured(1e6, db - 9), medium: measured(1e5, db) });
    const rows = compare(
      { ...cell('good', '4x4', 1, 1), ours: ours(33) },
      { ...cell('bad', '4x4', 1, 1), ours: ours(31) },
      { ...cell('bad', '6x6', 1, 1), ours: ours(30) },
      { ...cell('middling', '4x4', 1, 1), ours: ours(31.5) },
    );
    const worst = worstImages(rows, 2);
    expect(worst.map((row) => [row.image, row.footprint, row.deltaDb])).toEqual([
      ['bad', '6x6', -2],
      ['middling', '4x4', -0.5],
    ]);
    expect(formatWorst(worst)).toMatch(/^bad +photo +6x6 +medium .* -2\.000/m);
  });
});

describe('the rates of decoding', () => {
  it('are geometric means by footprint, of the cells that were timed', () => {
    const cells = [
      { ...cell('a', '6x6', 1, 1), decode: { ours: 4e8, peer: 1e8 } },
      { ...cell('b', '6x6', 1, 1), decode: { ours: 1e8, peer: 1e8 } },
      { ...cell('a', '4x4', 1, 1), decode: undefined },
    ];
    const rates = decodeRates(cells);
    expect(rates).toHaveLength(1);
    expect(rates[0]?.ours).toBeCloseTo(2e8, 0);
    expect(formatDecoding(rates)).toMatch(/^6x6 +200\.0 +100\.0 +2\.00$/m);
  });
});

describe('the footprints of the bench', () => {
  it('are those of the library, in the order of their ids', () => {
    expect(BENCH_FOOTPRINTS).toEqual([...FOOTPRINTS]);
  });
});
