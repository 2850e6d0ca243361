/** Image files to pixels and back: what a host has to offer. */
import type { Image } from '../types.js';
import type { ReadImageOptions } from './read-image.js';

export interface ImageCodec {
  /** @throws {AstcError} E_FORMAT_UNKNOWN, E_UNSUPPORTED, E_TOO_LARGE, E_IMAGE_INVALID */
  readImage(bytes: Uint8Array, options: ReadImageOptions): Promise<Image>;
  /** A PNG with exactly the image's components. @throws {AstcError} E_UNSUPPORTED for float images */
  encodePng(image: Image): Promise<Uint8Array>;
}
