/** Which blocks lanes cannot write in the format whose alpha is 0 or 1. */
import { FITS, FIT_BYTES, FIT_COST, FIT_INDIVIDUAL } from './fit';
import { PLANES, PLANE_BYTES, SEARCH_MASK } from './four-state';
import { PLANAR_MASK } from './planar-four';

const OPAQUE_FROM: i16 = 128;

/**
 * Adds to {@link SEARCH_MASK} the blocks with transparent texels, and those with individual bases, which the format lacks.
 * After emitPlanes.
 */
export function findPunched(): void {
  const plane = PLANES + 3 * PLANE_BYTES;
  let least = v128.load(plane);
  for (let at: usize = 16; at < PLANE_BYTES; at += 16) least = i16x8.min_s(least, v128.load(plane + at));
  const isBelow = i16x8.lt_s(least, i16x8.splat(OPAQUE_FROM));
  const hasHoles = i32x4.ne(isBelow, i32x4.splat(0));
  const isFlipped = i32x4.lt_s(v128.load(FITS + FIT_BYTES, FIT_COST), v128.load(FITS, FIT_COST));
  const flipped = v128.load(FITS + FIT_BYTES, FIT_INDIVIDUAL);
  const isIndividual = v128.bitselect(flipped, v128.load(FITS, FIT_INDIVIDUAL), isFlipped);
  const isUnsaid = v128.or(hasHoles, v128.andnot(isIndividual, v128.load(PLANAR_MASK)));
  v128.store(SEARCH_MASK, v128.or(v128.load(SEARCH_MASK), isUnsaid));
}
