/**
 * Blocks of few colors: flat art, text, pixel art. Lines through clusters mislead there, since clusters are points; so
 * such blocks start the pattern search from their own colors.
 */
import { TEXELS_I16, I16_PLANE, blockState } from '../block/block-state';

/** Colors that are told apart; a block with more counts as {@link MANY_COLORS}. */
const COLORS_MAX: i32 = 8;
export const MANY_COLORS: i32 = 9;

/** u64[8] colors found; u8[240] color index of each texel. */
const COLORS: usize = memory.data(8 * 8, 16);
const TEXEL_COLORS: usize = memory.data(240, 16);

/** Counts the block's distinct colors, up to 8; a natural block is dismissed after about nine texels. */
export function countColors(): i32 {
  let found: i32 = 0;
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    const from = TEXELS_I16 + (texel << 1);
    const color =
      (<u64>load<u16>(from)) |
      ((<u64>load<u16>(from, I16_PLANE)) << 16) |
      ((<u64>load<u16>(from, 2 * I16_PLANE)) << 32) |
      ((<u64>load<u16>(from, 3 * I16_PLANE)) << 48);
    let index: i32 = 0;
    while (index < found && load<u64>(COLORS + ((<usize>index) << 3)) != color) index++;
    if (index == found) {
      if (found == COLORS_MAX) return MANY_COLORS;
      store<u64>(COLORS + ((<usize>found) << 3), color);
      found++;
    }
    store<u8>(TEXEL_COLORS + texel, index);
  }
  return found;
}

/**
 * Which colors each line of a start is fitted to, as bit sets, four a start. Two lines for three colors overlap in
 * one: a pattern is exact as soon as no subset holds all three.
 */
const STARTS_3_2: usize = memory.data<u8>([3, 5, 0, 0, 3, 6, 0, 0, 5, 6, 0, 0]);
const STARTS_4_2: usize = memory.data<u8>([3, 12, 0, 0, 5, 10, 0, 0, 9, 6, 0, 0]);
const STARTS_3_3: usize = memory.data<u8>([1, 2, 4, 0]);
const STARTS_4_3: usize = memory.data<u8>([3, 4, 8, 0, 5, 2, 8, 0, 9, 2, 4, 0, 6, 1, 8, 0, 10, 1, 4, 0, 12, 1, 2, 0]);
const STARTS_4_4: usize = memory.data<u8>([1, 2, 4, 8]);

/** How many starts a block of `colorCount` colors has for `partitionCount` lines; 0: the ordinary ones. */
export function paletteStarts(colorCount: i32, partitionCount: i32): i32 {
  if (colorCount == 3) return partitionCount == 2 ? 3 : partitionCount == 3 ? 1 : 0;
  if (colorCount == 4) return partitionCount == 2 ? 3 : partitionCount == 3 ? 6 : 1;
  return 0;
}

/** Writes to `membersPtr`, u8[240], the bit set of lines that each texel takes part in. */
export function guessFromPalette(colorCount: i32, partitionCount: i32, start: i32, membersPtr: usize): void {
  let starts = STARTS_3_2;
  if (colorCount == 3 && partitionCount == 3) starts = STARTS_3_3;
  else if (colorCount == 4) starts = partitionCount == 2 ? STARTS_4_2 : partitionCount == 3 ? STARTS_4_3 : STARTS_4_4;
  const lines = starts + ((<usize>start) << 2);
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    const color = <i32>load<u8>(TEXEL_COLORS + texel);
    let members: i32 = 0;
    for (let line: i32 = 0; line < partitionCount; line++) {
      members |= (((<i32>load<u8>(lines + <usize>line)) >> color) & 1) << line;
    }
    store<u8>(membersPtr + texel, members);
  }
}
