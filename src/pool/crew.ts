/** Workers that take part in jobs, as hosts start them: threads of Node, Web Workers. */
import type { Job, Participation } from './job.js';

export interface Crew {
  readonly threadCount: number;
  /** `shared`: workers see the memory of the job. `own`: each is sent a part of the picture and sends back its result. */
  readonly memory: 'shared' | 'own';
  /** Whether a worker died or all were ended: jobs that run go on with the others, new ones need a new crew. */
  readonly isBroken: boolean;
  /** Resolves when every worker has its codec. */
  warmUp(): Promise<void>;
  /**
   * Gives a job to one worker.
   *
   * @throws {AstcError} E_WASM from the codec; E_WORKER when the worker died, with its cause
   */
  participate(job: Job): Promise<Participation>;
  /** Ends all workers; jobs that still run fail with E_WORKER. */
  destroy(): Promise<void>;
}

/** Where crews and the binary come from: the host's own, or what the caller of `createEncoder` brought. */
export interface CrewSource {
  /** The compiled binary. @throws {AstcError} E_WASM */
  loadModule(): Promise<WebAssembly.Module>;
  /**
   * Workers, or undefined where there are none to be had (edge runtimes, old browsers).
   *
   * @throws whatever keeps them from starting
   */
  startCrew(module: WebAssembly.Module, threadCount: number): Promise<Crew | undefined>;
}
