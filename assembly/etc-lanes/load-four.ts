/** Pixels → planes of the four blocks at hand, and what else is one number a texel. */
import { LUMAS, PLANES, PLANE_BYTES } from './four-state';

/** Stores one component of a row: bytes x 0, 2, 1, 3 of each block. */
// @ts-ignore: decorator
@inline
function storeComponent(bytes: v128, at: usize): void {
  v128.store(at, v128.and(bytes, i16x8.splat(255)));
  v128.store(at, i16x8.shr_u(bytes, 8), 16);
}

/** [rgba of x 0..3] → bytes x 0, 2, 1, 3 of r, g, b, a. */
// @ts-ignore: decorator
@inline
function splitBlock(pixels: v128): v128 {
  return i8x16.shuffle(pixels, pixels, 0, 8, 4, 12, 1, 9, 5, 13, 2, 10, 6, 14, 3, 11, 7, 15);
}

/**
 * Fills {@link PLANES} and {@link LUMAS}.
 *
 * @param pixelsPtr  four rows of 16 pixels, RGBA8
 */
export function loadFour(pixelsPtr: usize, strideBytes: usize): void {
  for (let at: usize = 0; at < PLANE_BYTES; at += 32, pixelsPtr += strideBytes) {
    const block0 = splitBlock(v128.load(pixelsPtr));
    const block1 = splitBlock(v128.load(pixelsPtr, 16));
    const block2 = splitBlock(v128.load(pixelsPtr, 32));
    const block3 = splitBlock(v128.load(pixelsPtr, 48));
    const rg01 = i32x4.shuffle(block0, block1, 0, 4, 1, 5);
    const rg23 = i32x4.shuffle(block2, block3, 0, 4, 1, 5);
    const ba01 = i32x4.shuffle(block0, block1, 2, 6, 3, 7);
    const ba23 = i32x4.shuffle(block2, block3, 2, 6, 3, 7);
    const r = i64x2.shuffle(rg01, rg23, 0, 2);
    const g = i64x2.shuffle(rg01, rg23, 1, 3);
    const b = i64x2.shuffle(ba01, ba23, 0, 2);
    storeComponent(r, PLANES + at);
    storeComponent(g, PLANES + PLANE_BYTES + at);
    storeComponent(b, PLANES + 2 * PLANE_BYTES + at);
    storeComponent(i64x2.shuffle(ba01, ba23, 1, 3), PLANES + 3 * PLANE_BYTES + at);
    const low = i16x8.splat(255);
    const left = i16x8.add(i16x8.add(v128.and(r, low), v128.and(g, low)), v128.and(b, low));
    const right = i16x8.add(i16x8.add(i16x8.shr_u(r, 8), i16x8.shr_u(g, 8)), i16x8.shr_u(b, 8));
    v128.store(LUMAS + at, i16x8.shl(left, 1));
    v128.store(LUMAS + at, i16x8.shl(right, 1), 16);
  }
}
