/** `content` auto: what the pictures are is told by their texels, before anything else is decided. */

import type { EncodeInput } from './encode.js';
import { acceptImage } from './images/accept-image.js';
import { type ContentGuess, guessContent } from './images/guess-content.js';
import type { ImageInput } from './images/image-input.js';
import { normalLayoutsOf } from './normal-layout.js';
import { ENCODE_DEFAULTS, type EncodeOptions } from './options/encode-options.js';
import type { Image } from './types.js';
import { warnOnConsole } from './warn.js';

/**
 * The pictures behind what the caller has, in sRGB as colours are, and the options with the content they were taken for;
 * `onContent` is told. Numbers that a colour profile makes others are converted: what is no colour and has such a profile
 * needs its content named.
 *
 * @param options  checked
 * @throws {AstcError} E_OPTION, E_TOO_LARGE and E_UNSUPPORTED for a picture
 */
export async function settleContent<I extends EncodeInput>(
  input: I,
  options: EncodeOptions,
): Promise<[I, EncodeOptions]> {
  const { onWarning = warnOnConsole } = options;
  const images: Image[] = [];
  for (const each of (Array.isArray(input) ? input : [input]) as readonly ImageInput[]) {
    images.push(await acceptImage(each, { colorProfile: 'srgb', onWarning }));
  }
  const guess = storableGuess(guessContent(images), options);
  options.onContent?.(guess);
  const accepted = Array.isArray(input) ? images : images[0]!;
  return [accepted as EncodeInput as I, optionsOf(guess, options)];
}

/** Not every format has room for X and Y. */
function storableGuess(guess: ContentGuess, { format = ENCODE_DEFAULTS.format }: EncodeOptions): ContentGuess {
  if (guess.content !== 'normal' || normalLayoutsOf(format).length > 0) return guess;
  return { content: 'data', reason: `${guess.reason}, of which ${format} stores one component` };
}

/** A layout was asked for should there be normals. */
function optionsOf({ content }: ContentGuess, { normalLayout, ...options }: EncodeOptions): EncodeOptions {
  return { ...options, content, ...(content === 'normal' && { normalLayout }) };
}
