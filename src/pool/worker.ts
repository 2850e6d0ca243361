/** What runs in a worker thread: one codec, kept between jobs. */
import { workerData } from 'node:worker_threads';
import { WasmBlockCodec } from '../codec/block-codec.js';
import { AstcError } from '../errors.js';
import type { Job, Participation, ParticipationFailure, WorkerData } from './job.js';
import { configureCodec, runTiles } from './run-tiles.js';

const { module } = workerData as WorkerData;

let codec: WasmBlockCodec | undefined;

/**
 * Takes part in a job, or with null only gets ready for one. Failures come back as values, for an error's code does
 * not survive the way between threads.
 */
export default function participate(job: Job | null): Participation | ParticipationFailure {
  try {
    codec ??= new WasmBlockCodec(module);
    if (job === null) return { tileCount: 0, startedMs: 0, endedMs: 0 };
    configureCodec(codec, job);
    const startedMs = now();
    const { tileCount } = runTiles(codec, job);
    return { tileCount, startedMs, endedMs: now() };
  } catch (error) {
    codec = undefined; // After a trap the instance's memory is in an unknown state.
    const { message, stack } = error as Error;
    return { failure: { code: error instanceof AstcError ? error.code : 'E_WORKER', message, stack } };
  }
}

/** Milliseconds since the epoch, comparable between threads. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
