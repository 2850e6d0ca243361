/** The index: where descriptor, key/value data and global data lie, one after the other. Spec: KTX 2.0, "Index". */

import { align } from '../unpack/numbers.js';
import { ISSUE } from './issues.js';
import { HEADER_BYTES, type Ktx2File, LEVEL_INDEX_ENTRY_BYTES } from './ktx2-file.js';
import { SCHEME, schemeName } from './names.js';

export function checkIndexOffsets(file: Ktx2File): void {
  const descriptorEnd = checkDescriptorPlace(file);
  const keyValuesEnd = checkKeyValuesPlace(file, descriptorEnd);
  checkGlobalDataPlace(file, keyValuesEnd);
  checkGlobalDataNeed(file);
}

/** Each returns where its part should end. */
function checkDescriptorPlace({ report, header, levelCount }: Ktx2File): number {
  const { dfdByteOffset, dfdByteLength, kvdByteOffset } = header;
  const isThere = dfdByteOffset !== 0 && dfdByteLength !== 0;
  if (!isThere) {
    report.add(ISSUE.descriptorMissing, `dfdByteOffset is ${dfdByteOffset} and dfdByteLength is ${dfdByteLength}.`);
  }
  const expected = HEADER_BYTES + levelCount * LEVEL_INDEX_ENTRY_BYTES;
  if (dfdByteOffset !== expected) {
    report.add(ISSUE.descriptorOffset, `dfdByteOffset is ${dfdByteOffset}, not ${expected}.`);
  }
  if (isThere && kvdByteOffset !== 0 && kvdByteOffset - dfdByteOffset !== dfdByteLength) {
    const between = kvdByteOffset - dfdByteOffset;
    report.add(
      ISSUE.descriptorLength,
      `dfdByteLength is ${dfdByteLength}, and key/value data begins ${between} bytes on.`,
    );
  }
  return expected + dfdByteLength;
}

function checkKeyValuesPlace({ report, header }: Ktx2File, end: number): number {
  const { kvdByteOffset, kvdByteLength } = header;
  if (kvdByteLength === 0) {
    if (kvdByteOffset !== 0) report.add(ISSUE.keyValuesOffsetNotZero, `kvdByteOffset is ${kvdByteOffset}.`);
    return end;
  }
  const expected = align(end, 4);
  if (kvdByteOffset !== expected) {
    report.add(ISSUE.keyValuesOffset, `kvdByteOffset is ${kvdByteOffset}, not ${expected}.`);
  }
  return expected + kvdByteLength;
}

function checkGlobalDataPlace({ report, header }: Ktx2File, end: number): void {
  const { sgdByteOffset, sgdByteLength } = header;
  const expected = align(end, 8);
  if (sgdByteLength === 0) {
    if (sgdByteOffset !== 0) report.add(ISSUE.globalDataOffsetNotZero, `sgdByteOffset is ${sgdByteOffset}.`);
  } else if (sgdByteOffset !== expected) {
    report.add(ISSUE.globalDataOffset, `sgdByteOffset is ${sgdByteOffset}, not ${expected}.`);
  }
}

function checkGlobalDataNeed({ report, header, hasBlockScheme }: Ktx2File): void {
  const { supercompressionScheme: scheme, sgdByteLength } = header;
  const details = `sgdByteLength is ${sgdByteLength} and supercompressionScheme is ${schemeName(scheme)}.`;
  if (hasBlockScheme && sgdByteLength === 0) report.add(ISSUE.globalDataMissing, details);
  const hasNone = scheme === SCHEME.ZSTD || scheme === SCHEME.ZLIB;
  if (hasNone && sgdByteLength !== 0) report.add(ISSUE.globalDataNotApplicable, details);
}
