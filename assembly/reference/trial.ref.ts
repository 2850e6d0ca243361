/** Twins of the smaller stages of a trial: grid infill, moments of the endpoint fit, decoding of a candidate. */
import { I16_PLANE, ROUND_DOWN, TEXELS_I16, blockState } from '../astc-search/block-state';
import { MASK_BYTES, PARTITION_MASKS, classState } from '../astc-search/class-state';
import { MOMENTS } from '../astc-search/endpoint-fit';
import { DECODED } from '../astc-search/error';
import { BEST_COLORS, BEST_DECODED, BEST_RANKS } from '../astc-search/best-block';
import { GridTables, ROW_BYTES } from '../astc-search/grid-tables';
import { PIXELS } from '../astc-search/load-block';
import {
  COLOR_UVALUES,
  DECODED_ENDPOINTS,
  GRID_PLANE,
  GRID_RANKS,
  GRID_UVALUES,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
} from '../astc-search/trial-state';
import { isInside } from './lanes.ref';

/** One weight of {@link infillGridRef}: four grid weights with factors 0..16 of the tables. */
function infillLane(grid: GridTables, source: usize, row: usize, lane: usize): i32 {
  const upper = source + <usize>load<u32>(row);
  const left = <usize>load<u8>(grid.columnsPtr + lane);
  const right = <usize>load<u8>(grid.columnsPtr + 16 + lane);
  const lower = upper + <usize>grid.gridWidth;
  const sum =
    <i32>load<u8>(upper + left) * <i32>load<u8>(row + lane, 16) +
    <i32>load<u8>(upper + right) * <i32>load<u8>(row + lane, 32) +
    <i32>load<u8>(lower + left) * <i32>load<u8>(row + lane, 48) +
    <i32>load<u8>(lower + right) * <i32>load<u8>(row + lane, 64);
  return (sum + 8) >> 4;
}

/** Twin of the search's `infillWeights`. */
export function infillGridRef(grid: GridTables, plane: usize): void {
  const source = GRID_UVALUES + plane * GRID_PLANE;
  const target = TEXEL_WEIGHTS + plane * TEXEL_WEIGHTS_PLANE;
  const block = blockState();
  const count = <usize>block.texelCount;
  if (grid.isDirect) {
    for (let texel: usize = 0; texel < ((count + 7) & ~7); texel++) {
      store<i16>(target + (texel << 1), load<u8>(source + texel));
    }
  } else {
    const lanes: usize = block.width <= 8 ? 8 : 16;
    for (let y: usize = 0; y < <usize>block.height; y++) {
      const out = target + ((y * <usize>block.width) << 1);
      for (let lane: usize = 0; lane < lanes; lane++) {
        store<i16>(out + (lane << 1), infillLane(grid, source, grid.rowsPtr + y * ROW_BYTES, lane));
      }
    }
  }
  for (let pad: usize = 0; pad < 8; pad++) store<i16>(target + ((count + pad) << 1), 0);
}

export function sumMomentsRef(mask: usize, plane: usize): void {
  const weights = TEXEL_WEIGHTS + plane * TEXEL_WEIGHTS_PLANE;
  memory.fill(MOMENTS, 0, 24);
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    if (!isInside(mask, texel)) continue;
    const w = <i32>load<i16>(weights + (texel << 1));
    store<i32>(MOMENTS, load<i32>(MOMENTS) + w);
    store<i32>(MOMENTS, load<i32>(MOMENTS, 4) + w * w, 4);
    for (let component: usize = 0; component < 4; component++) {
      const value = <i32>load<i16>(TEXELS_I16 + component * I16_PLANE + (texel << 1));
      const at = MOMENTS + 8 + (component << 2);
      store<i32>(at, load<i32>(at) + w * value);
    }
  }
}

/**
 * Top 8 bits of the component, as a decoder gets them: endpoints expanded to 16 bits, interpolated, rounded.
 * Spec: KDFS 1.4, ASTC "Weight Application"
 */
function decodeValue(e0: i32, e1: i32, weight: i32): i32 {
  const isLinear = blockState().rounding == ROUND_DOWN;
  const wide0 = isLinear ? e0 * 257 : (e0 << 8) | 0x80;
  const wide1 = isLinear ? e1 * 257 : (e1 << 8) | 0x80;
  return ((wide0 * (64 - weight) + wide1 * weight + 32) >> 6) >> 8;
}

export function decodeComponentRef(weights: usize, component: usize): void {
  const block = blockState();
  for (let texel: usize = 0; texel < <usize>block.paddedCount8; texel++) {
    let value: i32 = 0;
    for (let partition: usize = 0; partition < <usize>classState().partitionCount; partition++) {
      if (!isInside(PARTITION_MASKS + partition * MASK_BYTES, texel)) continue;
      const decoded = DECODED_ENDPOINTS + (partition << 3) + component;
      value = decodeValue(load<u8>(decoded), load<u8>(decoded, 4), load<i16>(weights + (texel << 1)));
    }
    store<i16>(DECODED + (texel << 1), value);
  }
}

export function squaredDifferenceRef(component: usize): i32 {
  let sum: i32 = 0;
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    const difference = <i32>load<i16>(DECODED + (texel << 1)) - <i32>load<u8>(PIXELS + (texel << 2) + component);
    sum += difference * difference;
  }
  return sum;
}

export function keepTrialRef(planeCount: i32): void {
  memory.copy(BEST_COLORS, COLOR_UVALUES, 32);
  memory.copy(BEST_DECODED, DECODED_ENDPOINTS, 32);
  memory.copy(BEST_RANKS, GRID_RANKS, <usize>planeCount * GRID_PLANE);
}
