/** PNG as a list of chunks. Spec: PNG (Third Edition), "Chunk layout", "Cyclic Redundancy Check". */

export interface PngChunk {
  /** Four letters; a capital first letter means that the image cannot be read without it. */
  type: string;
  /** Over the file's memory. */
  data: Uint8Array;
  /** CRC that the file gives for type and data. */
  crc: number;
  /** Type and data, which the CRC is over. */
  covered: Uint8Array;
}

const SIGNATURE_BYTES = 8;

/** Chunks in order up to IEND, the end of the file, or one that is cut. */
export function* readPngChunks(bytes: Uint8Array): Generator<PngChunk, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = SIGNATURE_BYTES; offset + 12 <= bytes.length; ) {
    const end = offset + 8 + view.getUint32(offset);
    if (end + 4 > bytes.length) return;
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    yield {
      type,
      data: bytes.subarray(offset + 8, end),
      crc: view.getUint32(end),
      covered: bytes.subarray(offset + 4, end),
    };
    if (type === 'IEND') return;
    offset = end + 4;
  }
}

/** Whether the chunk is as it was written. */
export function isIntact({ covered, crc }: PngChunk): boolean {
  return crc32(covered) === crc;
}

/** CRC-32 of some bytes. */
export function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => crcOfByte(byte));
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) crc = table[(crc ^ bytes[index]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

let table: Uint32Array | undefined;

function crcOfByte(byte: number): number {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
}
