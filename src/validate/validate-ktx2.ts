/** `validateKtx2`: all checks, in the order of the file. */
import { checkDescriptor } from './descriptor-blocks.js';
import { checkGlobalData } from './global-data.js';
import { checkHeader } from './header.js';
import { checkImageData } from './image-data.js';
import { checkIndexOffsets } from './index-offsets.js';
import { checkKeyValues } from './key-values.js';
import { Ktx2File, type Ktx2Options } from './ktx2-file.js';
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

/** Runs every check. Never throws for what a file holds, and reads nothing beyond the bytes. */
export function runValidation(bytes: Uint8Array, options: Ktx2Options & { warningsAsErrors: boolean }): Validation {
  const report = new Report(options.warningsAsErrors);
  try {
    const file = new Ktx2File(bytes, options, report);
    for (const check of CHECKS) check(file);
  } catch (error) {
    if (!(error instanceof FatalIssue)) throw error;
  }
  return { valid: report.isValid, messages: report.messages };
}
