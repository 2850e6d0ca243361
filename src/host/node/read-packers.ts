/** What packs levels in Node: at hand whenever it is asked for, and read then. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ZstdEngine } from '../../containers/zstd-engine.js';
import { AstcError } from '../../errors.js';
import type { Host, ZlibSync } from '../host.js';
import { packageAddresses } from './addresses.js';

const FILE_NAME = 'zstd.wasm';

let engine: ZstdEngine | undefined;

/** @throws {AstcError} E_WASM where the binary is not in the package */
export const zstd: Host['zstd'] = () => {
  engine ??= new ZstdEngine(new WebAssembly.Module(readPackageFile()));
  return engine;
};

let packsZlib: ZlibSync | undefined;

/** Required, not imported: its tables take a millisecond that few runs need. A bundle without it must load it first. */
export const zlib: Host['zlib'] = () => {
  try {
    packsZlib ??= (createRequire(import.meta.url)('fflate') as { zlibSync: ZlibSync }).zlibSync;
  } catch {
    // As in a bundle that stands alone.
  }
  return packsZlib;
};

/** The same where it can be waited for. */
export const loadZlib: Host['loadZlib'] = async () => {
  packsZlib ??= (await import('fflate/browser')).zlibSync;
  return packsZlib;
};

function readPackageFile(): Uint8Array<ArrayBuffer> {
  const candidates = packageAddresses(FILE_NAME);
  for (const candidate of candidates) {
    try {
      return Uint8Array.from(readFileSync(candidate));
    } catch {
      // The next one may be there.
    }
  }
  throw new AstcError(
    'E_WASM',
    `The binary of Zstandard was not found: ${candidates.map((url) => url.href).join(', ')}`,
    {
      hint: `copy ${FILE_NAME} of the package beside the bundle`,
    },
  );
}
