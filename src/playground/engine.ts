/** The page's end of the worker: calls that can be aborted, and a new worker after one that died. */
import type { CallName, Calls, Failure, Reply, Request } from './protocol.js';

export interface CallControls {
  signal?: AbortSignal;
  /** Share of the blocks that are finished, 0..1. */
  onProgress?: (fraction: number) => void;
}

interface PendingCall {
  resolve: (answer: never) => void;
  reject: (failure: Failure) => void;
  onProgress: CallControls['onProgress'];
}

const ABORTED: Failure = { code: 'E_ABORTED', message: 'The operation was aborted' };

export class Engine {
  #worker: Worker | undefined;
  #lastId = 0;
  readonly #pending = new Map<number, PendingCall>();
  readonly #onWarning: (message: string) => void;

  constructor(onWarning: (message: string) => void) {
    this.#onWarning = onWarning;
  }

  /** Asks the worker. Rejects with a {@link Failure}: at once when the signal fires, whatever the worker still does. */
  call<Name extends CallName>(
    name: Name,
    argument: Calls[Name]['argument'],
    { signal, onProgress }: CallControls = {},
  ): Promise<Calls[Name]['answer']> {
    if (signal?.aborted) return Promise.reject(ABORTED);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onProgress });
      this.#post({ kind: 'call', id, name, argument } as Request);
      const abort = () => {
        if (!this.#pending.delete(id)) return;
        this.#post({ kind: 'abort', id });
        reject(ABORTED);
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  #post(request: Request): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(request);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./engine-worker.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#receive(data));
    worker.addEventListener('error', (event) => this.#fail(worker, event.message || 'it could not be loaded'));
    return worker;
  }

  #receive(reply: Reply): void {
    if (reply.kind === 'warning') {
      this.#onWarning(reply.message);
      return;
    }
    const call = this.#pending.get(reply.id);
    if (reply.kind === 'progress') {
      call?.onProgress?.(reply.fraction);
      return;
    }
    this.#pending.delete(reply.id);
    if (reply.kind === 'failure') call?.reject(reply.failure);
    else call?.resolve(reply.answer as never);
  }

  #fail(worker: Worker, reason: string): void {
    worker.terminate();
    if (this.#worker === worker) this.#worker = undefined;
    const failure = { code: 'E_WORKER', message: `The page's worker stopped: ${reason}`, hint: 'Reload the page.' };
    for (const call of this.#pending.values()) call.reject(failure);
    this.#pending.clear();
  }
}
