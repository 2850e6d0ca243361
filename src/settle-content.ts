/** `content` auto: what the pictures are is told by their texels, before anything else is decided. */
import { type ContentGuess, guessContent } from './images/guess-content.js';
import { normalLayoutsOf } from './normal-layout.js';
import type { EncodeOptions, FilledEncodeOptions } from './options/encode-options.js';
import type { Image } from './types.js';

/**
 * The options with the content that the pictures were taken for; `onContent` is told.
 *
 * @param images  that belong together, in sRGB as colours are
 * @param filled  the same options with every default
 */
export function settleContent(
  images: readonly Image[],
  options: EncodeOptions,
  { format, onContent }: FilledEncodeOptions,
): EncodeOptions {
  const guess = storableGuess(guessContent(images), format);
  onContent?.(guess);
  // A layout was asked for should there be normals.
  const { normalLayout, ...rest } = options;
  return { ...rest, content: guess.content, ...(guess.content === 'normal' && { normalLayout }) };
}

/** Not every format has room for X and Y. */
function storableGuess(guess: ContentGuess, format: FilledEncodeOptions['format']): ContentGuess {
  if (guess.content !== 'normal' || normalLayoutsOf(format).length > 0) return guess;
  return { content: 'data', reason: `${guess.reason}, of which ${format} stores one component` };
}
