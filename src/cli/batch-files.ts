/** The work of `astc-wasm batch`: what `encode` does, made by workers elsewhere. */
import { AstcError } from '../errors.js';
import type { EncodeOptions } from '../options/encode-options.js';
import { failOption } from '../options/speech.js';
import { digestOf } from './cache/cache-keys.js';
import type { Taken, TextureCache } from './cache/texture-cache.js';
import type { BATCH_FLAGS } from './command-options.js';
import { finishFile } from './encode-chain.js';
import { orAbort } from './files/waiting.js';
import type { Given } from './flags.js';
import { planEncode } from './plan-encode.js';
import { belowRoot, type JobWork } from './queue/job.js';
import { JobBoard } from './queue/job-board.js';
import { runBatch } from './run-batch.js';
import { runEncodePlan } from './run-encode-plan.js';
import type { Outcome, Session } from './session.js';
import { createGate } from './stages/gate.js';
import { createLimit } from './stages/limit.js';
import { openSink } from './stages/sink.js';
import { readSources } from './stages/source.js';
import type { FileRun } from './stages/stage.js';

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
  const { queue, cache: cacheFolder, root = '.' } = given.values;
  if (queue === undefined) failOption('Expected --queue but received none', 'astc-wasm encode works on this machine');
  if (cacheFolder === undefined) failOption('Expected --cache but received none', 'workers put their textures there');
  const plan = await planEncode(session, words, given);
  const { files } = plan;
  const paths = files.map(({ inputs }) => belowRoot(inputs, root));
  return runEncodePlan(session, { command: 'batch', given, plan }, async (task) => {
    const { options, writing, reading, hasMetrics, isVerified } = task;
    const flags = given.values;
    const shared = { ...shareMask(options, flags.mask, root), writing, reading, hasMetrics };
    const board = await JobBoard.open(session, queue);
    const sink = openSink(
      files.map(({ output }) => output),
      { canReplace: flags.force === true, signal: session.signal },
    );
    const maker = new RemoteMaker(board, task.cache!, shared, session.signal);
    const readers = createGate(AT_ONCE);
    const fetching = createLimit(AT_ONCE);
    const progress = new BatchProgress(files.length);
    const work = async (file: FileRun) => {
      progress.open(file);
      const { index } = file;
      const key = await readers.through(index, async () =>
        task.cache!.keyOf(await readSources(file, reading.raw === undefined)),
      );
      const finish = (taken: Taken) => {
        for (const warning of taken.warnings) file.report.warn(warning);
        return finishFile(file, taken, { sink, isVerified });
      };
      return maker.take({ inputs: paths[index]!, key }, (find) =>
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

/** Options without the pixels of a mask, and where workers find them. @throws {AstcError} E_OPTION for a file elsewhere */
function shareMask({ mask, ...options }: EncodeOptions, file: string | undefined, root: string) {
  if (mask === undefined || file === undefined) return { options };
  const [path = ''] = belowRoot([file], root);
  return { options, mask: { path, digest: digestOf(mask.data as ArrayBufferView) } };
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
   * @param use  takes the texture where it is found
   * @throws {AstcError} that of the worker; E_READ where workers made it, and the cache has it not
   */
  async take<T>(
    { inputs, key }: { inputs: readonly string[]; key: string },
    use: (find: Find) => Promise<T | undefined>,
  ): Promise<T> {
    let isCached = true;
    const find = async () => {
      const taken = await this.#cache.find(key);
      return taken && { ...taken, isCached };
    };
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const used = await use(find);
      if (used !== undefined) return used;
      // Whose pixels another file of this run has is made for that one.
      isCached &&= this.#board.has(key);
      await this.#board.run({ inputs, key, work: this.#work });
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
