/**
 * The four blocks that are worked on side by side. A vector of i16 holds two neighbouring texels of each of them,
 * `[a0 a1 b0 b1 c0 c1 d0 d1]`, so a dot product of two vectors is four sums, a block a lane; whatever is one number a
 * block is a vector of f32, a block a lane. Lanes never mix: what a block becomes does not depend on its neighbours.
 */

/** Pairs of texels of the largest footprint, 12x12; rows of odd width end in half a pair. */
export const PAIRS_MAX: usize = 72;
/** Bytes of a plane of weights. */
export const PLANE_BYTES: usize = 72 * 16;

/** i16x8[72][4]: components r g b a in 1/64 of a step, 128 steps being 0; 0 past the end of a row. */
export const TEXELS: usize = memory.data(72 * 64, 16);
/** i16x8[2][72]: where texels lie along the line of each plane, in 1/64 of a step. */
export const POSITIONS: usize = memory.data(2 * 72 * 16, 16);
/** i16x8[2][72]: weights that a decoder shows, 0..64, by plane; 0 past the end of a row. */
export const TEXEL_WEIGHTS: usize = memory.data(2 * 72 * 16, 16);
/** i16x8[72]: −1 in the texels of partition 1. */
export const MASKS: usize = memory.data(72 * 16, 16);

/** Bytes of a plane of a grid: pairs of weights in grid order, one pair of slack. */
export const GRID_PLANE_BYTES: usize = 33 * 16;
/** i16x8[2][33]: weights of the grid that suit best, 16384 being 1; their ranks; what those stand for, 0..64. */
export const GRID_IDEAL: usize = memory.data(2 * 33 * 16, 16);
export const GRID_RANKS: usize = memory.data(2 * 33 * 16, 16);
export const GRID_WEIGHTS: usize = memory.data(2 * 33 * 16, 16);

/** f32x4[4]: mean of each component in 1/64 of a step, then [10] scatter: rr rg rb ra gg gb ga bb ba aa. */
export const STATISTICS_BYTES: usize = 14 * 16;
export const STATISTICS: usize = memory.data(14 * 16, 16);
/** Where products lie in statistics. */
export const RR: usize = 64;
export const RG: usize = 80;
export const RB: usize = 96;
export const RA: usize = 112;
export const GG: usize = 128;
export const GB: usize = 144;
export const GA: usize = 160;
export const BB: usize = 176;
export const BA: usize = 192;
export const AA: usize = 208;

/** Place of a component's own product. */
// @ts-ignore: decorator
@inline
export function ownProduct(component: usize): usize {
  return component == 0 ? RR : component == 1 ? GG : component == 2 ? BB : AA;
}

/**
 * What a trial knows of its blocks, f32x4 each: means r g b a and own scatter r g b a of every partition, then what the
 * class adds. It travels through bins, so that a block's statistics are gathered once a class.
 */
export const FACTS: usize = memory.data(24 * 16, 16);
export const OWN_FACTS: usize = 64;
/** Squared range; what ends through black, and grey ends, leave more than free ones. */
export const WORTH: usize = FACTS + 128;
export const SCALE_PENALTY: usize = FACTS + 144;
export const GREY_PENALTY: usize = FACTS + 160;
/** u32: {@link Config} that was predicted, where levels are not measured. */
export const PREDICTED_CONFIG: usize = FACTS + 176;
/** One line: what an ideal weight of 1/16384 is of each component. */
export const ALONG: usize = FACTS + 192;
export const SINGLE_FACTS: usize = 256;
/** Two planes: squared range of the second, masks that are −1 where it has a component. */
export const WORTH2: usize = FACTS + 192;
export const PLANE2: usize = FACTS + 208;
export const DUAL_FACTS: usize = 272;
/** Two partitions: texels of partition 1 (f32), pattern (i32), its means and scatter. */
export const TWO_COUNT: usize = FACTS + 192;
export const TWO_PATTERN: usize = FACTS + 208;
export const FACTS1: usize = FACTS + 224;
export const TWO_FACTS: usize = 352;

/** f32x4[4]: direction of a line, r g b a. */
export const AXIS: usize = memory.data(64, 16);
/** u32[4]: {@link Config} of each lane. */
export const CONFIGS: usize = memory.data(16, 16);

/** Kinds of blocks: which components they have to store. */
@final
export class Rgb {}


@final
export class Rgba {}


@final
export class Grey {}


@final
export class GreyAlpha {}

// @ts-ignore: decorator
@inline
export function hasColor<T>(): bool {
  return idof<T>() == idof<Rgb>() || idof<T>() == idof<Rgba>();
}

// @ts-ignore: decorator
@inline
export function hasAlpha<T>(): bool {
  return idof<T>() == idof<Rgba>() || idof<T>() == idof<GreyAlpha>();
}

/** The component after `component`, 4 after the last; the first is 0. */
// @ts-ignore: decorator
@inline
export function nextComponent<T>(component: usize): usize {
  if (idof<T>() == idof<GreyAlpha>()) return component == 0 ? 3 : 4;
  if (idof<T>() == idof<Grey>()) return 4;
  if (idof<T>() == idof<Rgb>() && component == 2) return 4;
  return component + 1;
}
