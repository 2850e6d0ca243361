/** What a file says its numbers mean, and what becomes of an image accordingly. */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { type ColorEncoding, convertToSrgb } from './color-convert.js';
import type { ReadImageOptions } from './image-codec.js';

/** CMYK numbers mean nothing by themselves: whoever decodes them converts them. */
export const CMYK_COLORS: ColorMeaning = { kind: 'srgb', convertedFrom: 'CMYK' };

export type ColorMeaning =
  /** The numbers are those of sRGB, or taken for them, which `note` then says, or become so by being decoded. */
  | { kind: 'srgb'; note?: string; convertedFrom?: string }
  /** An ICC profile says it, of a kind that needs a colour engine. */
  | { kind: 'profile' }
  /** We can convert them. */
  | { kind: 'encoded'; name: string; isLinear: boolean; encoding: ColorEncoding }
  /** We cannot. */
  | { kind: 'unusable'; reason: string; hint?: string };

/**
 * Refuses colours that cannot become sRGB, or may not, before anything is decoded.
 *
 * @param subject  what the file is, as `a PNG image`
 * @throws {AstcError} E_UNSUPPORTED
 */
export function checkColors(meaning: ColorMeaning, subject: string, { colorProfile }: ReadImageOptions): void {
  const source = sourceOfConversion(meaning);
  if (colorProfile === 'refuse' && source !== undefined) {
    throw new AstcError('E_UNSUPPORTED', `${subject} whose colours would be converted from ${source} (expected sRGB)`, {
      hint: 'Save it in sRGB, or allow the conversion, which is the default.',
    });
  }
  if (meaning.kind !== 'unusable' || colorProfile === 'keep') return;
  throw new AstcError('E_UNSUPPORTED', `${subject} of ${meaning.reason} (expected colours that have a place in sRGB)`, {
    ...(meaning.hint && { hint: meaning.hint }),
  });
}

/** What colours are converted from on their way to sRGB; undefined where they stay as they are. */
function sourceOfConversion(meaning: ColorMeaning): string | undefined {
  if (meaning.kind === 'srgb') return meaning.convertedFrom;
  if (meaning.kind === 'encoded') return meaning.name;
  return meaning.kind === 'profile' ? 'the embedded ICC profile' : undefined;
}

/** The image with colours in sRGB, or with its numbers kept and tagged as what they are; either is said. */
export function settleColors(image: Image, meaning: ColorMeaning, options: ReadImageOptions): Image {
  const { colorProfile, onWarning } = options;
  if (meaning.kind === 'unusable') {
    onWarning?.(`${meaning.reason}: the numbers are kept, as no colours`);
    return { ...image, primaries: 'unspecified' };
  }
  const source = sourceOfConversion(meaning);
  const tellConversion = () => onWarning?.(`colours were converted from ${source} to sRGB`);
  if (meaning.kind === 'srgb') {
    if (source !== undefined) tellConversion();
    if (meaning.note !== undefined) onWarning?.(meaning.note);
    return image;
  }
  if (colorProfile !== 'keep') {
    tellConversion();
    // A profile without an encoding was the decoder's to convert.
    return meaning.kind === 'encoded' ? convertToSrgb(image, meaning.encoding) : image;
  }
  if (meaning.kind !== 'encoded' || !meaning.isLinear) return { ...image, primaries: 'unspecified' };
  onWarning?.(`the numbers are kept, as linear: they are ${source}`);
  const primaries = meaning.encoding.toBt709 ? 'unspecified' : 'bt709';
  return { ...image, colorSpace: 'linear', ...(meaning.encoding.toBt709 && { primaries }) };
}
