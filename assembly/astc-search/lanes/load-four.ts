/** Texel pairs of four blocks → the group. */
import { pairsOf } from './band';
import { MASKS, TEXELS } from './group';

/** u16[4]: numbers of the blocks of the group; a block may fill several lanes. */
export const GROUP: usize = memory.data(8, 8);

/** Rows become columns: four vectors of four u32. */
// @ts-ignore: decorator
@inline
export function storeTransposed(a: v128, b: v128, c: v128, d: v128, out: usize): void {
  const ab0 = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const cd0 = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const ab1 = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cd1 = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(out, i64x2.shuffle(ab0, cd0, 0, 2));
  v128.store(out, i64x2.shuffle(ab0, cd0, 1, 3), 16);
  v128.store(out, i64x2.shuffle(ab1, cd1, 0, 2), 32);
  v128.store(out, i64x2.shuffle(ab1, cd1, 1, 3), 48);
}

/** TEXELS of the blocks in {@link GROUP}. */
export function loadFour(pairCount: i32): void {
  const a = pairsOf(load<u16>(GROUP));
  const b = pairsOf(load<u16>(GROUP, 2));
  const c = pairsOf(load<u16>(GROUP, 4));
  const d = pairsOf(load<u16>(GROUP, 6));
  const bytes = (<usize>pairCount) << 4;
  for (let at: usize = 0; at < bytes; at += 16) {
    storeTransposed(v128.load(a + at), v128.load(b + at), v128.load(c + at), v128.load(d + at), TEXELS + (at << 2));
  }
}

/** MASKS of four patterns, u32 a pair of texels each. */
export function loadMasks(a: usize, b: usize, c: usize, d: usize, pairCount: i32): void {
  const bytes = (<usize>pairCount) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    storeTransposed(v128.load(a + at), v128.load(b + at), v128.load(c + at), v128.load(d + at), MASKS + (at << 2));
  }
}
