/**
 * Descriptors of files without a VkFormat: ETC1S under BasisLZ, UASTC, and formats of anybody's own.
 * Spec: KDFS 1.3, "KHR_DF_MODEL_ETC1S" and "KHR_DF_MODEL_UASTC"; KTX 2.0, "Providing additional information".
 */

import { hex } from '../unpack/numbers.js';
import { checkBlockDimensions, checkBytesPlanes } from './format-descriptor.js';
import { ISSUE } from './issues.js';
import type { Ktx2File, ParsedDescriptor, ParsedSample } from './ktx2-file.js';
import { SCHEME } from './names.js';

const ALL_ONES = 0xffffffff;

/** Both have blocks of 4 x 4 texels. */
const BLOCK_DIMENSIONS = [3, 3, 0, 0];

function checkRange({ report }: Ktx2File, { lower, upper }: ParsedSample, index: number): void {
  if (lower !== 0) report.add(ISSUE.sampleLower, `sampleLower of sample ${index + 1} is ${hex(lower)}.`);
  if (upper !== ALL_ONES) report.add(ISSUE.sampleUpper, `sampleUpper of sample ${index + 1} is ${hex(upper)}.`);
}

/** One sample of 128 bits. */
export function checkUastcDescriptor(file: Ktx2File, descriptor: ParsedDescriptor): void {
  const { report } = file;
  const { samples } = descriptor;
  if (samples.length !== 1) report.add(ISSUE.sampleCountBasis, `There are ${samples.length}, and UASTC has 1.`);
  checkBlockDimensions(file, descriptor, BLOCK_DIMENSIONS, 'UASTC');
  checkBytesPlanes(file, descriptor, [16, 0, 0, 0, 0, 0, 0, 0], 'UASTC');
  const [sample] = samples;
  if (sample === undefined) return;
  if (sample.bitOffset !== 0) report.add(ISSUE.uastcBitOffset, `bitOffset is ${sample.bitOffset}.`);
  if (sample.bitLength !== 127) report.add(ISSUE.uastcBitLength, `bitLength is ${sample.bitLength}.`);
  checkRange(file, sample, 0);
}

/** One or two slices of 64 bits a block, each a plane of its own. */
export function checkBasisDescriptor(file: Ktx2File, descriptor: ParsedDescriptor): void {
  const { report } = file;
  const { samples } = descriptor;
  if (samples.length === 0 || samples.length > 2) {
    report.add(ISSUE.sampleCountBasis, `There are ${samples.length}, and ETC1S has 1 or 2.`);
  }
  checkBlockDimensions(file, descriptor, BLOCK_DIMENSIONS, 'ETC1S');
  const secondPlane = samples.length === 2 ? 8 : 0;
  checkBytesPlanes(file, descriptor, [8, secondPlane, 0, 0, 0, 0, 0, 0], `ETC1S of ${samples.length} slices`);
  for (const [index, sample] of samples.slice(0, 2).entries()) {
    const name = `of sample ${index + 1}`;
    if (sample.bitOffset !== index * 64) {
      report.add(ISSUE.basisBitOffset, `bitOffset ${name} is ${sample.bitOffset}, not ${index * 64}.`);
    }
    if (sample.bitLength !== 63) report.add(ISSUE.basisBitLength, `bitLength ${name} is ${sample.bitLength}.`);
    checkRange(file, sample, index);
  }
}

/** Readers have nothing but the descriptor to know the format by. */
export function checkUndefinedDescriptor(
  { report, header }: Ktx2File,
  { samples, bytesPlanes }: ParsedDescriptor,
): void {
  if (samples.length === 0) report.add(ISSUE.noSamples, 'There are none.');
  if (header.supercompressionScheme !== SCHEME.NONE) return;
  const details = `bytesPlane is ${bytesPlanes.join(' ')}.`;
  if (bytesPlanes[0] === 0) report.add(ISSUE.bytesPlaneZero, details);
  if (bytesPlanes.slice(1).some((bytes) => bytes !== 0)) report.add(ISSUE.multiplePlanes, details);
}
