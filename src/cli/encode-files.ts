/** The work of `astc-wasm encode`. */
import { ENCODE_FLAGS } from './command-options.js';
import { openRunOptions } from './config/run-options.js';
import { encodePlanned } from './encode-planned.js';
import type { Given } from './flags.js';
import { planEncode } from './plan-encode.js';
import type { Outcome, Session } from './session.js';

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_WRITE before any work; what befalls a file is in the outcome */
export async function encodeFiles(
  session: Session,
  words: string[],
  given: Given<typeof ENCODE_FLAGS>,
): Promise<Outcome> {
  const options = await openRunOptions(session, given, ENCODE_FLAGS);
  const { run } = options;
  if (run.values.printConfig) return (await import('./print-config.js')).printConfig(session, words, options);
  if (run.values.watch) return (await import('./watch-encode.js')).watchEncode(session, words, { given, options });
  return encodePlanned(session, run, await planEncode(session, words, options));
}
