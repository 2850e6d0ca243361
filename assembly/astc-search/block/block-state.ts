/**
 * The block that is being encoded: its texels as planes and their first statistics. One block at a time, at fixed
 * addresses, so every stage finds its input without pointers being handed through five calls.
 */

/** Texels of the largest footprint, and the room a plane has: two vectors of slack for whole-vector stores. */
export const PLANE_TEXELS: usize = 240;

/** u32[240] pixels of the block, or u64[240] of the 16-bit kinds; the padding repeats the last one. */
export const PIXELS: usize = memory.data(240 * 8, 16);
/** i16[4][240]: components r g b a in 1/64 of a step of the domain, zero past the last texel. */
export const TEXELS_I16: usize = memory.data(4 * 480, 16);
/** Bytes between the planes of {@link TEXELS_I16}. */
export const I16_PLANE: usize = 480;
/** f32[4][240]: components centred on the block's mean and scaled by √significance, zero past the last texel. */
export const TEXELS_F32: usize = memory.data(4 * 960, 16);
/** Bytes between the planes of {@link TEXELS_F32}. */
export const F32_PLANE: usize = 960;
/** i16[240]: −1 in every texel of the footprint, 0 in the padding. */
export const WHOLE_MASK: usize = memory.data(480, 16);
/** Fixed-point unit of {@link TEXELS_I16}. */
export const TEXEL_UNIT: f32 = 64.0;

/** f32[4] each: mean in steps of the domain, significance and its root, lowest and highest value. */
export const BLOCK_MEAN: usize = memory.data(16, 16);
export const SIGNIFICANCE: usize = memory.data(16, 16);
export const SIGNIFICANCE_ROOT: usize = memory.data(16, 16);
export const BLOCK_MIN: usize = memory.data(16, 16);
export const BLOCK_MAX: usize = memory.data(16, 16);

/** Linear, float16 decode mode: the 16-bit value goes on as it is. */
export const ROUND_NONE: i32 = 0;
/** Linear, unorm8 decode mode: the top 8 of 16 bits. */
export const ROUND_DOWN: i32 = 1;
/** sRGB: also the top 8 bits, but endpoints expand by half a step more, which makes it the nearest value. */
export const ROUND_NEAREST: i32 = 2;

/** Facts about the footprint and the block that scalars can say. */
@unmanaged
export class BlockState {
  /** Id of the footprint, its size and texel count; the count rounded up to 4 and to 8. */
  footprint: i32;
  width: i32;
  height: i32;
  /** 1 with two axes. */
  depth: i32;
  texelCount: i32;
  paddedCount4: i32;
  paddedCount8: i32;
  /** Vectors of four that hold one row of texels. */
  rowVectors: i32;
  /** Where a decoder interpolates, one of the DOMAIN constants. */
  domain: i32;
  /** How a decoder rounds, one of the ROUND constants. */
  rounding: i32;
  /** 1 when the image has 8-bit components, so that the decoder's rounding can be followed exactly. */
  isByte: i32;
  /** 1 when every texel has full alpha. */
  isOpaque: i32;
  /** 1 when red, green and blue agree in every texel. */
  isGrey: i32;
  /** Bit c set when component c varies. */
  varyingMask: i32;
}

const STATE: usize = memory.data(64, 16);

// @ts-ignore: decorator
@inline
export function blockState(): BlockState {
  return changetype<BlockState>(STATE);
}

/** Marks a kernel for blocks whose alpha is the same throughout: its centred plane is all 0, so nothing is summed there. */
@final
export class FlatAlpha {}

/** Marks a kernel for all four components. */
@final
export class AnyAlpha {}

/** Whether {@link FlatAlpha} suits the block. */
// @ts-ignore: decorator
@inline
export function isAlphaFlat(): bool {
  return (blockState().varyingMask & 8) == 0;
}

/** Marks the first `texelCount` texels in {@link WHOLE_MASK}. */
export function prepareWholeMask(texelCount: i32): void {
  memory.fill(WHOLE_MASK, 0, PLANE_TEXELS << 1);
  memory.fill(WHOLE_MASK, 0xff, (<usize>texelCount) << 1);
}
