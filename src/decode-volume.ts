/** Volumes to slices: one level of a 3D texture, all of it or a slice. */
import { blockBytes, footprintSize, storedComponents } from './codec/formats.js';
import { checkTexture } from './containers/check-texture.js';
import { type ImagePlace, imageOf, levelSize, shapeOf, volumeOf } from './containers/texture-shape.js';
import { colorSpaceOf, components, decoderConfig, OUTPUT_BYTES } from './decode.js';
import type { FilledDecodeOptions } from './options/decode-options.js';
import type { LevelCodec } from './pool/level-codec.js';
import type { CompressedTexture, PlainImage } from './types.js';

/** Layer and face whose slices are wanted. Default: the first ones. */
export type VolumePlace = Omit<ImagePlace, 'slice'>;

/**
 * Decompresses every slice of a level, nearest first; one where the texture has no third axis.
 *
 * @throws {AstcError} E_OPTION for a texture whose parts disagree, a level or an image it has not; E_ABORTED, E_WASM,
 * E_WORKER
 */
export async function decodeSlices(
  codec: LevelCodec,
  texture: CompressedTexture,
  place: VolumePlace,
  options: FilledDecodeOptions,
): Promise<PlainImage[]> {
  checkTexture(texture);
  const { depth } = levelSize(shapeOf(texture), options.level);
  return decodeBlocks(codec, texture, volumeOf(texture, options.level, place), depth, options);
}

/**
 * Decompresses one slice of a level; of a 3D footprint only the blocks that it lies in.
 *
 * @throws {AstcError} as {@link decodeSlices}
 */
export async function decodeSlice(
  codec: LevelCodec,
  texture: CompressedTexture,
  place: ImagePlace,
  options: FilledDecodeOptions,
): Promise<PlainImage> {
  checkTexture(texture);
  const { slice = 0 } = place;
  const blocks = imageOf(texture, options.level, place);
  const blockDepth = footprintSize(texture.block).depth;
  const first = slice - (slice % blockDepth);
  const { depth } = levelSize(shapeOf(texture), options.level);
  const slices = await decodeBlocks(codec, texture, blocks, Math.min(blockDepth, depth - first), options);
  return slices[slice - first]!;
}

/** Blocks of `depth` slices of texels → pictures, each with memory of its own. */
async function decodeBlocks(
  codec: LevelCodec,
  texture: CompressedTexture,
  blocks: Uint8Array,
  depth: number,
  options: FilledDecodeOptions,
): Promise<PlainImage[]> {
  const { width, height } = levelSize(shapeOf(texture), options.level);
  const decoder = decoderConfig(texture, options);
  const block = footprintSize(texture.block);
  const shape = {
    width,
    height,
    depth,
    blockWidth: block.width,
    blockHeight: block.height,
    blockDepth: block.depth,
    bytesPerPixel: OUTPUT_BYTES[decoder.output],
    bytesPerBlock: blockBytes(texture.format),
  };
  const pixels = await codec.decodeLevel(shape, blocks, decoder, options);
  const sliceBytes = pixels.length / depth;
  return Array.from({ length: depth }, (_, slice) => ({
    width,
    height,
    data: components(pixels.slice(slice * sliceBytes, (slice + 1) * sliceBytes), decoder.output),
    channels: 4,
    colorSpace: colorSpaceOf(texture, options),
    hasAlpha: storedComponents(texture.format) === 'rgba',
  }));
}
