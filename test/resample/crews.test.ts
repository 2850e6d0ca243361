/** The same bytes whoever resamples: in place, by threads, over shared memory and by strips of their own. */
import { Worker } from 'node:worker_threads';
import { createEncoder, type EncodeOptions, encode } from 'astc-wasm';
import { afterEach, describe, expect, it } from 'vitest';
import { PortCrew } from '../../src/host/port-crew.js';
import type { Resampling } from '../../src/pool/level-codec.js';
import { resampleTask } from '../../src/pool/level-task.js';
import { runLevelInCrew, runLevelInPlace } from '../../src/pool/run-level.js';
import { EDGES, FILTERS } from '../../src/resample-words.js';
import { loadTestModule } from '../host/jobs.js';
import { makePicture } from '../support/pictures.js';
import { makePixels, PLAIN } from './run.js';

const SCRIPT = new URL('../../dist/host/node/worker.js', import.meta.url);
const crews: PortCrew[] = [];
afterEach(async () => {
  for (const crew of crews.splice(0)) await crew.destroy();
});

const startCrew = async (memory: 'shared' | 'own') => {
  const crew = await PortCrew.start(() => new Worker(SCRIPT), await loadTestModule(), { threadCount: 3, memory });
  crews.push(crew);
  return crew;
};

const JOBS: readonly (readonly [source: [number, number], target: [number, number]])[] = [
  [
    [300, 1000],
    [150, 500],
  ],
  [
    [40, 90],
    [77, 700],
  ],
  [
    [2100, 70],
    [1050, 35],
  ],
  [
    [64, 4000],
    [64, 3],
  ],
];

describe.each(['shared', 'own'] as const)('a crew of %s memory', (memory) => {
  it.each(JOBS)('makes of %j the %j that one thread makes', async ([width, height], [targetWidth, targetHeight]) => {
    const crew = await startCrew(memory);
    for (const [index, filter] of FILTERS.entries()) {
      const config: Resampling = {
        ...PLAIN,
        filter,
        edge: EDGES[index % 3]!,
        isAlphaAware: index % 2 === 0,
        isSrgb: true,
        source: { width, height },
        target: { width: targetWidth, height: targetHeight },
        sourceType: 'unorm8',
        targetType: index < 3 ? 'unorm8' : 'float32',
      };
      const task = resampleTask(makePixels(width, height, 'unorm8') as Uint8Array, config);
      const [byCrew, inPlace] = [
        await runLevelInCrew(crew, task, 3, {}),
        await runLevelInPlace(await loadTestModule(), task, {}),
      ];
      expect(Buffer.compare(byCrew, inPlace)).toBe(0);
    }
  });

  it('answers an abort at once', async () => {
    const crew = await startCrew(memory);
    const controller = new AbortController();
    const config: Resampling = {
      ...PLAIN,
      filter: 'lanczos4',
      source: { width: 4000, height: 4000 },
      target: { width: 3999, height: 3999 },
      sourceType: 'unorm8',
      targetType: 'unorm8',
    };
    const running = runLevelInCrew(crew, resampleTask(new Uint8Array(4000 * 4000 * 4), config), 2, {
      signal: controller.signal,
    });
    let abortedMs = 0;
    setTimeout(() => {
      abortedMs = performance.now();
      controller.abort();
    }, 30);
    await expect(running).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(performance.now() - abortedMs).toBeLessThan(200);
  });
});

describe('encode with mip levels', () => {
  const image = makePicture(700, 450);
  const options: EncodeOptions = { quality: 'fastest', mipmaps: true, mipCoverage: 0.5, scale: 0.9 };

  it('gives the same bytes for 1, 2 and 4 threads, and in an encoder that is warm', async () => {
    const wanted = await encode(image, { ...options, threads: 1 });
    expect(wanted.levels.map(({ width, height }) => [width, height])).toEqual(
      Array.from({ length: 10 }, (_, level) => [Math.max(1, 630 >> level), Math.max(1, 405 >> level)]),
    );
    for (const threads of [2, 4]) expect(await encode(image, { ...options, threads })).toEqual(wanted);
    const encoder = await createEncoder({ threads: 3 });
    await encoder.warmUp();
    expect(await encoder.encode(image, options)).toEqual(wanted);
    for (const { data } of wanted.levels) expect(data.buffer).toBeInstanceOf(ArrayBuffer);
    await encoder.close();
  });

  it('counts the blocks of all levels, and never backwards', async () => {
    const reports: { done: number; total: number; seconds: number }[] = [];
    const { levels } = await encode(image, { ...options, onProgress: (progress) => void reports.push(progress) });
    const total = levels.reduce((sum, { data }) => sum + data.length / 16, 0);
    expect(reports.at(-1)).toMatchObject({ done: total, total });
    expect(reports.every((report) => report.total === total)).toBe(true);
    const done = reports.map((report) => report.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    const seconds = reports.map((report) => report.seconds);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(done.filter((each) => each === total)).toHaveLength(1);
  });

  it('is stopped between levels and within', async () => {
    const aborted = AbortSignal.abort();
    await expect(encode(image, { ...options, signal: aborted })).rejects.toMatchObject({ code: 'E_ABORTED' });
    const controller = new AbortController();
    const running = encode(makePicture(900, 900), { ...options, quality: 'thorough', signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(running).rejects.toMatchObject({ code: 'E_ABORTED' });
  });
});
