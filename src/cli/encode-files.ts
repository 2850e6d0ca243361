/** The work of `astc-wasm encode`. */
import { openEncodeChain } from './encode-chain.js';
import { type EncodeFlags, planEncode } from './plan-encode.js';
import { runEncodePlan } from './run-encode-plan.js';
import type { Outcome, Session } from './session.js';
import { workFiles } from './work-files.js';

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_WRITE before any work; what befalls a file is in the outcome */
export async function encodeFiles(session: Session, words: string[], given: EncodeFlags): Promise<Outcome> {
  const plan = await planEncode(session, words, given);
  const { files, settings } = plan;
  const job = { files, flags: given.values, threads: settings.threads, isElsewhere: settings.gpu !== false };
  return runEncodePlan(session, { command: 'encode', given, plan }, (task) =>
    workFiles(session, job, (tools) => openEncodeChain(task, tools)),
  );
}
