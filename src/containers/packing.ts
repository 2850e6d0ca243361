/**
 * Supercompression: levels packed by Zstandard or zlib. What packs comes from outside, since only some who write need it;
 * unpacking trusts no length of a file, and never writes beyond what a level's size asks for.
 */
import { unzlibSync } from 'fflate/browser';
import { decompress } from 'fzstd';
import { AstcError } from '../errors.js';
import { plainBytes } from './byte-reader.js';

export const PACKINGS = ['zstd', 'zlib'] as const;
export type Packing = (typeof PACKINGS)[number];

/** Packs bytes, the same way on every machine. */
export type Pack = (bytes: Uint8Array) => Uint8Array;

/**
 * Unpacks Zstandard into `byteLength` bytes at most; throws whatever is wrong with it. Undefined: it cannot, others may.
 */
export type UnpackZstd = (bytes: Uint8Array, byteLength: number) => Uint8Array<ArrayBuffer> | undefined;

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
  unpackZstd?: UnpackZstd | undefined;
}

/** @throws {AstcError} the code of the request where the bytes do not give exactly the length */
export function unpack(bytes: Uint8Array, request: UnpackRequest): Uint8Array<ArrayBuffer> {
  const { packing, byteLength, part, code, unpackZstd } = request;
  const refuse = (what: string, cause?: unknown) =>
    new AstcError(code, `not a valid KTX2 file: ${part} (${what})`, cause === undefined ? {} : { cause });
  if (byteLength > bytes.length * MAX_RATIO[packing] + SLACK_BYTES) {
    throw refuse(`expected ${byteLength} bytes of ${packing}, got ${bytes.length} bytes, which cannot hold them`);
  }
  let data: Uint8Array<ArrayBuffer>;
  try {
    data =
      packing === 'zlib'
        ? unpackZlib(bytes, byteLength)
        : (unpackZstd?.(bytes, byteLength) ?? unpackZstdPlain(bytes, byteLength));
  } catch (cause) {
    if (cause instanceof AstcError) throw cause;
    if (cause instanceof RangeError && /allocation|array length/i.test(cause.message)) {
      throw new AstcError('E_TOO_LARGE', `${part} unpacks to ${byteLength} bytes: there is not enough memory`, {
        cause,
      });
    }
    throw refuse(`expected ${byteLength} bytes of ${packing}, got what cannot be unpacked`, cause);
  }
  if (data.length !== byteLength) throw refuse(`expected ${byteLength} bytes of ${packing}, got ${data.length}`);
  return data;
}

/** One byte more than wanted tells data that goes on from data that ends. */
function unpackZlib(bytes: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  const room = new Uint8Array(byteLength + 1);
  const data = plainBytes(unzlibSync(bytes, { out: room }));
  const expected = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.length - 4);
  if (data.length === byteLength && adler32(data) !== expected) throw new Error('Adler-32 of other data');
  return data;
}

/** Spec: RFC 1950. Sums stay below 2^32 for so many bytes. */
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let start = 0; start < bytes.length; start += 3800) {
    const end = Math.min(bytes.length, start + 3800);
    for (let at = start; at < end; at++) {
      a += bytes[at]!;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return b * 65536 + a;
}

/** A block of its own behind the last one: its place tells how far the others went. */
const MARK = Uint8Array.of(0xa5, 0x5a, 0xc3, 0x3c, 0x96, 0x69, 0xf0, 0x0f);

/**
 * By a decoder in JavaScript, which browsers use. It believes frames and does not say how far it came, so a frame is read
 * first: it says how much it holds, as those of every encoder do that has all its input, and gets one more block.
 */
function unpackZstdPlain(bytes: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> {
  const { contentSize, firstBlock } = readFrameHeader(bytes);
  if (contentSize !== byteLength) throw new Error(`a frame of ${contentSize} bytes`);
  const room = new Uint8Array(byteLength + MARK.length);
  decompress(withMark(bytes, firstBlock), room);
  if (!MARK.every((byte, at) => room[byteLength + at] === byte)) throw new Error('blocks of another length');
  return room.subarray(0, byteLength);
}

/** Frame_Content_Size, and where blocks begin. Spec: RFC 8878, "Frame Header". @throws for no frame that says it */
function readFrameHeader(bytes: Uint8Array): { contentSize: number; firstBlock: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0xfd2fb528) throw new Error('not a Zstandard frame');
  const descriptor = view.getUint8(4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const at = 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes;
  switch (descriptor >> 6) {
    case 0:
      if (!isSingleSegment) throw new Error('a frame that does not say its size');
      return { contentSize: view.getUint8(at), firstBlock: at + 1 };
    case 1:
      return { contentSize: view.getUint16(at, true) + 256, firstBlock: at + 2 };
    case 2:
      return { contentSize: view.getUint32(at, true), firstBlock: at + 4 };
    default:
      return { contentSize: Number(view.getBigUint64(at, true)), firstBlock: at + 8 };
  }
}

/** The frame without its checksum, the mark as its last block, stored. Spec: RFC 8878, "Blocks". */
function withMark(bytes: Uint8Array, firstBlock: number): Uint8Array {
  const RLE = 1;
  for (let at = firstBlock; at + 3 <= bytes.length; ) {
    const header = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
    const end = at + 3 + (((header >> 1) & 3) === RLE ? 1 : header >> 3);
    if (end > bytes.length) break;
    if (header & 1) {
      const marked = new Uint8Array(end + 3 + MARK.length);
      marked.set(bytes.subarray(0, end));
      marked[at]! &= 0xfe;
      marked.set([(MARK.length << 3) | 1, 0, 0, ...MARK], end);
      return marked;
    }
    at = end;
  }
  throw new Error('a frame without its last block');
}
