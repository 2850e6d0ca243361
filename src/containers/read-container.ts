/** The one door into every texture container: which file is this, and its texture. */
import { AstcError } from '../errors.js';
import type { Texture } from '../types.js';
import { readAstc } from './astc-file.js';
import { nameOf } from './check-texture.js';
import { type Container, isTextureKind } from './container-words.js';
import { readDds } from './dds-file.js';
import { readKtx } from './ktx-file.js';
import { type ReadTools, readKtx2 } from './ktx2-read.js';
import { readPkm } from './pkm-file.js';
import { FILE_KIND_NAMES, sniffFile } from './sniff-file.js';

const READERS: Readonly<Record<Container, (bytes: Uint8Array, tools: ReadTools) => Texture>> = {
  ktx2: readKtx2,
  ktx: readKtx,
  astc: readAstc,
  pkm: readPkm,
  dds: readDds,
};

/** What to do about a source that is no bytes yet. */
const SOURCE_HINTS: Readonly<Record<string, string>> = {
  Blob: 'await its arrayBuffer()',
  File: 'await its arrayBuffer()',
  Response: 'await its arrayBuffer()',
  Promise: 'await it first',
  String: 'read the file first, or fetch it',
};

/**
 * Reads a texture of any container, told apart by content.
 *
 * @throws {AstcError} E_OPTION for what is no bytes; E_FORMAT_UNKNOWN for bytes that are no known file; E_UNSUPPORTED
 *   for a known file that is no texture we read; the container's own codes otherwise
 */
export function readContainer(source: Uint8Array | ArrayBuffer, tools: ReadTools = {}): Texture {
  const bytes = bytesOf(source);
  const kind = sniffFile(bytes);
  if (isTextureKind(kind)) return READERS[kind](bytes, tools);
  const wanted = 'expected a texture in KTX2, KTX, .astc, PKM or DDS';
  if (kind === undefined) throw new AstcError('E_FORMAT_UNKNOWN', `not a file of a known kind (${wanted})`);
  throw new AstcError('E_UNSUPPORTED', `${FILE_KIND_NAMES[kind]} (${wanted})`);
}

/** By name, not by class: buffers of another window or realm are as good. */
function bytesOf(source: Uint8Array | ArrayBuffer): Uint8Array {
  const name = nameOf(source);
  if (name === 'Uint8Array') return source as Uint8Array;
  if (name === 'ArrayBuffer') return new Uint8Array(source as ArrayBuffer);
  const hint = SOURCE_HINTS[name];
  throw new AstcError(
    'E_OPTION',
    `Expected a Uint8Array or an ArrayBuffer for the texture but received ${name}`,
    hint === undefined ? {} : { hint },
  );
}
