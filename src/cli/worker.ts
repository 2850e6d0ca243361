/** `astc-wasm worker`: its options, help and examples. */
import type { Command } from 'commander';
import { WORKER_FLAGS } from './command-options.js';
import { addFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm worker --queue redis://host --cache /mnt/assets/cache --root /mnt/assets
  astc-wasm worker --queue redis://user:password@host:6379/2 --cache cache --threads 16
  astc-wasm worker --queue redis://host --cache s3://bucket/astc          no folder is shared
  astc-wasm worker --queue redis://host --cache cache --until-empty     in CI: ends 5 seconds after the last job

Two jobs are in hand at a time, and every thread works on them. --root is the folder that batch calls so, or works in, and
--cache that of batch. Ctrl-C and SIGTERM give back what is in hand and end with 130 and 143; after a kill others take it
over. Jobs that fail are told to batch: they change no exit code here. A worker takes jobs of its own version only.
`;

/** Adds the command. */
export function addWorkerCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('worker')
    .description('Compress what batch puts on a queue, until stopped.')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, WORKER_FLAGS);
  command.action((talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { runWorker } = await import('./worker-jobs.js');
      return runWorker(session, given);
    }),
  );
}
