/**
 * Who has which workers. Everybody with the same source of workers shares one pool: a caller takes a lease on it and may
 * keep as many of its workers busy as it asked for. Only a request for more threads than the open pools have opens another.
 */
import type { DecoderConfig, EncoderConfig } from '../codec/block-codec.js';
import { warnOnConsole } from '../warn.js';
import type { Crew, CrewSource } from './crew.js';
import { messageOf } from './failure.js';
import type { LevelCodec, LevelControls, LevelShape, Resampling } from './level-codec.js';
import { type LevelTask, resampleTask } from './level-task.js';
import { runLevelInCrew, runLevelInPlace } from './run-level.js';
import { unshareBytes } from './shared-bytes.js';
import { estimateMs } from './work-estimate.js';

/** Milliseconds that workers take until their codecs are ready, at the least. */
const START_WORKERS_MS = 80;

/** The right to run levels on `threads` workers, until released. */
export interface PoolLease extends LevelCodec {
  /** Starts the workers now instead of with the first work that is worth it, and resolves when they are ready. */
  warmUp(onWarning?: LevelControls['onWarning']): Promise<void>;
  /** Ends the workers when nobody else has a lease on them. May be called twice. */
  release(): Promise<void>;
}

const openPools = new Set<OpenPool>();

/** A lease on `threads` workers of a source. */
export function leasePool(source: CrewSource, threads: number): PoolLease {
  const fitting = [...openPools].filter((open) => open.source === source && open.threadCount >= threads);
  const pool = fitting.sort((a, b) => a.threadCount - b.threadCount)[0] ?? new OpenPool(source, threads);
  openPools.add(pool);
  return new Lease(pool, threads);
}

class Lease implements PoolLease {
  readonly threads: number;
  readonly #pool: OpenPool;
  #isReleased = false;

  constructor(pool: OpenPool, threads: number) {
    this.threads = threads;
    this.#pool = pool;
    pool.leaseCount++;
  }

  async encodeLevel(shape: LevelShape, pixels: Uint8Array, encoder: EncoderConfig, controls: LevelControls) {
    return unshareBytes(await this.#run({ kind: 'encode', shape, input: pixels, encoder }, controls));
  }

  async decodeLevel(shape: LevelShape, blocks: Uint8Array, decoder: DecoderConfig, controls: LevelControls) {
    return unshareBytes(await this.#run({ kind: 'decode', shape, input: blocks, decoder }, controls));
  }

  resampleLevel(pixels: Uint8Array, config: Resampling, controls: LevelControls) {
    return this.#run(resampleTask(pixels, config), controls);
  }

  #run(task: LevelTask, controls: LevelControls): Promise<Uint8Array> {
    return this.#pool.run(task, this.threads, controls);
  }

  warmUp(onWarning?: LevelControls['onWarning']): Promise<void> {
    return this.#pool.warmUp(onWarning);
  }

  async release(): Promise<void> {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#pool.leaseCount--;
    if (this.#pool.leaseCount > 0) return;
    openPools.delete(this.#pool);
    await this.#pool.close();
  }
}

/** A crew and the jobs it has now: one that lost a worker ends with the last of them. */
interface Employment {
  crew: Crew;
  jobCount: number;
}

class OpenPool {
  readonly source: CrewSource;
  readonly threadCount: number;
  leaseCount = 0;
  /** Work seen so far, in milliseconds. */
  #seenMs = 0;
  /** Whether somebody asked for workers beforehand: there is more work to come than what is seen. */
  #isExpected = false;
  #starting: Promise<Employment | undefined> | undefined;
  /** What `#starting` gave. */
  #employment: Employment | undefined;

  constructor(source: CrewSource, threadCount: number) {
    this.source = source;
    this.threadCount = threadCount;
  }

  async run(task: LevelTask, threads: number, controls: LevelControls): Promise<Uint8Array> {
    const workMs = estimateMs(task);
    const employment = await this.#employ(workMs, controls.onWarning);
    if (employment === undefined) return runLevelInPlace(await this.source.loadModule(), task, controls);
    employment.jobCount++;
    try {
      // Small levels that are worked on at the same time part the workers between them: half the messages, and no worker
      // waits for the last tile of a level. A large one would be alone with its part when the small ones are done.
      const share = workMs < START_WORKERS_MS ? Math.ceil(threads / employment.jobCount) : threads;
      return await runLevelInCrew(employment.crew, task, share, controls);
    } finally {
      employment.jobCount--;
      await this.#dismissIfBroken(employment);
    }
  }

  async warmUp(onWarning: LevelControls['onWarning']): Promise<void> {
    this.#isExpected = true;
    const employment = await this.#start(onWarning);
    await employment?.crew.warmUp();
  }

  async close(): Promise<void> {
    const employment = await this.#starting?.catch(() => undefined);
    await employment?.crew.destroy();
  }

  /** The crew, if the work is worth it or it is there anyway. */
  async #employ(workMs: number, onWarning: LevelControls['onWarning']): Promise<Employment | undefined> {
    if (this.#employment?.crew.isBroken) this.#forget();
    this.#seenMs += workMs;
    // What is done in place just as soon as workers start and do it. Less is not worth them, until it is as much in all.
    const worthMs = START_WORKERS_MS * (1 + 1 / (this.threadCount - 1 || 1));
    if (this.#employment === undefined && this.#seenMs < worthMs && !this.#isExpected) return undefined;
    const starting = this.#start(onWarning);
    // Small work does not wait for workers that are only starting, but where it would keep them from it: they are started
    // on the thread that it would be done on.
    if (this.#employment !== undefined || workMs >= worthMs || this.#isExpected) return starting;
    starting.catch(() => undefined);
    return undefined;
  }

  #start(onWarning: LevelControls['onWarning']): Promise<Employment | undefined> {
    this.#starting ??= this.#startCrew(onWarning).then(
      (employment) => {
        this.#employment = employment;
        return employment;
      },
      (error: unknown) => {
        this.#starting = undefined;
        throw error;
      },
    );
    return this.#starting;
  }

  async #startCrew(onWarning: LevelControls['onWarning']): Promise<Employment | undefined> {
    const module = await this.source.loadModule();
    try {
      const crew = await this.source.startCrew(module, this.threadCount);
      if (crew !== undefined) return { crew, jobCount: 0 };
      // One thread needs no workers; who asked for more should know.
      if (this.threadCount > 1) warnOnce(this.source, new Error('there are none in this runtime'), onWarning);
    } catch (cause) {
      warnOnce(this.source, cause, onWarning);
    }
    return undefined;
  }

  #forget(): void {
    const employment = this.#employment;
    this.#starting = undefined;
    this.#employment = undefined;
    if (employment !== undefined) void this.#dismissIfBroken(employment);
  }

  async #dismissIfBroken({ crew, jobCount }: Employment): Promise<void> {
    if (crew.isBroken && jobCount === 0) await crew.destroy();
  }
}

const warned = new WeakSet<CrewSource>();

/** Slower than expected and right all the same: said, not thrown. */
function warnOnce(source: CrewSource, cause: unknown, onWarning: LevelControls['onWarning']): void {
  if (warned.has(source)) return;
  warned.add(source);
  const warn = onWarning ?? warnOnConsole;
  warn(`workers cannot start, so one thread does all the work (${messageOf(cause).split('\n')[0]})`);
}
