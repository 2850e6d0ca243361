/** The work of `astc-wasm worker`: jobs of the queue to entries of the cache. */
import { createEncoder, type Encoder } from '../encoder.js';
import { AstcError } from '../errors.js';
import { resolveEncodeOptions } from '../options/resolve-encode.js';
import { failOption } from '../options/speech.js';
import type { CacheStore } from './cache/cache-store.js';
import { openStore, openTextureCache } from './cache/open-cache.js';
import type { TextureCache } from './cache/texture-cache.js';
import { refuseContradictions } from './check-flags.js';
import type { WORKER_FLAGS } from './command-options.js';
import { openMaking } from './encode-chain.js';
import type { Given } from './flags.js';
import { parseMemory } from './memory-size.js';
import { inputsOf, type JobWork, type QueueJob } from './queue/job.js';
import { sourceReader } from './queue/job-sources.js';
import { takeJobs } from './queue/take-jobs.js';
import type { FileReport } from './reports.js';
import type { Outcome, Session } from './session.js';
import { createGate, type Gate } from './stages/gate.js';
import { DECODE_COUNT } from './stages/image.js';
import { readMask } from './stages/mask.js';
import { roomForPictures } from './stages/picture-memory.js';
import { createPixelRoom, type FileRoom } from './stages/pixel-room.js';
import { readSources } from './stages/source.js';
import type { FileRun } from './stages/stage.js';
import { formatSeconds } from './texts.js';

/** Images in the workers' hands at a time. */
const IN_HANDS = 2;
/** Kinds of work that are kept ready: runs with other options are others. */
const MAX_KINDS = 16;

/** @throws {AstcError} E_OPTION; E_UNSUPPORTED without the packages of queues; E_READ without a server */
export async function runWorker(session: Session, given: Given<typeof WORKER_FLAGS>): Promise<Outcome> {
  refuseContradictions(given);
  const { queue, cache, root = '.', threads = 'auto', lock = 30, untilEmpty } = given.values;
  const memory = given.values.memory === undefined ? undefined : parseMemory(given.values.memory);
  const openRoom = createPixelRoom(memory && roomForPictures(memory));
  if (queue === undefined) failOption('Expected --queue but received none');
  if (cache === undefined) failOption('Expected --cache but received none', 'what batch is given');
  const store = await openStore(cache);
  const encoder = await createEncoder({ threads, onWarning: (message) => session.warn('workers', message) });
  try {
    // What keeps threads from starting is said with the first job.
    encoder.warmUp().catch(() => undefined);
    const makers = new Map<string, Promise<JobMaker>>();
    const makerOf = (work: JobWork) => {
      const kind = JSON.stringify(work);
      if (!makers.has(kind) && makers.size === MAX_KINDS) makers.delete(makers.keys().next().value!);
      const maker = makers.get(kind) ?? JobMaker.open(session, { encoder, store, root, work, memory, openRoom });
      makers.set(kind, maker);
      // A mask that cannot be read now is tried again with the next job.
      maker.catch(() => makers.delete(kind));
      return maker;
    };
    const make = async (job: QueueJob, wasLeft: boolean) => (await makerOf(job.work)).make(job, wasLeft);
    session.say(`waiting for jobs, ${encoder.threads} threads`);
    const counts = await takeJobs(session, {
      url: queue,
      lockMs: lock * 1000,
      isUntilEmpty: untilEmpty === true,
      make,
    });
    const { made, failed, givenBack } = counts;
    session.say(`${made} made, ${failed} failed, ${givenBack} given back`);
    return { document: { ...counts }, exitCode: 0 };
  } finally {
    await encoder.close();
  }
}

/** A kind of work, who makes it, where textures are kept, and where inputs lie. */
interface JobMakerFacts {
  encoder: Encoder;
  store: CacheStore;
  root: string;
  work: JobWork;
  /** Bytes for the pictures in hand. */
  memory: number | undefined;
  /** Shared by all kinds of work. */
  openRoom: () => FileRoom;
}

/** Makes jobs of one kind of work. */
class JobMaker {
  readonly #session: Session;
  readonly #root: string;
  readonly #store: CacheStore;
  readonly #cache: TextureCache;
  readonly #making: ReturnType<typeof openMaking>;
  readonly #gates: Gate[] = [];
  readonly #openRoom: () => FileRoom;
  readonly #isRaw: boolean;
  #count = 0;

  /** @throws {AstcError} what reading a mask throws */
  static async open(session: Session, facts: JobMakerFacts): Promise<JobMaker> {
    const { store, root } = facts;
    const { mask, ...work } = facts.work;
    if (mask === undefined) return new JobMaker(session, facts);
    const job = { inputs: [mask.path], ...(mask.source && { sources: [mask.source] }) };
    const [path = ''] = inputsOf(job, root);
    const options = { ...work.options, mask: await readMask(path, session, sourceReader(store, job)) };
    return new JobMaker(session, { ...facts, work: { ...work, options } });
  }

  private constructor(session: Session, { encoder, store, root, work, memory, openRoom }: JobMakerFacts) {
    const { options, writing, reading, hasMetrics } = work;
    const settings = resolveEncodeOptions(options);
    this.#session = session;
    this.#root = root;
    this.#openRoom = openRoom;
    this.#isRaw = reading.raw !== undefined;
    this.#store = store;
    this.#cache = openTextureCache(store, { settings, writing, reading, hasMetrics });
    const openGate = (count: number) => {
      const gate = createGate(count);
      this.#gates.push(gate);
      return gate;
    };
    const tools = {
      encoder: Promise.resolve(encoder),
      hands: openGate(IN_HANDS),
      decoding: openGate(DECODE_COUNT),
      memory,
    };
    this.#making = openMaking({ ...work, settings, maskFile: undefined, levelFiles: [] }, tools);
  }

  /** @throws {AstcError} E_DIFFERS where the files are not those of the job; what reading and compressing throw */
  async make(job: QueueJob, wasLeft: boolean): Promise<void> {
    const startMs = performance.now();
    const file = this.#open(job);
    const { input, room } = file;
    try {
      const sources = await readSources(file, !this.#isRaw, sourceReader(this.#store, job));
      if ((await this.#cache.keyOf(sources)) !== job.key) {
        throw new AstcError('E_DIFFERS', 'Expected the bytes that batch read but read others', {
          hint: 'the file changed meanwhile, or --root is another folder',
        });
      }
      if (wasLeft) await this.#cache.endClaim(job.key);
      const { isCached } = await this.#cache.take(sources, this.#making(sources, file), file.signal);
      const time = formatSeconds((performance.now() - startMs) / 1000);
      this.#session.say(`${input}  ${isCached ? 'was there' : time}`);
    } finally {
      room.leave();
      for (const gate of this.#gates) gate.forget(file.index);
    }
  }

  #open(job: QueueJob): FileRun {
    const [input = ''] = job.inputs;
    const report: FileReport = {
      detail: (message) => this.#session.detail(input, message),
      // They are kept with the texture, and told by batch.
      warn: () => {},
      say: () => {},
      progress: () => {},
      inTurn: (speak) => speak(),
    };
    return {
      index: this.#count++,
      input,
      inputs: inputsOf(job, this.#root),
      output: '',
      report,
      room: this.#openRoom(),
      signal: this.#session.signal,
    };
  }
}
