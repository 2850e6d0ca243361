/** Who packs levels of KTX2: Zstandard and zlib, each by a build that is kept, so that all machines write the same bytes. */
import { host } from '#host';
import type { Packer } from './containers/packing.js';
import type { ZstdEngine } from './containers/zstd-engine.js';
import { AstcError } from './errors.js';
import type { BinaryAddress, ZlibSync } from './host/host.js';
import type { HostUnpack } from './unpack/unpacked.js';

/** Levels of packing that were asked for; one at most. */
export interface PackingChoice {
  zstd?: number | undefined;
  zlib?: number | undefined;
}

let loadedZstd: ZstdEngine | undefined;
let loadedZlib: ZlibSync | undefined;

/**
 * Loads Zstandard, after which `writeTexture(texture, { zstd })` works in browsers, and `readTexture` unpacks with it. Node, Deno
 * and Bun need no such call.
 *
 * @param address  of `zstd.wasm`, for bundlers that cannot see it. Default: the one of the package
 * @throws {AstcError} E_WASM
 * @example
 * await loadZstd();
 */
export async function loadZstd(address?: BinaryAddress): Promise<void> {
  loadedZstd = await host.loadZstd(address);
}

/** Loads zlib's compression, after which `writeTexture(texture, { zlib })` works in browsers. */
export async function loadZlib(): Promise<void> {
  loadedZlib = await host.loadZlib();
}

/** Zstandard where it is at hand. */
export function zstdAtHand(): ZstdEngine | undefined {
  return loadedZstd ?? host.zstd();
}

/** Unpacks by libzstd where that is at hand: there is a slower way, which the caller then takes. */
export const unpackZstdAtHand: HostUnpack = (bytes, capacity) => {
  let engine: ZstdEngine | undefined;
  try {
    engine = zstdAtHand();
  } catch {
    // The package has lost its binary.
  }
  return engine?.unpack(bytes, capacity);
};

/** @throws {AstcError} E_OPTION where it must be loaded first; E_WASM */
export function packerOf({ zstd, zlib }: PackingChoice): Packer | undefined {
  if (zstd !== undefined) {
    const packs = zstdAtHand() ?? failToLoad('zstd', 'loadZstd');
    return { packing: 'zstd', params: `--zstd ${zstd}`, pack: guarded('zstd', (bytes) => packs.compress(bytes, zstd)) };
  }
  if (zlib === undefined) return undefined;
  const packs = loadedZlib ?? host.zlib() ?? failToLoad('zlib', 'loadZlib');
  const options = { level: zlib as 9 };
  return { packing: 'zlib', params: `--zlib ${zlib}`, pack: guarded('zlib', (bytes) => packs(bytes, options)) };
}

/** What a packer throws is a lack of memory: it takes any bytes. */
function guarded(name: string, pack: Packer['pack']): Packer['pack'] {
  return (bytes) => {
    try {
      return pack(bytes);
    } catch (cause) {
      throw new AstcError('E_TOO_LARGE', `a level of ${bytes.byteLength} bytes is more than ${name} can pack here`, {
        cause,
      });
    }
  };
}

function failToLoad(name: string, call: string): never {
  throw new AstcError('E_OPTION', `Expected ${name} to be loaded first`, {
    hint: `await ${call}() before writeTexture`,
  });
}
