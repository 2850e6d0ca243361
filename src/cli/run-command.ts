/** What surrounds every command: interruption, the one JSON document, the exit code. */
import { EXIT_CODES } from '../errors.js';
import { VERSION } from '../version.js';
import { STANDARD_STREAM, writeStdout } from './files.js';
import { exitCodeOf, type Outcome, Session, type TalkFlags } from './session.js';

/** Version of the documents' shape; a field that changes its meaning raises it. */
const JSON_SCHEMA = 1;

/** Runs one command with its flags and leaves the exit code on the process. */
export type RunCommand = (flags: TalkFlags, command: (session: Session) => Promise<Outcome>) => Promise<void>;

/** Exit codes of signals: 128 and the signal's number. */
const SIGNAL_EXIT_CODES = { SIGINT: EXIT_CODES.aborted, SIGTERM: 143 } as const;

export const runCommand: RunCommand = async (flags, command) => {
  const interruption = listenForSignals();
  const session = new Session(flags, interruption.signal);
  let outcome: Outcome;
  try {
    outcome = await command(session);
  } catch (error) {
    outcome = { document: { files: [], failed: [session.fail(error, null)] }, exitCode: exitCodeOf(error) };
  } finally {
    interruption.stop();
  }
  process.exitCode = interruption.exitCode() ?? outcome.exitCode;
  if (flags.json) await printDocument(session, outcome.document);
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

/** The first signal asks for an end in good order, the second gets it at once. */
function listenForSignals() {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const listeners = Object.entries(SIGNAL_EXIT_CODES).map(([name, code]) => {
    const listener = () => {
      if (exitCode !== undefined) process.exit(code);
      exitCode = code;
      controller.abort(new Error(name));
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    stop: () => {
      for (const remove of listeners) remove();
    },
  };
}
