/** Image to texture: accepted, prepared, its level compressed. */
import { type EncoderConfig, profileId } from './codec/block-codec.js';
import { blockBytes, footprintId, footprintSize } from './codec/formats.js';
import { AstcError } from './errors.js';
import { acceptImage } from './images/accept-image.js';
import type { ImageInput } from './images/image-input.js';
import { type FilledEncodeOptions, qualityNumber } from './options/encode-options.js';
import type { LevelCodec } from './pool/level-codec.js';
import { describeContent, prepareImage, storedWeights } from './prepare-image.js';
import { ETC_FORMATS, type Image, type Texture } from './types.js';
import { warnOnConsole } from './warn.js';

/**
 * Compresses an image with checked options.
 *
 * @throws {AstcError} E_OPTION and E_UNSUPPORTED for the image, E_ABORTED, E_WASM, E_WORKER
 */
export async function encodeImage(
  codec: LevelCodec,
  input: ImageInput,
  options: FilledEncodeOptions,
): Promise<Texture> {
  const colorProfile = options.content === 'color' ? 'srgb' : 'keep';
  const accepted = await acceptImage(input, { colorProfile, onWarning: options.onWarning ?? warnOnConsole });
  const prepared = prepareImage(accepted, options);
  const { data, width, height } = prepared;
  const block = footprintSize(options.block);
  if (block.depth > 1) refuseFlat(options.block);
  const shape = {
    width,
    height,
    blockWidth: block.width,
    blockHeight: block.height,
    bytesPerPixel: data.BYTES_PER_ELEMENT * 4,
    bytesPerBlock: blockBytes(options.format),
  };
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const blocks = await codec.encodeLevel(shape, pixels, encoderConfig(prepared, options), options);
  return {
    format: options.format,
    block: options.block,
    profile: 'ldr',
    ...describeContent(prepared, options),
    width,
    height,
    levels: [{ width, height, data: blocks }],
  };
}

function refuseFlat(block: string): never {
  throw new AstcError('E_OPTION', `Expected a footprint of two axes for one picture but received ${block}`, {
    hint: 'Footprints of three axes are for volumes.',
  });
}

/** What the codec is told of an image that {@link prepareImage} made. */
export function encoderConfig(image: Image, options: FilledEncodeOptions): EncoderConfig {
  const common = {
    pixelType: image.data instanceof Uint8Array ? 'unorm8' : 'unorm16',
    quality: qualityNumber(options.quality),
    weights: storedWeights(options),
  } as const;
  if (options.format !== 'astc') return { ...common, family: 'etc', format: ETC_FORMATS.indexOf(options.format) };
  return {
    ...common,
    family: 'astc',
    footprint: footprintId(options.block),
    profile: profileId('ldr', image.colorSpace === 'srgb'),
    decodeMode: options.decodeMode,
  };
}
