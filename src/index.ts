/** The public API: what is not exported here is not public. */
import { host } from '#host';
import type { PixelInput } from './images/accept-pixels.js';
import type { ReadImageOptions } from './images/image-codec.js';
import { resolveReadImageOptions } from './options/resolve.js';
import type { Image } from './types.js';

export type { BlockReport, EndpointPair } from './codec/block-inspector.js';
export type { EacComponent, EtcBlockReport, EtcColor, EtcMode } from './codec/etc-inspector.js';
export { type Container, readTexture } from './containers/texture-file.js';
export { createEncoder, decode, type Encoder, encode } from './encoder.js';
export { AstcError, type AstcErrorCode, type AstcErrorKind, ERROR_CODES, EXIT_CODES } from './errors.js';
export type { ImageInput, RawPixels } from './images/image-input.js';
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
export type { Progress } from './pool/level-codec.js';
export {
  type ColorSpace,
  ETC_FORMATS,
  type EtcFormat,
  FOOTPRINTS,
  type Footprint,
  type Image,
  type PlainImage,
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
 * Reads an image file: PNG everywhere; JPEG, WebP, AVIF or the first frame of a GIF by the package `sharp` in Node and by
 * the browser elsewhere; TIFF in Node.
 *
 * @param source  a path or an address, or the bytes of a file
 * @throws {AstcError} E_READ, E_FORMAT_UNKNOWN, E_UNSUPPORTED, E_TOO_LARGE, E_IMAGE_INVALID, E_SHARP_MISSING
 */
export async function readImage(
  source: string | URL | Uint8Array | ArrayBuffer | Blob,
  options: ReadImageOptions = {},
): Promise<Image> {
  const filled = resolveReadImageOptions(options);
  const [codec, bytes] = await Promise.all([host.loadImageCodec(), bytesOf(source)]);
  return codec.readImage(bytes, filled);
}

/** The bytes of a PNG with the image's components, 8 or 16 bits. */
export async function encodePng(image: PixelInput): Promise<Uint8Array<ArrayBuffer>> {
  const codec = await host.loadImageCodec();
  return codec.encodePng(image);
}

async function bytesOf(source: string | URL | Uint8Array | ArrayBuffer | Blob): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (typeof source === 'string' || source instanceof URL) return host.readFile(source);
  return new Uint8Array(source instanceof ArrayBuffer ? source : await source.arrayBuffer());
}
