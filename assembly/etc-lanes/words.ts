/** The words of four blocks, and how they go to memory: big-endian, the high word first. */

/** i32x4 each: high and low words of colours, and of a component by EAC. */
export const COLOR_HIGH: usize = memory.data(16, 16);
export const COLOR_LOW: usize = memory.data(16, 16);
export const EAC_HIGH: usize = memory.data(16, 16);
export const EAC_LOW: usize = memory.data(16, 16);

// @ts-ignore: decorator
@inline
function loadSwapped(words: usize): v128 {
  const value = v128.load(words);
  return i8x16.shuffle(value, value, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}

/** Stores four blocks of 8 bytes: colours or EAC. */
export function storeSingle(highPtr: usize, lowPtr: usize, outPtr: usize): void {
  const high = loadSwapped(highPtr);
  const low = loadSwapped(lowPtr);
  v128.store(outPtr, i32x4.shuffle(high, low, 0, 4, 1, 5));
  v128.store(outPtr, i32x4.shuffle(high, low, 2, 6, 3, 7), 16);
}

/** Stores words of 8 bytes to every other place: one of two halves of blocks of 16 bytes. */
export function storeEveryOther(highPtr: usize, lowPtr: usize, outPtr: usize): void {
  const high = loadSwapped(highPtr);
  const low = loadSwapped(lowPtr);
  const first = i32x4.shuffle(high, low, 0, 4, 1, 5);
  const second = i32x4.shuffle(high, low, 2, 6, 3, 7);
  v128.store64_lane(outPtr, first, 0);
  v128.store64_lane(outPtr, first, 1, 16);
  v128.store64_lane(outPtr, second, 0, 32);
  v128.store64_lane(outPtr, second, 1, 48);
}
