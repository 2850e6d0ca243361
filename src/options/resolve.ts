/** The checks of every call but `encode`. @throws {AstcError} E_OPTION, each of them */
import type { ReadImageOptions } from '../images/image-codec.js';
import { fillOptions } from './check.js';
import { DECODE_OPTIONS, type DecodeOptions, type FilledDecodeOptions } from './decode-options.js';
import { ENCODER_OPTIONS, type EncoderOptions } from './encoder-options.js';
import type { FilledOf } from './option.js';
import { INSPECT_OPTIONS, type InspectOptions, READ_IMAGE_OPTIONS } from './read-options.js';
import type { Speech } from './speech.js';
import { VALIDATE_OPTIONS, type ValidateOptions } from './validate-options.js';
import { WRITE_OPTIONS, type WriteOptions } from './write-options.js';

/** Checks the options of `decode` and fills in the defaults. */
export function resolveDecodeOptions(options: DecodeOptions = {}, speech?: Speech): FilledDecodeOptions {
  return fillOptions(options, DECODE_OPTIONS, { speech });
}

/** Checks the options of `createEncoder`. */
export function resolveEncoderOptions(options: EncoderOptions = {}): FilledOf<typeof ENCODER_OPTIONS> {
  return fillOptions(options, ENCODER_OPTIONS);
}

/** Checks the options of `writeTexture`. */
export function resolveWriteOptions(options: WriteOptions = {}, speech?: Speech): FilledOf<typeof WRITE_OPTIONS> {
  return fillOptions(options, WRITE_OPTIONS, { speech });
}

/** Checks the options of `readImage`. */
export function resolveReadImageOptions(options: ReadImageOptions = {}): FilledOf<typeof READ_IMAGE_OPTIONS> {
  return fillOptions(options, READ_IMAGE_OPTIONS);
}

/** Checks the options of `inspect`. */
export function resolveInspectOptions(options: InspectOptions = {}, speech?: Speech): FilledOf<typeof INSPECT_OPTIONS> {
  return fillOptions(options, INSPECT_OPTIONS, { speech });
}

/** Checks the options of `validateKtx2` and fills in the defaults. */
export function resolveValidateOptions(options: ValidateOptions = {}): FilledOf<typeof VALIDATE_OPTIONS> {
  return fillOptions(options, VALIDATE_OPTIONS);
}
