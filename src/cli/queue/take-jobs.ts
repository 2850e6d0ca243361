/** Jobs for a worker, two at a time: taken, made, and given back or failed where they were not. */
import type { Session } from '../session.js';
import { awaitServer, connectionOf, QUEUE_NAME, tellOutages } from './connection.js';
import { Door } from './door.js';
import { isPassing, MAX_DEATHS, packFailure } from './failure.js';
import type { QueueJob } from './job.js';
import { loadBullmq } from './load-bullmq.js';

/** Why: one is read and decoded while the threads have the other; more would be blamed with a job that kills them all. */
const AT_ONCE = 2;
/** Milliseconds without any job, waiting or in anybody's hands, after which the queue counts as empty. */
const EMPTY_MS = 5_000;
const POLL_MS = 250;
/** Milliseconds until somebody is asked again to make what could not be begun. */
const LATER_MS = 300;

export interface JobTaking {
  url: string;
  /** Milliseconds after which a worker that was not heard of counts as dead. */
  lockMs: number;
  isUntilEmpty: boolean;
  /** Makes what a job asks for; `wasLeft` says that a worker died over it. */
  make: (job: QueueJob, wasLeft: boolean) => Promise<void>;
}

/** Jobs by what became of them. */
export interface JobCounts {
  made: number;
  failed: number;
  givenBack: number;
}

/**
 * Takes jobs until interrupted, or until there are none.
 *
 * @throws {AstcError} E_UNSUPPORTED without the packages, E_READ without a server
 */
export async function takeJobs(session: Session, { url, lockMs, isUntilEmpty, make }: JobTaking): Promise<JobCounts> {
  const { DelayedError, Queue, UnrecoverableError, WaitingError, Worker } = await loadBullmq();
  const { signal } = session;
  const door = new Door();
  const counts: JobCounts = { made: 0, failed: 0, givenBack: 0 };
  const queue = new Queue(QUEUE_NAME, connectionOf(url));
  try {
    await awaitServer(queue, url);
    const worker = new Worker<QueueJob>(
      QUEUE_NAME,
      async (job, token) => {
        // One that killed a worker may do so again: others that are in hand then would be blamed with it.
        const wasLeft = job.stalledCounter > 0;
        const making = door.through(wasLeft, () => make(job.data, wasLeft));
        if (making === undefined) {
          await job.moveToDelayed(Date.now() + LATER_MS, token);
          throw new DelayedError();
        }
        try {
          await making;
          counts.made++;
        } catch (error) {
          if (signal.aborted) {
            counts.givenBack++;
            await job.moveToWait(token);
            throw new WaitingError();
          }
          counts.failed++;
          session.fail(error, job.data.inputs[0] ?? null);
          const failure = packFailure(error);
          throw isPassing(error) ? new Error(failure) : new UnrecoverableError(failure);
        }
      },
      {
        ...connectionOf(url),
        concurrency: AT_ONCE,
        lockDuration: lockMs,
        stalledInterval: lockMs / 2,
        maxStalledCount: MAX_DEATHS - 1,
      },
    );
    tellOutages(session, url, worker);
    try {
      await (isUntilEmpty ? Promise.race([interrupted(signal), empty(queue, signal)]) : interrupted(signal));
    } finally {
      await worker.close();
    }
    return counts;
  } finally {
    await queue.close().catch(() => undefined);
  }
}

function interrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Resolves when nobody has had anything to do for a while: who fills the queue may be slower than who empties it. */
async function empty(queue: { count(): Promise<number>; getActiveCount(): Promise<number> }, signal: AbortSignal) {
  let sinceMs = performance.now();
  while (!signal.aborted && performance.now() - sinceMs < EMPTY_MS) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const [waiting, active] = await Promise.all([queue.count(), queue.getActiveCount()]);
    if (waiting + active > 0) sinceMs = performance.now();
  }
}
