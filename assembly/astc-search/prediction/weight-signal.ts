/** A plane of ideal weights as the signal that a weight grid has to carry: each weight by what it moves. */
import { clearVectors } from '../../simd/copy';
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

/** i8[512]: −1 where a texel has a value. Around the block lies a border without, so that no neighbour is out of reach. */
const IS_FIXED: usize = memory.data(512, 16);
/** u32[240]: the texels that have none, ascending: number | place in IS_FIXED << 16. And how many there are. */
const FREE: usize = memory.data(240 * 4, 16);
const FREE_COUNT: usize = memory.data(4, 4);
/** u16[240]: places of the texels of the ring under way. */
const RING: usize = memory.data(240 * 2, 16);

/** A line shorter than two steps is a point: whatever its weights, the texels look the same. */
const POINT_ENERGY: f32 = 4;

/** Marks the texels of at least an energy as fixed; returns how many there are. */
export function fixTexels(plane: usize, floor: f32): i32 {
  const block = blockState();
  const energies = LINE_ENERGY + plane * WEIGHT_PLANE;
  const isFlat = block.depth == 1;
  let free: usize = 0;
  let texel: usize = 0;
  clearVectors(IS_FIXED, 512);
  for (let z: i32 = 0; z < block.depth; z++) {
    for (let y: i32 = 0; y < block.height; y++) {
      let place = <usize>((isFlat ? y + 1 : (z + 1) * (block.height + 2) + y + 1) * (block.width + 2) + 1);
      for (let x: i32 = 0; x < block.width; x++, texel++, place++) {
        const isFixed = i32(load<f32>(energies + (texel << 2)) >= floor);
        store<i8>(IS_FIXED + place, <i8>-isFixed);
        store<u32>(FREE + (free << 2), <u32>(texel | (place << 16)));
        free += 1 - isFixed;
      }
    }
  }
  store<u32>(FREE_COUNT, <u32>free);
  return <i32>(texel - free);
}

/** Gives all texels that are not fixed the signal of their neighbours, ring by ring. */
export function spreadSignal(weights: usize, energies: usize, pointEnergy: f32): void {
  for (let round: i32 = 0; round < 12; round++) {
    if (!spreadRing(weights, energies, pointEnergy)) break;
  }
}

/** The f32 at an address where `mask` is −1, 0 where it is 0: whatever lies there then. */
// @ts-ignore: decorator
@inline
function masked(at: usize, mask: i32): f32 {
  return reinterpret<f32>(load<i32>(at) & mask);
}

/** f32 of a plane at the four sides of a texel, those before it first, summed where the masks say so. */
// @ts-ignore: decorator
@inline
function sumSides(at: usize, rowBytes: usize, left: i32, right: i32, upper: i32, lower: i32): f32 {
  const across = masked(at - 4, left) + masked(at + 4, right);
  return across + masked(at - rowBytes, upper) + masked(at + rowBytes, lower);
}

/**
 * One ring of free texels takes its signal from fixed neighbours; false when there was none. Texels of a point take
 * the ideal weight as well, so that the grid fit is not pulled towards weights nobody needs.
 *
 * @param pointEnergy  energy below which a texel is one of a point
 */
function spreadRing(weights: usize, energies: usize, pointEnergy: f32): bool {
  const block = blockState();
  const rowBytes = (<usize>block.width) << 2;
  const sliceBytes = rowBytes * <usize>block.height;
  const row = <usize>block.width + 2;
  const slice = block.depth > 1 ? row * <usize>(block.height + 2) : 0;
  const free = load<u32>(FREE_COUNT);
  let left: usize = 0;
  let ring: usize = 0;
  for (let index: u32 = 0; index < free; index++) {
    const entry = load<u32>(FREE + ((<usize>index) << 2));
    const at = (<usize>(entry & 0xffff)) << 2;
    const place = IS_FIXED + <usize>(entry >> 16);
    const before = <i32>load<i8>(place - 1);
    const after = <i32>load<i8>(place + 1);
    const upper = <i32>load<i8>(place - row);
    const lower = <i32>load<i8>(place + row);
    let count = before + after + upper + lower;
    let front: i32 = 0;
    let back: i32 = 0;
    if (slice > 0) {
      front = <i32>load<i8>(place - slice);
      back = <i32>load<i8>(place + slice);
      count += front + back;
    }
    if (count == 0) {
      store<u32>(FREE + (left << 2), entry);
      left++;
      continue;
    }
    const share = <f32>-count;
    let signal = sumSides(SIGNAL + at, rowBytes, before, after, upper, lower);
    if (slice > 0) {
      signal += masked(SIGNAL + at - sliceBytes, front);
      signal += masked(SIGNAL + at + sliceBytes, back);
    }
    store<f32>(SIGNAL + at, signal / share);
    if (load<f32>(energies + at) < pointEnergy) {
      let weight = sumSides(weights + at, rowBytes, before, after, upper, lower);
      if (slice > 0) {
        weight += masked(weights + at - sliceBytes, front);
        weight += masked(weights + at + sliceBytes, back);
      }
      store<f32>(weights + at, weight / share);
    }
    store<u16>(RING + (ring << 1), <u16>(entry >> 16));
    ring++;
  }
  for (let index: usize = 0; index < ring; index++) store<i8>(IS_FIXED + <usize>load<u16>(RING + (index << 1)), -1);
  store<u32>(FREE_COUNT, <u32>left);
  return ring > 0;
}
