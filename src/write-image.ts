/** Images of light to files of floats. */
import { AstcError } from './errors.js';
import { acceptPixels, type PixelInput } from './images/accept-pixels.js';
import { toFloatImage } from './images/float-values.js';
import { toneMapImage } from './images/tone-curve.js';
import { TONE_CURVES, type ToneCurve } from './images/tone-curve-words.js';
import type { Image } from './types.js';

/**
 * The bytes of a Radiance picture (.hdr): 8 bits a component and an exponent a pixel. Integers are decoded to light first;
 * alpha is not written.
 *
 * @throws {AstcError} E_OPTION
 */
export async function encodeHdr(image: PixelInput): Promise<Uint8Array<ArrayBuffer>> {
  const { writeRadiance } = await import('./images/radiance-write.js');
  return writeRadiance(lightOf(image));
}

/** The bytes of an OpenEXR file (.exr): half floats, ZIP. @throws {AstcError} E_OPTION */
export async function encodeExr(image: PixelInput): Promise<Uint8Array<ArrayBuffer>> {
  const { writeExr } = await import('./images/exr-write.js');
  return writeExr(lightOf(image));
}

/**
 * A picture of 8-bit sRGB of light of any range, to be shown or written as PNG.
 *
 * @param curve  `reinhard`, `aces` or `clamp`
 * @param exposure  in stops, before the curve
 * @throws {AstcError} E_OPTION
 */
export function toneMap(image: PixelInput, curve: ToneCurve = 'reinhard', exposure = 0): Image {
  if (!TONE_CURVES.includes(curve)) {
    throw new AstcError('E_OPTION', `Expected ${TONE_CURVES.join(', ')} for the tone curve but received ${curve}`);
  }
  return toneMapImage(acceptPixels(image, { colorProfile: 'keep' }), curve, exposure);
}

function lightOf(image: PixelInput): Image {
  return toFloatImage(acceptPixels(image, { colorProfile: 'keep' }), true);
}
