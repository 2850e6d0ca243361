/** Four component vectors → interleaved RGBA texels in memory. */

/** Stores 16 RGBA8 texels (64 bytes) from sixteen u8 of each component. */
@inline
export function storeRgba8(r: v128, g: v128, b: v128, a: v128, outPtr: usize): void {
  const rgLow = i8x16.shuffle(r, g, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const rgHigh = i8x16.shuffle(r, g, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const baLow = i8x16.shuffle(b, a, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const baHigh = i8x16.shuffle(b, a, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  v128.store(outPtr, i16x8.shuffle(rgLow, baLow, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(outPtr, i16x8.shuffle(rgLow, baLow, 4, 12, 5, 13, 6, 14, 7, 15), 16);
  v128.store(outPtr, i16x8.shuffle(rgHigh, baHigh, 0, 8, 1, 9, 2, 10, 3, 11), 32);
  v128.store(outPtr, i16x8.shuffle(rgHigh, baHigh, 4, 12, 5, 13, 6, 14, 7, 15), 48);
}

/** Stores 8 RGBA texels of 16 bits a component (64 bytes) from eight u16 of each component. */
@inline
export function storeRgba16(r: v128, g: v128, b: v128, a: v128, outPtr: usize): void {
  const rgLow = i16x8.shuffle(r, g, 0, 8, 1, 9, 2, 10, 3, 11);
  const rgHigh = i16x8.shuffle(r, g, 4, 12, 5, 13, 6, 14, 7, 15);
  const baLow = i16x8.shuffle(b, a, 0, 8, 1, 9, 2, 10, 3, 11);
  const baHigh = i16x8.shuffle(b, a, 4, 12, 5, 13, 6, 14, 7, 15);
  v128.store(outPtr, i32x4.shuffle(rgLow, baLow, 0, 4, 1, 5));
  v128.store(outPtr, i32x4.shuffle(rgLow, baLow, 2, 6, 3, 7), 16);
  v128.store(outPtr, i32x4.shuffle(rgHigh, baHigh, 0, 4, 1, 5), 32);
  v128.store(outPtr, i32x4.shuffle(rgHigh, baHigh, 2, 6, 3, 7), 48);
}
