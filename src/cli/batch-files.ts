/** The work of `astc-wasm batch`: what `encode` does, made by workers elsewhere. */
import { AstcError } from '../errors.js';
import { failOption } from '../options/speech.js';
import { digestOf } from './cache/cache-keys.js';
import { type CacheStore, isBucket } from './cache/cache-store.js';
import { openStore } from './cache/open-cache.js';
import type { Taken, TextureCache } from './cache/texture-cache.js';
import { BATCH_FLAGS } from './command-options.js';
import { openRunOptions } from './config/run-options.js';
import { finishFile } from './encode-chain.js';
import { readInput } from './files/read-input.js';
import { orAbort } from './files/waiting.js';
import type { Given } from './flags.js';
import { canReplace } from './overwrite.js';
import { planEncode } from './plan-encode.js';
import { belowRoot, type JobWork, type QueueJob } from './queue/job.js';
import { JobBoard } from './queue/job-board.js';
import { sendSources } from './queue/job-sources.js';
import { runBatch } from './run-batch.js';
import { runEncodePlan } from './run-encode-plan.js';
import type { Outcome, Session } from './session.js';
import { createGate } from './stages/gate.js';
import { createLimit } from './stages/limit.js';
import { openSink } from './stages/sink.js';
import { readSources } from './stages/source.js';
import type { FileRun } from './stages/stage.js';
import type { TextureWork } from './texture-work.js';

type BatchFlags = Given<typeof BATCH_FLAGS>;

/** Files on their way at a time. Why: a second's work of many machines, and an interruption takes it back in no time. */
const LOOK_AHEAD = 1_000;
/** Files read at a time, and textures fetched and written. */
const AT_ONCE = 4;
/** How often the queue may be done with a job whose texture the cache has not. */
const MAX_TRIES = 6;
/** Milliseconds until a texture is looked for again: folders of a network show what others wrote a little later. */
const PAUSE_MS = 200;
/** Milliseconds between two states of the progress bar. */
const TICK_MS = 250;

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_READ, E_WRITE before any work; what befalls a file is in the outcome */
export async function batchFiles(session: Session, words: string[], given: BatchFlags): Promise<Outcome> {
  const options = await openRunOptions(session, given, BATCH_FLAGS);
  if (options.run.values.printConfig) return (await import('./print-config.js')).printConfig(session, words, options);
  if (options.unheard.has('mipLevel'))
    failOption('Expected no mipLevel for batch but the config has some', 'encode takes them');
  const { queue, cache: cacheFolder, root = '.' } = options.run.values;
  if (queue === undefined) failOption('Expected --queue but received none', 'astc-wasm encode works on this machine');
  if (cacheFolder === undefined) failOption('Expected --cache but received none', 'workers put their textures there');
  const plan = await planEncode(session, words, options);
  const { files } = plan;
  const isRemote = isBucket(cacheFolder);
  const paths = files.map(({ inputs }) => (isRemote ? inputs : belowRoot(inputs, root)));
  const masks = new Set(files.map(({ work }) => work.maskFile).filter((path) => path !== undefined));
  if (!isRemote) belowRoot([...masks], root);
  return runEncodePlan(session, { command: 'batch', given: options.run, plan }, async (task) => {
    const { hasMetrics, isVerified } = task;
    const flags = options.run.values;
    const board = await JobBoard.open(session, queue);
    const sink = openSink(
      files.map(({ output }) => output),
      { canReplace: canReplace(flags), signal: session.signal },
    );
    const store = isRemote ? await openStore(cacheFolder) : undefined;
    const openMaker = async (work: TextureWork) => {
      const shared = { ...(await shareWork(work, { root, store, signal: session.signal })), hasMetrics };
      return new RemoteMaker(board, task.cacheOf(work)!, shared, session.signal);
    };
    const makers = new Map<TextureWork, Promise<RemoteMaker>>();
    const makerOf = (work: TextureWork) => {
      const maker = makers.get(work) ?? openMaker(work);
      makers.set(work, maker);
      return maker;
    };
    const readers = createGate(AT_ONCE);
    const fetching = createLimit(AT_ONCE);
    const progress = new BatchProgress(files.length);
    const work = async (file: FileRun) => {
      progress.open(file);
      const { index } = file;
      const { work } = files[index]!;
      const isNamed = work.reading.raw === undefined;
      const key = await readers.through(index, async () => task.cacheOf(work)!.keyOf(await readSources(file, isNamed)));
      const finish = (taken: Taken) => {
        for (const warning of taken.warnings) file.report.warn(warning);
        return finishFile(file, taken, { sink, isVerified });
      };
      const job = { inputs: paths[index]!, key };
      // Read once more, since a thousand files on their way are too many to hold.
      const send = store && (() => fetching(async () => sendSources(store, await readSources(unheard(file), isNamed))));
      return (await makerOf(work)).take({ job, send }, (find) =>
        fetching(async () => {
          const taken = await find();
          return taken && finish(taken);
        }),
      );
    };
    const onEnd = (index: number) => {
      readers.forget(index);
      progress.close(index);
    };
    try {
      return await runBatch(session, { files, flags, lookAhead: LOOK_AHEAD, work, onEnd });
    } finally {
      progress.stop();
      await board.close();
      await sink.close();
    }
  });
}

/** The file, of which everything was said already. */
function unheard(file: FileRun): FileRun {
  return { ...file, report: { ...file.report, warn: () => undefined } };
}

/**
 * What workers are told: options without the pixels of a mask, and where they find it.
 *
 * @param place  the root of all, or the store by which files travel
 * @throws {AstcError} E_READ, E_WRITE for a mask that is sent
 */
async function shareWork(
  { options: { mask, ...options }, maskFile, writing, reading }: TextureWork,
  { root, store, signal }: { root: string; store: CacheStore | undefined; signal: AbortSignal },
): Promise<Omit<JobWork, 'hasMetrics'>> {
  const work = { options, writing, reading };
  if (mask === undefined || maskFile === undefined) return work;
  const digest = digestOf(mask.data as ArrayBufferView);
  if (store === undefined) return { ...work, mask: { path: belowRoot([maskFile], root)[0]!, digest } };
  const [source] = await sendSources(store, [await readInput(maskFile, signal)]);
  return { ...work, mask: { path: maskFile, digest, source: source! } };
}

/** What there is of a texture, or undefined. */
type Find = () => Promise<Taken | undefined>;

/** Textures of the cache, made by workers where they are not there. */
class RemoteMaker {
  readonly #board: JobBoard;
  readonly #cache: TextureCache;
  readonly #work: JobWork;
  readonly #signal: AbortSignal;

  constructor(board: JobBoard, cache: TextureCache, work: JobWork, signal: AbortSignal) {
    this.#board = board;
    this.#cache = cache;
    this.#work = work;
    this.#signal = signal;
  }

  /**
   * @param send  puts the files where workers find them, and tells their keys; undefined where they see them
   * @param use  takes the texture where it is found
   * @throws {AstcError} that of the worker; E_READ where workers made it, and the cache has it not
   */
  async take<T>(
    { job, send }: { job: Pick<QueueJob, 'inputs' | 'key'>; send: (() => Promise<string[]>) | undefined },
    use: (find: Find) => Promise<T | undefined>,
  ): Promise<T> {
    const { key } = job;
    let isCached = true;
    let sources: readonly string[] | undefined;
    const find = async () => {
      const taken = await this.#cache.find(key);
      return taken && { ...taken, isCached };
    };
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const used = await use(find);
      if (used !== undefined) return used;
      // Whose pixels another file of this run has is made for that one.
      isCached &&= this.#board.has(key);
      if (!this.#board.has(key)) sources ??= await send?.();
      await this.#board.run({ ...job, ...(sources && { sources }), work: this.#work });
      if (tries > 0) await orAbort(this.#signal, new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tries)));
    }
    throw new AstcError('E_READ', `the queue was done with it ${MAX_TRIES} times, and the cache has no texture`, {
      hint: 'do the workers use the same --cache?',
    });
  }
}

/** How many files of the run are done, drawn for the first that is not. */
class BatchProgress {
  readonly #total: number;
  readonly #open = new Map<number, FileRun>();
  readonly #startMs = performance.now();
  readonly #timer = setInterval(() => this.#draw(), TICK_MS);
  #done = 0;

  constructor(total: number) {
    this.#total = total;
  }

  open(file: FileRun): void {
    this.#open.set(file.index, file);
  }

  close(index: number): void {
    this.#open.delete(index);
    this.#done++;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #draw(): void {
    if (this.#done === 0) return;
    const seconds = (performance.now() - this.#startMs) / 1000;
    for (const { report } of this.#open.values()) report.progress({ done: this.#done, total: this.#total, seconds });
  }
}
