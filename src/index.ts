/** The public API: what is not exported here is not public. */

export { analyze } from './analyze.js';
export type { BlockReport, EndpointPair } from './codec/block-inspector.js';
export type { EacComponent, EtcBlockReport, EtcColor, EtcMode } from './codec/etc-inspector.js';
export type { Container } from './containers/container-words.js';
export type { FootprintReport } from './encode-auto.js';
export { createEncoder, decode, type Encoder, encode, makeMipLevels } from './encoder.js';
export { AstcError, type AstcErrorCode, type AstcErrorKind, ERROR_CODES, EXIT_CODES } from './errors.js';
export type { ContentGuess } from './images/guess-content.js';
export type { ReadImageOptions } from './images/image-codec.js';
export type { ImageInput, RawPixels } from './images/image-input.js';
export type { ToneCurve } from './images/tone-curve-words.js';
export {
  type AstcStatistics,
  type BlockModeCount,
  type BlockPlace,
  type BlockStatistics,
  type Inspection,
  inspect,
} from './inspect.js';
export type { EtcStatistics } from './inspect-etc.js';
export { measureEncoding, measureHdrEncoding } from './measure.js';
export { type AngularError, compareNormals } from './metrics/angles.js';
export { compareHdrImages, type HdrMetrics } from './metrics/hdr.js';
export { differenceImage } from './metrics/heat-map.js';
export { type ComponentErrors, compareImages, type ImageMetrics } from './metrics/psnr.js';
export { NORMAL_LAYOUTS, type NormalLayout } from './normal-layout.js';
export type { FootprintChoice } from './options/auto-options.js';
export type { Config, ConfigRule } from './options/config-options.js';
export type { PickOptions } from './options/convert-options.js';
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
export type { ValidateOptions } from './options/validate-options.js';
export { WRITE_DEFAULTS, type WriteOptions } from './options/write-options.js';
export { loadZlib, loadZstd } from './packers.js';
export { pickTexture } from './pick-texture.js';
export type { Progress } from './pool/level-codec.js';
export { encodePng, readImage } from './read-image.js';
export { readTexture } from './read-texture.js';
export {
  type CarriedTexture,
  type ColorSpace,
  type CompressedTexture,
  ETC_FORMATS,
  type EtcFormat,
  FOOTPRINTS,
  FOOTPRINTS_3D,
  type Footprint,
  type Image,
  type PackedLevels,
  type PlainImage,
  type Profile,
  type StoredFormat,
  type Supercompression,
  TEXTURE_FORMATS,
  type TexelBlock,
  type Texture,
  type TextureFacts,
  type TextureFormat,
  type TextureLevel,
} from './types.js';
export type { IssueType } from './validate/issues.js';
export type { ValidationMessage } from './validate/report.js';
export type { Validation } from './validate/validate-file.js';
export { validateKtx2 } from './validate-ktx2.js';
export { VERSION } from './version.js';
export { encodeExr, encodeHdr, toneMap } from './write-image.js';
export { writeTexture } from './write-texture.js';
