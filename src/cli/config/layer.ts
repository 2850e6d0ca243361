/** Where the options of a run come from: each source is a layer over those that are weaker. */
import { flagName } from '../flags.js';

/** Who is believed: a higher rank wins. Rules come between, in their order. */
export const RANKS = { default: 0, config: 1, firstRule: 2, environment: 1e6, flag: 1e6 + 1 } as const;

export interface Source {
  rank: number;
  /** As `--print-config` tells it. */
  label: (option: string) => string;
  /** What an option of it is called in messages. */
  name: (option: string) => string;
  /** The value as it was typed, where it was. */
  typed?: (option: string) => string | undefined;
}

export interface Layer {
  source: Source;
  /** Checked, by option. */
  values: Readonly<Record<string, unknown>>;
}

/** Nobody said anything. */
export const DEFAULT_SOURCE: Source = { rank: RANKS.default, label: () => 'default', name: flagName };

/** Whether what a source says is meant for these very files: without effect it was meant otherwise. */
export function isPointed({ rank }: Source): boolean {
  return rank === RANKS.flag || (rank >= RANKS.firstRule && rank < RANKS.environment);
}
