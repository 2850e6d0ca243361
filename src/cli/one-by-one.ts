/** Pictures one after the other: what befalls one is told, and the next one begins. */
import { createReports, type FileReport } from './reports.js';
import { exitCodeOf, type Failure, type Session } from './session.js';

/** What became of them; the exit code is that of the first failure. */
export interface OneByOne<T> {
  pictures: T[];
  failed: Failure[];
  exitCode: number;
}

/** An interruption ends it. @param work  on one picture, which it tells of by the report */
export async function oneByOne<T>(
  session: Session,
  inputs: readonly string[],
  work: (input: string, report: FileReport) => Promise<T>,
): Promise<OneByOne<T>> {
  const reports = createReports(session);
  const done: OneByOne<T> = { pictures: [], failed: [], exitCode: 0 };
  for (const [index, input] of inputs.entries()) {
    const report = reports.open(index, input);
    try {
      done.pictures.push(await work(input, report));
    } catch (error) {
      report.inTurn(() => done.failed.push(session.fail(error, input)));
      done.exitCode ||= exitCodeOf(error);
      if (session.signal.aborted) break;
    } finally {
      reports.close(index);
    }
  }
  return done;
}
