/**
 * Why a block is an illegal encoding: 0 is a legal one. The order is the order in which a decoder meets them; the
 * first one found is reported. Mirrored in test/support and wherever a reason is named to a user.
 */
export const LEGAL: i32 = 0;
/** The block mode is one of the reserved patterns. */
export const ILLEGAL_RESERVED_MODE: i32 = 1;
/** More than 64 weights, both planes counted. */
export const ILLEGAL_WEIGHT_COUNT: i32 = 2;
/** Fewer than 24 or more than 96 bits of weights. */
export const ILLEGAL_WEIGHT_BITS: i32 = 3;
/** The weight grid is wider, higher or deeper than the footprint. */
export const ILLEGAL_GRID_SIZE: i32 = 4;
/** Two weight planes with four partitions. */
export const ILLEGAL_DUAL_PLANE_PARTITIONS: i32 = 5;
/** More than 18 color integers. */
export const ILLEGAL_COLOR_COUNT: i32 = 6;
/** The bits left for colors do not even hold QUANT_6. */
export const ILLEGAL_COLOR_BITS: i32 = 7;
/** Bits 10 and 11 of a void-extent block are not both set. */
export const ILLEGAL_VOID_EXTENT_RESERVED: i32 = 8;
/** A void extent whose lower coordinate is not below its upper one. */
export const ILLEGAL_VOID_EXTENT_COORDINATES: i32 = 9;
