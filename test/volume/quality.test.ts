/** What volumes look like after our encoder and after native astcenc, at its own presets, decoded by one decoder. */
import { describe, expect, test } from 'vitest';
import { readAstc } from '../../src/containers/astc-file.js';
import { FOOTPRINTS_3D, type VolumeFootprint } from '../../src/types.js';
import { type NativeDecoder, packagedAstcenc } from '../support/native-astcenc.js';
import { encodeNativeVolume } from '../support/native-volume.js';
import { cloudField, densityField, gradingTable, movingPicture } from '../support/volumes.js';
import { decodeVolume, encodeVolume, joinPixels, placeCodec, psnrDb } from './levels.js';

const VOLUMES = {
  gradingTable: gradingTable(24),
  densityField: densityField(32),
  cloudField: cloudField(24),
  movingPicture: movingPicture(36, 8),
};

/** No volume may be worse than native by more than this, and the mean of all may not be worse at all. */
const MARGIN_DB = 0.1;
const TIMEOUT_MS = 120_000;

const native = packagedAstcenc();
if (typeof native === 'string') console.warn(`SKIPPED quality of volumes against native astcenc: ${native}`);

const codec = await placeCodec();

/** Decibels over native of each volume. */
async function advantages(block: VolumeFootprint, quality: 'fast' | 'medium' | 'thorough') {
  const results: Record<string, number> = {};
  for (const [name, slices] of Object.entries(VOLUMES)) {
    const wanted = joinPixels(slices);
    const options = { block, quality, decodeMode: 'unorm8', colorSpace: 'linear' } as const;
    const ours = await decodeVolume(codec, await encodeVolume(codec, slices, options));
    const file = readAstc(encodeNativeVolume(native as NativeDecoder, slices, block, quality));
    const theirs = await decodeVolume(codec, { ...file, colorSpace: 'linear' });
    results[name] = psnrDb(ours, wanted) - psnrDb(theirs, wanted);
  }
  return results;
}

describe.skipIf(typeof native === 'string')('volumes are as good as those of native astcenc', () => {
  test.each(FOOTPRINTS_3D)(
    '%s at medium',
    async (block) => {
      const results = await advantages(block, 'medium');
      const values = Object.values(results);
      expect(Math.min(...values), JSON.stringify(results)).toBeGreaterThan(-MARGIN_DB);
      expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  test.each(['3x3x3', '4x4x4', '6x6x6'] as const)(
    '%s at fast and thorough, in the mean',
    async (block) => {
      for (const quality of ['fast', 'thorough'] as const) {
        const results = await advantages(block, quality);
        const values = Object.values(results);
        expect(values.reduce((sum, value) => sum + value, 0) / values.length, JSON.stringify(results)).toBeGreaterThan(
          0,
        );
      }
    },
    TIMEOUT_MS,
  );
});

test('every preset is better than the one below, in the mean of all volumes', async () => {
  for (const block of ['4x4x4', '6x6x6'] as const) {
    let before = 0;
    for (const quality of ['fastest', 'fast', 'medium', 'thorough', 'verythorough'] as const) {
      let sum = 0;
      for (const slices of Object.values(VOLUMES)) {
        const options = { block, quality, decodeMode: 'unorm8', colorSpace: 'linear' } as const;
        sum += psnrDb(await decodeVolume(codec, await encodeVolume(codec, slices, options)), joinPixels(slices));
      }
      expect(sum, `${block} ${quality}`).toBeGreaterThan(before);
      before = sum;
    }
  }
}, 120_000);
