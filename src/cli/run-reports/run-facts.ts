/** What a run over files left, as its reports tell it. */
import type { Failure, Warning } from '../session.js';

export interface RunFacts {
  /** The subcommand. */
  command: string;
  /** Of the run, wall time. */
  seconds: number;
  files: readonly { input?: unknown; output?: unknown }[];
  failed: readonly Failure[];
  skipped?: readonly { input: string; output: string }[];
  warnings: readonly Warning[];
}
