/** What surrounds every command: interruption, the one JSON document, the exit code. */
import { VERSION } from '../version.js';
import { STANDARD_STREAM } from './files/names.js';
import { writeStdout } from './files/write-output.js';
import { listenForSignals } from './interruption.js';
import { exitCodeOf, type Outcome, Session, type TalkFlags } from './session.js';

/** Version of the documents' shape; a field that changes its meaning raises it. */
const JSON_SCHEMA = 1;

/** Runs one command with its flags and leaves the exit code on the process. */
export type RunCommand = (flags: TalkFlags, command: (session: Session) => Promise<Outcome>) => Promise<void>;

export const runCommand: RunCommand = async (flags, command) => {
  const interruption = listenForSignals(() => session.endsWell);
  const session = new Session(flags, interruption.signal);
  let outcome: Outcome;
  try {
    outcome = await command(session);
  } catch (error) {
    outcome = { document: { files: [], failed: [session.fail(error, null)] }, exitCode: exitCodeOf(error) };
  }
  process.exitCode = interruption.exitCode() ?? outcome.exitCode;
  // A reader that takes nothing more is waited for as long as an interruption allows.
  if (session.flags.json) await printDocument(session, outcome.document);
  process.exitCode = interruption.exitCode() ?? process.exitCode;
  interruption.stop();
};

/** Prints the document of a run; a reader that has gone is an error of its own. */
export async function printDocument(session: Session, document: Record<string, unknown>): Promise<void> {
  try {
    await writeStdout(`${JSON.stringify({ schema: JSON_SCHEMA, version: VERSION, ...document }, null, 2)}\n`);
  } catch (error) {
    session.fail(error, STANDARD_STREAM);
    process.exitCode = exitCodeOf(error);
  }
}
