/** Pixels of a block → texel pairs, and what kind of block it is. */
import { PIXELS, ROUND_DOWN, blockState } from '../block/block-state';
import { PIXEL_RGBA8, gatherPixels } from '../block/load-block';
import { KIND_GREY, KIND_RGB } from './band';

/** Kind of a block of one color. */
export const KIND_FLAT: i32 = -1;

/** v128: bits in which any two pixels differ; in which red, green and blue do; that are set in all. */
const DIFFERENT: usize = memory.data(16, 16);
const COLORED: usize = memory.data(16, 16);
const FULL: usize = memory.data(16, 16);

/**
 * Loads the block whose first pixel is `x0` of the row of blocks.
 *
 * @param out  u32[pair][4]: i16 pairs of r g b a in 1/64 of a step about 128; 0 past the end of a row
 * @returns a kind, or {@link KIND_FLAT}
 */
export function loadPairs(
  pixelsPtr: usize,
  stride: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
  out: usize,
): i32 {
  const state = blockState();
  if (pixelType != PIXEL_RGBA8) {
    gatherPixels<u64>(pixelsPtr, stride, 0, x0, width, rowCount, 1);
    return widenWords(out);
  }
  let first = pixelsPtr + ((<usize>x0) << 2);
  let rowBytes = stride;
  const isWhole = x0 + state.width <= width && rowCount >= state.height;
  if (!isWhole) {
    gatherPixels<u32>(pixelsPtr, stride, 0, x0, width, rowCount, 1);
    first = PIXELS;
    rowBytes = (<usize>state.width) << 2;
  }
  if (state.rounding == ROUND_DOWN) widenBytes<u8>(first, rowBytes, out);
  else widenBytes<u16>(first, rowBytes, out);
  if ((state.width & 1) != 0) clearHalfPairs(out);
  return kindOf();
}

/** Bytes r g b a of four pixels as two pairs, by what they are above 128. */
// @ts-ignore: decorator
@inline
function pairUp(pixels: v128): v128 {
  const pairs = i8x16.shuffle(pixels, pixels, 0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15);
  return v128.xor(pairs, i8x16.splat(-128));
}

/**
 * What {@link widen} adds to 256 v. `T` u8: for a decoder that keeps the top 8 of 16 bits, where the value that decodes to
 * v is the middle of its interval, (v + ½) · 256/257, so 128 − v; 0 for 0 and 255, which ends hit exactly.
 */
// @ts-ignore: decorator
@inline
function middleOf<T>(bytes: v128): v128 {
  if (sizeof<T>() == 2) return bytes;
  const middle = i8x16.neg(bytes);
  return v128.and(middle, i8x16.gt_s(middle, i8x16.splat(-127)));
}

/** Bytes of the lower or upper half → 1/64 steps about 128. */
// @ts-ignore: decorator
@inline
function widen<T>(shifted: v128, middle: v128): v128 {
  if (sizeof<T>() == 2) return i16x8.shr_s(shifted, 2);
  return i16x8.shr_s(i16x8.add(shifted, middle), 2);
}

/** Bytes of the lower half, of the upper, times 256. */
// @ts-ignore: decorator
@inline
function shiftLow(bytes: v128, zero: v128): v128 {
  return i8x16.shuffle(zero, bytes, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline
function shiftHigh(bytes: v128, zero: v128): v128 {
  return i8x16.shuffle(zero, bytes, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** RGBA8 rows → pairs, and what they have in common. */
function widenBytes<T>(first: usize, rowBytes: usize, out: usize): void {
  const state = blockState();
  const start = v128.load32_splat(first);
  const zero = i32x4.splat(0);
  let some = zero;
  let colored = zero;
  let full = i32x4.splat(-1);
  const end = first + <usize>state.height * rowBytes;
  const fours = (<usize>(state.width >> 2)) << 4;
  const hasTwo = (state.width & 3) != 0;
  for (let row = first; row < end; row += rowBytes) {
    let at = row;
    for (; at < row + fours; at += 16, out += 32) {
      const pixels = v128.load(at);
      some = v128.or(some, pixels);
      colored = v128.or(colored, v128.xor(pixels, i32x4.shr_u(pixels, 8)));
      full = v128.and(full, pixels);
      const pairs = pairUp(pixels);
      const middle = middleOf<T>(pairs);
      v128.store(out, widen<T>(shiftLow(pairs, zero), i16x8.extend_low_i8x16_s(middle)));
      v128.store(out, widen<T>(shiftHigh(pairs, zero), i16x8.extend_high_i8x16_s(middle)), 16);
    }
    if (!hasTwo) continue;
    // Of a width of 5 the last pixel stands for both.
    const last = (state.width & 1) != 0 ? v128.load32_splat(at) : v128.load64_splat(at);
    some = v128.or(some, last);
    colored = v128.or(colored, v128.xor(last, i32x4.shr_u(last, 8)));
    full = v128.and(full, last);
    const pair = pairUp(last);
    v128.store(out, widen<T>(shiftLow(pair, zero), i16x8.extend_low_i8x16_s(middleOf<T>(pair))));
    out += 16;
  }
  // Pixels are alike where what some have and what all have is what the first has.
  v128.store(DIFFERENT, v128.or(v128.xor(some, start), v128.xor(full, start)));
  v128.store(COLORED, colored);
  v128.store(FULL, full);
}

/** The second texel of the last pair of every row: 0. */
function clearHalfPairs(out: usize): void {
  const state = blockState();
  const rowPairs = (<usize>(state.width + 1)) << 3;
  for (let y: i32 = 0; y < state.height; y++) {
    out += rowPairs;
    v128.store(out - 16, v128.and(v128.load(out - 16), i32x4.splat(0xffff)));
  }
}

function kindOf(): i32 {
  const different = v128.load(DIFFERENT);
  if (!v128.any_true(different)) return KIND_FLAT;
  const isOpaque = i32x4.all_true(i32x4.eq(i32x4.shr_u(v128.load(FULL), 24), i32x4.splat(255)));
  const isGrey = !v128.any_true(v128.and(v128.load(COLORED), i32x4.splat(0xffff)));
  return (isGrey ? KIND_GREY : KIND_RGB) + (isOpaque ? 0 : 1);
}

/** Unorm16 pixels at PIXELS → pairs. */
function widenWords(out: usize): i32 {
  const state = blockState();
  const isDown = state.rounding == ROUND_DOWN;
  const first = load<u64>(PIXELS);
  let different: u64 = 0;
  let colored: u64 = 0;
  let full: u64 = -1;
  let at = PIXELS;
  for (let y: i32 = 0; y < state.height; y++) {
    for (let x: i32 = 0; x < state.width; x++, at += 8) {
      const pixel = load<u64>(at);
      different |= pixel ^ first;
      colored |= pixel ^ (pixel >> 16);
      full &= pixel;
      const pair = out + ((<usize>(x >> 1)) << 4) + ((<usize>(x & 1)) << 1);
      if ((x & 1) == 0) v128.store(pair, i64x2.splat(0));
      for (let component: usize = 0; component < 4; component++) {
        store<i16>(pair + (component << 2), widenWord(load<u16>(at + (component << 1)), isDown));
      }
    }
    out += (<usize>((state.width + 1) >> 1)) << 4;
  }
  if (different == 0) return KIND_FLAT;
  const isGrey = (colored & 0xffffffff) == 0;
  return (isGrey ? KIND_GREY : KIND_RGB) + (full >> 48 == 65535 ? 0 : 1);
}

function widenWord(value: u16, isDown: bool): i16 {
  const isInner = isDown && value > 0 && value < 65535;
  const steps: f32 = isInner ? ((<f32>value / 257.0 + 0.5) * 256.0) / 257.0 : <f32>value / 257.0;
  return <i16>nearest<f32>((steps - 128) * 64);
}
