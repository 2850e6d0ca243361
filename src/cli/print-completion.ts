/** The work of `astc-wasm completion`. */
import { failOption } from '../options/speech.js';
import { refuseContradictions } from './check-flags.js';
import { type COMPLETION_FLAGS, SHELLS, type Shell } from './command-options.js';
import { bashScript } from './completion/bash.js';
import type { CommandShape } from './completion/command-shape.js';
import { fishScript } from './completion/fish.js';
import { pwshScript } from './completion/pwsh.js';
import { zshScript } from './completion/zsh.js';
import { describeProgram } from './describe-program.js';
import { writeStdout } from './files/write-output.js';
import type { Given } from './flags.js';
import { openProgram } from './open-program.js';
import type { Outcome, Session } from './session.js';

const WRITERS: Readonly<Record<Shell, (commands: readonly CommandShape[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  pwsh: pwshScript,
};

/** @throws {AstcError} E_OPTION for another shell */
export async function printCompletion(
  session: Session,
  word: string,
  given: Given<typeof COMPLETION_FLAGS>,
): Promise<Outcome> {
  refuseContradictions(given);
  const shell = SHELLS.find((each) => each === word);
  if (shell === undefined) failOption(`Expected ${SHELLS.join(', ')} for the shell but received ${word}`);
  const script = WRITERS[shell](describeProgram(await openProgram()));
  // With --json it stands in the document.
  if (!session.flags.json) await writeStdout(script);
  return { document: { shell, script }, exitCode: 0 };
}
