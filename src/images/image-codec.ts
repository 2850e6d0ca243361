/** Image files to pixels and back: what a host has to offer. */
import type { Image } from '../types.js';
import type { PixelInput } from './accept-pixels.js';

export interface ReadImageOptions {
  /** Pixels above which a file is refused with E_TOO_LARGE before it is decoded. Default: 16384 x 16384. */
  maxPixels?: number | undefined;
  /**
   * What to do with colours of another space than sRGB, as an ICC profile or the file's own words (`cICP`, `gAMA` and
   * `cHRM` of PNG, `nclx` of AVIF) say. `srgb` converts them, as the textures we write are BT.709, and refuses HDR.
   * `keep` leaves the numbers alone, for data such as normals; those of linear light are tagged so. Grey files keep their
   * numbers under any ICC profile (they are masks and heights far more often than pictures), and CMYK is always converted.
   * `refuse` is `srgb` for files that need no conversion, and E_UNSUPPORTED for those that do, CMYK among them.
   * Default: `srgb`.
   */
  colorProfile?: 'srgb' | 'keep' | 'refuse' | undefined;
  /** Told in one line what was converted, or kept under another name. */
  onWarning?: ((message: string) => void) | undefined;
}

export interface ImageCodec {
  /**
   * Messages leave the file's name to the caller.
   *
   * @throws {AstcError} E_OPTION, E_FORMAT_UNKNOWN, E_UNSUPPORTED, E_TOO_LARGE, E_IMAGE_INVALID, E_SHARP_MISSING
   */
  readImage(bytes: Uint8Array, options?: ReadImageOptions): Promise<Image>;
  /**
   * A PNG with exactly the image's components: 8 bits for `Uint8Array`, 16 for `Uint16Array`. Alpha is written where any
   * pixel is not opaque, so that textures of opaque pictures give RGB files; colours under zero alpha survive. The colour
   * space is not written: readers take PNG as sRGB, and for linear images the numbers are the point.
   *
   * @throws {AstcError} E_UNSUPPORTED for float images, E_TOO_LARGE where PNG ends, E_OPTION, E_SHARP_MISSING
   */
  encodePng(image: PixelInput): Promise<Uint8Array<ArrayBuffer>>;
}
