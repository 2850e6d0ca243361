/** Progress of a level that is compressed in several passes over some of its blocks: told in blocks of the level. */
import type { LevelControls, Progress } from '../pool/level-codec.js';

export class LevelProgress {
  readonly #controls: LevelControls;
  readonly #total: number;
  /** Blocks of the level that are done with, and those that are in hand. */
  #done = 0;
  #inHand = 0;
  /** Blocks of all passes over those in hand, and how many of them are through. */
  #work = 0;
  #worked = 0;
  #seconds = 0;
  /** The GPU that made a pass, where one did. */
  #adapter: string | undefined;

  /** @param total  blocks of the level */
  constructor(controls: LevelControls, total: number) {
    this.#controls = controls;
    this.#total = total;
  }

  /** Takes the next blocks in hand; `work` blocks are to be compressed for them in all. */
  begin(blocks: number, work: number): void {
    this.#done += this.#inHand;
    this.#inHand = blocks;
    this.#work = work;
    this.#worked = 0;
  }

  /** Controls of a pass over some blocks. */
  pass(): LevelControls {
    return this.#follow((progress) => {
      this.#adapter ??= progress.adapter;
      const through = progress.done === progress.total;
      const share = Math.min(1, (this.#worked + progress.done) / this.#work);
      const done = this.#done + Math.floor(this.#inHand * share);
      // The end of the level is told by `finish`.
      this.#tell({ ...progress, done: Math.min(done, this.#total - 1) });
      if (through) this.#worked += progress.total;
    });
  }

  /** Controls of what is done between passes: its time counts. */
  aside(): LevelControls {
    return this.#follow(() => undefined);
  }

  finish(): void {
    this.#tell({ done: this.#total, total: this.#total, seconds: 0, illegalBlocks: 0 });
  }

  #tell(progress: Progress): void {
    const seconds = this.#seconds + progress.seconds;
    const adapter = this.#adapter !== undefined && { adapter: this.#adapter };
    this.#controls.onProgress?.({ ...progress, ...adapter, total: this.#total, seconds, illegalBlocks: 0 });
  }

  #follow(report: (progress: Progress) => void): LevelControls {
    const { signal, onWarning, onProgress } = this.#controls;
    if (onProgress === undefined) return { signal, onWarning };
    return {
      signal,
      onWarning,
      onProgress: (progress) => {
        report(progress);
        if (progress.done === progress.total) this.#seconds += progress.seconds;
      },
    };
  }
}
