/** The work of `astc-wasm encode`. */
import { ENCODE_FLAGS } from './command-options.js';
import { openRunOptions } from './config/run-options.js';
import { openEncodeChain } from './encode-chain.js';
import type { Given } from './flags.js';
import { parseMemory } from './memory-size.js';
import { planEncode } from './plan-encode.js';
import { runEncodePlan } from './run-encode-plan.js';
import type { Outcome, Session } from './session.js';
import { workFiles } from './work-files.js';

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_WRITE before any work; what befalls a file is in the outcome */
export async function encodeFiles(
  session: Session,
  words: string[],
  given: Given<typeof ENCODE_FLAGS>,
): Promise<Outcome> {
  const options = await openRunOptions(session, given, ENCODE_FLAGS);
  const { run } = options;
  if (run.values.printConfig) return (await import('./print-config.js')).printConfig(session, words, options);
  const plan = await planEncode(session, words, options);
  const { files, common } = plan;
  const { threads, gpu } = common.settings;
  const { memory } = run.values;
  const job = {
    files,
    flags: run.values,
    threads,
    isElsewhere: gpu !== false,
    memory: memory === undefined ? undefined : parseMemory(memory),
  };
  return runEncodePlan(session, { command: 'encode', given: run, plan }, (task) =>
    workFiles(session, job, (tools) => openEncodeChain(task, tools)),
  );
}
