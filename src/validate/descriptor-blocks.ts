/** The data format descriptor: its blocks, the first of which is the basic one. Spec: KDFS 1.3, "Descriptor block". */

import { hex, viewOf } from '../unpack/numbers.js';
import { checkBasicDescriptor } from './basic-descriptor.js';
import { ISSUE } from './issues.js';
import type { Ktx2File, ParsedDescriptor, ParsedSample } from './ktx2-file.js';

/** Limits of `ktx validate`; the specifications have none. */
const MAX_BLOCKS = 10;
const MAX_SAMPLES = 16;

const BLOCK_HEADER_BYTES = 8;
export const BASIC_BLOCK_BYTES = 24;
export const SAMPLE_BYTES = 16;

/** KHR_DF_KHR_DESCRIPTORTYPE_*. */
const BASIC_FORMAT = 0;
const ADDITIONAL_PLANES = 0x6001;
const ADDITIONAL_DIMENSIONS = 0x6002;

/** The two words that every block begins with. */
interface BlockHeader {
  /** 0 is Khronos. */
  vendorId: number;
  descriptorType: number;
  size: number;
}

function readBlockHeader(view: DataView, at: number): BlockHeader {
  const kind = view.getUint32(at, true);
  return { vendorId: kind & 0x1ffff, descriptorType: kind >>> 17, size: view.getUint16(at + 6, true) };
}

export function checkDescriptor(file: Ktx2File): void {
  const { dfdByteOffset, dfdByteLength } = file.header;
  if (dfdByteOffset === 0 || dfdByteLength === 0) return;
  const bytes = file.bytes.part(dfdByteOffset, dfdByteLength, 'The data format descriptor');
  checkTotalSize(file, bytes);
  if (!walkBlocks(file, viewOf(bytes))) {
    file.report.add(ISSUE.basicDescriptorMissing, 'No block, or another one than a basic one, comes first.');
  }
}

function checkTotalSize({ report, header }: Ktx2File, bytes: Uint8Array): void {
  const { dfdByteLength } = header;
  const totalSize = bytes.length < 4 ? undefined : viewOf(bytes).getUint32(0, true);
  if (totalSize !== dfdByteLength) {
    report.add(ISSUE.descriptorSize, `dfdTotalSize is ${totalSize ?? 'cut'} and dfdByteLength is ${dfdByteLength}.`);
  }
}

/** @returns whether the first block is a basic one */
function walkBlocks(file: Ktx2File, view: DataView): boolean {
  const { report } = file;
  let hasBasic = false;
  let number = 0;
  for (let at = 4; at < view.byteLength; ) {
    const left = view.byteLength - at;
    if (++number > MAX_BLOCKS) {
      report.add(ISSUE.tooManyDescriptors, `${MAX_BLOCKS} blocks are checked, and ${left} bytes are left.`);
      break;
    }
    if (left < BLOCK_HEADER_BYTES) {
      report.add(ISSUE.descriptorCut, `${left} bytes are left, and the header of a block has ${BLOCK_HEADER_BYTES}.`);
      break;
    }
    const block = readBlockHeader(view, at);
    if (checkBlockSize(file, block, number, left)) hasBasic = checkBlock(file, view, at, block, number, hasBasic);
    at += Math.max(block.size, BLOCK_HEADER_BYTES);
  }
  return hasBasic;
}

function checkBlockSize({ report }: Ktx2File, { size }: BlockHeader, number: number, left: number): boolean {
  const details = `descriptorBlockSize of block ${number} is ${size}, and ${left} bytes are left.`;
  if (size < BLOCK_HEADER_BYTES) report.add(ISSUE.descriptorTooSmall, details);
  if (size > left) report.add(ISSUE.descriptorTooBig, details);
  return size >= BLOCK_HEADER_BYTES && size <= left;
}

/** @returns whether a basic block has been found by now */
function checkBlock(
  file: Ktx2File,
  view: DataView,
  at: number,
  { vendorId, descriptorType, size }: BlockHeader,
  number: number,
  hasBasic: boolean,
): boolean {
  const { report } = file;
  const isKnown = [BASIC_FORMAT, ADDITIONAL_PLANES, ADDITIONAL_DIMENSIONS].includes(descriptorType);
  if (vendorId !== 0 || !isKnown) {
    const kind = `vendorId ${hex(vendorId, 5)} and descriptorType ${hex(descriptorType, 4)}`;
    report.add(ISSUE.unknownDescriptor, `Block ${number} has ${kind}.`);
    return hasBasic;
  }
  if (descriptorType !== BASIC_FORMAT) return hasBasic;
  if (hasBasic) report.add(ISSUE.secondBasicDescriptor, `Block ${number} is another basic block.`);
  else if (size < BASIC_BLOCK_BYTES) {
    report.add(ISSUE.basicDescriptorTooSmall, `Block ${number} has ${size} bytes, not ${BASIC_BLOCK_BYTES} or more.`);
  } else if (number === 1) checkBasicBlock(file, view, at, size);
  // A basic block behind others does not count, one that is too small does: it is in its place.
  return hasBasic || size < BASIC_BLOCK_BYTES || number === 1;
}

function checkBasicBlock(file: Ktx2File, view: DataView, at: number, size: number): void {
  const { report } = file;
  const sampleBytes = size - BASIC_BLOCK_BYTES;
  if (sampleBytes % SAMPLE_BYTES !== 0) {
    report.add(ISSUE.basicDescriptorUneven, `descriptorBlockSize is ${size}, which is not 24 + 16 a sample.`);
  }
  const stored = Math.floor(sampleBytes / SAMPLE_BYTES);
  if (stored > MAX_SAMPLES) {
    report.add(ISSUE.tooManySamples, `There are ${stored} samples, of which ${MAX_SAMPLES} are checked.`);
  }
  const descriptor = readBasicBlock(view, at, stored);
  const samples = descriptor.samples.slice(0, MAX_SAMPLES);
  file.descriptor = { ...descriptor, samples };
  checkBasicDescriptor(file, file.descriptor, descriptor.samples);
}

function bytesAt(view: DataView, at: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => view.getUint8(at + index));
}

function readBasicBlock(view: DataView, at: number, sampleCount: number): ParsedDescriptor {
  return {
    versionNumber: view.getUint16(at + 4, true),
    model: view.getUint8(at + 8),
    primaries: view.getUint8(at + 9),
    transfer: view.getUint8(at + 10),
    blockDimensions: bytesAt(view, at + 12, 4),
    bytesPlanes: bytesAt(view, at + 16, 8),
    samples: Array.from({ length: sampleCount }, (_, sample) =>
      readSample(view, at + BASIC_BLOCK_BYTES + sample * SAMPLE_BYTES),
    ),
  };
}

function readSample(view: DataView, at: number): ParsedSample {
  const channelType = view.getUint8(at + 3);
  return {
    bitOffset: view.getUint16(at, true),
    bitLength: view.getUint8(at + 2),
    channel: channelType & 0x0f,
    qualifiers: channelType & 0xf0,
    positions: bytesAt(view, at + 4, 4),
    lower: view.getUint32(at + 8, true),
    upper: view.getUint32(at + 12, true),
  };
}
