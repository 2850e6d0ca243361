/** The work of a plan, on this machine. */
import { openEncodeChain } from './encode-chain.js';
import { parseMemory } from './memory-size.js';
import type { EncodePlan } from './plan-encode.js';
import { runEncodePlan } from './run-encode-plan.js';
import type { Outcome, Session } from './session.js';
import type { EncodeFlags } from './texture-work.js';
import { workFiles } from './work-files.js';

/** @throws {AstcError} E_OPTION, E_WRITE before any work; what befalls a file is in the outcome */
export function encodePlanned(session: Session, run: EncodeFlags, plan: EncodePlan): Promise<Outcome> {
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
