/** The binary in Node: a file of the package, beside a bundle, or wherever the caller says. */
import { readFile } from 'node:fs/promises';
import { AstcError } from '../../errors.js';
import { messageOf } from '../../pool/failure.js';
import type { BinaryAddress, Host } from '../host.js';
import { packageAddresses } from './addresses.js';

const FILE_NAME = 'astc-wasm.wasm';

export const readBinary: Host['readBinary'] = async (address) => {
  if (address !== undefined) return readFrom(address);
  const candidates = packageAddresses(FILE_NAME);
  for (const candidate of candidates) {
    const source = await readFile(candidate).catch(() => undefined);
    if (source !== undefined) return { source, name: candidate.href };
  }
  throw new AstcError('E_WASM', `The codec binary was not found: ${candidates.map((url) => url.href).join(', ')}`, {
    hint: `copy ${FILE_NAME} beside the bundle, or say where it is: createEncoder({ wasm: url })`,
  });
};

/** A path, or a `file:`, `data:` or `http(s):` address. */
async function readFrom(address: BinaryAddress): Promise<{ source: Uint8Array | Response; name: string }> {
  const name = String(address);
  const isRemote = /^(https?|data|blob):/.test(name);
  const isFileAddress = name.startsWith('file:');
  try {
    const source = isRemote ? await fetch(name) : await readFile(isFileAddress ? new URL(name) : name);
    return { source, name };
  } catch (cause) {
    throw new AstcError('E_WASM', `The codec binary at ${name} cannot be read (${messageOf(cause)})`, { cause });
  }
}
