/**
 * Checks where everything in a KTX2 file lies before the container library sees the bytes, because that library uses
 * the file's offsets as they are. After {@link checkLayout} every part is inside the file and has a plausible length.
 * Spec: KTX File Format Specification 2.0, "File Structure".
 */
import { levelByteLength } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { ByteReader } from './byte-reader.js';
import type { Ktx2Kind } from './ktx2-header.js';
import { HEADER_BYTES, LEVEL_INDEX_ENTRY_BYTES } from './ktx2-header.js';
import { levelSide } from './texture-shape.js';

/** Bytes of a basic descriptor block before its samples, and of a sample. Spec: KDFS 1.4, "Basic descriptor block". */
const DESCRIPTOR_HEADER_BYTES = 24;
const SAMPLE_BYTES = 16;
/** The total size in front of the first descriptor block. */
const DFD_TOTAL_BYTES = 4;

/** Checks level index, levels, data format descriptor, key/value data and the absence of global data. */
export function checkLayout(reader: ByteReader, kind: Ktx2Kind): void {
  checkLevels(reader, kind);
  checkDescriptorLayout(reader);
  checkKeyValueLayout(reader);
  const sgdByteLength = reader.u64(72, 'supercompression global data length');
  if (sgdByteLength !== 0) {
    invalid(
      `supercompression global data at byte 72 (expected none without supercompression, got ${sgdByteLength} bytes)`,
    );
  }
}

function checkLevels(reader: ByteReader, kind: Ktx2Kind): void {
  const indexEnd = HEADER_BYTES + kind.levelCount * LEVEL_INDEX_ENTRY_BYTES;
  reader.require(HEADER_BYTES, kind.levelCount * LEVEL_INDEX_ENTRY_BYTES, `level index of ${kind.levelCount} levels`);
  for (let level = 0; level < kind.levelCount; level++) {
    const entry = HEADER_BYTES + level * LEVEL_INDEX_ENTRY_BYTES;
    const byteOffset = reader.u64(entry, 'level offset');
    const byteLength = reader.u64(entry + 8, 'level length');
    const uncompressed = reader.u64(entry + 16, 'level uncompressed length');
    const width = levelSide(kind.width, level);
    const height = levelSide(kind.height, level);
    const expected = levelByteLength(kind, width, height);
    if (byteLength !== expected || uncompressed !== expected) {
      const got = byteLength === expected ? `${uncompressed} uncompressed` : `${byteLength}`;
      invalid(
        `length of level ${level} at byte ${entry + 8} (expected ${expected} for ${width}x${height} texels in blocks of ${kind.block}, got ${got})`,
      );
    }
    if (byteOffset < indexEnd) {
      invalid(`offset of level ${level} at byte ${entry} (expected ${indexEnd} or more, got ${byteOffset})`);
    }
    reader.require(byteOffset, byteLength, `level ${level}`);
  }
}

function checkDescriptorLayout(reader: ByteReader): void {
  const byteOffset = reader.u32(48, 'data format descriptor offset');
  const byteLength = reader.u32(52, 'data format descriptor length');
  const minBytes = DFD_TOTAL_BYTES + DESCRIPTOR_HEADER_BYTES + SAMPLE_BYTES;
  if (byteLength < minBytes) {
    invalid(`data format descriptor length at byte 52 (expected ${minBytes} or more, got ${byteLength})`);
  }
  reader.require(byteOffset, byteLength, 'data format descriptor');
  const total = reader.u32(byteOffset, 'data format descriptor size');
  if (total !== byteLength) {
    invalid(`data format descriptor size at byte ${byteOffset} (expected ${byteLength}, got ${total})`);
  }
  const blockBytes = reader.u16(byteOffset + 10, 'descriptor block size');
  const sampleBytes = blockBytes - DESCRIPTOR_HEADER_BYTES;
  if (sampleBytes < SAMPLE_BYTES || sampleBytes % SAMPLE_BYTES !== 0 || blockBytes > byteLength - DFD_TOTAL_BYTES) {
    invalid(
      `descriptor block size at byte ${byteOffset + 10} (expected 24 and 16 for each sample, at most ${byteLength - DFD_TOTAL_BYTES}, got ${blockBytes})`,
    );
  }
}

/** Walks the entries exactly as the container library will: u32 length, key, NUL, value, padding to 4. */
function checkKeyValueLayout(reader: ByteReader): void {
  const byteOffset = reader.u32(56, 'key/value data offset');
  const byteLength = reader.u32(60, 'key/value data length');
  reader.require(byteOffset, byteLength, 'key/value data');
  const end = byteOffset + byteLength;
  for (let entry = byteOffset; entry < end; ) {
    if (end - entry < 4) invalid(`key/value entry at byte ${entry} (expected 4 bytes of length, got ${end - entry})`);
    const entryLength = reader.u32(entry, 'key/value length');
    if (entryLength > end - entry - 4) {
      invalid(`key/value length at byte ${entry} (expected at most ${end - entry - 4}, got ${entryLength})`);
    }
    const keyLength = reader.slice(entry + 4, entryLength, 'key').indexOf(0);
    if (keyLength < 1) invalid(`key at byte ${entry + 4} (expected text that ends in NUL)`);
    entry += 4 + Math.ceil(entryLength / 4) * 4;
  }
}

function invalid(what: string): never {
  throw new AstcError('E_KTX2_INVALID', `not a valid KTX2 file: ${what}`);
}
