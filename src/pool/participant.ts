/** What runs in a worker, whatever kind it is: one codec, kept between jobs. */
import { WasmBlockCodec } from '../codec/block-codec.js';
import { AstcError } from '../errors.js';
import { CONTROL, epochMs, type Job, type Participation, type ParticipationFailure } from './job.js';
import { configureCodec, runTiles } from './run-tiles.js';
import { isShared } from './shared-bytes.js';

export class Participant {
  readonly #module: WebAssembly.Module;
  #codec: WasmBlockCodec | undefined;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /**
   * Takes part in a job, or with null only gets ready for one. Failures come back as values, for an error's code does
   * not survive the way between threads.
   */
  participate(job: Job | null): Participation | ParticipationFailure {
    try {
      this.#codec ??= new WasmBlockCodec(this.#module);
      if (job === null) return { tileCount: 0, startedMs: 0, endedMs: 0 };
      configureCodec(this.#codec, job);
      const startedMs = epochMs();
      const { tileCount } = runTiles(this.#codec, job);
      return { tileCount, startedMs, endedMs: epochMs(), ...ownResult(job) };
    } catch (error) {
      this.#codec = undefined; // After a trap the instance's memory is in an unknown state.
      const { message, stack } = error as Error;
      return { failure: { code: error instanceof AstcError ? error.code : 'E_WORKER', message, stack } };
    }
  }
}

/** What the caller cannot see in shared memory. */
function ownResult({ output, control }: Job): Pick<Participation, 'own'> {
  if (isShared(output)) return {};
  const illegalBlocks = control[CONTROL.illegalBlocks]!;
  return { own: { output: output as Uint8Array<ArrayBuffer>, illegalBlocks } };
}
