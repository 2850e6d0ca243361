/** The ETC and EAC formats: ids shared with src/types.ts, what a block holds and how many bytes it has. */

export const ETC1: i32 = 0;
export const ETC2_RGB: i32 = 1;
/** Punch-through alpha: a texel is opaque or transparent black. */
export const ETC2_RGBA1: i32 = 2;
export const ETC2_RGBA: i32 = 3;
export const EAC_R11: i32 = 4;
export const EAC_RG11: i32 = 5;
export const EAC_R11_SNORM: i32 = 6;
export const EAC_RG11_SNORM: i32 = 7;
export const ETC_FORMAT_COUNT: i32 = 8;

/** Texels of a block on either axis, in every format. */
export const ETC_BLOCK_SIDE: i32 = 4;

/** Whether blocks hold one or two 11-bit components and no color. */
@inline
export function isEac11(format: i32): bool {
  return format >= EAC_R11;
}

/** Whether the components run from −1 to 1. */
@inline
export function isSnorm(format: i32): bool {
  return format >= EAC_R11_SNORM;
}

/** Whether there is a green component beside red, in a block half of its own. */
@inline
export function isRg11(format: i32): bool {
  return format == EAC_RG11 || format == EAC_RG11_SNORM;
}

/** Bytes of a block: 8, or 16 where two halves lie one after the other. */
@inline
export function etcBlockBytes(format: i32): i32 {
  return format == ETC2_RGBA || isRg11(format) ? 16 : 8;
}
