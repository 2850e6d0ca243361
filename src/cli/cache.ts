/** `astc-wasm cache`: what `encode --cache` keeps, looked after. */
import type { Command } from 'commander';
import { CACHE_FLAGS } from './command-options.js';
import { addFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm cache stats ~/.cache/astc-wasm                     how many textures, how many bytes
  astc-wasm cache prune ~/.cache/astc-wasm --max-size 2GiB     what was used longest ago goes first
  astc-wasm cache prune ~/.cache/astc-wasm --unused 30         what nobody asked for in 30 days
  astc-wasm cache verify ~/.cache/astc-wasm                    exit 7 where an entry was damaged; it is removed

A damaged entry is never used: it is made again, and replaced. Any number of processes and machines may share a cache, and
it may be looked after, or removed as a whole, while they work.
`;

/** Adds the command. */
export function addCacheCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('cache')
    .description('Look after the textures that encode --cache keeps.')
    .argument('<action>', 'stats, prune or verify')
    .argument('<dir>', 'the folder')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, CACHE_FLAGS);
  command.action((action: string, folder: string, talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { tendCache } = await import('./cache-work.js');
      return tendCache(session, action, folder, given);
    }),
  );
}
