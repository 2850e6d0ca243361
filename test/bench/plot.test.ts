import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { plotClasses, plotPlane } from '../../bench/plot.mjs';
import { summarize } from '../../bench/summary.mjs';

const FACTS = { images: 2, cpu: 'Example CPU', peer: 'astcenc v4.7.0, 64-bit', isCached: false, measure: 'PSNR' };

function row(name: string, footprint: string, preset: string, speed: number, psnrDb: number) {
  const measured = { seconds: 1 / speed, texelsPerSecond: speed * 1e6, psnrRgb: psnrDb, psnrRgba: psnrDb };
  const peer = { ...measured, psnrRgba: psnrDb - 0.5, secondsByBuild: {}, isCached: false };
  const figures = { ourDb: psnrDb, peerDb: psnrDb - 0.5, deltaDb: 0.5, ourBeside: psnrDb, deltaBeside: 0 };
  const more = { ssim: { ours: 0.99, peer: 0.98 } };
  const ratios = { ratioToNamesake: 1, ratioAtEqualPsnr: 2, where: 'inside' as const };
  return { image: name, class: name, footprint, preset, ours: measured, peer, ...figures, more, ...ratios };
}

const means = summarize(
  ['photo', 'grey'].flatMap((name) =>
    ['4x4', '12x12'].flatMap((footprint) => [
      row(name, footprint, 'realtime', 40, 29),
      row(name, footprint, 'fastest', 8, 30),
      row(name, footprint, 'medium', 1, 31),
      row(name, footprint, 'exhaustive', 0.05, 32),
    ]),
  ),
);

/** Texts of an SVG in order of appearance. */
function texts(svg: string) {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text]) => text);
}

describe('the picture of the plane', () => {
  it('has a panel a footprint with both curves and the names of the presets on their points', async () => {
    const found = texts(await plotPlane(means, FACTS));
    for (const footprint of ['4x4', '12x12']) expect(found.filter((text) => text === footprint)).toHaveLength(1);
    // two footprints, two encoders
    for (const preset of ['fastest', 'medium', 'exhaustive']) {
      expect(found.filter((text) => text === preset)).toHaveLength(4);
    }
    // ours alone
    expect(found.filter((text) => text === 'realtime')).toHaveLength(2);
    expect(found).toContain('astc-wasm');
    expect(found).toContain('native astcenc');
  });

  it('says how many images there are and on which machine they were measured, and admits a cache', async () => {
    expect(texts(await plotPlane(means, FACTS)).join('\n')).toMatch(/2 images, Example CPU; astcenc v4\.7\.0/);
    expect(texts(await plotPlane(means, { ...FACTS, isCached: true })).join('\n')).toMatch(/earlier run/);
  });

  it('is an SVG that other programs draw, on a white background', async () => {
    const image = sharp(Buffer.from(await plotPlane(means, FACTS)));
    const { width = 0, height = 0 } = await image.metadata();
    expect(width).toBeGreaterThan(500);
    expect(height).toBeGreaterThan(250);
    const { data } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
  });

  it('by class has a row for each class', async () => {
    const found = texts(await plotClasses(means, FACTS));
    expect(found).toContain('photo');
    expect(found).toContain('grey');
    expect(found).not.toContain('ui');
    expect(found.filter((text) => text === 'medium')).toHaveLength(8);
  });
});
