/** Several files, one after the other: a file that fails does not stop the others, an interruption stops them all. */
import { AstcError, EXIT_CODES } from '../errors.js';
import { isTaken, takenError } from './files.js';
import type { PlannedFile } from './plan-outputs.js';
import { exitCodeOf, type Failure, type Outcome, type Session } from './session.js';

/** Flags of commands that write files. */
export interface OverwriteFlags {
  force?: boolean | undefined;
  skipExisting?: boolean | undefined;
}

/** What there is to do and who does it. */
export interface Batch {
  files: readonly PlannedFile[];
  flags: OverwriteFlags;
  /** Makes one output and returns its entry in the document. */
  work: (file: PlannedFile, index: number) => Promise<Record<string, unknown>>;
}

/** Runs a batch. The exit code is that of the first failure; an interruption comes before all. */
export async function runBatch(session: Session, batch: Batch): Promise<Outcome> {
  const done: Record<string, unknown>[] = [];
  const failed: Failure[] = [];
  const skipped: { input: string; output: string }[] = [];
  let exitCode = 0;
  for (const [index, file] of batch.files.entries()) {
    try {
      if (await mustSkip(file, batch.flags)) {
        skipped.push({ input: file.input, output: file.output });
        session.say(`${file.input}: skipped, ${file.output} exists`);
        continue;
      }
      done.push(await batch.work(file, index));
    } catch (error) {
      const isAborted = session.signal.aborted;
      failed.push(session.fail(isAborted ? interrupted(error) : error, file.input));
      if (isAborted) exitCode = EXIT_CODES.aborted;
      if (isAborted) break;
      exitCode ||= exitCodeOf(error);
    }
  }
  const document = { files: done, failed, ...(batch.flags.skipExisting && { skipped }) };
  return { document, exitCode };
}

/** @throws {AstcError} E_OUTPUT_EXISTS where it may be neither skipped nor replaced */
async function mustSkip(file: PlannedFile, flags: OverwriteFlags): Promise<boolean> {
  if (!(await isTaken(file.output))) return false;
  if (flags.skipExisting) return true;
  if (!flags.force) throw takenError(file.output);
  return false;
}

function interrupted(cause: unknown): AstcError {
  return new AstcError('E_ABORTED', 'interrupted', { cause });
}
