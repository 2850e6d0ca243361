/**
 * Shapes of textures: which images a level holds (layers × faces × slices), how large they are and where they lie. Every
 * size of a level comes from here.
 */
import { blockBytes, footprintSize } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { CarriedTexture, CompressedTexture, Texture } from '../types.js';

/** Sides of the largest level, layers and faces; `layers` is 0 where it is no array, a side 0 where it has no such axis. */
export interface Shape {
  width: number;
  height: number;
  depth: number;
  layers: number;
  faces: 1 | 6;
}

/** One image of a level: a slice of a face of a layer, each 0 or more. */
export interface ImagePlace {
  layer?: number;
  face?: number;
  slice?: number;
}

/** The texels of a block and its bytes; 0 bytes where the length of a level does not follow from its size. */
export interface BlockSize {
  width: number;
  height: number;
  depth: number;
  bytes: number;
}

/** What settles the size of a texture's blocks. */
export type StoredKind =
  | Pick<CompressedTexture, 'format' | 'block'>
  | Pick<CarriedTexture, 'format' | 'block' | 'bytesPerBlock'>;

/** The blocks of a texture. */
export function blockSizeOf(kind: StoredKind): BlockSize {
  if (!('bytesPerBlock' in kind)) return { ...footprintSize(kind.block), bytes: blockBytes(kind.format) };
  const [width, height, depth = 1] = kind.block.split('x').map(Number) as [number, number, number?];
  return { width, height, depth, bytes: kind.bytesPerBlock };
}

/** Whether a texture is of a format that we decode block by block. */
export function isCompressed(texture: Texture): texture is CompressedTexture {
  return texture.format !== 'uncompressed' && texture.format !== 'other';
}

/** Texels of a mip level's side: halved each level, never below 1. */
export function levelSide(side: number, level: number): number {
  return Math.max(1, Math.floor(side / 2 ** level));
}

/** Levels down to one texel. */
export function fullLevelCount(width: number, height: number, depth = 1): number {
  return Math.floor(Math.log2(Math.max(width, height, depth))) + 1;
}

/** The shape of a texture. */
export function shapeOf({ width, height, depth = 0, layers = 0, faces = 1 }: Texture): Shape {
  return { width, height, depth, layers, faces };
}

/** Width, height and slices of a level. */
export function levelSize(shape: Shape, level: number): { width: number; height: number; depth: number } {
  const { width, height, depth } = shape;
  return { width: levelSide(width, level), height: levelSide(height, level), depth: levelSide(depth, level) };
}

/** Images of a level: fewer at every level of a 3D texture, the same at every level of the others. */
export function imageCount(shape: Shape, level: number): number {
  return Math.max(1, shape.layers) * shape.faces * levelSize(shape, level).depth;
}

/** Bytes of all images of a level. */
export function levelBytes(kind: StoredKind, shape: Shape, level: number): number {
  const block = blockSizeOf(kind);
  const { width, height, depth } = levelSize(shape, level);
  const slabCount = Math.ceil(depth / block.depth);
  return imageBytes(block, width, height) * slabCount * Math.max(1, shape.layers) * shape.faces;
}

/** Bytes of one image; of one slab of slices where blocks have three axes. */
export function imageBytes(block: BlockSize, width: number, height: number): number {
  return Math.ceil(width / block.width) * Math.ceil(height / block.height) * block.bytes;
}

/**
 * The blocks of one image, sharing memory with its level. With a 3D footprint those of the slice of blocks that the slice
 * of texels lies in.
 *
 * @throws {AstcError} E_OPTION for a level or an image the texture has not
 */
export function imageOf(
  texture: Texture,
  level: number,
  { layer = 0, face = 0, slice = 0 }: ImagePlace = {},
): Uint8Array<ArrayBuffer> {
  const shape = shapeOf(texture);
  const { width, height, depth } = levelSize(shape, level);
  checkIndex('level', level, texture.levels.length);
  checkIndex('layer', layer, Math.max(1, shape.layers));
  checkIndex('face', face, shape.faces);
  checkIndex('slice', slice, depth);
  const block = blockSizeOf(texture);
  const byteLength = imageBytes(block, width, height);
  const slabCount = Math.ceil(depth / block.depth);
  const image = (layer * shape.faces + face) * slabCount + Math.floor(slice / block.depth);
  return texture.levels[level]!.data.subarray(image * byteLength, (image + 1) * byteLength);
}

/**
 * The blocks of all slices of a face of a layer, sharing memory with their level: one image where there is no third axis.
 *
 * @throws {AstcError} E_OPTION for a level, layer or face the texture has not
 */
export function volumeOf(
  texture: Texture,
  level: number,
  { layer = 0, face = 0 }: Omit<ImagePlace, 'slice'> = {},
): Uint8Array {
  const shape = shapeOf(texture);
  checkIndex('level', level, texture.levels.length);
  checkIndex('layer', layer, Math.max(1, shape.layers));
  checkIndex('face', face, shape.faces);
  const { width, height, depth } = levelSize(shape, level);
  const block = blockSizeOf(texture);
  const byteLength = imageBytes(block, width, height) * Math.ceil(depth / block.depth);
  const volume = layer * shape.faces + face;
  return texture.levels[level]!.data.subarray(volume * byteLength, (volume + 1) * byteLength);
}

/** The shape for people: `2D texture of 64x40`, `cubemap array of 3 layers of 64x64`. */
export function shapeName({ width, height, depth, layers, faces }: Shape): string {
  const sides = [width, height, depth].filter((side) => side > 0);
  const kind = faces === 6 ? 'cubemap' : `${sides.length}D texture`;
  const size = sides.join('x');
  return layers > 0 ? `${kind} array of ${layers} layers of ${size}` : `${kind} of ${size}`;
}

/** Whether a texture is one plain picture with its mip levels. */
export function isFlat({ height, depth, layers, faces }: Shape): boolean {
  return height > 0 && depth === 0 && layers === 0 && faces === 1;
}

/**
 * Throws E_UNSUPPORTED for a texture of more than one image a level.
 * @param what cannot have one, as `a PKM file`
 */
export function requireFlat(texture: Texture, what: string): void {
  const shape = shapeOf(texture);
  if (isFlat(shape)) return;
  throw new AstcError('E_UNSUPPORTED', `${what} of a ${shapeName(shape)}: it holds one 2D picture only`, {
    hint: 'Write KTX2 instead, or pick one picture.',
  });
}

function checkIndex(name: string, index: number, count: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new AstcError('E_OPTION', `Expected a whole number from 0 to ${count - 1} for ${name} but received ${index}`);
}
