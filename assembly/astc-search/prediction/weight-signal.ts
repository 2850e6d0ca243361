/** A plane of ideal weights as the signal that a weight grid has to carry: each weight by what it moves. */
import { blockState } from '../block/block-state';
import { IDEAL_WEIGHTS, LINE_ENERGY, WEIGHT_PLANE, classState, lineEnergy } from '../lines/class-state';

/** f32[240]: √energy · (weight − ½) of a plane. */
export const SIGNAL: usize = memory.data(960 + 64, 16);

/** √energy · (weight − ½), and in partitions of (nearly) one color what their neighbours suggest. */
export function buildSignal(plane: usize): void {
  const weights = IDEAL_WEIGHTS + plane * WEIGHT_PLANE;
  const energies = LINE_ENERGY + plane * WEIGHT_PLANE;
  const end = (<usize>blockState().paddedCount4) << 2;
  const half = f32x4.splat(0.5);
  for (let offset: usize = 0; offset < end; offset += 16) {
    const centred = f32x4.sub(v128.load(weights + offset), half);
    v128.store(SIGNAL + offset, f32x4.mul(centred, f32x4.sqrt(v128.load(energies + offset))));
  }
  if (classState().partitionCount > 1) fillFreeTexels(plane);
}

/** Smaller footprints have a weight for nearly every texel: filling loses 0.04 dB at 4x4, it gains as much at 12x12. */
const FILLED_TEXELS: i32 = 40;

/** Weights are free in partitions of less than this share of the highest energy. */
export const FREE_SHARE: f32 = 0.1;

/** Highest energy of the partitions' lines. */
export function highestLineEnergy(plane: usize): f32 {
  let highest: f32 = 0;
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    highest = max<f32>(highest, lineEnergy(partition, plane));
  }
  return highest;
}

/**
 * Where a partition has hardly any extent its weights are free, not ½: such texels take the mean of their neighbours,
 * or the projection would charge for a shape nobody needs.
 */
export function fillFreeTexels(plane: usize): void {
  if (blockState().texelCount < FILLED_TEXELS) return;
  const state = classState();
  const floor: f32 = FREE_SHARE * highestLineEnergy(plane);
  let isAnyFree = false;
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    if (lineEnergy(partition, plane) < floor) isAnyFree = true;
  }
  if (!isAnyFree) return;
  fixTexels(plane, floor);
  spreadSignal(IDEAL_WEIGHTS + plane * WEIGHT_PLANE, LINE_ENERGY + plane * WEIGHT_PLANE, POINT_ENERGY);
}

/** Marks the texels of at least an energy as fixed; returns how many there are. */
export function fixTexels(plane: usize, floor: f32): i32 {
  const energies = LINE_ENERGY + plane * WEIGHT_PLANE;
  let count: i32 = 0;
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    const isFixed = load<f32>(energies + (texel << 2)) >= floor ? 1 : 0;
    store<u8>(IS_FIXED + texel, isFixed);
    count += isFixed;
  }
  return count;
}

/** Gives all texels that are not fixed the signal of their neighbours, ring by ring. */
export function spreadSignal(weights: usize, energies: usize, pointEnergy: f32): void {
  const block = blockState();
  for (let round: i32 = 0; round < 12; round++) {
    if (!spreadFixed(weights, energies, pointEnergy, block.width, block.height, block.depth)) break;
  }
}

/** u8[240]: texel has a value; 2 while it was set in this round. */
const IS_FIXED: usize = memory.data(240, 16);

/** A line shorter than two steps is a point: whatever its weights, the texels look the same. */
const POINT_ENERGY: f32 = 4;

/** Sums of the fixed neighbours of a texel: count, signal, weight. */
const NEIGHBOUR_SUMS: usize = memory.data(16, 16);

/** Adds a neighbour to NEIGHBOUR_SUMS if it has a value. */
// @ts-ignore: decorator
@inline
function addNeighbour(weights: usize, texel: i32): void {
  if (load<u8>(IS_FIXED + <usize>texel) != 1) return;
  const at = (<usize>texel) << 2;
  store<f32>(NEIGHBOUR_SUMS, load<f32>(NEIGHBOUR_SUMS) + 1);
  store<f32>(NEIGHBOUR_SUMS, load<f32>(NEIGHBOUR_SUMS, 4) + load<f32>(SIGNAL + at), 4);
  store<f32>(NEIGHBOUR_SUMS, load<f32>(NEIGHBOUR_SUMS, 8) + load<f32>(weights + at), 8);
}

/**
 * One ring of free texels takes its signal from fixed neighbours; false when there was none. Texels of a point take
 * the ideal weight as well, so that the grid fit is not pulled towards weights nobody needs.
 *
 * @param pointEnergy  energy below which a texel is one of a point
 */
function spreadFixed(weights: usize, energies: usize, pointEnergy: f32, width: i32, height: i32, depth: i32): bool {
  const sliceTexels = width * height;
  let isChanged = false;
  for (let row: i32 = 0; row < height * depth; row++) {
    const y = row % height;
    const z = row / height;
    for (let x: i32 = 0; x < width; x++) {
      const texel = row * width + x;
      if (load<u8>(IS_FIXED + <usize>texel) != 0) continue;
      store<u64>(NEIGHBOUR_SUMS, 0);
      store<u64>(NEIGHBOUR_SUMS, 0, 8);
      if (x > 0) addNeighbour(weights, texel - 1);
      if (x + 1 < width) addNeighbour(weights, texel + 1);
      if (y > 0) addNeighbour(weights, texel - width);
      if (y + 1 < height) addNeighbour(weights, texel + width);
      if (z > 0) addNeighbour(weights, texel - sliceTexels);
      if (z + 1 < depth) addNeighbour(weights, texel + sliceTexels);
      const count = load<f32>(NEIGHBOUR_SUMS);
      if (count == 0) continue;
      const at = (<usize>texel) << 2;
      store<f32>(SIGNAL + at, load<f32>(NEIGHBOUR_SUMS, 4) / count);
      if (load<f32>(energies + at) < pointEnergy) {
        store<f32>(weights + at, load<f32>(NEIGHBOUR_SUMS, 8) / count);
      }
      store<u8>(IS_FIXED + <usize>texel, 2);
      isChanged = true;
    }
  }
  for (let texel: usize = 0; texel < <usize>(sliceTexels * depth); texel++) {
    if (load<u8>(IS_FIXED + texel) == 2) store<u8>(IS_FIXED + texel, 1);
  }
  return isChanged;
}
