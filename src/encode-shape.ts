/** Several pictures to one texture: arrays, cube maps, volumes. */
import { blockCount, footprintSize } from './codec/formats.js';
import { joinBytes } from './containers/join-bytes.js';
import { levelSize } from './containers/texture-shape.js';
import {
  type BlockWork,
  beginEncoding,
  beginWork,
  checkShapeForTarget,
  countBlocks,
  describeTexture,
  encodeLevel,
  encodePicture,
  filterWork,
  levelCountOf,
  type PreparedTexture,
  sizeImage,
  warnOfLight,
  warnOfVainCoverage,
} from './encode.js';
import type { ImageInput } from './images/image-input.js';
import type { FilledEncodeOptions } from './options/encode-options.js';
import type { LevelCodec } from './pool/level-codec.js';
import { prepareImage, storePicture } from './prepare-image.js';
import { gatherImages, type ImageGroup } from './shapes/gather-images.js';
import type { CompressedTexture, Image, TextureLevel } from './types.js';

/**
 * Prepares pictures for the shape that the options ask for.
 *
 * @param inputs  in the order of layers, faces and slices
 * @throws {AstcError} E_OPTION for pictures that do not fit together, and what a single picture throws
 */
export async function prepareShape(
  codec: LevelCodec,
  inputs: readonly ImageInput[],
  options: FilledEncodeOptions,
): Promise<PreparedTexture> {
  const pictures: Image[] = [];
  for (const input of inputs) pictures.push(await beginEncoding(input, options));
  const group = await gatherImages(pictures, options, { nameOf: pictureName, signal: options.signal });
  warnOfLight(pictures, options);
  const work = beginWork(codec, group.images[0]!, options, options);
  const prepared: Image[] = [];
  for (const image of group.images) prepared.push(prepareImage(await sizeImage(image, work), options));
  await warnOfVainCoverage(prepared, options);
  const ready = { ...group, images: prepared };
  const [first] = prepared as [Image];
  const levelCount = levelCountOf(first, options, group.depth);
  await checkShapeForTarget({ ...group, width: first.width, height: first.height }, levelCount, options);
  return { images: prepared, levelCount, work, compress: (blockWork) => encodePrepared(ready, levelCount, blockWork) };
}

function pictureName(index: number): string {
  return `picture ${index + 1}`;
}

async function encodePrepared(group: ImageGroup, levelCount: number, work: BlockWork): Promise<CompressedTexture> {
  const { images, layers, faces, depth } = group;
  const [first] = images as [Image];
  work.meter.expect(countGroup(group, levelCount, work));
  return {
    ...describeTexture(first, work.options),
    ...(depth !== undefined && { depth }),
    ...(layers !== undefined && { layers }),
    ...(faces === 6 && { faces }),
    levels: await encodeGroup(group, levelCount, work),
  };
}

function countGroup({ images, depth }: ImageGroup, levelCount: number, { options }: BlockWork): number {
  const [first] = images as [Image];
  if (depth === undefined) return images.length * countBlocks(first, levelCount, options);
  const shape = { ...first, depth, layers: 0, faces: 1 } as const;
  const sizes = Array.from({ length: levelCount }, (_, level) => levelSize(shape, level));
  return sizes.reduce((sum, size) => sum + blockCount(options.block, size.width, size.height, size.depth).total, 0);
}

/** Levels of the whole texture: of every level the images in their order. */
async function encodeGroup(
  { images, depth, faces }: ImageGroup,
  levelCount: number,
  work: BlockWork,
): Promise<TextureLevel[]> {
  const { mipSeamless } = work.options;
  if (depth !== undefined) return encodeTogether(images, depth, levelCount, work);
  const partSize = mipSeamless && faces === 6 ? 6 : 1;
  const parts: TextureLevel[][] = [];
  for (let first = 0; first < images.length; first += partSize) {
    const part = images.slice(first, first + partSize);
    parts.push(
      partSize === 1
        ? await encodePicture(part[0]!, levelCount, work)
        : await encodeTogether(part, undefined, levelCount, work),
    );
  }
  return Array.from({ length: levelCount }, (_, level) => joinLevels(parts.map((part) => part[level]!)));
}

/** Images whose levels are filtered together: the faces of a cube, the slices of a volume. */
async function encodeTogether(
  images: readonly Image[],
  depth: number | undefined,
  levelCount: number,
  work: BlockWork,
): Promise<TextureLevel[]> {
  const encoded = [await encodeImages(images, work)];
  const shape = { ...images[0]!, depth: depth ?? 0, layers: 0, faces: 1 } as const;
  if (levelCount > 1) {
    const levels =
      depth === undefined
        ? (await import('./resample/cube-chain.js')).makeCubeLevels(images, levelCount, filterWork(work))
        : (await import('./resample/volume-chain.js')).makeVolumeLevels(images, levelCount, filterWork(work));
    for await (const level of levels) encoded.push(await encodeImages(level, work));
  }
  if (depth === undefined) return encoded;
  return encoded.map((level, index) => ({ ...level, depth: levelSize(shape, index).depth }));
}

async function encodeImages(images: readonly Image[], work: BlockWork): Promise<TextureLevel> {
  const { codec, options, meter } = work;
  if (footprintSize(options.block).depth > 1) {
    const { encodeVolumeLevel } = await import('./encode-volume.js');
    const stored = images.map((image) => storePicture(image, options));
    return encodeVolumeLevel(codec, stored, options, meter.blocks());
  }
  const levels: TextureLevel[] = [];
  for (const image of images) levels.push(await encodeLevel(image, work));
  return joinLevels(levels);
}

/** Levels of one size, one behind the other. */
function joinLevels(parts: readonly TextureLevel[]): TextureLevel {
  const [{ width, height }] = parts as [TextureLevel];
  return { width, height, data: joinBytes(parts.map(({ data }) => data)) };
}
