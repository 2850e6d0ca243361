/**
 * The class under trial: how texels are split into partitions and planes, and the ideal (free, unquantized) line and
 * weights of that split. One class at a time.
 */
/** f32[2][240]: ideal weight of each texel, 0..1, by plane; 0 past the last texel. */
export const IDEAL_WEIGHTS: usize = memory.data(2 * 960, 16);
/** Bytes of one plane of {@link IDEAL_WEIGHTS} and of {@link LINE_ENERGY}. */
export const WEIGHT_PLANE: usize = 960;
/** f32[2][240]: squared length of the line each texel lies on: error of a weight that is off by 1. 0 in the padding. */
export const LINE_ENERGY: usize = memory.data(2 * 960, 16);
/** i16[4][240]: −1 in the texels of the partition, else 0. */
export const PARTITION_MASKS: usize = memory.data(4 * 480, 16);
/** Bytes of one mask. */
export const MASK_BYTES: usize = 480;

/** Per partition: what does not depend on the weights. {@link PARTITION_BYTES} apart. */
@unmanaged
export class PartitionFit {
  texelCount: i32;
  /** Squared length of the line in scaled units; of plane 2, where there is one, the component's range. */
  energy: f32;
  energy2: f32;
}

/** Offsets into a partition's record past {@link PartitionFit}. */
export const IDEAL0_OFFSET: usize = 16; // f32[4] ideal endpoint 0, 8-bit steps
export const IDEAL1_OFFSET: usize = 32; // f32[4] ideal endpoint 1
export const SUMS_OFFSET: usize = 48; // i32[4] Σ texels in 1/64
export const SQUARES_OFFSET: usize = 64; // f64[4] Σ texels², 8-bit steps
export const PARTITION_BYTES: usize = 96;
export const PARTITION_FITS: usize = memory.data(4 * 96, 16);


@unmanaged
export class ClassState {
  partitionCount: i32;
  /** Component of plane 2, or −1. */
  plane2Component: i32;
  /** Index into the pattern table; −1 with one partition. */
  pattern: i32;
  /** Sum of the partitions' residuals: no choice of weights or quantization gets below it. */
  lineError: f32;
  /** Whether lines that can be stored either way round are turned to suit their neighbours: a fact of the block. */
  turnsTies: bool;
  /** Whether the partitions' sums and squares are there: only trials ask for them, see `sumClass`. */
  hasSums: bool;
}

const STATE: usize = memory.data(32, 16);

// @ts-ignore: decorator
@inline
export function classState(): ClassState {
  return changetype<ClassState>(STATE);
}

// @ts-ignore: decorator
@inline
export function partitionFitPtr(partition: i32): usize {
  return PARTITION_FITS + <usize>partition * PARTITION_BYTES;
}

/** Squared length of a partition's line in a plane. */
// @ts-ignore: decorator
@inline
export function lineEnergy(partition: i32, plane: usize): f32 {
  return load<f32>(partitionFitPtr(partition) + (plane << 2), offsetof<PartitionFit>('energy'));
}
