/** Parts of the inputs, for machines that share the work. */
import { basename, sep } from 'node:path';
import { failOption } from '../../options/speech.js';
import type { Expansion, FoundInput } from './expand-inputs.js';

/**
 * Every input is in one part, whatever else there is: by its name and folder below the one it was found in, so that a new
 * file moves no other and machines need not lay their folders out alike.
 *
 * @param shard  `3/16`, the third of sixteen
 * @throws {AstcError} E_OPTION for a part that is not there; for a part without inputs there is nothing to do
 */
export async function shardOf({ inputs, isOpen }: Expansion, shard: string | undefined): Promise<Expansion> {
  if (shard === undefined) return { inputs, isOpen };
  const [part, parts] = shard.split('/').map(Number) as [number, number];
  if (part > parts) failOption(`Expected 1/${parts} to ${parts}/${parts} for --shard but received ${shard}`);
  // Late: few runs need what takes 8 ms to load.
  const { createHash } = await import('node:crypto');
  const partOf = ({ path, folder }: FoundInput) => {
    const name = [...folder.split(sep), basename(path)].filter(Boolean).join('/');
    // 48 bits: exact as a number, and even among any number of parts.
    return createHash('sha256').update(name).digest().readUIntBE(0, 6) % parts;
  };
  // What is one part of many stays below a folder, however few are in it.
  return { inputs: inputs.filter((input) => partOf(input) === part - 1), isOpen: true };
}
