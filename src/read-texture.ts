/** The bytes of a texture file to a texture, unpacked by what the host has for it. */
import { readContainer } from './containers/read-container.js';
import { unpackZstdAtHand } from './packers.js';
import type { Texture } from './types.js';

/**
 * Reads a texture of any container, told apart by content: KTX2, KTX 1, `.astc`, PKM, DDS. Levels share memory with the file
 * where they are stored as they are; packed ones (Zstandard, zlib) are unpacked, never beyond what the texture's size asks for.
 *
 * @throws {AstcError} E_OPTION for what is no bytes; E_FORMAT_UNKNOWN for bytes that are no known file; E_UNSUPPORTED
 *   for a known file that is no texture we read; the container's own codes otherwise
 */
export function readTexture(source: Uint8Array | ArrayBuffer): Texture {
  return readContainer(source, { unpackZstd: unpackZstdAtHand });
}
