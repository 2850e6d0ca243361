/** Flags that contradict each other, or have no effect without another: refused, since something else was meant. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import type { Options } from '../options/option.js';
import { failOption, type Speech } from '../options/speech.js';
import { STANDARD_STREAM } from './files/names.js';
import type { Given } from './flags.js';

/** Flags of which one at most makes sense. */
const EXCLUSIVE: readonly (readonly [string, string])[] = [
  ['force', 'skipExisting'],
  ['force', 'update'],
  ['skipExisting', 'update'],
  ['quiet', 'verbose'],
  ['keepGoing', 'failFast'],
];

/** @throws {AstcError} E_OPTION */
export function refuseContradictions({ values, speech }: Given<Options>): void {
  const given = values as Readonly<Record<string, unknown>>;
  for (const [one, other] of EXCLUSIVE) {
    if (given[one] && given[other])
      failOption(`Expected ${speech.name(one)} or ${speech.name(other)} but received both`);
  }
  if (given.output === STANDARD_STREAM) refuseOverwriting(given, speech);
}

/** What goes to stdout replaces nothing. */
function refuseOverwriting(given: Readonly<Record<string, unknown>>, speech: Speech): void {
  for (const name of ['force', 'skipExisting', 'update']) {
    if (given[name])
      failOption(
        `Expected no ${speech.name(name)} for ${speech.name('output')} ${STANDARD_STREAM}, which replaces nothing`,
      );
  }
}

/**
 * Other tools take the output after the input, without a flag: its name, which is no file yet, then stands among ours.
 *
 * @param extensions  of outputs of the command, without the dot
 * @throws {AstcError} E_OPTION
 */
export function refuseOutputAmongInputs(inputs: readonly string[], extensions: readonly string[]): void {
  const last = inputs.at(-1)!;
  if (inputs.length < 2 || !extensions.includes(extname(last).slice(1).toLowerCase()) || existsSync(last)) return;
  failOption(`Expected inputs that exist but received ${last}`, `-o ${last} names the output`);
}
