/** The public API: what is not exported here is not public. */
import type { ReadImageOptions } from './images/read-image.js';
import { resolveReadImageOptions } from './options/resolve.js';
import type { Image } from './types.js';

export type { BlockReport, EndpointPair } from './codec/block-inspector.js';
export type { EacComponent, EtcBlockReport, EtcColor, EtcMode } from './codec/etc-inspector.js';
export { type Container, readTexture } from './containers/texture-file.js';
export { createEncoder, decode, type Encoder, encode } from './encoder.js';
export { AstcError, type AstcErrorCode, type AstcErrorKind, ERROR_CODES, EXIT_CODES } from './errors.js';
export {
  type AstcStatistics,
  type BlockModeCount,
  type BlockPlace,
  type BlockStatistics,
  type Inspection,
  inspect,
} from './inspect.js';
export type { EtcStatistics } from './inspect-etc.js';
export { measureEncoding } from './measure.js';
export { differenceImage } from './metrics/heat-map.js';
export { type ComponentErrors, compareImages, type ImageMetrics } from './metrics/psnr.js';
export { NORMAL_LAYOUTS, type NormalLayout } from './normal-layout.js';
export { DECODE_DEFAULTS, type DecodeOptions } from './options/decode-options.js';
export {
  type AlphaMode,
  type Content,
  ENCODE_DEFAULTS,
  type EncodeOptions,
  QUALITY_PRESETS,
  type QualityPreset,
} from './options/encode-options.js';
export type { EncoderOptions, WasmSource } from './options/encoder-options.js';
export type { InspectOptions } from './options/read-options.js';
export type { RunControls } from './options/run-options.js';
export { TARGETS, type Target } from './options/target.js';
export { WRITE_DEFAULTS, type WriteOptions } from './options/write-options.js';
export type { Progress } from './pool/run-job.js';
export {
  type ColorSpace,
  ETC_FORMATS,
  type EtcFormat,
  FOOTPRINTS,
  type Footprint,
  type Image,
  type Profile,
  TEXTURE_FORMATS,
  type Texture,
  type TextureFormat,
  type TextureLevel,
} from './types.js';
export { VERSION } from './version.js';
export { writeTexture } from './write-texture.js';
export type { ReadImageOptions };

/**
 * Reads an image file: PNG, JPEG, WebP, AVIF, TIFF or the first frame of a GIF. Node only; needs the package `sharp`.
 *
 * @param source  a path, a `file:` URL, or the bytes of a file
 * @throws {AstcError} E_READ, E_FORMAT_UNKNOWN, E_UNSUPPORTED, E_TOO_LARGE, E_IMAGE_INVALID, E_SHARP_MISSING
 */
export async function readImage(source: string | URL | Uint8Array, options: ReadImageOptions = {}): Promise<Image> {
  const reader = await import('./images/read-image.js');
  return reader.readImage(source, resolveReadImageOptions(options));
}

/** The bytes of a PNG with the image's components, 8 or 16 bits. Node only; needs the package `sharp`. */
export async function encodePng(image: Image): Promise<Uint8Array> {
  const writer = await import('./images/write-image.js');
  return writer.encodePng(image);
}
