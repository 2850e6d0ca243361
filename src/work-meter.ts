/** Progress and time of a call that is several jobs, one after the other. */
import type { RunControls } from './options/run-options.js';
import type { LevelControls, Progress } from './pool/level-codec.js';

/** Milliseconds between two reports, as within a job. */
const REPORT_MS = 100;

/** Adds up what the jobs of a call report: blocks of those that compress, seconds of all. */
export class WorkMeter {
  readonly #controls: RunControls;
  #total = 0;
  #done = 0;
  #seconds = 0;
  #reportedMs = Number.NEGATIVE_INFINITY;

  constructor(controls: RunControls) {
    this.#controls = controls;
  }

  /** So many blocks are to come. */
  expect(blocks: number): void {
    this.#total += blocks;
  }

  /** Controls of the next job that compresses. */
  blocks(): LevelControls {
    return this.#follow((progress) => {
      const done = this.#done + progress.done;
      if (progress.done === progress.total) this.#done = done;
      // Small levels end one upon the other.
      const now = performance.now();
      if (now - this.#reportedMs < REPORT_MS && progress.done === progress.total && done < this.#total) return;
      this.#reportedMs = now;
      this.#controls.onProgress!({ ...progress, done, total: this.#total, seconds: this.#seconds + progress.seconds });
    });
  }

  /** Controls of the next job that prepares: its time counts, no blocks. */
  preparation(): LevelControls {
    return this.#follow(() => undefined);
  }

  #follow(report: (progress: Progress) => void): LevelControls {
    const { signal, onWarning, onProgress } = this.#controls;
    if (onProgress === undefined) return { signal, onWarning };
    return {
      signal,
      onWarning,
      onProgress: (progress) => {
        report(progress);
        // The last report of a job says how long it took.
        if (progress.done === progress.total) this.#seconds += progress.seconds;
      },
    };
  }
}
