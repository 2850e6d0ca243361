/** Workers that die: always an error with a cause, never a hang, and the pool says that it is broken. */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createControl, type EncodeJob, shareBytes, sharedBytes } from '../../src/pool/job.js';
import type { PoolLease } from '../../src/pool/pool.js';
import { runJob } from '../../src/pool/run-job.js';
import { cutTiles } from '../../src/pool/tiles.js';
import { WorkerPool } from '../../src/pool/worker-pool.js';
import { makePicture } from '../support/pictures.js';

const WASM_URL = new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url);
const REAL_WORKER = new URL('../../dist/pool/worker.js', import.meta.url);
const testWorker = (name: string) => new URL(`./workers/${name}.mjs`, import.meta.url);

const pools: WorkerPool[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.destroy();
});

async function startPool(threadCount: number, worker: URL): Promise<PoolLease> {
  const module = await WebAssembly.compile(new Uint8Array(await readFile(WASM_URL)));
  const pool = await WorkerPool.start(module, threadCount, worker);
  pools.push(pool);
  return { threadCount, pool, release: () => pool.destroy() };
}

function makeJob(width = 300, height = 200, quality = 0): EncodeJob {
  const { data } = makePicture(width, height);
  const grid = cutTiles(width, height, 6, 6);
  return {
    kind: 'encode',
    grid,
    control: createControl(),
    pixels: shareBytes(data as Uint8Array),
    bytesPerPixel: 4,
    blocks: sharedBytes(grid.blocksX * grid.blocksY * 16),
    bytesPerBlock: 16,
    encoder: {
      family: 'astc',
      footprint: 4,
      profile: 0,
      decodeMode: 'float16',
      pixelType: 'unorm8',
      quality,
      weights: [1, 1, 1, 1],
    },
  };
}

describe('a worker', () => {
  it('that ends its thread fails the job with E_WORKER and its cause', async () => {
    const lease = await startPool(2, testWorker('exit'));
    await expect(runJob(lease, makeJob())).rejects.toMatchObject({
      code: 'E_WORKER',
      kind: 'runtime',
      cause: expect.objectContaining({ message: expect.stringContaining('exited with code: 7') }),
    });
    expect(lease.pool!.isBroken).toBe(true);
  });

  it('that cannot be loaded fails the job, and the warm-up', async () => {
    const lease = await startPool(2, testWorker('fail-to-load'));
    await expect(lease.pool!.warmUp()).rejects.toMatchObject({
      code: 'E_WORKER',
      cause: expect.objectContaining({ message: expect.stringContaining('no such codec') }),
    });
  });

  it('that is terminated from outside fails the job', async () => {
    const lease = await startPool(1, REAL_WORKER);
    await lease.pool!.warmUp();
    const running = runJob(lease, makeJob(900, 900, 100));
    setTimeout(() => void lease.pool!.destroy(), 100);
    await expect(running).rejects.toMatchObject({ code: 'E_WORKER' });
  });

  it('that runs out of memory fails the job and not the process', () => {
    const script = `
      import { WorkerPool } from ${JSON.stringify(new URL('../../dist/pool/worker-pool.js', import.meta.url))};
      const module = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
      const pool = await WorkerPool.start(module, 1, new URL(${JSON.stringify(testWorker('out-of-memory'))}));
      const error = await pool.participate({}).catch((caught) => caught);
      console.log(JSON.stringify({ code: error.code, cause: error.cause?.code }));
      await pool.destroy();`;
    const flags = ['--max-old-space-size=40', '--input-type=module', '--eval', script];
    const { stdout, status } = spawnSync(process.execPath, flags, { encoding: 'utf8', timeout: 50_000 });
    expect(JSON.parse(stdout)).toEqual({ code: 'E_WORKER', cause: 'ERR_WORKER_OUT_OF_MEMORY' });
    expect(status).toBe(0);
  });

  it('whose codec traps fails the job, and does the next one with a fresh codec', async () => {
    const lease = await startPool(1, testWorker('trap'));
    await expect(runJob(lease, makeJob())).rejects.toMatchObject({
      code: 'E_WORKER',
      message: expect.stringContaining('unreachable'),
      cause: expect.objectContaining({ stack: expect.stringContaining('RuntimeError') }),
    });
    const job = makeJob();
    await runJob(lease, job);
    expect(job.blocks.some((byte) => byte !== 0)).toBe(true);
    expect(lease.pool!.isBroken).toBe(false);
  });

  it('keeps the code of what the codec refuses', async () => {
    const lease = await startPool(2, REAL_WORKER);
    const job = makeJob();
    job.encoder = { ...job.encoder, footprint: 99 } as typeof job.encoder;
    await expect(runJob(lease, job)).rejects.toMatchObject({
      code: 'E_WASM',
      message: 'The codec refused configureEncoder: the footprint is not one this version knows (BAD_FOOTPRINT)',
    });
  });
});

describe('a job', () => {
  it('that fails in one of three workers stops the others', async () => {
    const lease = await startPool(3, testWorker('exit'));
    const job = makeJob();
    await expect(runJob(lease, job)).rejects.toMatchObject({ code: 'E_WORKER' });
    expect(job.control[2]).toBe(1);
  });

  it('queued behind another on a pool of one worker is done after it', async () => {
    const lease = await startPool(1, REAL_WORKER);
    const jobs = [makeJob(), makeJob(120, 60), makeJob()];
    await Promise.all(jobs.map((job) => runJob(lease, job)));
    expect(jobs[0]!.blocks).toEqual(jobs[2]!.blocks);
    expect(jobs.map((job) => job.control[1])).toEqual([50 * 34, 20 * 10, 50 * 34]);
  });

  it('queued behind one whose worker dies fails or is done, but ends', async () => {
    const lease = await startPool(1, testWorker('exit'));
    const results = await Promise.allSettled([runJob(lease, makeJob()), runJob(lease, makeJob())]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  });

  it('gives the same bytes in place as in workers', async () => {
    const lease = await startPool(2, REAL_WORKER);
    const inWorkers = makeJob();
    await runJob(lease, inWorkers);
    const script = `
      import { runJob } from ${JSON.stringify(new URL('../../dist/pool/run-job.js', import.meta.url))};
      import { deserialize } from 'node:v8';
      import { readFileSync } from 'node:fs';
      const job = deserialize(readFileSync(0));
      await runJob({ threadCount: 1, pool: undefined, release: async () => {} }, job);
      process.stdout.write(job.blocks);`;
    const { serialize } = await import('node:v8');
    const job = makeJob();
    const plain = {
      ...job,
      control: new Int32Array(4),
      pixels: Uint8Array.from(job.pixels),
      blocks: Uint8Array.from(job.blocks),
    };
    const flags = ['--input-type=module', '--eval', script];
    const { stdout, stderr } = spawnSync(process.execPath, flags, { input: serialize(plain) });
    expect(stderr.toString()).toBe('');
    expect(Buffer.compare(stdout, inWorkers.blocks)).toBe(0);
  });
});
