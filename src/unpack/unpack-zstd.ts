/** Unpacks Zstandard data within a bound. Spec: RFC 8878. */
import { decompress } from 'fzstd';
import type { Unpacked } from './unpacked.js';
import { xxh64Low } from './xxh64.js';
import { listZstdFrames, type ZstdFrame } from './zstd-frames.js';

/**
 * fzstd fills a buffer that it is given and does not say how far. So each frame gets one more block, whose bytes are
 * found again where the others end: in a frame that ends too early they come too early, and beyond a full buffer there
 * is no room for them.
 */
const MARK = Uint8Array.of(
  0x9d,
  0x41,
  0x7e,
  0x05,
  0xc3,
  0x2b,
  0xf8,
  0x66,
  0x11,
  0xd4,
  0x8f,
  0x3a,
  0xe7,
  0x52,
  0xb9,
  0x70,
);

/** A raw block, and the last one. */
const MARK_BLOCK = Uint8Array.of((MARK.length << 3) | 1, 0, 0, ...MARK);

export function unpackZstd(data: Uint8Array, capacity: number): Unpacked {
  const frames = listZstdFrames(data);
  if (frames === undefined) return 'corrupt';
  const claimed = frames.reduce((sum, { contentSize = 0 }) => sum + contentSize, 0);
  if (claimed > capacity) return 'long';
  const out = new Uint8Array(capacity + MARK.length);
  let end = 0;
  for (const frame of frames) {
    const unpacked = unpackFrame(frame, out.subarray(end));
    if (typeof unpacked === 'string') return unpacked;
    end += unpacked.length;
  }
  return out.subarray(0, end);
}

/** @param room  what is left, with the mark's room behind it */
function unpackFrame(frame: ZstdFrame, room: Uint8Array): Unpacked {
  const { contentSize, checksum } = frame;
  try {
    decompress(withMark(frame), room);
  } catch (error) {
    // Beyond the buffer's end a RangeError is thrown: libzstd, too, looks at the room before the promise of the frame.
    return error instanceof RangeError ? 'long' : 'corrupt';
  }
  const length = findMark(room);
  if (contentSize !== undefined && length !== contentSize) return 'corrupt';
  const content = room.subarray(0, length);
  return checksum !== undefined && xxh64Low(content) !== checksum ? 'checksum' : content;
}

function withMark({ bytes, lastBlock }: ZstdFrame): Uint8Array {
  const marked = new Uint8Array(bytes.length + MARK_BLOCK.length);
  marked.set(bytes);
  marked.set(MARK_BLOCK, bytes.length);
  marked[lastBlock]! &= ~1;
  return marked;
}

/** Searched from the end, where it is in all but corrupt data: the decoder leaves other bytes behind it, never this row. */
function findMark(room: Uint8Array): number {
  for (let at = room.length - MARK.length; at > 0; at--) {
    if (MARK.every((byte, index) => room[at + index] === byte)) return at;
  }
  return 0;
}
