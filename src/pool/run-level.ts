/** One level from start to end: by a crew or in place, with progress, abort and the first failure. */
import { abortError, throwIfAborted } from '../abort.js';
import type { Crew } from './crew.js';
import { CONTROL, type Job, type Participation } from './job.js';
import type { LevelControls } from './level-codec.js';
import { type LevelTask, ownJob, sharedJob } from './level-task.js';
import { startProgress } from './progress.js';
import { runInCrew } from './run-in-crew.js';
import { runInPlace } from './run-in-place.js';
import { tileBlocksOf } from './tile-size.js';
import { estimateBlockMs, estimateMs } from './work-estimate.js';

/** Milliseconds of work below which another participant costs more than it gains. */
const SHARE_MS = 3;
/** Milliseconds of a tile in place: what an abort or a click may have to wait for, beside its slice. */
const PLACE_TILE_MS = 4;

/** By the workers of a crew, `threads` of them at most. @throws as {@link LevelCodec} does */
export async function runLevelInCrew(
  crew: Crew,
  task: LevelTask,
  threads: number,
  controls: LevelControls,
): Promise<Uint8Array> {
  throwIfAborted(controls.signal);
  const tileBlocks = tileBlocksOf(task, threads);
  const job = crew.memory === 'shared' ? await sharedJob(task, tileBlocks, controls.signal) : ownJob(task, tileBlocks);
  const useful = Math.ceil(estimateMs(task) / SHARE_MS);
  const participantCount = Math.max(1, Math.min(threads, job.grid.tileCount, useful));
  return superviseJob(job, controls, () => runInCrew(crew, job, participantCount));
}

/** On this thread. @throws as {@link LevelCodec} does */
export async function runLevelInPlace(
  module: WebAssembly.Module,
  task: LevelTask,
  controls: LevelControls,
): Promise<Uint8Array> {
  throwIfAborted(controls.signal);
  const tileBlocks = Math.max(1, Math.min(tileBlocksOf(task, 1), Math.floor(PLACE_TILE_MS / estimateBlockMs(task))));
  const job = ownJob(task, tileBlocks);
  return superviseJob(job, controls, async () => [await runInPlace(module, job)]);
}

async function superviseJob(
  job: Job,
  { signal, onProgress }: LevelControls,
  run: () => Promise<Participation[]>,
): Promise<Uint8Array> {
  throwIfAborted(signal);
  const abortion = listenForAbort(job, signal);
  const progress = startProgress(job, onProgress);
  try {
    progress.finish(await Promise.race([run(), abortion.aborted]));
    return job.output;
  } finally {
    progress.stop();
    abortion.stop();
  }
}

/**
 * An abort is answered at once. Whoever still works on a tile finishes it into memory that nobody will look at, and takes
 * no other.
 */
function listenForAbort(job: Job, signal: AbortSignal | undefined) {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      Atomics.store(job.control, CONTROL.cancel, 1);
      reject(abortError(signal!));
    };
  });
  signal?.addEventListener('abort', onAbort, { once: true });
  return { aborted, stop: () => signal?.removeEventListener('abort', onAbort) };
}
