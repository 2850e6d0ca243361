/**
 * A block with a field for everything its 128 bits say: the seam between the search (or the bits) and the packer (or
 * the texels). Colors and weights are pvalues.
 */

/** Not a legal block; `reason` says why. */
export const KIND_ILLEGAL: i32 = 0;
/** Void extent of four unorm16. */
export const KIND_VOID_UNORM16: i32 = 1;
/** Void extent of four float16. */
export const KIND_VOID_FLOAT16: i32 = 2;
/** One to four partitions with weights. */
export const KIND_PARTITIONED: i32 = 3;

/** Where the arrays of a {@link SymbolicBlock} lie; unmanaged classes cannot declare them. */
export const CEM_OFFSET: usize = 16;
export const CONSTANT_COLOR_OFFSET: usize = 24;
export const COLORS_OFFSET: usize = 32;
export const WEIGHTS_OFFSET: usize = 64;
export const EXTENT_OFFSET: usize = 128;
/** With two planes, plane 2 of grid index j is weight PLANE2_WEIGHTS + j. */
export const PLANE2_WEIGHTS: i32 = 32;

/** Bytes of one block in memory; allocate this much, 16-aligned. */
export const SYMBOLIC_BLOCK_BYTES: usize = 144;


@unmanaged
export class SymbolicBlock {
  /** One of the KIND constants. */
  kind: u8;
  /** Why an illegal block is illegal, see illegal.ts; 0 otherwise. */
  reason: u8;
  /** 1..4; 0 in void extents. */
  partitionCount: u8;
  /** Component 0..3 that plane 2 holds, or −1: one plane. */
  plane2Component: i8;
  /** The 11 bits. */
  blockMode: u16;
  /** The 10 bits; 0 with one partition. */
  partitionSeed: u16;
  gridWidth: u8;
  gridHeight: u8;
  /** 1 with two axes. */
  gridDepth: u8;
  /** QUANT_2..QUANT_32. */
  weightQuantLevel: u8;
  /** QUANT_6..QUANT_256. */
  colorQuantLevel: u8;
  /** 2 or 3: axes of the footprint the block belongs to. */
  axisCount: u8;

  /** u8[4]: mode of each partition. */
  @inline
  get cemPtr(): usize {
    return changetype<usize>(this) + CEM_OFFSET;
  }

  /** u16[4]: r, g, b, a of a void extent, unorm16 or float16 by `kind`. */
  @inline
  get constantColorPtr(): usize {
    return changetype<usize>(this) + CONSTANT_COLOR_OFFSET;
  }

  /** u16[6]: lower and upper s, t and, with three axes, p of a void extent; 13 bits each, 9 with three axes. */
  @inline
  get extentPtr(): usize {
    return changetype<usize>(this) + EXTENT_OFFSET;
  }

  /** u8[4][8]: pvalues of each partition's color integers. */
  @inline
  get colorsPtr(): usize {
    return changetype<usize>(this) + COLORS_OFFSET;
  }

  /** u8[64]: pvalues of plane 1 in grid order; with two planes plane 2 starts at {@link PLANE2_WEIGHTS}. */
  @inline
  get weightsPtr(): usize {
    return changetype<usize>(this) + WEIGHTS_OFFSET;
  }
}
