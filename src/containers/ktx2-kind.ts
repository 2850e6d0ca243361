/** What a KTX2 file holds: its VkFormat and its descriptor, which must agree. */
import { footprintSize } from '../codec/formats.js';
import type { CompressedTexture } from '../types.js';
import { findVkFormat, type VkFormatRow } from '../vk-formats/index.js';
import { type CarriedKind, carriedKind } from './carried-format.js';
import { type BasicBlock, blockWord, type SampleBits, sampleSpanBytes, samplesOf } from './descriptor-block.js';
import { checkDescriptor, describedColorSpace, describedFormat } from './ktx2-dfd.js';
import { invalid, type Ktx2Header, SCHEME, staysPacked } from './ktx2-header.js';
import { kindOfVkFormat } from './own-vk-formats.js';

export type Ktx2Kind = Pick<CompressedTexture, 'format' | 'block' | 'profile' | 'colorSpace'> | CarriedKind;

/** Models of compressed blocks begin here. Spec: KDFS 1.3, "colorModel". */
const FIRST_BLOCK_MODEL = 128;
/** KHR_DF_SAMPLE_DATATYPE_LINEAR. */
const QUALIFIER_LINEAR = 0x10;
/** KHR_DF_MODEL_UASTC_HDR_4X4 and KHR_DF_MODEL_UASTC_HDR_6X6. */
const HDR_MODELS = [167, 168];

/** @throws {AstcError} E_KTX2_INVALID where header and descriptor contradict each other */
export function readKind(header: Ktx2Header, dfd: Uint8Array, basic: BasicBlock): Ktx2Kind {
  const isPacked = staysPacked(header.scheme);
  const own = isPacked ? undefined : kindOfVkFormat(header.vkFormat);
  if (own !== undefined) {
    checkDescriptor(basic, own);
    checkTypeSize(header, 1);
    checkSides(header, { name: own.format, isBlock: true, depth: footprintSize(own.block).depth });
    return { ...own, format: describedFormat(basic, own.format) };
  }
  const row = findVkFormat(header.vkFormat);
  if (row === undefined) return undefinedKind(header, dfd, basic);
  const kind = rowKind(header, row, basic);
  if (kind.format === 'uncompressed') checkSamples(row, samplesOf(dfd, basic));
  return isPacked ? { ...kind, format: 'other' } : kind;
}

function rowKind(header: Ktx2Header, row: VkFormatRow, basic: BasicBlock): CarriedKind {
  if (row.isProhibited) invalid(`VkFormat at byte 12 (expected one that KTX2 allows, got ${row.name})`);
  const { block, bytesPlane0 } = basic;
  const expected = blockWord({ width: row.blockWidth, height: row.blockHeight, depth: row.blockDepth });
  const received = blockWord(block);
  if (received !== expected) contradict(row, `texel block (expected ${expected}, got ${received})`);
  if (bytesPlane0 !== 0 && bytesPlane0 !== row.blockBytes) {
    contradict(row, `bytes of a block (expected ${row.blockBytes}, got ${bytesPlane0})`);
  }
  if (basic.colorModel !== row.model) contradict(row, `color model (expected ${row.model}, got ${basic.colorModel})`);
  checkTypeSize(header, row.typeSize);
  checkSides(header, { name: row.name, isBlock: row.kind === 'block', depth: row.blockDepth });
  return carriedKind(row);
}

/** Decoding goes by the samples, a GPU by the VkFormat: what both would make of the bits must be the same. */
function checkSamples(row: VkFormatRow, received: readonly SampleBits[]): void {
  const text = (samples: readonly SampleBits[]) =>
    samples
      .map(({ channel, qualifiers, bitOffset, bits }) => `${channel}:${bitOffset}+${bits}/${qualifiers}`)
      .join(' ');
  // Linear alpha is read as any other.
  const expected = row.samples.map((sample) => ({ ...sample, qualifiers: sample.qualifiers & ~QUALIFIER_LINEAR }));
  if (text(received) === text(expected)) return;
  contradict(row, `samples (expected ${text(expected)} as channel:offset+bits/qualifiers, got ${text(received)})`);
}

/** Formats that Vulkan has no number for, or one we do not know: the descriptor alone speaks. */
function undefinedKind(header: Ktx2Header, dfd: Uint8Array, basic: BasicBlock): CarriedKind {
  const isBasisLz = header.scheme === SCHEME.basislz;
  const bytesPerBlock = isBasisLz ? 0 : basic.bytesPlane0 || sampleSpanBytes(dfd, basic);
  const isBlock = basic.colorModel >= FIRST_BLOCK_MODEL;
  if (header.vkFormat === 0 && isBlock) checkTypeSize(header, 1);
  if (![1, 2, 4, 8].includes(header.typeSize)) {
    invalid(`typeSize at byte 16 (expected 1, 2, 4 or 8, got ${header.typeSize})`);
  }
  checkSides(header, { name: 'texture', isBlock, depth: basic.block.depth });
  return {
    format: 'other',
    vkFormat: header.vkFormat,
    block: blockWord(basic.block),
    bytesPerBlock,
    typeSize: header.typeSize,
    profile: HDR_MODELS.includes(basic.colorModel) ? 'hdr' : 'ldr',
    colorSpace: describedColorSpace(basic),
  };
}

function checkTypeSize({ typeSize }: Ktx2Header, expected: number): void {
  if (typeSize !== expected) invalid(`typeSize at byte 16 (expected ${expected} for this VkFormat, got ${typeSize})`);
}

/** Blocks of two axes need two sides, blocks of three need three. */
function checkSides(
  { shape }: Ktx2Header,
  { name, isBlock, depth }: { name: string; isBlock: boolean; depth: number },
): void {
  if (isBlock && shape.height === 0) invalid(`height at byte 24 (expected 1 or more for blocks of ${name}, got 0)`);
  if (depth > 1 && shape.depth === 0) invalid(`depth at byte 28 (expected 1 or more for blocks of ${name}, got 0)`);
}

function contradict({ name }: VkFormatRow, what: string): never {
  invalid(`the data format descriptor contradicts the vkFormat ${name}: ${what}`);
}
