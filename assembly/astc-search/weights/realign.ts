/**
 * Weights that suit the quantized endpoints: with the endpoints given, each texel has one best weight, a scalar
 * problem. With a weight a texel that is the answer; on a coarser grid one sweep of coordinate descent.
 */
import { LEVEL_COUNTS, WEIGHT_RANK_UVALUE } from '../../astc/quant';
import { broadcast0, broadcast1, broadcast2, broadcast3, sumLanes } from '../../simd/lanes';
import { lookup32, lookup64 } from '../../simd/lookup';
import { BLOCK_MEAN, F32_PLANE, SIGNIFICANCE_ROOT, TEXELS_F32, blockState } from '../block/block-state';
import { domainRow } from '../block/domain';
import { MASK_BYTES, PARTITION_MASKS, classState } from '../lines/class-state';
import { GridTables, WINDOW_HEADER_BYTES, WindowHeader } from '../tables/grid-tables';
import { infillWeights } from './infill';
import { ModeEntry } from '../tables/mode-table';
import {
  DECODED_BYTES,
  DECODED_ENDPOINTS,
  GRID_PLANE,
  GRID_RANKS,
  GRID_UVALUES,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
  trialState,
} from '../candidate/trial-state';

/** f32[240]: wanted weight of each texel 0..64, free; then what is left after the weights at hand. */
export const TARGETS: usize = memory.data(240 * 4, 16);
/** f32[240]: error of a weight off by one. */
export const STRENGTHS: usize = memory.data(240 * 4, 16);
/** u8[12][72]: uvalue 0..64 → nearest rank of each level. */
export const NEAREST_RANK: usize = memory.data(12 * 72, 16);

/** Builds the rank table; once an instance, after the quant tables. */
export function initRealign(): void {
  for (let level: usize = 0; level < 12; level++) {
    const count = <i32>load<u16>(LEVEL_COUNTS + (level << 1));
    const uvalues = WEIGHT_RANK_UVALUE + (level << 5);
    let rank: i32 = 0;
    for (let value: i32 = 0; value <= 64; value++) {
      while (
        rank + 1 < count &&
        abs<i32>(<i32>load<u8>(uvalues + <usize>rank, 1) - value) <
          abs<i32>(<i32>load<u8>(uvalues + <usize>rank) - value)
      ) {
        rank++;
      }
      store<u8>(NEAREST_RANK + level * 72 + <usize>value, rank);
    }
  }
}

/** Realigns every plane of the trial to DECODED_ENDPOINTS and infills again; returns whether any weight moved. */
export function realignWeights(): bool {
  const trial = trialState();
  const grid = changetype<GridTables>(trial.grid);
  const level = <usize>changetype<ModeEntry>(trial.mode).weightQuantLevel;
  let hasMoved = false;
  for (let plane: usize = 0; plane < <usize>trial.planeCount; plane++) {
    aimWeights(<i32>plane);
    if (!realignPlane(grid, level, plane)) continue;
    infillWeights(grid, plane);
    hasMoved = true;
  }
  return hasMoved;
}

function realignPlane(grid: GridTables, level: usize, plane: usize): bool {
  if (grid.isDirect) return snapWeights(level, plane);
  if (classState().partitionCount == 1) return sweepWeights<Uniform>(grid, level, plane);
  return sweepWeights<Varying>(grid, level, plane);
}


@final
export class Uniform {}


@final
export class Varying {}

/** ((l0 + l1) + l2) + l3. */
// @ts-ignore: decorator
@inline
function sumInOrder(v: v128): f32 {
  const first = f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1);
  return first + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/** Ideal weight and strength of each texel for the plane's components. */
export function aimWeights(plane: i32): void {
  const state = classState();
  const end = (<usize>blockState().paddedCount4) << 2;
  const mean = v128.load(BLOCK_MEAN);
  const root = v128.load(SIGNIFICANCE_ROOT);
  const unit = f32x4.splat(domainRow(blockState().domain).endpointUnit);
  // The plane's components; none is number −1.
  const isPlane2 = i32x4.eq(i32x4(0, 1, 2, 3), i32x4.splat(state.plane2Component));
  const isOurs = plane == 1 ? isPlane2 : v128.not(isPlane2);
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    const words = v128.load(DECODED_ENDPOINTS + <usize>partition * DECODED_BYTES);
    const end0 = f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(words)), unit);
    const end1 = f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(words)), unit);
    const start = f32x4.mul(f32x4.sub(end0, mean), root);
    const step = v128.and(f32x4.mul(f32x4.sub(end1, end0), root), isOurs);
    const dot = sumInOrder(f32x4.mul(start, step));
    const norm = sumInOrder(f32x4.mul(step, step));
    const scale: f32 = norm > 0 ? 64 / norm : 0;
    const scaled = f32x4.mul(step, f32x4.splat(scale));
    const x = broadcast0(scaled);
    const y = broadcast1(scaled);
    const z = broadcast2(scaled);
    const w = broadcast3(scaled);
    const base = f32x4.splat(norm > 0 ? -dot * scale : 32);
    const strength = f32x4.splat(norm * (1.0 / 4096.0));
    const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
    for (let offset: usize = 0; offset < end; offset += 16) {
      const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(mask + (offset >> 1)));
      const t = f32x4.add(
        f32x4.add(
          f32x4.add(f32x4.mul(v128.load(TEXELS_F32 + offset), x), base),
          f32x4.mul(v128.load(TEXELS_F32 + offset, F32_PLANE), y),
        ),
        f32x4.add(
          f32x4.mul(v128.load(TEXELS_F32 + offset, 2 * F32_PLANE), z),
          f32x4.mul(v128.load(TEXELS_F32 + offset, 3 * F32_PLANE), w),
        ),
      );
      let target = v128.and(t, inside);
      let force = v128.and(strength, inside);
      if (partition > 0) {
        target = v128.or(target, v128.load(TARGETS + offset));
        force = v128.or(force, v128.load(STRENGTHS + offset));
      }
      v128.store(TARGETS + offset, target);
      v128.store(STRENGTHS + offset, force);
    }
  }
}

/**
 * A weight a texel: the nearest level is the optimum. Sixteen at a time, so some past the last are written too.
 *
 * @returns whether any weight moved
 */
export function snapWeights(level: usize, plane: usize): bool {
  const ranks = GRID_RANKS + plane * GRID_PLANE;
  const uvalues = GRID_UVALUES + plane * GRID_PLANE;
  const table = NEAREST_RANK + level * 72;
  const nearest0 = v128.load(table);
  const nearest1 = v128.load(table, 16);
  const nearest2 = v128.load(table, 32);
  const nearest3 = v128.load(table, 48);
  const highest = i8x16.splat(load<i8>(table, 64));
  const low = v128.load(WEIGHT_RANK_UVALUE + (level << 5));
  const high = v128.load(WEIGHT_RANK_UVALUE + (level << 5), 16);
  const count = <usize>blockState().texelCount;
  let moved: i32 = 0;
  for (let texel: usize = 0; texel < count; texel += 16) {
    const from = TARGETS + (texel << 2);
    const first = i16x8.narrow_i32x4_s(nearestWhole(v128.load(from)), nearestWhole(v128.load(from, 16)));
    const second = i16x8.narrow_i32x4_s(nearestWhole(v128.load(from, 32)), nearestWhole(v128.load(from, 48)));
    const wanted = i8x16.min_u(i8x16.narrow_i16x8_u(first, second), i8x16.splat(64));
    const inner = lookup64(nearest0, nearest1, nearest2, nearest3, wanted);
    const rank = v128.bitselect(highest, inner, i8x16.eq(wanted, i8x16.splat(64)));
    let others = i8x16.bitmask(i8x16.ne(rank, v128.load(ranks + texel)));
    const left = <i32>(count - texel);
    if (left < 16) others &= (1 << left) - 1;
    moved |= others;
    v128.store(ranks + texel, rank);
    v128.store(uvalues + texel, lookup32(low, high, rank));
  }
  return moved != 0;
}

// @ts-ignore: decorator
@inline
function nearestWhole(v: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(v));
}

/** TARGETS −= weights at hand. */
export function subtractWeights(plane: usize): void {
  const weights = TEXEL_WEIGHTS + plane * TEXEL_WEIGHTS_PLANE;
  const end = (<usize>blockState().paddedCount4) << 2;
  for (let offset: usize = 0; offset < end; offset += 16) {
    const weight = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(v128.load64_zero(weights + (offset >> 1))));
    v128.store(TARGETS + offset, f32x4.sub(v128.load(TARGETS + offset), weight));
  }
}

/** Each weight in turn moves to the level nearest to its optimum, all others held; returns whether any moved. */
export function sweepWeights<T>(grid: GridTables, level: usize, plane: usize): bool {
  subtractWeights(plane);
  const ranks = GRID_RANKS + plane * GRID_PLANE;
  const uvalues = GRID_UVALUES + plane * GRID_PLANE;
  const table = NEAREST_RANK + level * 72;
  const rankUvalues = WEIGHT_RANK_UVALUE + (level << 5);
  const stride = (<usize>grid.windowStride) << 2;
  const count = <usize>grid.weightCount;
  let hasMoved = false;
  for (let weight: usize = 0; weight < count; weight++) {
    const window = changetype<WindowHeader>(grid.windowsPtr + weight * WINDOW_HEADER_BYTES);
    const start = (<usize>window.texel) << 2;
    const vectorBytes = (<usize>window.vectors) << 4;
    const rows = <usize>window.rows;
    let factors = <usize>window.factorsPtr;
    let pull = f32x4.splat(0);
    let stiffness = f32x4.splat(0);
    let row = start;
    for (let y: usize = 0; y < rows; y++) {
      for (let column: usize = 0; column < vectorBytes; column += 16) {
        const factor = v128.load(factors);
        if (idof<T>() == idof<Varying>()) {
          const strong = f32x4.mul(factor, v128.load(STRENGTHS + row + column));
          pull = f32x4.add(pull, f32x4.mul(strong, v128.load(TARGETS + row + column)));
          stiffness = f32x4.add(stiffness, f32x4.mul(strong, factor));
        } else {
          pull = f32x4.add(pull, f32x4.mul(factor, v128.load(TARGETS + row + column)));
        }
        factors += 16;
      }
      row += stride;
    }
    const current = load<u8>(uvalues + weight);
    let move: f32;
    if (idof<T>() == idof<Varying>()) {
      const stiff = sumLanes(stiffness);
      move = stiff > 1e-6 ? sumLanes(pull) / stiff : 0;
    } else {
      move = sumLanes(pull) * window.inverseGain;
    }
    const wanted = <i32>nearest<f32>(<f32>current + move);
    const rank = load<u8>(table + <usize>max<i32>(0, min<i32>(64, wanted)));
    const uvalue = load<u8>(rankUvalues + <usize>rank);
    if (uvalue == current) continue;
    hasMoved = true;
    store<u8>(ranks + weight, rank);
    store<u8>(uvalues + weight, uvalue);
    const change = f32x4.splat(<f32>(<i32>uvalue - <i32>current));
    factors = <usize>window.factorsPtr;
    row = start;
    for (let y: usize = 0; y < rows; y++) {
      for (let column: usize = 0; column < vectorBytes; column += 16) {
        const left = f32x4.sub(v128.load(TARGETS + row + column), f32x4.mul(v128.load(factors), change));
        v128.store(TARGETS + row + column, left);
        factors += 16;
      }
      row += stride;
    }
  }
  return hasMoved;
}
