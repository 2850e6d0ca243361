/**
 * The jobs of one run on the queue. Whether a texture was made is for the cache to say: the queue is asked only whether it
 * still has the job, since servers forget when they are killed.
 */
import type { Queue, QueueEvents } from 'bullmq';
import { AstcError } from '../../errors.js';
import { messageOf } from '../../pool/failure.js';
import { interruptedError } from '../files/waiting.js';
import type { Session } from '../session.js';
import { awaitServer, connectionOf, QUEUE_NAME, tellOutages } from './connection.js';
import { unpackFailure } from './failure.js';
import type { QueueJob } from './job.js';
import { loadBullmq } from './load-bullmq.js';

/** Jobs sent at a time, at most; and milliseconds in which they are gathered. */
const BULK = { jobs: 500, ms: 5 } as const;
/** Milliseconds after which a job that nothing was heard of is asked for. */
const SILENCE_MS = 5_000;
/** Tries of what disks and networks made fail. */
const TRIES = { attempts: 3, backoff: { type: 'exponential', delay: 1_000 } } as const;

interface Pending {
  job: QueueJob;
  heardMs: number;
  left: Promise<void>;
  settle: (error?: Error) => void;
}

export class JobBoard {
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #pending = new Map<string, Pending>();
  readonly #signal: AbortSignal;
  #unsent: QueueJob[] = [];
  #sending: Promise<unknown> = Promise.resolve();
  #asking: Promise<unknown> | undefined;
  /** Keys of jobs that nobody waits for any more. */
  readonly #unwanted = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  readonly #interrupt = () => {
    for (const [key, { settle }] of this.#pending) {
      this.#unwanted.add(key);
      settle(interruptedError(this.#signal.reason));
    }
  };

  /** @throws {AstcError} E_UNSUPPORTED without the packages, E_READ without a server */
  static async open(session: Session, url: string): Promise<JobBoard> {
    const { Queue, QueueEvents } = await loadBullmq();
    const queue = new Queue(QUEUE_NAME, connectionOf(url));
    try {
      await awaitServer(queue, url);
    } catch (error) {
      await queue.close().catch(() => undefined);
      throw error;
    }
    const events = new QueueEvents(QUEUE_NAME, connectionOf(url));
    // The queue speaks for both.
    events.on('error', () => undefined);
    await events.waitUntilReady();
    tellOutages(session, url, queue);
    return new JobBoard(queue, events, session.signal);
  }

  private constructor(queue: Queue, events: QueueEvents, signal: AbortSignal) {
    this.#queue = queue;
    this.#events = events;
    this.#signal = signal;
    signal.addEventListener('abort', this.#interrupt);
    for (const event of ['completed', 'removed'] as const) {
      events.on(event, ({ jobId }: { jobId: string }) => this.#pending.get(jobId)?.settle());
    }
    events.on('failed', ({ jobId, failedReason }) => this.#pending.get(jobId)?.settle(unpackFailure(failedReason)));
    for (const event of ['active', 'stalled', 'waiting'] as const) {
      events.on(event, ({ jobId }: { jobId: string }) => {
        const pending = this.#pending.get(jobId);
        if (pending) pending.heardMs = performance.now();
      });
    }
    this.#timer = setInterval(() => {
      this.#asking ??= this.#askForSilent()
        .catch(() => undefined)
        .finally(() => {
          this.#asking = undefined;
        });
    }, SILENCE_MS / 4);
  }

  /** Whether somebody waits for the key already. */
  has(key: string): boolean {
    return this.#pending.has(key);
  }

  /**
   * Puts a job on the queue, and waits until it is there no more: done, or lost. Then the cache is to be asked.
   *
   * @throws {AstcError} that of the worker where it failed; E_ABORTED
   */
  run(job: QueueJob): Promise<void> {
    if (this.#signal.aborted) return Promise.reject(interruptedError(this.#signal.reason));
    const known = this.#pending.get(job.key);
    if (known !== undefined) return known.left;
    let settle: Pending['settle'] = () => {};
    const left = new Promise<void>((resolve, reject) => {
      settle = (error) => (error === undefined ? resolve() : reject(error));
    });
    const forget = () => this.#pending.delete(job.key);
    left.then(forget, forget);
    this.#pending.set(job.key, { job, heardMs: performance.now(), left, settle });
    if (this.#unsent.length === 0) {
      setTimeout(() => {
        this.#sending = this.#sending.then(() => this.#send());
      }, BULK.ms);
    }
    this.#unsent.push(job);
    return left;
  }

  /** Takes back what nobody has begun, and hangs up. Never throws. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#signal.removeEventListener('abort', this.#interrupt);
    await this.#sending;
    await Promise.all(Array.from(this.#unwanted, (key) => this.#queue.remove(key).catch(() => undefined)));
    await Promise.all([this.#queue.close(), this.#events.close()].map((each) => each.catch(() => undefined)));
  }

  async #send(): Promise<void> {
    const jobs = this.#unsent;
    this.#unsent = [];
    for (let first = 0; first < jobs.length; first += BULK.jobs) {
      const bulk = jobs.slice(first, first + BULK.jobs);
      const wanted = bulk.filter(({ key }) => this.#pending.has(key));
      try {
        // What is over leaves the queue: its results lie in the cache, and the same job may come again.
        const options = { ...TRIES, removeOnComplete: true, removeOnFail: true };
        await this.#queue.addBulk(
          wanted.map((job) => ({ name: 'encode', data: job, opts: { ...options, jobId: job.key } })),
        );
      } catch (cause) {
        const error = new AstcError('E_WRITE', `the queue takes no jobs (${messageOf(cause)})`, { cause });
        for (const { key } of wanted) this.#pending.get(key)?.settle(error);
      }
    }
  }

  async #askForSilent(): Promise<void> {
    const longAgo = performance.now() - SILENCE_MS;
    const silent = [...this.#pending.values()].filter(({ heardMs }) => heardMs < longAgo);
    await Promise.all(
      silent.map(async (pending) => {
        const state = await this.#queue.getJobState(pending.job.key);
        if (state === 'unknown') pending.settle();
        else pending.heardMs = performance.now();
      }),
    );
  }
}
