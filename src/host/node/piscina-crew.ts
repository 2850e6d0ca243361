/** Worker threads for jobs: piscina's pool, and what must hold when one of its workers dies. */
import { existsSync } from 'node:fs';
import type { Piscina } from 'piscina';
import { AstcError } from '../../errors.js';
import type { Crew } from '../../pool/crew.js';
import { unwrapResult, workerDied } from '../../pool/failure.js';
import type { Job, Participation, ParticipationFailure } from '../../pool/job.js';

/** Milliseconds an idle pool waits for its threads to end by themselves. */
const CLOSE_TIMEOUT_MS = 1000;

/** A fixed number of workers, all started at once, each with its own codec. */
export class PiscinaCrew implements Crew {
  readonly threadCount: number;
  readonly memory = 'shared';
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
   * Starts the workers, and resolves when one of them has its codec.
   *
   * @param workerUrl  the module the threads run; tests bring their own
   * @throws whatever keeps the first worker from starting
   */
  static async start(
    module: WebAssembly.Module,
    threadCount: number,
    workerUrl = shippedWorker(),
  ): Promise<PiscinaCrew> {
    const { Piscina: PiscinaClass } = await import('piscina');
    const piscina = new PiscinaClass<Job | null, Participation | ParticipationFailure>({
      filename: workerUrl.href,
      // All at once: a task is then bound to a live worker and fails with it, instead of waiting for one that never comes.
      minThreads: threadCount,
      maxThreads: threadCount,
      // The next job lies at hand when one is done: between the two a worker waits for nobody.
      concurrentTasksPerWorker: 2,
      closeTimeout: CLOSE_TIMEOUT_MS,
      recordTiming: false,
      workerData: { module },
    });
    const crew = new PiscinaCrew(piscina, threadCount);
    try {
      await crew.#participate(null);
    } catch (error) {
      await crew.destroy();
      throw (error as Error).cause ?? error;
    }
    return crew;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  async warmUp(): Promise<void> {
    await Promise.all(Array.from({ length: this.threadCount }, () => this.#participate(null)));
  }

  participate(job: Job): Promise<Participation> {
    return this.#participate(job);
  }

  async #participate(job: Job | null): Promise<Participation> {
    let result: Participation | ParticipationFailure;
    try {
      result = await this.#piscina.run(job);
    } catch (cause) {
      this.#retire();
      throw workerDied(cause);
    }
    return unwrapResult(result);
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

/** The file piscina loads in each thread, beside this one. @throws {AstcError} E_WORKER in a bundle that left it behind */
function shippedWorker(): URL {
  // A CommonJS bundle has no address of its own.
  const url = import.meta.url === undefined ? undefined : new URL('./piscina-worker.js', import.meta.url);
  if (url !== undefined && existsSync(url)) return url;
  throw new AstcError(
    'E_WORKER',
    'the script of its worker is missing: a bundle takes astc-wasm/worker along, see createEncoder({ worker })',
  );
}
