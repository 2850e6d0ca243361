/** Threads of Node that die: always an error with a cause, never a hang, and the crew says that it is broken. */
import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { PiscinaCrew } from '../../src/host/node/piscina-crew.js';
import type { EncodeJob } from '../../src/pool/job.js';
import { sharedJob } from '../../src/pool/level-task.js';
import { runInCrew } from '../../src/pool/run-in-crew.js';
import { runInPlace } from '../../src/pool/run-in-place.js';
import { encodeTask, loadTestModule } from './jobs.js';

const REAL_WORKER = new URL('../../dist/host/node/piscina-worker.js', import.meta.url);
const testWorker = (name: string) => new URL(`./workers/${name}.mjs`, import.meta.url);

const crews: PiscinaCrew[] = [];
afterEach(async () => {
  for (const crew of crews.splice(0)) await crew.destroy();
});

async function startCrew(threadCount: number, worker: URL): Promise<PiscinaCrew> {
  const crew = await PiscinaCrew.start(await loadTestModule(), threadCount, worker);
  crews.push(crew);
  return crew;
}

const makeJob = async (...size: number[]) => (await sharedJob(encodeTask(...size))) as EncodeJob;

describe('a worker', () => {
  it('that ends its thread fails the job with E_WORKER and its cause', async () => {
    const crew = await startCrew(2, testWorker('exit'));
    await expect(runInCrew(crew, await makeJob(), 2)).rejects.toMatchObject({
      code: 'E_WORKER',
      kind: 'runtime',
      cause: expect.objectContaining({ message: expect.stringContaining('exited with code: 7') }),
    });
    expect(crew.isBroken).toBe(true);
  });

  it('that cannot be loaded keeps the crew from starting', async () => {
    await expect(startCrew(2, testWorker('fail-to-load'))).rejects.toThrow('no such codec');
  });

  it('that is terminated from outside fails the job', async () => {
    const crew = await startCrew(1, REAL_WORKER);
    const running = runInCrew(crew, await makeJob(900, 900, 100), 1);
    setTimeout(() => void crew.destroy(), 100);
    await expect(running).rejects.toMatchObject({ code: 'E_WORKER' });
  });

  it('that runs out of memory fails the job and not the process', () => {
    const script = `
      import { PiscinaCrew } from ${JSON.stringify(new URL('../../dist/host/node/piscina-crew.js', import.meta.url))};
      const module = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
      const crew = await PiscinaCrew.start(module, 1, new URL(${JSON.stringify(testWorker('out-of-memory'))}));
      const error = await crew.participate({}).catch((caught) => caught);
      console.log(JSON.stringify({ code: error.code, cause: error.cause?.code }));
      await crew.destroy();`;
    const flags = ['--max-old-space-size=40', '--input-type=module', '--eval', script];
    const { stdout, status } = spawnSync(process.execPath, flags, { encoding: 'utf8', timeout: 50_000 });
    expect(JSON.parse(stdout)).toEqual({ code: 'E_WORKER', cause: 'ERR_WORKER_OUT_OF_MEMORY' });
    expect(status).toBe(0);
  });

  it('whose codec traps fails the job, and does the next one with a fresh codec', async () => {
    const crew = await startCrew(1, testWorker('trap'));
    await expect(runInCrew(crew, await makeJob(), 1)).rejects.toMatchObject({
      code: 'E_WORKER',
      message: expect.stringContaining('unreachable'),
      cause: expect.objectContaining({ stack: expect.stringContaining('RuntimeError') }),
    });
    const job = await makeJob();
    await runInCrew(crew, job, 1);
    expect(job.output.some((byte) => byte !== 0)).toBe(true);
    expect(crew.isBroken).toBe(false);
  });

  it('keeps the code of what the codec refuses', async () => {
    const crew = await startCrew(2, REAL_WORKER);
    const job = await makeJob();
    job.encoder = { ...job.encoder, footprint: 99 } as typeof job.encoder;
    await expect(runInCrew(crew, job, 2)).rejects.toMatchObject({
      code: 'E_WASM',
      message: 'The codec refused configureEncoder: the footprint is not one this version knows (BAD_FOOTPRINT)',
    });
  });
});

describe('a job', () => {
  it('that fails in one of three workers stops the others', async () => {
    const crew = await startCrew(3, testWorker('exit'));
    const job = await makeJob();
    await expect(runInCrew(crew, job, 3)).rejects.toMatchObject({ code: 'E_WORKER' });
    expect(job.control[2]).toBe(1);
  });

  it('queued behind another on a crew of one worker is done after it', async () => {
    const crew = await startCrew(1, REAL_WORKER);
    const jobs = [await makeJob(), await makeJob(120, 60), await makeJob()];
    await Promise.all(jobs.map((job) => runInCrew(crew, job, 1)));
    expect(jobs[0]!.output).toEqual(jobs[2]!.output);
    expect(jobs.map((job) => job.control[1])).toEqual([50 * 34, 20 * 10, 50 * 34]);
  });

  it('queued behind one whose worker dies fails or is done, but ends', async () => {
    const crew = await startCrew(1, testWorker('exit'));
    const jobs = [await makeJob(), await makeJob()];
    const results = await Promise.allSettled(jobs.map((job) => runInCrew(crew, job, 1)));
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  });

  it('gives the same bytes in place as in workers', async () => {
    const crew = await startCrew(2, REAL_WORKER);
    const [inWorkers, inPlace] = [await makeJob(), await makeJob()];
    await runInCrew(crew, inWorkers, 2);
    await runInPlace(await loadTestModule(), inPlace);
    expect(inPlace.output).toEqual(inWorkers.output);
  });
});
