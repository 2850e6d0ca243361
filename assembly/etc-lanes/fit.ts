/** What a pair of halves of four blocks is encoded as: i32x4 each, a block a lane. */

/** Masks of the blocks whose bases are individual. */
export const FIT_INDIVIDUAL: usize = 0;
/**
 * Σ over both halves, 12 times the error less what no fit changes (12 Σ |p|² − 4 Σ luma²). With base b, sums Σp and S the
 * luma: 8 S(b) (Σ S(p) − 4 S(b)) − 24 Σ b (Σp − 4 b) + Σ (2 × what the modifiers miss)².
 */
export const FIT_COST: usize = 16;
/** First half; the second lies {@link FIT_HALF} behind. */
export const FIT_LEVELS: usize = 32;
/** Twice the luma of the base, twice in a lane. */
export const FIT_LUMA: usize = 80;
export const FIT_TABLE: usize = 96;
export const FIT_HALF: usize = 80;
export const FIT_BYTES: usize = 192;

/** The two flips, and one under test. */
export const FITS: usize = memory.data(576, 16);
export const TRIAL: usize = FITS + 2 * FIT_BYTES;

/** Takes the blocks of one fit that cost less than those of another. */
export function keepBetter(fit: usize, other: usize): void {
  const isBetter = i32x4.lt_s(v128.load(other, FIT_COST), v128.load(fit, FIT_COST));
  for (let at: usize = 0; at < FIT_BYTES; at += 16) {
    v128.store(fit + at, v128.bitselect(v128.load(other + at), v128.load(fit + at), isBetter));
  }
}
