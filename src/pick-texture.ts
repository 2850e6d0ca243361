/** Part of a texture as a texture of its own: levels, a layer, a face, a slice; blocks stay as they are. */
import { isAlwaysLinear } from './codec/formats.js';
import { relabeledKind, vkNameOf } from './containers/carried-format.js';
import { checkTexture } from './containers/check-texture.js';
import { blockSizeOf, imageBytes, isCompressed, levelSize, shapeName, shapeOf } from './containers/texture-shape.js';
import { AstcError } from './errors.js';
import { fillOptions } from './options/check.js';
import { PICK_OPTIONS, type PickOptions } from './options/convert-options.js';
import { failOption, LIBRARY_SPEECH, type Speech } from './options/speech.js';
import type { CarriedTexture, ColorSpace, Texture, TextureLevel } from './types.js';

/** Entries of KTX that speak of all images of a texture. */
const KEYS_OF_ARRAYS = ['KTXanimData', 'KTXcubemapIncomplete'];

/**
 * Picks what goes into another file. Blocks and texels are not touched, and not copied where they need not be.
 *
 * @throws {AstcError} E_OPTION for what the texture has not, and for parts of levels that stay packed
 * @example
 * writeTexture(pickTexture(readTexture(bytes), { levels: '1..3' }));
 */
export function pickTexture(texture: Texture, options: PickOptions = {}, speech: Speech = LIBRARY_SPEECH): Texture {
  const filled = fillOptions(options, PICK_OPTIONS, { speech });
  checkTexture(texture);
  const { colorSpace, ...parts } = filled;
  if (colorSpace !== 'auto' || Object.keys(parts).length > 0) refusePacked(texture);
  const leveled = pickLevels(texture, levelRange(texture, filled, speech));
  const picked = pickImages(leveled, filled, speech);
  return colorSpace === 'auto' ? picked : relabel(picked, colorSpace, speech);
}

function refusePacked(texture: Texture): void {
  if (isCompressed(texture) || texture.packed === undefined) return;
  failOption(
    `Expected levels that can be unpacked but received some packed by scheme ${texture.packed.scheme}`,
    'such a texture is converted as a whole',
  );
}

function levelRange(texture: Texture, { level, levels }: PickOptions, { name }: Speech): [first: number, last: number] {
  const end = texture.levels.length - 1;
  if (level !== undefined && levels !== undefined) {
    failOption(`Expected ${name('level')} or ${name('levels')} but received both`);
  }
  const [from = '', to = ''] = levels?.split('..') ?? [];
  const [first, last] =
    levels === undefined ? [level ?? 0, level ?? end] : [Number(from), to === '' ? end : Number(to)];
  if (first <= last && last <= end) return [first, last];
  const option = level === undefined ? 'levels' : 'level';
  failOption(`Expected levels from 0 to ${end} for ${name(option)} but received ${level ?? levels}`);
}

function pickLevels(texture: Texture, [first, last]: [first: number, last: number]): Texture {
  if (first === 0 && last === texture.levels.length - 1) return texture;
  const { width, height, depth } = levelSize(shapeOf(texture), first);
  const { supercompression: _, generateMips: _mips, ...rest } = texture;
  const sides = { width, height: texture.height === 0 ? 0 : height, ...(texture.depth !== undefined && { depth }) };
  return { ...rest, ...sides, levels: texture.levels.slice(first, last + 1) } as Texture;
}

function pickImages(texture: Texture, place: PickOptions, speech: Speech): Texture {
  const { layer, face, slice } = place;
  if (layer === undefined && face === undefined && slice === undefined) return texture;
  const shape = shapeOf(texture);
  const block = blockSizeOf(texture);
  if (slice !== undefined && block.depth > 1) {
    failOption(`Expected no ${speech.name('slice')} for blocks of ${texture.block}, which hold several slices`);
  }
  checkIndex({ option: 'layer', index: layer, count: shape.layers, what: 'array' }, texture, speech);
  checkIndex({ option: 'face', index: face, count: shape.faces === 6 ? 6 : 0, what: 'cubemap' }, texture, speech);
  checkIndex({ option: 'slice', index: slice, count: shape.depth, what: '3D texture' }, texture, speech);
  const layers = layer === undefined ? range(Math.max(1, shape.layers)) : [layer];
  const faces = face === undefined ? range(shape.faces) : [face];
  const levels: TextureLevel[] = [];
  for (const [index, level] of texture.levels.entries()) {
    const slabCount = Math.ceil(levelSize(shape, index).depth / block.depth);
    // A slice is halved with its level, as its neighbours are.
    const slices = slice === undefined ? range(slabCount) : [Math.min(slabCount - 1, slice >> index)];
    const byteLength = imageBytes(block, level.width, level.height);
    const images = layers.flatMap((eachLayer) =>
      faces.flatMap((eachFace) =>
        slices.map((eachSlice) => (eachLayer * shape.faces + eachFace) * slabCount + eachSlice),
      ),
    );
    const { depth: _, ...size } = level;
    const data = gather(level.data, images, byteLength);
    levels.push({ ...size, ...(slice === undefined && level.depth !== undefined && { depth: level.depth }), data });
  }
  return shrink(texture, place, levels);
}

/** The texture without the axes of which one image was picked. */
function shrink(texture: Texture, { layer, face, slice }: PickOptions, levels: TextureLevel[]): Texture {
  const { layers, faces, depth, supercompression: _, ...rest } = texture;
  const keyValues =
    texture.keyValues &&
    Object.fromEntries(Object.entries(texture.keyValues).filter(([key]) => !KEYS_OF_ARRAYS.includes(key)));
  // What a slice leaves has two axes at most, so no more levels than those have.
  const { width, height } = texture;
  const levelCount = Math.floor(Math.log2(Math.max(width, height))) + 1;
  return {
    ...rest,
    ...(layer === undefined && layers !== undefined && { layers }),
    ...(face === undefined && faces !== undefined && { faces }),
    ...(slice === undefined && depth !== undefined && { depth }),
    ...(slice !== undefined && texture.orientation && { orientation: texture.orientation.slice(0, 2) }),
    ...(keyValues && { keyValues }),
    levels: slice === undefined ? levels : levels.slice(0, levelCount),
  } as Texture;
}

/** Images by their numbers; shares memory where there is one. */
function gather(data: Uint8Array<ArrayBuffer>, images: readonly number[], byteLength: number): Uint8Array<ArrayBuffer> {
  const [first = 0] = images;
  if (images.length === 1) return data.subarray(first * byteLength, (first + 1) * byteLength);
  const gathered = new Uint8Array(images.length * byteLength);
  images.forEach((image, index) => {
    gathered.set(data.subarray(image * byteLength, (image + 1) * byteLength), index * byteLength);
  });
  return gathered;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

interface Index {
  option: 'layer' | 'face' | 'slice';
  index: number | undefined;
  /** 0 where the texture has no such axis. */
  count: number;
  what: string;
}

function checkIndex({ option, index, count, what }: Index, texture: Texture, { name }: Speech): void {
  if (index === undefined || index < count) return;
  if (count === 0) {
    failOption(`Expected a ${what} for ${name(option)} but received a ${shapeName(shapeOf(texture))}`);
  }
  failOption(`Expected a whole number from 0 to ${count - 1} for ${name(option)} but received ${index}`);
}

/** The same bits under the other label. The descriptor is made anew. */
function relabel(texture: Texture, colorSpace: ColorSpace, { name }: Speech): Texture {
  if (texture.colorSpace === colorSpace) return { ...texture, selfDescribing: true };
  const { dfd: _, ...rest } = texture;
  const isLinearOnly = isCompressed(texture) && (isAlwaysLinear(texture.format) || texture.profile !== 'ldr');
  if (isCompressed(texture) && !isLinearOnly) return { ...rest, colorSpace, selfDescribing: true } as Texture;
  const kind = isCompressed(texture) ? undefined : relabeledKind(texture.vkFormat, colorSpace);
  if (kind === undefined || !('dfd' in kind)) {
    throw new AstcError(
      'E_OPTION',
      `Expected ${texture.colorSpace} for ${name('colorSpace')} of ${vkNameOf(texture)} but received ${colorSpace}`,
      { hint: 'there is no such format of the other colour space' },
    );
  }
  return { ...(rest as CarriedTexture), ...kind, selfDescribing: true };
}
