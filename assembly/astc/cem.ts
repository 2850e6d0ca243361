/** The sixteen color endpoint modes in the order of the specification. Spec: KDFS 1.4, ASTC "Color Endpoint Mode". */

export const CEM_LUMA_DIRECT: i32 = 0;
export const CEM_LUMA_BASE_OFFSET: i32 = 1;
export const CEM_HDR_LUMA_LARGE_RANGE: i32 = 2;
export const CEM_HDR_LUMA_SMALL_RANGE: i32 = 3;
export const CEM_LUMA_ALPHA_DIRECT: i32 = 4;
export const CEM_LUMA_ALPHA_BASE_OFFSET: i32 = 5;
export const CEM_RGB_BASE_SCALE: i32 = 6;
export const CEM_HDR_RGB_BASE_SCALE: i32 = 7;
export const CEM_RGB_DIRECT: i32 = 8;
export const CEM_RGB_BASE_OFFSET: i32 = 9;
export const CEM_RGB_BASE_SCALE_TWO_ALPHA: i32 = 10;
export const CEM_HDR_RGB_DIRECT: i32 = 11;
export const CEM_RGBA_DIRECT: i32 = 12;
export const CEM_RGBA_BASE_OFFSET: i32 = 13;
export const CEM_HDR_RGB_DIRECT_LDR_ALPHA: i32 = 14;
export const CEM_HDR_RGB_DIRECT_HDR_ALPHA: i32 = 15;

/** Most color integers a block may hold, over all partitions. */
export const MAX_COLOR_INTEGERS: i32 = 18;

/** The class, 0..3: how many pairs of integers the mode takes, less one. */
@inline
export function cemClass(cem: i32): i32 {
  return cem >> 2;
}

/** Integers that one partition of this mode stores: 2, 4, 6 or 8. */
@inline
export function cemIntegerCount(cem: i32): i32 {
  return 2 * ((cem >> 2) + 1);
}

/** Bit set of the modes whose RGB endpoints are HDR. */
const HDR_MODES: i32 = (1 << 2) | (1 << 3) | (1 << 7) | (1 << 11) | (1 << 14) | (1 << 15);


@inline
export function isHdrCem(cem: i32): bool {
  return ((HDR_MODES >> cem) & 1) != 0;
}
