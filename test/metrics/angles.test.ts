/** Angles between normals: known ones, those that native astcenc prints, and those of every layout. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { compareNormals, decode, encode, encodePng, type Image, measureEncoding, readImage } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { restoreNormals } from '../../src/images/restore-normals.js';
import { joinAngles } from '../../src/metrics/angles.js';
import { joinMetrics } from '../../src/metrics/join-metrics.js';
import { makeFolder } from '../support/cli.js';
import { packagedAstcenc, systemAstcenc } from '../support/native-astcenc.js';

const RADIANS = Math.PI / 180;

/** Pixels of directions given as numbers −1..1. */
function picture(width: number, height: number, direction: (x: number, y: number) => readonly number[]): Image {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set(
        direction(x, y).map((component) => Math.round((component * 0.5 + 0.5) * 255)),
        (y * width + x) * 4,
      );
    }
  }
  return { width, height, data, channels: 4, colorSpace: 'linear', hasAlpha: false };
}

const tilted = (degrees: number) => [Math.sin(degrees * RADIANS), 0, Math.cos(degrees * RADIANS)];

/** Cobblestones: slopes of many angles, up to grazing ones. */
const stones = (width: number, height: number) =>
  picture(width, height, (x, y) => {
    const slopeX = 1.5 * Math.sin(x * 0.21) * Math.cos(y * 0.13) + ((x * 7 + y * 13) % 5) * 0.05;
    const slopeY = 1.5 * Math.cos(x * 0.11) * Math.sin(y * 0.27);
    const length = Math.hypot(slopeX, slopeY, 1);
    return [slopeX / length, slopeY / length, 1 / length];
  });

describe('compareNormals', () => {
  it('tells angles in degrees, whatever the lengths', () => {
    const flat = picture(2, 1, () => [0, 0, 1]);
    const bent = picture(2, 1, (x) => tilted(x * 60).map((component) => component * 0.6));
    const { mean, max } = compareNormals(flat, bent);
    expect(mean).toBeCloseTo(30, 0);
    expect(max).toBeCloseTo(60, 0);
    expect(compareNormals(flat, flat)).toEqual({ mean: 0, max: 0 });
    expect(
      compareNormals(
        picture(1, 1, () => [0, 0, 1]),
        picture(1, 1, () => [0, 0, -1]),
      ).max,
    ).toBeGreaterThan(179);
  });

  it('takes 16 bits as finer steps', () => {
    const deep = (bits: readonly number[]): Image => ({
      ...picture(1, 1, () => [0, 0, 1]),
      data: Uint16Array.from([...bits, 65535]),
    });
    const { mean } = compareNormals(deep([32768, 32768, 65535]), deep([32768 + 64, 32768, 65535]));
    expect(mean).toBeCloseTo(Math.atan(64 / 32768) / RADIANS, 4);
  });

  it('refuses pictures of two sizes', () => {
    expect(() => compareNormals(stones(3, 3), stones(3, 4))).toThrowError(/of one size/);
  });

  it('of parts is that of all their pixels', () => {
    expect(
      joinAngles([
        { mean: 1, max: 9 },
        { mean: 2, max: 4 },
      ]),
    ).toEqual({ mean: 1.5, max: 9 });
    const parts = [3, 5].map((degrees) =>
      measureEncoding(
        picture(4, 4, () => [0, 0, 1]),
        picture(4, 4, () => tilted(degrees)),
        { content: 'normal' },
      ),
    );
    expect(joinMetrics(parts).angularError!.mean).toBeCloseTo(4, 0);
  });
});

describe('restoreNormals', () => {
  it.each([
    ['xyz', [10, 200, 30, 7], [10, 200, 30, 255]],
    ['la', [128, 128, 128, 128], [128, 128, 255, 255]],
    ['rg', [255, 128, 0, 255], [255, 128, 128, 255]],
    ['rg', [204, 128, 0, 255], [204, 128, 229, 255]],
  ] as const)('%s: %j is %j', (layout, stored, expected) => {
    const image = { ...picture(1, 1, () => [0, 0, 0]), data: Uint8Array.from(stored) };
    expect([...restoreNormals(image, layout).data]).toEqual(expected);
  });
});

describe.each(['xyz', 'la', 'rg'] as const)('normals stored as %s', (normalLayout) => {
  it('have the angles that measureEncoding tells', async () => {
    const image = stones(61, 47);
    const options = { block: '6x6', content: 'normal', normalLayout, quality: 'fast' } as const;
    const decoded = await decode(await encode(image, options));
    const { angularError } = measureEncoding(image, decoded, options);
    expect(angularError).toEqual(compareNormals(image, restoreNormals(decoded, normalLayout)));
    expect(angularError!.mean).toBeGreaterThan(0.05);
    expect(angularError!.mean).toBeLessThan(6);
  });
});

describe.each([
  ['4.7', packagedAstcenc()],
  ['of the system', systemAstcenc()],
] as const)('native astcenc %s', (_, native) => {
  if (typeof native === 'string') console.warn(`SKIPPED: angles as native astcenc prints them: ${native}`);
  it.skipIf(typeof native === 'string')(
    `prints our angles${typeof native === 'string' ? ` [SKIPPED: ${native}]` : ''}`,
    async () => {
      const { path } = native as Exclude<typeof native, string>;
      const folder = makeFolder();
      try {
        const image = stones(61, 47);
        writeFileSync(folder.at('in.png'), await encodePng(image));
        const args = ['-tl', folder.at('in.png'), folder.at('out.png'), '6x6', '-fast', '-normal', '-j', '1'];
        const printed = spawnSync(path, args, { encoding: 'utf8' }).stdout;
        const decoded = await readImage(readFileSync(folder.at('out.png')), { colorProfile: 'keep' });
        const { mean, max } = compareNormals(image, decoded);
        const figure = (name: string) => Number(new RegExp(`${name} Angular Error: +([\\d.]+)`).exec(printed)?.[1]);
        // Native computes in single floats, whose cosines of small angles are coarse.
        expect(mean).toBeCloseTo(figure('Mean'), 1.5);
        expect(max).toBeCloseTo(figure('Worst'), 1);
      } finally {
        folder.remove();
      }
    },
  );
});
