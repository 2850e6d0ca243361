/**
 * Supercompression: levels packed by Zstandard or zlib. What packs comes from outside, since only some who write need it;
 * unpacking trusts no length of a file, and never writes beyond what a level's size asks for.
 */
import { AstcError } from '../errors.js';
import { unpackZlib } from '../unpack/unpack-zlib.js';
import { unpackZstd } from '../unpack/unpack-zstd.js';
import type { HostUnpack, Unpacked } from '../unpack/unpacked.js';
import { plainBytes } from './byte-reader.js';

export const PACKINGS = ['zstd', 'zlib'] as const;
export type Packing = (typeof PACKINGS)[number];

/** Packs bytes, the same way on every machine. */
export type Pack = (bytes: Uint8Array) => Uint8Array;

/** Who packs levels, with the options that say so in KTXwriterScParams. */
export interface Packer {
  packing: Packing;
  /** As on a command line: `--zstd 19`. */
  params: string;
  pack: Pack;
}

/** Most bytes of output for one of input. Spec: RFC 8878, blocks of 128 KiB behind 3 bytes and one; RFC 1951. */
const MAX_RATIO: Readonly<Record<Packing, number>> = { zstd: 32768, zlib: 1040 };
/** A frame's header and an Adler-32 do not add to the output. */
const SLACK_BYTES = 64;

/** What unpacking is told. */
export interface UnpackRequest {
  packing: Packing;
  /** What the level's size asks for; the file was held to it already. */
  byteLength: number;
  /** Names the level in messages. */
  part: string;
  /** Code of the error. */
  code: 'E_KTX2_INVALID';
  /** Where the host has something better than JavaScript. */
  unpackZstd?: HostUnpack | undefined;
}

/** @throws {AstcError} the code of the request where the bytes do not give exactly the length */
export function unpack(bytes: Uint8Array, request: UnpackRequest): Uint8Array<ArrayBuffer> {
  const { packing, byteLength, part, code } = request;
  const refuse = (what: string) => new AstcError(code, `not a valid KTX2 file: ${part} (${what})`);
  if (byteLength > bytes.length * MAX_RATIO[packing] + SLACK_BYTES) {
    throw refuse(`expected ${byteLength} bytes of ${packing}, got ${bytes.length} bytes, which cannot hold them`);
  }
  try {
    const data =
      packing === 'zlib'
        ? unpackZlib(bytes, byteLength)
        : (request.unpackZstd?.(bytes, byteLength) ?? unpackZstd(bytes, byteLength));
    if (typeof data === 'string') {
      throw refuse(`expected ${byteLength} bytes of ${packing}, got ${FAULTS[data]}`);
    }
    if (data.length !== byteLength) throw refuse(`expected ${byteLength} bytes of ${packing}, got ${data.length}`);
    return plainBytes(data);
  } catch (cause) {
    if (cause instanceof RangeError && /allocation|array length/i.test(cause.message)) {
      throw new AstcError('E_TOO_LARGE', `${part} unpacks to ${byteLength} bytes: there is not enough memory`, {
        cause,
      });
    }
    throw cause;
  }
}

/** What comes instead of bytes. */
const FAULTS: Readonly<Record<Exclude<Unpacked, Uint8Array>, string>> = {
  long: 'more',
  corrupt: 'what cannot be unpacked',
  checksum: 'another checksum than theirs',
};
