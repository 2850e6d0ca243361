/** What every reader of ours gives, and the pixels it fills. */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import type { ColorMeaning } from './color-meaning.js';

/** A picture as its file has it, and what the file says of it. */
export interface FilePicture {
  image: Image;
  colors: ColorMeaning;
  /** Of RGB, in ICC's form: where there is one, it speaks for the colours. */
  profile?: Uint8Array;
  /** What is told, but changes no number. */
  notes: readonly string[];
}

/** Arrays of components. */
interface ArrayConstructor<T> {
  new (length: number): T;
}

/** Zeroes, four components a pixel. @throws {AstcError} E_TOO_LARGE where memory is short */
export function allocatePixels<T>(Components: ArrayConstructor<T>, width: number, height: number): T {
  try {
    return new Components(width * height * 4);
  } catch (cause) {
    throw new AstcError('E_TOO_LARGE', `an image of ${width}x${height} pixels is larger than an array can be`, {
      cause,
    });
  }
}

/** Says where pixels of four bytes have something in the fourth that the file does not call alpha. */
export function noteUnreadAlpha(stored: Uint8Array, pixelCount: number): string[] {
  for (let at = 7; at < pixelCount * 4; at += 4) {
    if (stored[at] !== stored[3]) return ['the fourth byte of pixels is left alone: the file does not call it alpha'];
  }
  return [];
}
