/** What becomes of outputs that exist already: replaced, skipped or refused, as `--force` and its like say. */
import { stat } from 'node:fs/promises';
import { isTaken } from './files/names.js';
import type { PlannedFile } from './plan-outputs.js';

/** Flags of commands that write files. */
export interface OverwriteFlags {
  force?: boolean | undefined;
  skipExisting?: boolean | undefined;
  update?: boolean | undefined;
}

export type Fate = 'made' | 'replaced' | 'skipped' | 'refused';

/** Whether files may be replaced at all; which of them says {@link fateOf}. */
export function canReplace({ force, update }: OverwriteFlags): boolean {
  return force === true || update === true;
}

export async function fateOf({ inputs, output }: PlannedFile, flags: OverwriteFlags): Promise<Fate> {
  if (!(await isTaken(output))) return 'made';
  if (flags.skipExisting) return 'skipped';
  if (flags.update) return (await isNewer(output, inputs)) ? 'skipped' : 'replaced';
  return flags.force ? 'replaced' : 'refused';
}

/** What cannot be looked at, as stdin, is newer than any file. */
async function isNewer(output: string, inputs: readonly string[]): Promise<boolean> {
  const [written = 0, ...read] = await Promise.all([output, ...inputs].map(changedMs));
  return read.every((time) => time <= written);
}

async function changedMs(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? Number.POSITIVE_INFINITY;
}
