/** Which file is this, and the one door to every texture container. */
import { AstcError } from '../errors.js';
import type { Texture } from '../types.js';
import { readAstc, writeAstc } from './astc-file.js';
import { readKtx2 } from './ktx2-read.js';
import { writeKtx2 } from './ktx2-write.js';
import { FILE_KIND_NAMES, type FileKind, sniffFile } from './sniff-file.js';

export { type FileKind, sniffFile } from './sniff-file.js';

/** Containers we can write. */
export const CONTAINERS = ['ktx2', 'astc'] as const;
export type Container = (typeof CONTAINERS)[number];

interface ContainerCodec {
  read: (bytes: Uint8Array) => Texture;
  write: (texture: Texture) => Uint8Array;
}

const CODECS: Readonly<Record<Container, ContainerCodec>> = {
  ktx2: { read: readKtx2, write: writeKtx2 },
  astc: { read: readAstc, write: writeAstc },
};

/** Whether {@link readTexture} is the reader of this kind of file. */
export function isTextureKind(kind: FileKind | undefined): kind is Container {
  return kind !== undefined && Object.hasOwn(CODECS, kind);
}

/**
 * Reads a texture of any container, told apart by content.
 *
 * @throws {AstcError} E_FORMAT_UNKNOWN for bytes that are no known file; E_UNSUPPORTED for a known file that is no
 *   texture we read; the container's own codes otherwise
 */
export function readTexture(bytes: Uint8Array): Texture {
  const kind = sniffFile(bytes);
  if (isTextureKind(kind)) return CODECS[kind].read(bytes);
  const wanted = 'expected a texture in KTX2 or .astc';
  if (kind === undefined) throw new AstcError('E_FORMAT_UNKNOWN', `not a file of a known kind (${wanted})`);
  throw new AstcError('E_UNSUPPORTED', `${FILE_KIND_NAMES[kind]} (${wanted})`);
}

/**
 * Writes a texture.
 *
 * @throws {AstcError} E_OPTION for an unknown container; the container's own codes otherwise
 */
export function writeTexture(texture: Texture, options: { container: Container }): Uint8Array {
  const { container } = options;
  if (!Object.hasOwn(CODECS, container)) {
    throw new AstcError('E_OPTION', `Expected container ${CONTAINERS.join(' or ')} but received ${container}`);
  }
  return CODECS[container].write(texture);
}
