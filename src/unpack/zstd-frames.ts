/** Where the frames of Zstandard data begin and end, told from their headers alone. Spec: RFC 8878, "Frames". */
import { u64, viewOf } from './numbers.js';

export interface ZstdFrame {
  /** The frame, without its checksum. */
  bytes: Uint8Array;
  /** Place of its last block in it. */
  lastBlock: number;
  /** Bytes it unpacks to, where it says so. */
  contentSize: number | undefined;
  /** Lower half of the XXH64 of what it unpacks to, where it has one. */
  checksum: number | undefined;
}

const MAGIC = 0xfd2fb528;
/** Skippable frames have sixteen magic numbers. */
const SKIPPABLE_MAGIC = 0x184d2a50;
const BLOCK_HEADER_BYTES = 3;
const MAX_BLOCK_BYTES = 2 ** 17;
const RLE_BLOCK = 1;
const RESERVED_BLOCK = 3;

/** All frames that unpack to something, or undefined where one is cut or has what no version of the format has. */
export function listZstdFrames(data: Uint8Array): ZstdFrame[] | undefined {
  const view = viewOf(data);
  const frames: ZstdFrame[] = [];
  try {
    for (let at = 0; at < data.length; ) {
      if ((view.getUint32(at, true) & ~0xf) >>> 0 === SKIPPABLE_MAGIC) {
        at += 8 + view.getUint32(at + 4, true);
        continue;
      }
      const frame = readFrame(data, view, at);
      if (frame === undefined) return undefined;
      frames.push(frame);
      at += frame.bytes.length + (frame.checksum === undefined ? 0 : 4);
    }
  } catch (error) {
    // A read beyond the end: the data is cut.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return frames;
}

function readFrame(data: Uint8Array, view: DataView, start: number): ZstdFrame | undefined {
  const descriptor = view.getUint8(start + 4);
  const hasReservedBit = (descriptor & 0x08) !== 0;
  if (view.getUint32(start, true) !== MAGIC || hasReservedBit) return undefined;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const windowBytes = isSingleSegment ? 0 : 1;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeAt = start + 5 + windowBytes + dictionaryBytes;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 2 ** sizeFlag;
  const lastBlock = findLastBlock(view, sizeAt + sizeBytes);
  if (lastBlock === undefined) return undefined;
  const end = lastBlock + blockBytes(view, lastBlock);
  if (end > data.length) return undefined;
  return {
    bytes: data.subarray(start, end),
    lastBlock: lastBlock - start,
    contentSize: readContentSize(view, sizeAt, sizeBytes),
    checksum: (descriptor & 0x04) === 0 ? undefined : view.getUint32(end, true),
  };
}

function readContentSize(view: DataView, at: number, sizeBytes: number): number | undefined {
  switch (sizeBytes) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    case 8:
      return u64(view, at);
    default:
      return undefined;
  }
}

function readBlockHeader(view: DataView, at: number): { isLast: boolean; type: number; size: number } {
  const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { isLast: (header & 1) !== 0, type: (header >> 1) & 3, size: header >> 3 };
}

/** Bytes of a block in the data: of one that repeats a byte, the size is that of what it unpacks to. */
function blockBytes(view: DataView, at: number): number {
  const { type, size } = readBlockHeader(view, at);
  return BLOCK_HEADER_BYTES + (type === RLE_BLOCK ? 1 : size);
}

function findLastBlock(view: DataView, first: number): number | undefined {
  for (let at = first; ; at += blockBytes(view, at)) {
    const { isLast, type, size } = readBlockHeader(view, at);
    if (type === RESERVED_BLOCK || size > MAX_BLOCK_BYTES) return undefined;
    if (isLast) return at;
  }
}
