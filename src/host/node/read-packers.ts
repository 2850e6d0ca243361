/** What packs levels in Node: at hand whenever it is asked for, and read then. */
import { readFileSync } from 'node:fs';
import { zlibSync } from 'fflate/browser';
import { ZstdEngine } from '../../containers/zstd-engine.js';
import { AstcError } from '../../errors.js';
import type { Host } from '../host.js';
import { packageAddresses } from './addresses.js';

const FILE_NAME = 'zstd.wasm';

let engine: ZstdEngine | undefined;

/** @throws {AstcError} E_WASM where the binary is not in the package */
export const zstd: Host['zstd'] = () => {
  engine ??= new ZstdEngine(new WebAssembly.Module(readPackageFile()));
  return engine;
};

export const zlib: Host['zlib'] = () => zlibSync;

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
