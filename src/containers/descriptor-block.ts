/**
 * The bytes of a data format descriptor: what its basic block says, and blocks laid out from plain fields.
 * Spec: KDFS 1.3, "Basic descriptor block"; its numbers go by the Khronos names less KHR_DF_.
 */
import type { TexelBlock } from '../types.js';

/** Bytes of a block before its samples, and of a sample. */
export const BLOCK_HEADER_BYTES = 24;
export const SAMPLE_BYTES = 16;
/** The size of everything, in front of the first block. */
export const TOTAL_SIZE_BYTES = 4;

export const TRANSFER_LINEAR = 1;
export const TRANSFER_SRGB = 2;
export const FLAG_PREMULTIPLIED = 1;
const VERSION_1_3 = 2;

/** Bytes of a block's fields. */
const FIELD = { size: 6, model: 8, primaries: 9, transfer: 10, flags: 11, dimensions: 12, bytesPlane0: 16 } as const;

/** A sample, with its fields as the file has them. */
export interface SampleFields {
  bitOffset: number;
  /** Bits less one. */
  bitLength: number;
  /** Channel in the lower four bits, qualifiers above. */
  channelType: number;
  samplePosition: readonly number[];
  sampleLower: number;
  sampleUpper: number;
}

/** A basic block, with its fields as the file has them. */
export interface BlockFields {
  colorModel: number;
  colorPrimaries: number;
  transferFunction: number;
  flags: number;
  /** Each less one. */
  texelBlockDimension: readonly number[];
  bytesPlane: readonly number[];
  samples: readonly SampleFields[];
}

/** A whole descriptor of one basic block. */
export function layOutDescriptor(fields: BlockFields): Uint8Array<ArrayBuffer> {
  const blockBytes = BLOCK_HEADER_BYTES + SAMPLE_BYTES * fields.samples.length;
  const bytes = new Uint8Array(TOTAL_SIZE_BYTES + blockBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, true);
  // Vendor Khronos and type basic format are 0.
  view.setUint16(8, VERSION_1_3, true);
  view.setUint16(TOTAL_SIZE_BYTES + FIELD.size, blockBytes, true);
  bytes.set([fields.colorModel, fields.colorPrimaries, fields.transferFunction, fields.flags], 12);
  bytes.set(fields.texelBlockDimension, 16);
  bytes.set(fields.bytesPlane, 20);
  fields.samples.forEach((sample, index) => {
    const at = TOTAL_SIZE_BYTES + BLOCK_HEADER_BYTES + index * SAMPLE_BYTES;
    view.setUint16(at, sample.bitOffset, true);
    bytes.set([sample.bitLength, sample.channelType, ...sample.samplePosition], at + 2);
    view.setUint32(at + 8, sample.sampleLower, true);
    view.setUint32(at + 12, sample.sampleUpper, true);
  });
  return bytes;
}

/** What a descriptor's basic block says. */
export interface BasicBlock {
  colorModel: number;
  colorPrimaries: number;
  transferFunction: number;
  isPremultiplied: boolean;
  block: { width: number; height: number; depth: number };
  /** 0 where the writer left it out, as older ones do for packed levels. */
  bytesPlane0: number;
  sampleCount: number;
}

/** The basic block, which comes first; undefined where there is none. The bytes were checked by {@link checkBlocks}. */
export function basicBlockOf(dfd: Uint8Array): BasicBlock | undefined {
  const view = new DataView(dfd.buffer, dfd.byteOffset, dfd.byteLength);
  const block = TOTAL_SIZE_BYTES;
  if (dfd.length < block + BLOCK_HEADER_BYTES || view.getUint32(block, true) !== 0) return undefined;
  const u8 = (offset: number) => view.getUint8(block + offset);
  return {
    colorModel: u8(FIELD.model),
    colorPrimaries: u8(FIELD.primaries),
    transferFunction: u8(FIELD.transfer),
    isPremultiplied: (u8(FIELD.flags) & FLAG_PREMULTIPLIED) !== 0,
    block: { width: u8(12) + 1, height: u8(13) + 1, depth: u8(14) + 1 },
    bytesPlane0: u8(FIELD.bytesPlane0),
    sampleCount: Math.floor((view.getUint16(block + FIELD.size, true) - BLOCK_HEADER_BYTES) / SAMPLE_BYTES),
  };
}

/** KHR_DF_SAMPLE_DATATYPE_EXPONENT, _SIGNED and _FLOAT; _LINEAR says nothing of how bits are read. */
export const QUALIFIER_EXPONENT = 0x20;
export const QUALIFIER_SIGNED = 0x40;
export const QUALIFIER_FLOAT = 0x80;
const READING_QUALIFIERS = QUALIFIER_EXPONENT | QUALIFIER_SIGNED | QUALIFIER_FLOAT;

/** Where the bits of a component lie, and how they are read. */
export interface SampleBits {
  /** KHR_DF_CHANNEL_*. */
  channel: number;
  /** Sum of the qualifiers above. */
  qualifiers: number;
  bitOffset: number;
  bits: number;
}

/** The samples of the basic block. */
export function samplesOf(dfd: Uint8Array, { sampleCount }: BasicBlock): SampleBits[] {
  const view = new DataView(dfd.buffer, dfd.byteOffset, dfd.byteLength);
  return Array.from({ length: sampleCount }, (_, sample) => {
    const at = TOTAL_SIZE_BYTES + BLOCK_HEADER_BYTES + sample * SAMPLE_BYTES;
    const channelType = view.getUint8(at + 3);
    return {
      channel: channelType & 0xf,
      qualifiers: channelType & READING_QUALIFIERS,
      bitOffset: view.getUint16(at, true),
      bits: view.getUint8(at + 2) + 1,
    };
  });
}

/** Bytes that the samples of the basic block span: what a block takes where `bytesPlane0` does not say. */
export function sampleSpanBytes(dfd: Uint8Array, basic: BasicBlock): number {
  const ends = samplesOf(dfd, basic).map(({ bitOffset, bits }) => bitOffset + bits);
  return Math.ceil(Math.max(0, ...ends) / 8);
}

/** Fields of the basic block that a texture's own fields may put right. */
export interface PatchedFields {
  transferFunction?: number | undefined;
  colorPrimaries?: number | undefined;
  isPremultiplied?: boolean | undefined;
  bytesPlane0?: number | undefined;
}

/** A copy with other fields in its basic block; undefined ones stay. */
export function patchDescriptor(dfd: Uint8Array, patch: PatchedFields): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(dfd);
  const set = (offset: number, value: number | undefined) => {
    if (value !== undefined) bytes[TOTAL_SIZE_BYTES + offset] = value;
  };
  set(FIELD.transfer, patch.transferFunction);
  set(FIELD.primaries, patch.colorPrimaries);
  set(FIELD.bytesPlane0, patch.bytesPlane0);
  if (patch.isPremultiplied !== undefined) {
    const others = bytes[TOTAL_SIZE_BYTES + FIELD.flags]! & ~FLAG_PREMULTIPLIED;
    set(FIELD.flags, others | (patch.isPremultiplied ? FLAG_PREMULTIPLIED : 0));
  }
  return bytes;
}

/**
 * Walks the blocks of a descriptor.
 *
 * @param at    where it lies in its file, for messages
 * @param fail  hears of the first thing that is wrong
 */
export function checkBlocks(dfd: Uint8Array, at: number, fail: (what: string) => never): void {
  const view = new DataView(dfd.buffer, dfd.byteOffset, dfd.byteLength);
  const minBytes = TOTAL_SIZE_BYTES + BLOCK_HEADER_BYTES + SAMPLE_BYTES;
  if (dfd.length < minBytes) fail(`data format descriptor length (expected ${minBytes} or more, got ${dfd.length})`);
  const total = view.getUint32(0, true);
  if (total !== dfd.length) {
    fail(`data format descriptor size at byte ${at} (expected ${dfd.length}, got ${total})`);
  }
  if (view.getUint32(TOTAL_SIZE_BYTES, true) !== 0) {
    fail(
      `descriptor block at byte ${at + 4} (expected a basic block of Khronos first, got 0x${hex(view.getUint32(4, true))})`,
    );
  }
  for (let block = TOTAL_SIZE_BYTES; block < dfd.length; ) {
    const left = dfd.length - block;
    const size = left < 8 ? left : view.getUint16(block + FIELD.size, true);
    const isBasic = left >= 8 && view.getUint32(block, true) === 0;
    const samples = size - BLOCK_HEADER_BYTES;
    const isWhole = isBasic ? samples >= SAMPLE_BYTES && samples % SAMPLE_BYTES === 0 : size >= 8 && size % 4 === 0;
    if (!isWhole || size > left) {
      const expected = isBasic ? '24 and 16 for each sample' : 'a multiple of 4, 8 or more';
      fail(
        `descriptor block size at byte ${at + block + FIELD.size} (expected ${expected}, at most ${left}, got ${size})`,
      );
    }
    block += size;
  }
}

/** The dimensions of a block as a word. */
export function blockWord({ width, height, depth }: { width: number; height: number; depth: number }): TexelBlock {
  return depth === 1 ? `${width}x${height}` : `${width}x${height}x${depth}`;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
