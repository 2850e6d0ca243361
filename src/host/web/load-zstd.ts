/** Zstandard in browsers: loaded when asked for, since few pages write packed files. */
import { ZstdEngine } from '../../containers/zstd-engine.js';
import { AstcError } from '../../errors.js';
import { messageOf } from '../../pool/failure.js';
import type { BinaryAddress } from '../host.js';

/** @throws {AstcError} E_WASM where it cannot be fetched or is none */
export async function fetchZstd(address: BinaryAddress = ownBinary()): Promise<ZstdEngine> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new ZstdEngine(await WebAssembly.compile(await response.arrayBuffer()));
  } catch (cause) {
    throw new AstcError('E_WASM', `The binary of Zstandard at ${address} cannot be loaded (${messageOf(cause)})`, {
      hint: 'say where zstd.wasm of the package is: loadZstd(url)',
      cause,
    });
  }
}

/** Bundlers know this form and make a file of it. */
function ownBinary(): URL {
  return new URL('../../wasm/zstd.wasm', import.meta.url);
}
