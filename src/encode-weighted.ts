/** Textures some of whose texels count more than others. */
import { type EncodeInput, encodeImage } from './encode.js';
import type { FilledEncodeOptions } from './options/encode-options.js';
import type { LevelCodec } from './pool/level-codec.js';
import type { CompressedTexture } from './types.js';
import { WeightedLevelCodec } from './weights/weighted-level-codec.js';

export { requireMaskSize } from './weights/mask.js';

/** @throws {AstcError} E_OPTION for options that do not go together; what any texture throws */
export async function encodeWeighted(
  codec: LevelCodec,
  input: EncodeInput,
  options: FilledEncodeOptions,
): Promise<CompressedTexture> {
  return encodeImage(new WeightedLevelCodec(codec, options), input, options);
}
