/**
 * Workers spoken to by messages: Web Workers, and threads of Node that the caller starts. They are started as jobs need
 * them, up to the number agreed, and do one job at a time.
 */
import type { Crew } from '../pool/crew.js';
import { unwrapResult, workerDied } from '../pool/failure.js';
import type { Job, Participation, ParticipationFailure } from '../pool/job.js';
import type { WorkerLike } from './host.js';

/** What a worker is told, in order: the binary once, then jobs; null asks it only to get ready. */
export type ToWorker = { module: WebAssembly.Module } | { job: Job | null };

/** What it answers: a result for each job. */
export type FromWorker = { result: Participation | ParticipationFailure };

interface Waiting {
  job: Job | null;
  resolve: (participation: Participation) => void;
  reject: (error: unknown) => void;
}

/** One worker and what it does. */
interface Member {
  worker: WorkerLike;
  current: Waiting | undefined;
}

export class PortCrew implements Crew {
  readonly threadCount: number;
  readonly memory: Crew['memory'];
  readonly #module: WebAssembly.Module;
  readonly #createWorker: () => WorkerLike;
  readonly #members = new Set<Member>();
  readonly #queue: Waiting[] = [];
  #isBroken = false;

  private constructor(
    createWorker: () => WorkerLike,
    module: WebAssembly.Module,
    { threadCount, memory }: Pick<Crew, 'threadCount' | 'memory'>,
  ) {
    this.#createWorker = createWorker;
    this.#module = module;
    this.threadCount = threadCount;
    this.memory = memory;
  }

  /**
   * A crew whose first worker is ready.
   *
   * @param createWorker  starts a worker whose script is that of `astc-wasm/worker`
   * @throws whatever keeps the first worker from starting
   */
  static async start(
    createWorker: () => WorkerLike,
    module: WebAssembly.Module,
    size: Pick<Crew, 'threadCount' | 'memory'>,
  ): Promise<PortCrew> {
    const crew = new PortCrew(createWorker, module, size);
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

  async destroy(): Promise<void> {
    this.#isBroken = true;
    const cause = new Error('the crew was dismissed');
    await Promise.all([...this.#members].map((member) => this.#remove(member, cause)));
    for (const waiting of this.#queue.splice(0)) waiting.reject(workerDied(cause));
  }

  #participate(job: Job | null): Promise<Participation> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#dispatch();
    });
  }

  /** Hands waiting jobs to idle workers, and to new ones while there may be more. */
  #dispatch(): void {
    while (this.#queue.length > 0) {
      const idle = [...this.#members].find((member) => member.current === undefined);
      if (idle === undefined && (this.#isBroken || this.#members.size >= this.threadCount)) break;
      const waiting = this.#queue.shift()!;
      try {
        this.#give(idle ?? this.#hire(), waiting);
      } catch (error) {
        this.#isBroken = true;
        waiting.reject(workerDied(error));
      }
    }
    if (this.#members.size > 0) return;
    for (const waiting of this.#queue.splice(0)) waiting.reject(workerDied(new Error('no worker is left')));
  }

  #hire(): Member {
    const worker = this.#createWorker();
    const member: Member = { worker, current: undefined };
    listen(worker, {
      onMessage: (message) => this.#hear(member, message),
      onEnd: (cause) => void this.#lose(member, cause),
    });
    this.#members.add(member);
    worker.postMessage({ module: this.#module } satisfies ToWorker);
    return member;
  }

  #give(member: Member, waiting: Waiting): void {
    member.current = waiting;
    const { job } = waiting;
    // Memory of its own goes over without a copy; shared memory is shared.
    const transfer = job !== null && this.memory === 'own' ? [job.input.buffer, job.output.buffer] : [];
    member.worker.postMessage({ job } satisfies ToWorker, transfer);
  }

  #hear(member: Member, message: FromWorker): void {
    const { current } = member;
    member.current = undefined;
    try {
      current?.resolve(unwrapResult(message.result));
    } catch (error) {
      current?.reject(error);
    }
    this.#dispatch();
  }

  /** A worker that ends by itself: its job fails, the crew takes no new ones. */
  async #lose(member: Member, cause: unknown): Promise<void> {
    if (!this.#members.has(member)) return;
    this.#isBroken = true;
    await this.#remove(member, cause);
    this.#dispatch();
  }

  async #remove(member: Member, cause: unknown): Promise<void> {
    this.#members.delete(member);
    member.current?.reject(workerDied(cause));
    member.current = undefined;
    await member.worker.terminate();
  }
}

interface Ears {
  onMessage: (message: FromWorker) => void;
  onEnd: (cause: unknown) => void;
}

/** Web Workers are event targets, threads of Node event emitters. */
function listen(worker: WorkerLike, { onMessage, onEnd }: Ears): void {
  if (isEventTarget(worker)) {
    worker.addEventListener('message', (event) => onMessage((event as MessageEvent<FromWorker>).data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      onEnd(new Error((event as ErrorEvent).message || 'its script cannot be loaded or is refused'));
    });
    worker.addEventListener('messageerror', () => onEnd(new Error('a message could not be read')));
    return;
  }
  const emitter = worker as WorkerLike & { on(name: string, listener: (value: never) => void): void };
  emitter.on('message', onMessage);
  emitter.on('error', onEnd);
  emitter.on('exit', (code: number) => onEnd(new Error(`it exited with code ${code}`)));
}

function isEventTarget(worker: object): worker is WorkerLike & EventTarget {
  return 'addEventListener' in worker && !('on' in worker);
}

/** Bytes that a result may take along without a copy. */
export function transferOf(result: Participation | ParticipationFailure): ArrayBuffer[] {
  return 'own' in result && result.own ? [result.own.output.buffer] : [];
}
