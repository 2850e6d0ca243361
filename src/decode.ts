/** Texture to image: one level decompressed. */
import { type DecoderConfig, type OutputKind, profileId } from './codec/block-codec.js';
import { blockBytes, footprintId, footprintSize, storedComponents } from './codec/formats.js';
import { checkTexture } from './containers/check-texture.js';
import { imageOf, isCompressed } from './containers/texture-shape.js';
import { widenHalves } from './images/half-float.js';
import { uprightImage } from './images/orientation.js';
import { checkImagePlace, levelOf } from './options/check-place.js';
import type { FilledDecodeOptions } from './options/decode-options.js';
import type { LevelCodec } from './pool/level-codec.js';
import { type CompressedTexture, ETC_FORMATS, type Image, type PlainImage, type Texture } from './types.js';

/** Bytes of a decoded pixel. */
export const OUTPUT_BYTES: Readonly<Record<OutputKind, number>> = { unorm8: 4, unorm16: 8, float16: 8 };

/**
 * Decodes one image of a level with checked options. Illegal blocks decode to the error colour and are counted.
 *
 * @throws {AstcError} E_OPTION for a texture whose parts disagree, a level or an image it has not; E_UNSUPPORTED for formats
 *   that are only carried; E_ABORTED, E_WASM, E_WORKER
 */
export async function decodeTexture(
  codec: LevelCodec,
  texture: Texture,
  options: FilledDecodeOptions,
): Promise<PlainImage> {
  const image = await decodeStored(codec, texture, options);
  return options.upright ? uprightImage(image, texture.orientation) : image;
}

/** The image as its rows and columns are stored. */
async function decodeStored(codec: LevelCodec, texture: Texture, options: FilledDecodeOptions): Promise<PlainImage> {
  checkTexture(texture);
  const { width, height } = levelOf(texture, options.level);
  checkImagePlace(texture, options.level, options);
  const shared = { width, height, channels: 4, colorSpace: colorSpaceOf(texture, options) } as const;
  if (!isCompressed(texture)) {
    // Few textures are: what reads them comes when one does.
    const { decodeTexels } = await import('./decode-texels.js');
    return { ...shared, ...decodeTexels(texture, options) };
  }
  const block = footprintSize(texture.block);
  if (block.depth > 1) {
    const { decodeSlice } = await import('./decode-volume.js');
    return decodeSlice(codec, texture, options, options);
  }
  const decoder = decoderConfig(texture, options);
  const shape = {
    width,
    height,
    blockWidth: block.width,
    blockHeight: block.height,
    bytesPerPixel: OUTPUT_BYTES[decoder.output],
    bytesPerBlock: blockBytes(texture.format),
  };
  const pixels = await codec.decodeLevel(shape, imageOf(texture, options.level, options), decoder, options);
  return {
    ...shared,
    data: components(pixels, decoder.output),
    hasAlpha: storedComponents(texture.format) === 'rgba',
  };
}

/** The profile is ASTC's alone: the other formats have one way to be decoded. */
export function decoderConfig(texture: CompressedTexture, options: FilledDecodeOptions): DecoderConfig {
  const ldrOutput = options.bits === 16 ? 'unorm16' : 'unorm8';
  if (texture.format !== 'astc') {
    return { family: 'etc', format: ETC_FORMATS.indexOf(texture.format), output: ldrOutput };
  }
  const profile = options.profile === 'auto' ? texture.profile : options.profile;
  return {
    family: 'astc',
    footprint: footprintId(texture.block),
    profile: profileId(profile, colorSpaceOf(texture, options) === 'srgb'),
    output: profile === 'ldr' ? ldrOutput : 'float16',
  };
}

export function colorSpaceOf(texture: Texture, options: FilledDecodeOptions): Image['colorSpace'] {
  return options.colorSpace === 'auto' ? texture.colorSpace : options.colorSpace;
}

/** The decoded bytes as the component type the output has. */
export function components(pixels: Uint8Array<ArrayBuffer>, output: OutputKind): PlainImage['data'] {
  if (output === 'unorm8') return pixels;
  const words = new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 2);
  return output === 'unorm16' ? words : widenHalves(words);
}
