/**
 * Several files, some of them on their way at the same time: a file that fails does not stop the others, an interruption
 * stops them all. What is said and listed comes in the order of the inputs.
 */
import { EXIT_CODES } from '../errors.js';
import { takenError } from './files/names.js';
import { interruptedError } from './files/waiting.js';
import { fateOf, type OverwriteFlags } from './overwrite.js';
import type { PlannedFile } from './plan-outputs.js';
import { createReports } from './reports.js';
import { exitCodeOf, type Failure, type Outcome, type Session } from './session.js';
import { createGate } from './stages/gate.js';
import { createPixelRoom, type FileRoom } from './stages/pixel-room.js';
import type { FileRun } from './stages/stage.js';

/** Flags that a batch heeds. */
export interface BatchFlags extends OverwriteFlags {
  failFast?: boolean | undefined;
}

/** What there is to do and who does it. */
export interface Batch {
  files: readonly PlannedFile[];
  flags: BatchFlags;
  /** Files on their way at a time. */
  lookAhead: number;
  /** Makes one output and returns its entry in the document. */
  work: (file: FileRun) => Promise<Record<string, unknown>>;
  /** Where pictures are counted. Default: one of 2^25 pixels. */
  openRoom?: () => FileRoom;
  /** Hears of every file that needs no more work, made or not. */
  onEnd: (index: number) => void;
}

/** Runs a batch. The exit code is that of the first failure; an interruption comes before all. */
export async function runBatch(session: Session, batch: Batch): Promise<Outcome> {
  const { files, flags, work } = batch;
  const { signal } = session;
  const lists = new OutcomeLists(session);
  const reports = createReports(session);
  const { openRoom = createPixelRoom() } = batch;

  const runFile = async (planned: PlannedFile, index: number) => {
    const { input, inputs, output } = planned;
    // Who is not on the way when the signal fires, or another fails, does not begin.
    if (signal.aborted || (flags.failFast && lists.hasFailed)) return;
    const report = reports.open(index, input);
    const room = openRoom();
    try {
      const fate = await fateOf(planned, flags);
      if (fate === 'refused') throw takenError(output);
      if (fate === 'skipped')
        return report.inTurn(() => lists.skip({ input, output }, flags.update ? 'is newer' : 'exists'));
      const entry = await work({ index, input, inputs, output, report, room, signal });
      report.inTurn(() => lists.done.push(entry));
    } catch (error) {
      report.inTurn(() => lists.fail(error, input));
    } finally {
      room.leave();
      batch.onEnd(index);
      reports.close(index);
    }
  };
  const onTheWay = createGate(batch.lookAhead);
  await Promise.all(files.map((file, index) => onTheWay.through(index, () => runFile(file, index))));
  return lists.outcome(flags.skipExisting === true || flags.update === true);
}

/** What became of the files, told in their order. */
class OutcomeLists {
  readonly done: Record<string, unknown>[] = [];
  readonly #failed: Failure[] = [];
  readonly #skipped: Pick<PlannedFile, 'input' | 'output'>[] = [];
  readonly #session: Session;
  #exitCode = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  skip(file: Pick<PlannedFile, 'input' | 'output'>, reason: string): void {
    this.#skipped.push(file);
    this.#session.say(`${file.input}: skipped, ${file.output} ${reason}`);
  }

  /** Of the files that an interruption stopped the first one tells; the others are as if they had not begun. */
  fail(error: unknown, input: string): void {
    const isAborted = this.#session.signal.aborted;
    if (isAborted && this.#exitCode === EXIT_CODES.aborted) return;
    this.#failed.push(this.#session.fail(isAborted ? interruptedError(error) : error, input));
    if (isAborted) this.#exitCode = EXIT_CODES.aborted;
    else this.#exitCode ||= exitCodeOf(error);
  }

  get hasFailed(): boolean {
    return this.#failed.length > 0;
  }

  outcome(isSkipping: boolean): Outcome {
    const document = { files: this.done, failed: this.#failed, ...(isSkipping && { skipped: this.#skipped }) };
    return { document, exitCode: this.#exitCode };
  }
}
