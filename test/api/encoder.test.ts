/** Encoders keep workers; signals stop work; progress counts blocks. */
import { Worker } from 'node:worker_threads';
import { createEncoder, encode, type Progress } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { makePicture } from '../support/pictures.js';

const image = makePicture(200, 120);
/** Takes seconds: long enough that an abort cannot come too late. */
const slow = { image: makePicture(640, 640), options: { block: '6x6', quality: 'exhaustive', threads: 2 } } as const;

describe('an encoder', () => {
  it('gives what encode gives, for overlapping calls too', async () => {
    const expected = await encode(image, { block: '8x6', quality: 'fast' });
    const encoder = await createEncoder({ threads: 2 });
    try {
      expect(encoder.threads).toBe(2);
      const textures = await Promise.all(
        Array.from({ length: 5 }, () => encoder.encode(image, { block: '8x6', quality: 'fast' })),
      );
      for (const texture of textures) expect(texture).toEqual(expected);
    } finally {
      await encoder.close();
    }
  });

  it('uses fewer threads when asked, never more than it has', async () => {
    const encoder = await createEncoder({ threads: 2 });
    const one = await encoder.encode(image, { quality: 'fast', threads: 1 });
    const many = await encoder.encode(image, { quality: 'fast', threads: 64 });
    await encoder.close();
    expect(one.levels[0]!.data).toEqual(many.levels[0]!.data);
  });

  it('closes by disposal, twice if need be, and works no more', async () => {
    const encoder = await createEncoder({ threads: 1 });
    await encoder[Symbol.asyncDispose]();
    await encoder.close();
    await expect(encoder.encode(image)).rejects.toMatchObject({ code: 'E_OPTION' });
  });

  it('finishes running calls before it closes', async () => {
    const encoder = await createEncoder({ threads: 2 });
    const running = encoder.encode(image, { quality: 'medium' });
    await encoder.close();
    expect((await running).levels[0]!.data.length).toBe(34 * 20 * 16);
  });

  it('decodes what it encoded', async () => {
    const encoder = await createEncoder({ threads: 2 });
    const decoded = await encoder.decode(await encoder.encode(image, { quality: 'fast' }));
    await encoder.close();
    expect(decoded).toMatchObject({ width: 200, height: 120, colorSpace: 'srgb' });
  });
});

describe('an encoder whose workers died', () => {
  it('gets new ones for its next call', async () => {
    const workers: Worker[] = [];
    const worker = () => {
      const thread = new Worker(new URL('../../dist/host/node/worker.js', import.meta.url));
      workers.push(thread);
      return thread;
    };
    const encoder = await createEncoder({ threads: 2, worker });
    // Only a job that has begun reports: its workers are up.
    const running = encoder.encode(slow.image, { ...slow.options, onProgress: () => void workers[0]!.terminate() });
    await expect(running).rejects.toMatchObject({ code: 'E_WORKER' });
    const texture = await encoder.encode(slow.image, { ...slow.options, quality: 'medium' });
    await encoder.close();
    expect(workers.length).toBeGreaterThan(2);
    expect(texture).toEqual(await encode(slow.image, { ...slow.options, quality: 'medium' }));
  });
});

describe('an encoder whose workers cannot start', () => {
  it('says so once and does the work all the same', async () => {
    const warnings: string[] = [];
    const worker = () => new Worker(new URL('../../dist/no-such-file.js', import.meta.url));
    const encoder = await createEncoder({ threads: 2, worker, onWarning: (message) => warnings.push(message) });
    const options = { ...slow.options, quality: 'thorough' } as const;
    const textures = [await encoder.encode(slow.image, options), await encoder.encode(slow.image, options)];
    await encoder.close();
    expect(warnings).toEqual([expect.stringMatching(/^workers cannot start, .*no-such-file/)]);
    const expected = await encode(slow.image, options);
    expect(textures).toEqual([expected, expected]);
  });
});

describe('small work', () => {
  it('is done in place: no worker starts for it', async () => {
    let workerCount = 0;
    const worker = () => {
      workerCount++;
      return new Worker(new URL('../../dist/host/node/worker.js', import.meta.url));
    };
    const encoder = await createEncoder({ threads: 2, worker });
    await encoder.encode(makePicture(256, 256), { quality: 'fast' });
    expect(workerCount).toBe(0);
    await encoder.warmUp();
    expect(workerCount).toBe(2);
    await encoder.close();
  });

  it('starts workers once there has been enough of it, and gives the same bytes by them', async () => {
    let workerCount = 0;
    const worker = () => {
      workerCount++;
      return new Worker(new URL('../../dist/host/node/worker.js', import.meta.url));
    };
    const encoder = await createEncoder({ threads: 2, worker });
    const picture = makePicture(128, 128);
    const first = await encoder.encode(picture);
    expect(workerCount).toBe(0);
    for (let count = 0; count < 80; count++) expect(await encoder.encode(picture)).toEqual(first);
    expect(workerCount).toBeGreaterThan(0);
    await encoder.warmUp();
    expect(await encoder.encode(picture)).toEqual(first);
    await encoder.close();
  });
});

describe('a signal', () => {
  it('stops work that runs, within a second', async () => {
    const controller = new AbortController();
    const startedMs = performance.now();
    let abortedMs = 0;
    const running = encode(slow.image, {
      ...slow.options,
      signal: controller.signal,
      onProgress: () => {
        abortedMs ||= performance.now();
        controller.abort(new Error('enough'));
      },
    });
    await expect(running).rejects.toMatchObject({
      code: 'E_ABORTED',
      kind: 'aborted',
      cause: expect.objectContaining({ message: 'enough' }),
    });
    expect(abortedMs).toBeGreaterThan(startedMs);
    expect(performance.now() - abortedMs).toBeLessThan(1000);
  });

  it('that has fired already stops work before it starts', async () => {
    const progress: Progress[] = [];
    const options = { signal: AbortSignal.abort(), onProgress: (report: Progress) => progress.push(report) };
    await expect(encode(image, options)).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(progress).toEqual([]);
  });

  it('leaves the encoder usable', async () => {
    const encoder = await createEncoder({ threads: 2 });
    const controller = new AbortController();
    const running = encoder.encode(slow.image, { ...slow.options, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(running).rejects.toMatchObject({ code: 'E_ABORTED' });
    const texture = await encoder.encode(image, { quality: 'fast' });
    await encoder.close();
    expect(texture).toEqual(await encode(image, { quality: 'fast' }));
  });
});

describe('progress', () => {
  it('rises to the number of blocks, with the seconds the job took', async () => {
    const reports: Progress[] = [];
    await encode(makePicture(800, 800), {
      block: '4x4',
      quality: 'thorough',
      threads: 2,
      onProgress: (report) => reports.push(report),
    });
    const done = reports.map((report) => report.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(reports.length).toBeGreaterThan(1);
    expect(reports.at(-1)).toMatchObject({ done: 40000, total: 40000, illegalBlocks: 0 });
    expect(reports.at(-1)!.seconds).toBeGreaterThan(0);
    expect(new Set(reports.map((report) => report.total))).toEqual(new Set([40000]));
  });

  it('that throws stops the job, which throws the same', async () => {
    const thrown = new Error('the screen is gone');
    const running = encode(slow.image, {
      ...slow.options,
      onProgress: () => {
        throw thrown;
      },
    });
    await expect(running).rejects.toBe(thrown);
  });
});
