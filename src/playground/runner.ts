/** Who starts and stops work: a new picture or setting ends what is running and starts anew. */
import type { Engine } from './engine.js';
import type { Failure } from './protocol.js';
import type { PageStore } from './state.js';

/** Milliseconds to wait for the next change before work begins: a slider passes many values. */
const SETTLE_MS = 150;

export class Runner {
  readonly #store: PageStore;
  readonly #engine: Engine;
  #controller = new AbortController();

  constructor(store: PageStore, engine: Engine) {
    this.#store = store;
    this.#engine = engine;
    let { settings } = store.state;
    store.watch(['settings'], (state) => {
      if (settings === state.settings) return;
      settings = state.settings;
      if (state.picture !== undefined) void this.encode(SETTLE_MS);
    });
  }

  /** Reads an image file, shows it and compresses it. The picture that was shown stays where the file is none. */
  async open(file: Blob, fileName: string): Promise<void> {
    const signal = this.#restart();
    const { result } = this.#store.state;
    this.#store.set({ activity: 'reading', failure: undefined, warning: undefined });
    try {
      const picture = await this.#engine.call('open', file, { signal });
      const { loupe } = this.#store.state;
      const middle = { x: picture.width >> 1, y: picture.height >> 1, isPinned: false };
      this.#store.set({ picture, fileName, result: undefined, loupe: { ...loupe, ...middle } });
    } catch (error) {
      if (signal.aborted) return;
      const activity = this.#store.state.picture !== undefined && result === undefined ? 'stopped' : 'idle';
      const failure = error as Failure;
      this.#store.set({ activity, failure: { ...failure, message: `${fileName}: ${failure.message}` } });
      return;
    }
    await this.encode();
  }

  /** Compresses the picture with the settings of now, after `settleMs` without another call. */
  async encode(settleMs = 0): Promise<void> {
    const signal = this.#restart();
    this.#store.set({ activity: 'encoding', fraction: 0, failure: undefined });
    if (settleMs > 0) await new Promise((resolve) => setTimeout(resolve, settleMs));
    if (signal.aborted) return;
    try {
      const onProgress = (fraction: number) => {
        if (!signal.aborted) this.#store.set({ fraction });
      };
      const result = await this.#engine.call('encode', this.#store.state.settings, { signal, onProgress });
      this.#store.set({ activity: 'idle', result });
    } catch (error) {
      if (!signal.aborted) this.#store.set({ activity: 'stopped', failure: error as Failure });
    }
  }

  /** Ends what is running. */
  stop(): void {
    this.#restart();
    this.#store.set({ activity: 'stopped' });
  }

  /** The signal of what starts now; what ran before is aborted. */
  #restart(): AbortSignal {
    this.#controller.abort();
    this.#controller = new AbortController();
    return this.#controller.signal;
  }
}
