/** Workers spoken to by messages, here threads of Node: shared memory or their own, dying, missing. */
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { PortCrew } from '../../src/host/port-crew.js';
import type { Crew } from '../../src/pool/crew.js';
import { type LevelTask, ownJob } from '../../src/pool/level-task.js';
import { runInPlace } from '../../src/pool/run-in-place.js';
import { runLevelInCrew } from '../../src/pool/run-level.js';
import { decodeTask, encodeTask, loadTestModule } from './jobs.js';

const SCRIPT = new URL('../../dist/host/node/worker.js', import.meta.url);

const crews: PortCrew[] = [];
const workers: Worker[] = [];
afterEach(async () => {
  for (const crew of crews.splice(0)) await crew.destroy();
  workers.length = 0;
});

async function startCrew(threadCount: number, memory: Crew['memory'], script = SCRIPT): Promise<PortCrew> {
  const createWorker = () => {
    const worker = new Worker(script);
    workers.push(worker);
    return worker;
  };
  const crew = await PortCrew.start(createWorker, await loadTestModule(), { threadCount, memory });
  crews.push(crew);
  return crew;
}

/** What one thread makes of it, in place. */
async function inPlace(task: LevelTask): Promise<Uint8Array> {
  const job = ownJob(task);
  await runInPlace(await loadTestModule(), job);
  return job.output;
}

describe.each(['shared', 'own'] as const)('a crew of %s memory', (memory) => {
  it.each([
    [300, 200],
    [1, 1],
    [7, 500],
    [5000, 13],
  ])('gives what one thread gives, %i x %i, both ways', async (width, height) => {
    const crew = await startCrew(3, memory);
    const task = encodeTask(width, height, 60);
    const blocks = await runLevelInCrew(crew, task, 3, {});
    expect(blocks).toEqual(await inPlace(task));
    const back = decodeTask(blocks, width, height);
    expect(await runLevelInCrew(crew, back, 3, {})).toEqual(await inPlace(back));
  });

  it('leaves the caller its pixels', async () => {
    const crew = await startCrew(2, memory);
    const task = encodeTask();
    const before = task.input.slice();
    await runLevelInCrew(crew, task, 2, {});
    expect(task.input).toEqual(before);
  });

  it('counts illegal blocks', async () => {
    const crew = await startCrew(2, memory);
    const blocks = await inPlace(encodeTask());
    // A block of zeros has a reserved block mode.
    blocks.fill(0, 160, 160 + 5 * 16);
    let illegalBlocks = 0;
    await runLevelInCrew(crew, decodeTask(blocks), 2, {
      onProgress: (report) => (illegalBlocks = report.illegalBlocks),
    });
    expect(illegalBlocks).toBe(5);
  });

  it('starts workers as they are needed, and no more than agreed', async () => {
    const crew = await startCrew(2, memory);
    expect(workers.length).toBe(1);
    await runLevelInCrew(crew, encodeTask(600, 600, 98), 8, {});
    expect(workers.length).toBe(2);
  });

  it('answers an abort at once and does the next level', async () => {
    const crew = await startCrew(2, memory);
    const controller = new AbortController();
    let abortedMs = 0;
    setTimeout(() => {
      abortedMs = performance.now();
      controller.abort();
    }, 50);
    const running = runLevelInCrew(crew, encodeTask(900, 900, 100), 2, { signal: controller.signal });
    await expect(running).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(performance.now() - abortedMs).toBeLessThan(100);
    const task = encodeTask(60, 60);
    expect(await runLevelInCrew(crew, task, 2, {})).toEqual(await inPlace(task));
  });

  it('fails the job of a worker that dies, and is broken', async () => {
    const crew = await startCrew(2, memory);
    const onProgress = () => void workers[0]!.terminate();
    const running = runLevelInCrew(crew, encodeTask(900, 900, 100), 2, { onProgress });
    await expect(running).rejects.toMatchObject({ code: 'E_WORKER', message: expect.stringContaining('died') });
    expect(crew.isBroken).toBe(true);
  });

  it('fails what it has when it is dismissed', async () => {
    const crew = await startCrew(1, memory);
    const tasks = [encodeTask(900, 900, 100), encodeTask(900, 900, 100)];
    const running = Promise.allSettled(tasks.map((task) => runLevelInCrew(crew, task, 1, {})));
    setTimeout(() => void crew.destroy(), 50);
    const codes = (await running).map((result) => result.status === 'rejected' && result.reason.code);
    expect(codes).toEqual(['E_WORKER', 'E_WORKER']);
  });

  it('does not start where its script cannot be loaded', async () => {
    await expect(startCrew(2, memory, new URL('./workers/fail-to-load.mjs', import.meta.url))).rejects.toThrow(
      'no such codec',
    );
  });
});
