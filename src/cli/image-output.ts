/** Decoded images as files: PNG of integers, or of light by a tone curve; light as it is in Radiance and OpenEXR files. */

import { isFloatImage } from '../images/channels.js';
import { exposeImage } from '../images/float-values.js';
import { toneMapImage } from '../images/tone-curve.js';
import type { ToneCurve } from '../images/tone-curve-words.js';
import { defaultsOf } from '../options/option.js';
import { encodePng } from '../read-image.js';
import type { Image } from '../types.js';
import { encodeExr, encodeHdr } from '../write-image.js';
import { DECODE_FLAGS } from './command-options.js';
import type { WrittenKind } from './extensions.js';

export const IMAGE_DEFAULTS: ImageWriting = defaultsOf({
  toneCurve: DECODE_FLAGS.toneCurve,
  exposure: DECODE_FLAGS.exposure,
});

export interface ImageWriting {
  toneCurve: ToneCurve;
  /** In stops. */
  exposure: number;
}

/** @throws {AstcError} as the encoders of images do */
export function writeImage(
  image: Image,
  kind: WrittenKind,
  { toneCurve, exposure }: ImageWriting,
): Promise<Uint8Array<ArrayBuffer>> {
  if (kind === 'png') return encodePng(toneMapImage(image, toneCurve, exposure));
  const light = isFloatImage(image) ? exposeImage(image, exposure) : image;
  return kind === 'hdr' ? encodeHdr(light) : encodeExr(light);
}
