/** How good blocks are: presets climb, stay above what was measured when they were tuned, and use every mode. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { EtcFormat } from '../support/reference/etc.js';
import { countModes, decodeImage, EtcEncoder, type Pixels, PRESETS, psnrOf, readSquare } from './encoder.js';

const SIDE = 128;
const PHOTOS = ['photos/allium.png', 'photos/boats.png'];
const QUALITIES = Object.values(PRESETS);

/** Mean dB of both photos measured for presets from realtime to exhaustive; blocks may fall short by {@link SLACK}. */
const MEASURED: Partial<Record<EtcFormat, number[]>> = {
  etc1: [34.78, 35.55, 35.88, 36.16, 36.19, 36.19, 36.2],
  'etc2-rgb': [34.9, 35.64, 35.97, 36.25, 36.27, 36.32, 36.32],
  'etc2-rgba1': [34.54, 34.89, 35.31, 35.97, 36.03, 36.1, 36.14],
  'etc2-rgba': [34.9, 35.64, 35.97, 36.25, 36.27, 36.32, 36.32],
  'eac-r11': [40.96, 41.22, 41.74, 42.12, 42.14, 42.21, 42.24],
  'eac-rg11': [40.93, 41.22, 41.71, 42.08, 42.11, 42.19, 42.21],
  'eac-r11-snorm': [40.96, 41.2, 41.71, 42.07, 42.1, 42.17, 42.19],
  'eac-rg11-snorm': [40.95, 41.2, 41.7, 42.07, 42.09, 42.17, 42.19],
};
const SLACK = 0.02;

/** Components a format stores, of the photos (which are opaque). */
const COMPONENTS: Partial<Record<EtcFormat, readonly number[]>> = {
  'eac-r11': [0],
  'eac-r11-snorm': [0],
  'eac-rg11': [0, 1],
  'eac-rg11-snorm': [0, 1],
};

describe.each(Object.entries(MEASURED) as [EtcFormat, number[]][])('%s of two photographs', (format, measured) => {
  const means: number[] = [];

  beforeAll(async () => {
    const encoder = new EtcEncoder();
    const photos = await Promise.all(PHOTOS.map((path) => readSquare(path, SIDE)));
    for (const quality of QUALITIES) {
      const psnr = photos.map((photo) => {
        const shown = decodeImage(encoder.encode(photo, format, quality), format, SIDE, SIDE);
        return psnrOf(photo, shown, COMPONENTS[format] ?? [0, 1, 2]);
      });
      means.push(psnr.reduce((sum, value) => sum + value, 0) / psnr.length);
    }
  }, 60_000);

  it('is better with every preset', () => {
    expect(means).toEqual([...means].sort((a, b) => a - b));
    expect(new Set(means.slice(0, 4)).size).toBe(4);
  });

  it('is as good as it was when the presets were tuned', () => {
    for (const [preset, mean] of means.entries()) {
      expect(mean, `${Object.keys(PRESETS)[preset]}`).toBeGreaterThan(measured[preset]! - SLACK);
    }
  });
});

describe('modes', () => {
  const MODE_SIDE = 256;
  const encoder = new EtcEncoder();
  let photos: Pixels[];
  let scene: Pixels;

  const count = (pictures: readonly Pixels[], format: EtcFormat, quality: number) => {
    const totals: Record<string, number> = {};
    for (const picture of pictures) {
      for (const [mode, blocks] of Object.entries(countModes(encoder.encode(picture, format, quality), format))) {
        totals[mode] = (totals[mode] ?? 0) + blocks;
      }
    }
    return totals;
  };

  beforeAll(async () => {
    photos = await Promise.all(PHOTOS.map((path) => readSquare(path, MODE_SIDE)));
    scene = await readSquare('images/scene-rgb8.png', 40);
  });

  it('of ETC2 are all used on photographs', () => {
    const modes = count(photos, 'etc2-rgb', PRESETS.verythorough);
    for (const mode of ['individual', 'differential', 'T', 'H', 'planar'])
      expect(modes[mode], mode).toBeGreaterThan(10);
    expect(modes.illegal).toBe(0);
  });

  it.each([PRESETS.fast, PRESETS.medium])('T and H serve edges between colours at quality %d', (quality) => {
    for (const format of ['etc2-rgb', 'etc2-rgba', 'etc2-rgba1'] as const) {
      const { T, H } = count([scene], format, quality);
      expect(Math.min(T!, H!), format).toBeGreaterThan(3);
    }
  });

  it.each([PRESETS.realtime, PRESETS.fastest])('at quality %d are all but T and H where colours vary', (quality) => {
    const { individual, differential, planar, T, H } = count(photos, 'etc2-rgb', quality);
    expect(Math.min(individual!, differential!, planar!)).toBeGreaterThan(10);
    expect([T, H]).toEqual([0, 0]);
  });

  it.each(Object.values(PRESETS))(
    'of ETC1 are the two that it has, quality %d',
    (quality) => {
      const { individual, differential, illegal } = count(photos, 'etc1', quality);
      expect(Math.min(individual!, differential!)).toBeGreaterThan(10);
      expect(illegal).toBe(0);
    },
    30_000,
  );

  it('of punch-through are all but individual', () => {
    const { individual, differential, T, H, planar } = count(photos, 'etc2-rgba1', PRESETS.verythorough);
    expect(individual).toBe(0);
    expect(Math.min(differential!, T!, H!, planar!)).toBeGreaterThan(10);
  });
});
