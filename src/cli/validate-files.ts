/** The work of `astc-wasm validate`: files, one after the other, and what is wrong with them. */
import { EXIT_CODES, type ValidateOptions, type Validation, type ValidationMessage, validateKtx2 } from '../index.js';
import { VALIDATE_OPTIONS } from '../options/validate-options.js';
import { refuseContradictions } from './check-flags.js';
import type { VALIDATE_FLAGS } from './command-options.js';
import { readInput } from './files/read-input.js';
import { type Given, pickValues } from './flags.js';
import { exitCodeOf, type Failure, type Outcome, type Session } from './session.js';

type ValidateFlags = Given<typeof VALIDATE_FLAGS>;

/** A file as the document of several has it. */
type Verdict = { input: string } & Validation;

/** What the document of one file conforms to. */
const SCHEMA = 'https://schema.khronos.org/ktx/validate_v0.json';

export async function validateFiles(session: Session, inputs: string[], given: ValidateFlags): Promise<Outcome> {
  refuseContradictions(given);
  const options = pickValues(given, VALIDATE_OPTIONS);
  const files: Verdict[] = [];
  const failed: Failure[] = [];
  let exitCode = 0;
  for (const input of inputs) {
    try {
      const verdict = await validateFile(session, input, options);
      files.push(verdict);
      if (!verdict.valid) exitCode ||= EXIT_CODES['invalid-file'];
    } catch (error) {
      failed.push(session.fail(error, input));
      exitCode ||= exitCodeOf(error);
      if (session.signal.aborted) break;
    }
  }
  return { document: inputs.length === 1 && files[0] ? singleDocument(files[0]) : { files, failed }, exitCode };
}

async function validateFile(session: Session, input: string, options: ValidateOptions): Promise<Verdict> {
  const { valid, messages } = validateKtx2(await readInput(input, session.signal), options);
  session.say(`${input}: ${valid ? 'valid' : 'invalid'}${countMessages(messages)}`);
  for (const { id, type, message, details } of messages) {
    session.say(`  ${type} ${id}: ${message}`);
    session.say(`    ${details}`);
  }
  return { input, valid, messages };
}

/** ", 2 errors, 1 warning". */
function countMessages(messages: readonly ValidationMessage[]): string {
  const count = (isCounted: (message: ValidationMessage) => boolean, noun: string) => {
    const number = messages.filter(isCounted).length;
    return number === 0 ? '' : `, ${number} ${noun}${number === 1 ? '' : 's'}`;
  };
  return count(({ type }) => type !== 'warning', 'error') + count(({ type }) => type === 'warning', 'warning');
}

function singleDocument({ valid, messages }: Validation): Record<string, unknown> {
  return { $schema: SCHEMA, valid, messages };
}
