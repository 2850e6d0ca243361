/** Formats and entries of textures as people read them. */
import { kindName } from '../codec/formats.js';
import { vkNameOf } from '../containers/carried-format.js';
import { lineOf } from '../containers/key-values.js';
import { isCompressed } from '../containers/texture-shape.js';
import type { Texture } from '../types.js';

/** KTX2's schemes that stay packed, by number. */
const SCHEME_NAMES: Readonly<Record<number, string>> = { 1: 'BasisLZ' };

/** `astc 6x6`, `R8G8B8A8_UNORM`, `BasisLZ`. */
export function formatText(texture: Texture): string {
  if (isCompressed(texture)) return kindName(texture);
  if (texture.vkFormat !== 0) return vkNameOf(texture);
  return texture.packed === undefined
    ? `a format without a VkFormat, blocks of ${texture.block}`
    : packedText(texture)!;
}

/** How levels are packed that stay packed. */
export function packedText(texture: Texture): string | undefined {
  if (isCompressed(texture) || texture.packed === undefined) return undefined;
  const { scheme } = texture.packed;
  return SCHEME_NAMES[scheme] ?? `scheme ${scheme}`;
}

/** An entry's value: its text where it is one, else how long it is. */
export function valueText(value: Uint8Array): string {
  const isText = value.length > 0 && value.indexOf(0) === value.length - 1;
  return (isText ? lineOf(value) : undefined) ?? `${value.length} bytes`;
}
