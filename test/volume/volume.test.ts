/** Volumes through the library: whoever compresses them, slices in and out, files that native astcenc takes and gives. */
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { readAstc, writeAstc } from '../../src/containers/astc-file.js';
import { imageOf, volumeOf } from '../../src/containers/texture-shape.js';
import { decodeSlice, decodeSlices } from '../../src/decode-volume.js';
import { encodeVolumeLevel } from '../../src/encode-volume.js';
import { PortCrew } from '../../src/host/port-crew.js';
import { encode } from '../../src/index.js';
import { resolveDecodeOptions } from '../../src/options/resolve.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import type { Crew } from '../../src/pool/crew.js';
import type { LevelCodec, Progress } from '../../src/pool/level-codec.js';
import { resampleTask } from '../../src/pool/level-task.js';
import { runLevelInCrew } from '../../src/pool/run-level.js';
import { type CompressedTexture, FOOTPRINTS_3D, type Image } from '../../src/types.js';
import { loadTestModule } from '../host/jobs.js';
import { type NativeDecoder, packagedAstcenc } from '../support/native-astcenc.js';
import { decodeNativeVolume, encodeNativeVolume } from '../support/native-volume.js';
import { makePicture } from '../support/pictures.js';
import { movingPicture } from '../support/volumes.js';
import { decodeVolume, encodeVolume, joinPixels, placeCodec, plain, psnrDb } from './levels.js';

const SCRIPT = new URL('../../dist/host/node/worker.js', import.meta.url);
const FAST = { quality: 'fastest', decodeMode: 'unorm8', colorSpace: 'linear' } as const;

const codec = await placeCodec();
const native = packagedAstcenc();
if (typeof native === 'string') console.warn(`SKIPPED volumes read and written by native astcenc: ${native}`);

const crews: PortCrew[] = [];
afterAll(async () => {
  for (const crew of crews) await crew.destroy();
});

/** A codec of a crew of three. */
async function crewCodec(memory: Crew['memory']): Promise<LevelCodec> {
  const crew = await PortCrew.start(() => new Worker(SCRIPT), await loadTestModule(), { threadCount: 3, memory });
  crews.push(crew);
  return {
    threads: 3,
    encodeLevel: async (shape, input, encoder, controls) =>
      plain(await runLevelInCrew(crew, { kind: 'encode', shape, input, encoder }, 3, controls)),
    decodeLevel: async (shape, input, decoder, controls) =>
      plain(await runLevelInCrew(crew, { kind: 'decode', shape, input, decoder }, 3, controls)),
    resampleLevel: (input, config, controls) => runLevelInCrew(crew, resampleTask(input, config), 3, controls),
  };
}

/** Slices of odd sizes: blocks at every edge are partly used. */
const SLICES = movingPicture(46, 11);
/** High enough for several strips of each slice of blocks. */
const TALL = Array.from({ length: 7 }, (_, slice) => makePicture(300 + slice, 150)).map(({ data, width, height }) => {
  const pixels = new Uint8Array(300 * height * 4);
  for (let y = 0; y < height; y++) {
    pixels.set((data as Uint8Array).subarray(y * width * 4, (y * width + 300) * 4), y * 300 * 4);
  }
  return { width: 300, height, data: pixels, channels: 4, colorSpace: 'linear', hasAlpha: true } satisfies Image;
});

describe.each(['shared', 'own'] as const)('three workers of %s memory', (memory) => {
  test.each(['4x4x4', '6x5x5', '6x6'] as const)(
    'make of a volume in blocks of %s what one thread makes',
    async (block) => {
      const crew = await crewCodec(memory);
      const texture = await encodeVolume(codec, TALL, { ...FAST, block });
      expect((await encodeVolume(crew, TALL, { ...FAST, block })).levels).toEqual(texture.levels);
      expect(await decodeVolume(crew, texture)).toEqual(await decodeVolume(codec, texture));
    },
  );
});

describe.each(FOOTPRINTS_3D)('a volume in blocks of %s', (block) => {
  test('comes back as its slices, all of them or one', async () => {
    const texture = await encodeVolume(codec, SLICES, { ...FAST, block, quality: 'medium' });
    const options = resolveDecodeOptions();
    const slices = await decodeSlices(codec, texture, {}, options);
    expect(slices).toHaveLength(11);
    expect(psnrDb(joinPixels(slices), joinPixels(SLICES))).toBeGreaterThan(26);
    for (const slice of [0, 2, 5, 10]) {
      expect(await decodeSlice(codec, texture, { slice }, options)).toEqual(slices[slice]);
    }
    await expect(decodeSlice(codec, texture, { slice: 11 }, options)).rejects.toThrow(/from 0 to 10 for slice/);
  });

  test.skipIf(typeof native === 'string')('is read by native astcenc texel for texel', async () => {
    const texture = await encodeVolume(codec, SLICES, { ...FAST, block });
    const texels = decodeNativeVolume(native as NativeDecoder, writeAstc(texture), 46 * 46 * 11);
    expect(Buffer.compare(texels, await decodeVolume(codec, texture))).toBe(0);
  });

  test.skipIf(typeof native === 'string')('is read as native astcenc wrote it', async () => {
    const file = encodeNativeVolume(native as NativeDecoder, SLICES, block, 'fastest');
    const texture = readAstc(file);
    expect(texture).toMatchObject({ block, width: 46, height: 46, depth: 11 });
    expect(writeAstc(texture)).toEqual(file);
    const ours = await decodeVolume(codec, { ...texture, colorSpace: 'linear' });
    expect(Buffer.compare(ours, decodeNativeVolume(native as NativeDecoder, file, 46 * 46 * 11))).toBe(0);
    expect(psnrDb(ours, joinPixels(SLICES))).toBeGreaterThan(22);
  });
});

test('layers of a level are told apart', async () => {
  const [first, second] = [SLICES.slice(0, 5), SLICES.slice(5, 10)];
  const textures = await Promise.all(
    [first, second].map((slices) => encodeVolume(codec, slices, { ...FAST, block: '4x4x4' })),
  );
  const data = new Uint8Array(Buffer.concat(textures.map(({ levels }) => levels[0]!.data)));
  const both: CompressedTexture = { ...textures[0]!, layers: 2, levels: [{ width: 46, height: 46, depth: 5, data }] };
  const options = resolveDecodeOptions();
  const layer = await decodeSlices(codec, both, { layer: 1 }, options);
  expect(joinPixels(layer)).toEqual(await decodeVolume(codec, textures[1]!));
  expect(await decodeSlice(codec, both, { layer: 1, slice: 4 }, options)).toEqual(layer[4]);
  expect(volumeOf(both, 0, { layer: 1 })).toEqual(textures[1]!.levels[0]!.data);
  // Slice 4 lies in the second slice of blocks, 12 x 12 of them.
  expect(imageOf(both, 0, { layer: 1, slice: 4 })).toEqual(textures[1]!.levels[0]!.data.subarray(12 * 12 * 16));
});

test('one slice is a volume too, and 16 bits come through', async () => {
  const deep = makePicture(20, 20, { bits: 16, colorSpace: 'linear' });
  const texture = await encodeVolume(codec, [deep, deep, deep], { ...FAST, block: '3x3x3', quality: 'medium' });
  const [slice] = await decodeSlices(codec, texture, {}, resolveDecodeOptions({ bits: 16 }));
  const error = (slice!.data as Uint16Array).reduce((sum, value, at) => sum + Math.abs(value - deep.data[at]!), 0);
  expect(error / deep.data.length).toBeLessThan(65535 / 30);
  const single = await encodeVolume(codec, SLICES.slice(0, 1), { ...FAST, block: '4x4x4' });
  expect(single.levels[0]).toMatchObject({ depth: 1 });
  expect(single.levels[0]!.data).toHaveLength(12 * 12 * 16);
});

test('slices that differ, or none, are refused by name', async () => {
  const block = '4x4x4';
  const options = { ...resolveEncodeOptions({ block, depth: true }), block } as const;
  await expect(encodeVolumeLevel(codec, [], options, {})).rejects.toThrow(/one slice or more of a volume/);
  const mixed = [SLICES[0]!, SLICES[1]!, makePicture(46, 45, { colorSpace: 'linear' })];
  await expect(encodeVolumeLevel(codec, mixed, options, {})).rejects.toMatchObject({
    code: 'E_OPTION',
    message:
      'Expected slice 2 of 46x46 texels of 8 bits, linear, as slice 0, but received 46x45 texels of 8 bits, linear',
  });
});

test('a picture alone is refused a 3D footprint', async () => {
  await expect(encode(SLICES[0]!, { block: '4x4x4' })).rejects.toMatchObject({
    code: 'E_OPTION',
    message: 'Expected depth beside block 4x4x4',
    hint: 'footprints of three axes are for 3D textures',
  });
});

test('progress counts the blocks of all slices', async () => {
  const reports: Progress[] = [];
  const onProgress = (progress: Progress) => void reports.push(progress);
  await encodeVolume(codec, SLICES, { ...FAST, block: '5x5x5', onProgress });
  expect(reports.at(-1)).toMatchObject({ done: 10 * 10 * 3, total: 10 * 10 * 3 });
});
