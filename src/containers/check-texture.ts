/** What every container writer checks before it writes: a texture whose parts agree with each other. */
import { footprintSize, isAlwaysLinear } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import {
  ALL_FOOTPRINTS,
  type CarriedTexture,
  type CompressedTexture,
  PRIMARIES,
  TEXTURE_FORMATS,
  type Texture,
} from '../types.js';
import {
  blockSizeOf,
  fullLevelCount,
  imageCount,
  isCompressed,
  levelBytes,
  levelSize,
  type Shape,
  shapeName,
  shapeOf,
} from './texture-shape.js';

/** Four of `rgba01`, as KTXswizzle has it. */
export const SWIZZLE_PATTERN = /^[rgba01]{4}$/;

/** Where the axes point, as KTXorientation of KTX2 has it. */
export const ORIENTATION_PATTERN = /^[rl]([du]([io])?)?$/;

/** Throws E_OPTION unless the texture's format, footprint, shape, sizes and byte lengths agree. */
export function checkTexture(texture: Texture): void {
  if (!isTextureObject(texture)) {
    fail(`Expected a texture, an object with format and levels, but received ${nameOf(texture)}`);
  }
  const { levels, primaries, swizzle } = texture;
  if (isCompressed(texture)) checkKind(texture);
  else checkCarried(texture);
  if (primaries !== undefined && !PRIMARIES.includes(primaries)) {
    fail(`Expected ${PRIMARIES.join(' or ')} for primaries but received ${primaries}`);
  }
  if (swizzle !== undefined && !SWIZZLE_PATTERN.test(swizzle)) {
    fail(`Expected four of r, g, b, a, 0, 1 for swizzle but received ${swizzle}`);
  }
  checkShape(texture);
  const { width, height, depth } = shapeOf(texture);
  const maxLevels = fullLevelCount(width, height, depth);
  if (levels.length < 1 || levels.length > maxLevels) {
    fail(`Expected 1 to ${maxLevels} levels for ${width}x${height} texels but received ${levels.length}`);
  }
  checkEntries(texture);
  levels.forEach((_, level) => {
    checkLevel(texture, level);
  });
}

function isTextureObject(texture: unknown): boolean {
  const levels = (texture as Texture | null | undefined)?.levels;
  return Array.isArray(levels) && levels.every((level) => nameOf(level?.data) === 'Uint8Array');
}

/** What goes into key/value data. */
function checkEntries({ orientation, writerParams, keyValues }: Texture): void {
  if (orientation !== undefined && !ORIENTATION_PATTERN.test(orientation)) {
    fail(`Expected r or l, d or u, i or o for orientation but received ${orientation}`);
  }
  if (writerParams !== undefined && (typeof writerParams !== 'string' || writerParams.includes('\0'))) {
    fail('Expected a text without NUL for writerParams');
  }
  for (const [key, value] of Object.entries(keyValues ?? {})) {
    if (key === '' || key.includes('\0')) fail('Expected keys of one letter or more, without NUL, for keyValues');
    if (nameOf(value) !== 'Uint8Array') fail(`Expected bytes for keyValues ${key} but received ${nameOf(value)}`);
  }
}

/** A carried format says itself how large its blocks are. */
function checkCarried({ format, vkFormat, block, bytesPerBlock, typeSize, dfd }: CarriedTexture): void {
  if (!/^[1-9]\d{0,2}x[1-9]\d{0,2}(x[1-9]\d{0,2})?$/.test(block))
    fail(`Expected a texel block, as 4x4, but received ${block}`);
  if (!isWhole(vkFormat, 0xffffffff)) fail(`Expected a VkFormat for format ${format} but received ${vkFormat}`);
  if (!isWhole(bytesPerBlock, 256)) fail(`Expected 0 to 256 for bytesPerBlock but received ${bytesPerBlock}`);
  if (![1, 2, 4, 8].includes(typeSize)) fail(`Expected 1, 2, 4 or 8 for typeSize but received ${typeSize}`);
  if (nameOf(dfd) !== 'Uint8Array') fail(`Expected a descriptor for format ${format} but received ${nameOf(dfd)}`);
}

/** Sides, layers and faces of a kind of texture that exists. Spec: KTX File Format Specification 2.0, "Texture Type". */
function checkShape(texture: Texture): void {
  const { width, height, depth, layers, faces } = texture;
  const hasNoHeight = height === 0 && depth === undefined && faces !== 6 && blockSizeOf(texture).height === 1;
  if (!isCount(width) || !(isCount(height) || hasNoHeight)) {
    fail(`Expected a texture size of 1 or more texels a side but received ${width}x${height}`);
  }
  if (depth !== undefined && !isCount(depth)) fail(`Expected 1 or more slices for depth but received ${depth}`);
  if (layers !== undefined && !isCount(layers)) fail(`Expected 1 or more for layers but received ${layers}`);
  if (faces !== undefined && faces !== 1 && faces !== 6) fail(`Expected 1 or 6 for faces but received ${faces}`);
  if (faces !== 6) return;
  if (width !== height) fail(`Expected square faces of a cubemap but received ${width}x${height}`);
  if (depth !== undefined) fail(`Expected no depth for a cubemap but received ${depth}`);
}

function checkKind(texture: CompressedTexture): void {
  const { format, block, profile, colorSpace } = texture;
  if (!TEXTURE_FORMATS.includes(format)) {
    fail(`Expected a texture of format ${TEXTURE_FORMATS.join(', ')} but received ${format}`);
  }
  if (format === 'astc') {
    if (!ALL_FOOTPRINTS.includes(block)) failFootprint(block);
    if (texture.depth !== undefined || footprintSize(block).depth === 1) return;
    fail(`Expected a depth for a texture of 3D blocks of ${block} but received none`);
  }
  if (block !== '4x4') fail(`Expected block 4x4 for format ${format} but received ${block}`);
  if (profile !== 'ldr') fail(`Expected profile ldr for format ${format} but received ${profile}`);
  if (colorSpace === 'srgb' && isAlwaysLinear(format)) {
    fail(`Expected colorSpace linear for format ${format} but received srgb`);
  }
}

function failFootprint(block: string): never {
  fail(`Expected an ASTC texture with one of the footprints ${ALL_FOOTPRINTS.join(', ')} but received ${block}`);
}

function checkLevel(texture: Texture, index: number): void {
  const shape = shapeOf(texture);
  const level = texture.levels[index]!;
  const expected = sizeText(levelSize(shape, index), shape);
  const received = sizeText({ ...level, depth: level.depth ?? 1 }, shape);
  if (expected !== received) fail(`Expected level ${index} of ${expected} texels but received ${received}`);
  const byteLength = levelBytes(texture, shape, index);
  // What is packed is as long as it is.
  if (level.data.byteLength === byteLength || (!isCompressed(texture) && texture.packed !== undefined)) return;
  const count = imageCount(shape, index);
  const images = count === 1 ? '' : `${count} images of a ${shapeName(shape)}, `;
  const texels = `${images}${expected} texels, blocks of ${texture.block}`;
  fail(`Expected ${byteLength} bytes in level ${index} (${texels}) but received ${level.data.byteLength}`);
}

function sizeText(size: { width: number; height: number; depth: number }, shape: Shape): string {
  const flat = `${size.width}x${size.height}`;
  return shape.depth > 0 || size.depth !== 1 ? `${flat}x${size.depth}` : flat;
}

/** `Uint8Array`, `Promise`, `Undefined`: what came, also of another window or realm. */
export function nameOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function isCount(count: number): boolean {
  return isWhole(count, 0xffffffff) && count >= 1;
}

function isWhole(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}

function fail(message: string): never {
  throw new AstcError('E_OPTION', message);
}
