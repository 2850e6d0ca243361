/** All checks, in the order of the file. */
import { AstcError } from '../errors.js';
import { resolveValidateOptions } from '../options/resolve.js';
import type { ValidateOptions } from '../options/validate-options.js';
import type { HostUnpack } from '../unpack/unpacked.js';
import { checkDescriptor } from './descriptor-blocks.js';
import { checkGlobalData } from './global-data.js';
import { checkHeader } from './header.js';
import { checkImageData } from './image-data.js';
import { checkIndexOffsets } from './index-offsets.js';
import { checkKeyValues } from './key-values.js';
import { Ktx2File } from './ktx2-file.js';
import { checkLevelIndex } from './level-index.js';
import { checkPadding } from './padding.js';
import { FatalIssue, Report, type ValidationMessage } from './report.js';

export interface Validation {
  /** No error: warnings do not count, unless they were to. */
  valid: boolean;
  /** In the order they were found: header, index, descriptor, levels, keys, global data, padding, image data. */
  messages: ValidationMessage[];
}

/** Each needs what those before have read; the levels need the descriptor, the global data the levels. */
const CHECKS: readonly ((file: Ktx2File) => void)[] = [
  ...[checkHeader, checkIndexOffsets, checkDescriptor, checkLevelIndex],
  ...[checkKeyValues, checkGlobalData, checkPadding, checkImageData],
];

/**
 * All checks of a file's bytes.
 *
 * @throws {AstcError} E_OPTION for what is no bytes, and for wrong options
 */
export function validateFile(
  source: Uint8Array | ArrayBuffer,
  options: ValidateOptions,
  unpackZstd?: HostUnpack,
): Validation {
  const { gltfBasisu, warningsAsErrors } = resolveValidateOptions(options);
  const bytes = bytesOf(source);
  const report = new Report(warningsAsErrors);
  try {
    const file = new Ktx2File(bytes, { gltfBasisu, unpackZstd }, report);
    for (const check of CHECKS) check(file);
  } catch (error) {
    if (!(error instanceof FatalIssue)) throw error;
  }
  return { valid: report.isValid, messages: report.messages };
}

/** By name, not by class: buffers of another window or realm are as good. */
function bytesOf(source: Uint8Array | ArrayBuffer): Uint8Array {
  const name = Object.prototype.toString.call(source).slice(8, -1);
  if (name === 'Uint8Array') return source as Uint8Array;
  if (name === 'ArrayBuffer') return new Uint8Array(source as ArrayBuffer);
  throw new AstcError('E_OPTION', `Expected a Uint8Array or an ArrayBuffer for the file but received ${name}`);
}
