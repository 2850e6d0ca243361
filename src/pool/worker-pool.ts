/** Worker threads for jobs: piscina's pool, and what must hold when one of its workers dies. */
import type { Piscina } from 'piscina';
import { AstcError, type AstcErrorCode, ERROR_CODES } from '../errors.js';
import type { Job, Participation, ParticipationFailure, WorkerData } from './job.js';

/** The file piscina loads in each thread, beside this one. */
const WORKER_URL = new URL('./worker.js', import.meta.url);

/** Milliseconds an idle pool waits for its threads to end by themselves. */
const CLOSE_TIMEOUT_MS = 1000;

/** A fixed number of workers, all started at once, each with its own codec. */
export class WorkerPool {
  readonly threadCount: number;
  readonly #piscina: Piscina<Job | null, Participation | ParticipationFailure>;
  #isBroken = false;

  private constructor(piscina: Piscina<Job | null, Participation | ParticipationFailure>, threadCount: number) {
    this.#piscina = piscina;
    this.threadCount = threadCount;
    // A worker that dies idle: nobody waits for it, so only the pool must know.
    piscina.on('error', () => this.#retire());
    // Tasks still queued when the last worker is gone would wait for ever.
    piscina.on('workerDestroy', () => {
      if (this.#isBroken && piscina.threads.length === 0) void piscina.destroy();
    });
  }

  /**
   * Starts the workers; they get ready while the caller goes on.
   *
   * @param workerUrl  the module the threads run; tests bring their own
   * @throws whatever importing piscina throws, where there are no worker threads
   */
  static async start(module: WebAssembly.Module, threadCount: number, workerUrl = WORKER_URL): Promise<WorkerPool> {
    const { Piscina: PiscinaClass } = await import('piscina');
    const piscina = new PiscinaClass<Job | null, Participation | ParticipationFailure>({
      filename: workerUrl.href,
      // All at once: a task is then bound to a live worker and fails with it, instead of waiting for one that never comes.
      minThreads: threadCount,
      maxThreads: threadCount,
      closeTimeout: CLOSE_TIMEOUT_MS,
      recordTiming: false,
      workerData: { module } satisfies WorkerData,
    });
    return new WorkerPool(piscina, threadCount);
  }

  /** Whether a worker died or all were ended: jobs that run go on with the others, new ones need a new pool. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Resolves when every worker has its codec. */
  async warmUp(): Promise<void> {
    await Promise.all(Array.from({ length: this.threadCount }, () => this.participate(null)));
  }

  /**
   * Gives the job to one worker.
   *
   * @throws {AstcError} E_WASM from the codec; E_WORKER when the worker died, with its cause
   */
  async participate(job: Job | null): Promise<Participation> {
    let result: Participation | ParticipationFailure;
    try {
      result = await this.#piscina.run(job);
    } catch (cause) {
      this.#retire();
      throw new AstcError('E_WORKER', `A worker thread died: ${(cause as Error).message}`, {
        hint: 'fewer threads need less memory (threads: 1)',
        cause,
      });
    }
    if ('failure' in result) throw failureToError(result);
    return result;
  }

  /** Ends all threads; jobs that still run fail with E_WORKER. */
  async destroy(): Promise<void> {
    this.#isBroken = true;
    await this.#piscina.destroy();
  }

  #retire(): void {
    this.#isBroken = true;
    if (this.#piscina.threads.length === 0) void this.#piscina.destroy();
  }
}

/** The error a worker met, with its own stack as the cause's. */
function failureToError({ failure }: ParticipationFailure): AstcError {
  const cause = new Error(failure.message);
  if (failure.stack !== undefined) cause.stack = failure.stack;
  const isKnown = Object.hasOwn(ERROR_CODES, failure.code);
  const code = isKnown ? (failure.code as AstcErrorCode) : 'E_WORKER';
  const message = code === 'E_WORKER' ? `The codec stopped in a worker thread: ${failure.message}` : failure.message;
  return new AstcError(code, message, { cause });
}
