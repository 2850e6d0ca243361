/** One job from start to end: participants, progress, abort, and the first failure. */
import { WasmBlockCodec } from '../codec/block-codec.js';
import { loadModule } from '../codec/wasm-module.js';
import { AstcError } from '../errors.js';
import { CONTROL, type Job, type Participation } from './job.js';
import type { PoolLease } from './pool.js';
import { configureCodec, runTiles } from './run-tiles.js';

/** How far a job is. */
export interface Progress {
  /** Blocks finished. */
  done: number;
  /** Blocks in all. */
  total: number;
  /** Seconds since the first block was begun. In the last report, where `done` is `total`: what the job took. */
  seconds: number;
  /** Illegal blocks the decoder met so far; always 0 when encoding. */
  illegalBlocks: number;
}

export interface RunOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Milliseconds between two progress reports: ten a second look smooth and cost nothing. */
const PROGRESS_INTERVAL_MS = 100;
/** Milliseconds a job in place keeps the thread before it lets other work in: less than a frame. */
const SLICE_MS = 12;

/**
 * Runs a job on the lease's workers, or in place where it has none.
 *
 * @throws {AstcError} E_ABORTED when the signal fires, E_WASM, E_WORKER
 */
export async function runJob(lease: PoolLease, job: Job, options: RunOptions = {}): Promise<void> {
  const { signal } = options;
  throwIfAborted(signal);
  const cancel = () => Atomics.store(job.control, CONTROL.cancel, 1);
  signal?.addEventListener('abort', cancel, { once: true });
  const progress = startProgress(job, options.onProgress);
  try {
    const participations = lease.pool ? await runInWorkers(lease, job) : [await runInPlace(job)];
    throwIfAborted(signal);
    progress.finish(elapsedSeconds(participations));
  } finally {
    progress.stop();
    signal?.removeEventListener('abort', cancel);
  }
}

/** The first failure cancels the job; it is thrown once every participant has left, so nobody writes afterwards. */
async function runInWorkers(lease: PoolLease, job: Job): Promise<Participation[]> {
  const participantCount = Math.min(lease.threadCount, job.grid.tileCount);
  const failures: unknown[] = [];
  const participations = await Promise.all(
    Array.from({ length: participantCount }, () =>
      lease.pool!.participate(job).catch((error: unknown) => {
        failures.push(error);
        Atomics.store(job.control, CONTROL.cancel, 1);
        return undefined;
      }),
    ),
  );
  if (failures.length > 0) throw failures[0];
  return participations.filter((participation) => participation !== undefined);
}

async function runInPlace(job: Job): Promise<Participation> {
  const codec = new WasmBlockCodec(await loadModule());
  configureCodec(codec, job);
  const startedMs = epochMs();
  let tileCount = 0;
  try {
    for (let isDone = false; !isDone; ) {
      const run = runTiles(codec, job, performance.now() + SLICE_MS);
      tileCount += run.tileCount;
      isDone = run.isDone;
      if (!isDone) await yieldToEvents();
    }
  } catch (cause) {
    if (cause instanceof AstcError) throw cause;
    throw new AstcError('E_WASM', `The codec stopped: ${(cause as Error).message}`, { cause });
  }
  return { tileCount, startedMs, endedMs: epochMs() };
}

/** Lets timers, input and an abort through. */
function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** From the first tile anybody took to the last one anybody finished; who came too late to find one does not count. */
function elapsedSeconds(participations: Participation[]): number {
  const workers = participations.filter((participation) => participation.tileCount > 0);
  const startedMs = Math.min(...workers.map((worker) => worker.startedMs));
  const endedMs = Math.max(...workers.map((worker) => worker.endedMs));
  return Math.max(0, endedMs - startedMs) / 1000;
}

/** Reports while the job runs. A callback that throws cancels the job, and `finish` throws what it threw. */
function startProgress(job: Job, onProgress: RunOptions['onProgress']) {
  if (onProgress === undefined) return { finish: () => {}, stop: () => {} };
  const total = job.grid.blocksX * job.grid.blocksY;
  const startedMs = performance.now();
  const report = (done: number, seconds: number) =>
    onProgress({ done, total, seconds, illegalBlocks: Atomics.load(job.control, CONTROL.illegalBlocks) });
  const thrown: unknown[] = [];
  let reported = 0;
  const timer = setInterval(() => {
    const done = Atomics.load(job.control, CONTROL.doneBlocks);
    // The last report is made when the job is over, with the exact time.
    if (done === reported || done === total || thrown.length > 0) return;
    reported = done;
    try {
      report(done, (performance.now() - startedMs) / 1000);
    } catch (error) {
      thrown.push(error);
      Atomics.store(job.control, CONTROL.cancel, 1);
    }
  }, PROGRESS_INTERVAL_MS);
  return {
    finish: (seconds: number) => {
      if (thrown.length > 0) throw thrown[0];
      report(total, seconds);
    },
    stop: () => clearInterval(timer),
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AstcError('E_ABORTED', 'The operation was aborted', { cause: signal.reason });
}

function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
