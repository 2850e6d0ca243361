/** Parts of the inputs, for machines that share the work. */
import { createHash } from 'node:crypto';
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
export function shardOf({ inputs, isOpen }: Expansion, shard: string | undefined): Expansion {
  if (shard === undefined) return { inputs, isOpen };
  const [part, parts] = shard.split('/').map(Number) as [number, number];
  if (part > parts) failOption(`Expected 1/${parts} to ${parts}/${parts} for --shard but received ${shard}`);
  // What is one part of many stays below a folder, however few are in it.
  return { inputs: inputs.filter((input) => partOf(input, parts) === part - 1), isOpen: true };
}

function partOf({ path, folder }: FoundInput, parts: number): number {
  const name = [...folder.split(sep), basename(path)].filter(Boolean).join('/');
  const digest = createHash('sha256').update(name).digest();
  // 48 bits: exact as a number, and even among any number of parts.
  return digest.readUIntBE(0, 6) % parts;
}
