/** Textures of formats that are not ours: what Vulkan's number of a format says of them. */
import type { CarriedTexture, CompressedTexture, Texture } from '../types.js';
import { expectedDescriptor, findVkFormat, type VkFormatRow, vkFormatNamed } from '../vk-formats/index.js';
import { blockWord, FLAG_PREMULTIPLIED, layOutDescriptor } from './descriptor-block.js';
import { kindOfVkFormat, vkFormatOf } from './own-vk-formats.js';
import { isCompressed } from './texture-shape.js';

/** What a format that is not ours says by itself. */
export type CarriedKind = Pick<
  CarriedTexture,
  'format' | 'vkFormat' | 'block' | 'bytesPerBlock' | 'typeSize' | 'profile' | 'colorSpace' | 'primaries'
>;
type OwnKind = Pick<CompressedTexture, 'format' | 'block' | 'profile' | 'colorSpace'>;

/** Numbers of components that are light without an upper end. */
const FLOATS = ['SFLOAT', 'UFLOAT'];
const DECODED = ['UNORM', 'SRGB', ...FLOATS];

/** Whether `decode` makes an image of it: colours of 4 to 32 bits a component that are no integers. */
export function isDecoded({ kind, numeric, samples }: VkFormatRow): boolean {
  return kind === 'color' && DECODED.includes(numeric) && samples.every(({ bits }) => bits <= 32);
}

/** The kind of a VkFormat that is not ours. */
export function carriedKind(row: VkFormatRow): CarriedKind {
  return {
    format: isDecoded(row) ? 'uncompressed' : 'other',
    vkFormat: row.vk,
    block: blockWord({ width: row.blockWidth, height: row.blockHeight, depth: row.blockDepth }),
    bytesPerBlock: row.blockBytes,
    typeSize: row.typeSize,
    profile: FLOATS.includes(row.numeric) ? 'hdr' : 'ldr',
    colorSpace: row.numeric === 'SRGB' ? 'srgb' : 'linear',
    // What is no colour has none.
    ...(expectedDescriptor(row).colorPrimaries === 0 && { primaries: 'unspecified' }),
  };
}

/** The kind of any VkFormat with a descriptor for it where one is needed; undefined for numbers that KTX2 has not. */
export function storedKind(
  vkFormat: number,
  { premultiplied = false }: { premultiplied?: boolean } = {},
): OwnKind | (CarriedKind & Pick<CarriedTexture, 'dfd'>) | undefined {
  const own = kindOfVkFormat(vkFormat);
  if (own !== undefined) return own;
  const row = findVkFormat(vkFormat);
  if (row === undefined || row.isProhibited) return undefined;
  return { ...carriedKind(row), dfd: descriptorOfRow(row, premultiplied) };
}

function descriptorOfRow(row: VkFormatRow, premultiplied: boolean): Uint8Array<ArrayBuffer> {
  return layOutDescriptor(expectedDescriptor(row, { flags: premultiplied ? FLAG_PREMULTIPLIED : 0 }));
}

/** Vulkan's number of a texture's format; 0 where it has none. */
export function vkFormatOfTexture(texture: Texture): number {
  return isCompressed(texture) ? vkFormatOf(texture) : texture.vkFormat;
}

/** Vulkan's name of a texture's format, without VK_FORMAT_. */
export function vkNameOf(texture: Texture): string {
  const vkFormat = vkFormatOfTexture(texture);
  return findVkFormat(vkFormat)?.name ?? (vkFormat === 0 ? 'UNDEFINED' : String(vkFormat));
}

/** The format of the same bits whose colours are of the other colour space; undefined where there is none. */
export function relabeledKind(vkFormat: number, colorSpace: 'srgb' | 'linear'): ReturnType<typeof storedKind> {
  const name = findVkFormat(vkFormat)?.name ?? '';
  const [from, to] = colorSpace === 'srgb' ? ['_UNORM', '_SRGB'] : ['_SRGB', '_UNORM'];
  const twin = name.includes(from) ? vkFormatNamed(name.replace(from, to)) : undefined;
  return twin && storedKind(twin.vk);
}
