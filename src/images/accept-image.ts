/** Everything people have as an image, turned into {@link Image}. */
import type { Image } from '../types.js';
import { type AcceptOptions, acceptPixels, checkSize, type PixelInput } from './accept-pixels.js';
import { tagOf } from './describe.js';
import type { CanvasLike, ImageBitmapLike, ImageInput, VideoFrameLike } from './image-input.js';
import { readBitmap } from './read-bitmap.js';
import { readVideoFrame } from './read-video-frame.js';

/**
 * The image behind what a caller has: checked, of four channels, in memory. Our own {@link Image} is returned as it is.
 *
 * Types are told apart by name, not by `instanceof`: objects of other windows and contexts count, and no type of browsers
 * has to exist. What can be copied at once is read before the first `await`, as a canvas may change after it.
 *
 * @throws {AstcError} E_OPTION, which says what came; E_UNSUPPORTED for HDR video
 */
export async function acceptImage(input: ImageInput, options: AcceptOptions = {}): Promise<Image> {
  switch (tagOf(input)) {
    case 'ImageBitmap':
    case 'OffscreenCanvas':
    case 'HTMLCanvasElement':
      return readBitmap(input as ImageBitmapLike | CanvasLike, checkSize(input as ImageBitmapLike));
    case 'VideoFrame':
      return readVideoFrame(input as VideoFrameLike);
    default:
      return acceptPixels(input as PixelInput, options);
  }
}
