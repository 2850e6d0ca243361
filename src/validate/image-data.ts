/**
 * Image data: whether it is there, and unpacks to what the level index says. Only of files without an error by now:
 * what their index says is not believed, and one fault is told once. Spec: KTX 2.0, "Mip Level Array".
 */

import { unpackZlib } from '../unpack/unpack-zlib.js';
import { unpackZstd } from '../unpack/unpack-zstd.js';
import type { Unpack, Unpacked } from '../unpack/unpacked.js';
import { MODEL } from '../vk-formats/index.js';
import { ISSUE } from './issues.js';
import type { Ktx2File } from './ktx2-file.js';
import { hasUncertainLength } from './level-index.js';
import { SCHEME, schemeName } from './names.js';

/** How a scheme is unpacked, and how many bytes one byte of it can become: what promises more cannot keep it. */
const SCHEMES: Readonly<Record<number, { unpack: Unpack; byHost?: 'unpackZstd'; maxRatio: number }>> = {
  // Four bytes repeat another one up to 2^17 times.
  [SCHEME.ZSTD]: { unpack: unpackZstd, byHost: 'unpackZstd', maxRatio: 2 ** 15 },
  // Two bits repeat 258 bytes.
  [SCHEME.ZLIB]: { unpack: unpackZlib, maxRatio: 1032 },
};

/** Bytes of the largest level that is unpacked: of 16384 x 16384 texels with four bytes. */
const MAX_UNPACKED_BYTES = 2 ** 30;

export function checkImageData(file: Ktx2File): void {
  if (file.report.errorCount > 0) return;
  checkPlaces(file);
  const { supercompressionScheme: scheme, sgdByteLength } = file.header;
  if (scheme === SCHEME.NONE && sgdByteLength > 0) {
    file.report.stop(ISSUE.unreadableData, 'There is supercompression global data, and no supercompression.');
  }
  if (SCHEMES[scheme] !== undefined) unpackLevels(file);
  // Of other schemes nobody knows what they unpack to.
  if (SCHEMES[scheme] !== undefined || scheme === SCHEME.NONE) checkLengths(file);
}

function checkPlaces({ report, levels, bytes }: Ktx2File): void {
  for (const [level, { byteOffset, byteLength }] of levels.entries()) {
    if (byteOffset + byteLength <= bytes.byteLength) continue;
    const place = `lies at byte ${byteOffset} and has ${byteLength} bytes`;
    report.stop(ISSUE.unreadableData, `Level ${level} ${place}, and the file ends at byte ${bytes.byteLength}.`);
  }
}

/** From the smallest on, up to the first that does not unpack. */
function unpackLevels(file: Ktx2File): void {
  for (let level = file.levelCount - 1; level >= 0; level--) {
    checkLevel(file, level);
    if (file.report.errorCount > 0) file.report.leave();
  }
}

/** What the level index is not asked: lengths before supercompression, and those of UASTC, which has no VkFormat. */
function checkLengths(file: Ktx2File): void {
  const { report, levels, descriptor } = file;
  const isKnown = file.expected !== undefined || descriptor?.model === MODEL.UASTC;
  if (!isKnown || hasUncertainLength(file)) return;
  for (const [level, { uncompressedByteLength: unpacked }] of levels.entries()) {
    const expected = file.levelByteLength(level);
    if (unpacked >= expected) continue;
    report.stop(
      ISSUE.unreadableData,
      `Level ${level} has ${unpacked} bytes unpacked, and its size asks for ${expected}.`,
    );
  }
}

function checkLevel(file: Ktx2File, level: number): void {
  const { report, levels, bytes, header } = file;
  const { byteOffset, byteLength, uncompressedByteLength: promised } = levels[level]!;
  const { unpack, byHost, maxRatio } = SCHEMES[header.supercompressionScheme]!;
  const name = `Level ${level}, ${schemeName(header.supercompressionScheme)}`;
  const promise = `${name}: ${byteLength} bytes, and uncompressedByteLength is ${promised}`;
  if (promised > byteLength * maxRatio) {
    report.add(ISSUE.unpackedLengthMismatch, `${promise}, which they cannot become.`);
  } else if (promised > MAX_UNPACKED_BYTES) {
    report.add(ISSUE.outOfMemory, `${promise}, and up to ${MAX_UNPACKED_BYTES} are unpacked.`);
  } else {
    const unpackHere: Unpack = (data, capacity) =>
      (byHost && file.options[byHost]?.(data, capacity)) ?? unpack(data, capacity);
    tell(file, unpackOrFail(unpackHere, bytes.part(byteOffset, byteLength, name), promised), promised, promise);
  }
}

/** Engines refuse what memory does not hold with a RangeError. */
function unpackOrFail(unpack: Unpack, data: Uint8Array, capacity: number): Unpacked | 'memory' {
  try {
    return unpack(data, capacity);
  } catch (error) {
    if (error instanceof RangeError) return 'memory';
    throw error;
  }
}

function tell({ report }: Ktx2File, unpacked: Unpacked | 'memory', promised: number, promise: string): void {
  if (unpacked === 'corrupt') report.stop(ISSUE.unreadableData, `${promise}; they cannot be unpacked.`);
  if (unpacked === 'memory') report.stop(ISSUE.outOfMemory, `${promise}, which the memory does not hold.`);
  if (unpacked === 'checksum') report.add(ISSUE.checksum, `${promise}.`);
  else if (unpacked === 'long') report.add(ISSUE.unpackedLengthMismatch, `${promise}; they become more.`);
  else if (unpacked.length !== promised) {
    report.add(ISSUE.unpackedLengthMismatch, `${promise}; they become ${unpacked.length}.`);
  }
}
