/** `validateKtx2`: the validator, with what the host has to unpack levels. */
import type { ValidateOptions } from './options/validate-options.js';
import { unpackZstdAtHand } from './packers.js';
import { type Validation, validateFile } from './validate/validate-file.js';

/**
 * Checks a KTX2 file against the KTX File Format Specification 2.0, with the rules and ids of `ktx validate`. Images of
 * BasisLZ and UASTC are not decoded; Zstandard and zlib are unpacked, within what the file promises.
 *
 * What a file holds is never an exception: a file that ends too early, or is none, is an invalid one.
 *
 * @example
 * const { valid, messages } = validateKtx2(await readFile('photo.ktx2'));
 *
 * @throws {AstcError} E_OPTION for what is no bytes, and for wrong options
 */
export function validateKtx2(source: Uint8Array | ArrayBuffer, options: ValidateOptions = {}): Validation {
  return validateFile(source, options, unpackZstdAtHand);
}
