/**
 * Weights that suit the quantized endpoints: with the endpoints given, each texel has one best weight, a scalar
 * problem. With a weight a texel that is the answer; on a coarser grid one sweep of coordinate descent.
 */
import { LEVEL_COUNTS, WEIGHT_RANK_UVALUE } from '../../astc/quant';
import { ROUNDER, broadcast0, broadcast1, broadcast2, broadcast3, sumLanes } from '../../simd/lanes';
import { lookup32, lookup64 } from '../../simd/lookup';
import {
  AnyAlpha,
  BLOCK_MEAN,
  F32_PLANE,
  FlatAlpha,
  SIGNIFICANCE_ROOT,
  TEXELS_F32,
  blockState,
  isAlphaFlat,
} from '../block/block-state';
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

/** f32[12][66][2]: how far the optimum of a weight of each level and uvalue may surely lie below and above without a move. */
const HOLDS: usize = memory.data(12 * 66 * 8, 16);
const HOLDS_BYTES: usize = 66 * 8;
/** What an optimum may lie past the last whole number that rounds to a weight's level: half, but for rounding. */
const SURELY_HALF: f32 = 0.49;
const NO_BOUND: f32 = 1e30;

/** Builds the rank tables; once an instance, after the quant tables. */
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
    for (let rank: usize = 0; rank < <usize>count; rank++) buildHold(level, rank, <i32>load<u8>(uvalues + rank));
  }
}

/** Entry of HOLDS for a rank of a level. Uvalues that are none of the level's hold nothing. */
function buildHold(level: usize, rank: usize, uvalue: i32): void {
  const nearest = NEAREST_RANK + level * 72;
  let low = uvalue;
  while (low > 0 && <usize>load<u8>(nearest + <usize>(low - 1)) == rank) low--;
  let high = uvalue;
  while (high < 64 && <usize>load<u8>(nearest + <usize>(high + 1)) == rank) high++;
  const hold = HOLDS + level * HOLDS_BYTES + ((<usize>uvalue) << 3);
  store<f32>(hold, low == 0 ? -NO_BOUND : <f32>(low - uvalue) - SURELY_HALF);
  store<f32>(hold, high == 64 ? NO_BOUND : <f32>(high - uvalue) + SURELY_HALF, 4);
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
  if (isAlphaFlat()) aimTexels<FlatAlpha>(plane);
  else aimTexels<AnyAlpha>(plane);
}

function aimTexels<A>(plane: i32): void {
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
      const front = f32x4.add(
        f32x4.add(f32x4.mul(v128.load(TEXELS_F32 + offset), x), base),
        f32x4.mul(v128.load(TEXELS_F32 + offset, F32_PLANE), y),
      );
      let back = f32x4.mul(v128.load(TEXELS_F32 + offset, 2 * F32_PLANE), z);
      if (idof<A>() == idof<AnyAlpha>()) {
        back = f32x4.add(back, f32x4.mul(v128.load(TEXELS_F32 + offset, 3 * F32_PLANE), w));
      }
      const t = f32x4.add(front, back);
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
  const holds = HOLDS + level * HOLDS_BYTES;
  const stride = (<usize>grid.windowStride) << 2;
  const count = <usize>grid.weightCount;
  let hasMoved = false;
  for (let weight: usize = 0; weight < count; weight++) {
    const window = changetype<WindowHeader>(grid.windowsPtr + weight * WINDOW_HEADER_BYTES);
    const vectors = <usize>window.vectors;
    const end = <usize>window.factorsPtr + ((<usize>window.rows * vectors) << 4);
    let factors = <usize>window.factorsPtr;
    let row = TARGETS + ((<usize>window.texel) << 2);
    let pull = f32x4.splat(0);
    let stiffness = f32x4.splat(0);
    if (vectors == 1) {
      do {
        const factor = v128.load(factors);
        if (idof<T>() == idof<Varying>()) {
          const strong = f32x4.mul(factor, v128.load(row + (STRENGTHS - TARGETS)));
          pull = f32x4.add(pull, f32x4.mul(strong, v128.load(row)));
          stiffness = f32x4.add(stiffness, f32x4.mul(strong, factor));
        } else {
          pull = f32x4.add(pull, f32x4.mul(factor, v128.load(row)));
        }
        factors += 16;
        row += stride;
      } while (factors < end);
    } else {
      do {
        const next = factors + (vectors << 4);
        let at = row;
        do {
          const factor = v128.load(factors);
          if (idof<T>() == idof<Varying>()) {
            const strong = f32x4.mul(factor, v128.load(at + (STRENGTHS - TARGETS)));
            pull = f32x4.add(pull, f32x4.mul(strong, v128.load(at)));
            stiffness = f32x4.add(stiffness, f32x4.mul(strong, factor));
          } else {
            pull = f32x4.add(pull, f32x4.mul(factor, v128.load(at)));
          }
          factors += 16;
          at += 16;
        } while (factors < next);
        row += stride;
      } while (factors < end);
    }
    const current = <i32>load<u8>(uvalues + weight);
    const hold = holds + ((<usize>current) << 3);
    const pulled = sumLanes(pull);
    let move: f32;
    // Four of five weights stay, and a look at the bounds of their level tells without a division.
    if (idof<T>() == idof<Varying>()) {
      const stiff = sumLanes(stiffness);
      if (i32(pulled > load<f32>(hold) * stiff) & i32(pulled < load<f32>(hold, 4) * stiff)) continue;
      move = stiff > 1e-6 ? pulled / stiff : 0;
    } else {
      move = pulled * window.inverseGain;
      if (i32(move > load<f32>(hold)) & i32(move < load<f32>(hold, 4))) continue;
    }
    const rank = load<u8>(table + nearestWeight(<f32>current + move));
    const uvalue = <i32>load<u8>(rankUvalues + <usize>rank);
    if (uvalue == current) continue;
    hasMoved = true;
    store<u8>(ranks + weight, rank);
    store<u8>(uvalues + weight, uvalue);
    moveWindow(window, stride, <f32>(uvalue - current));
  }
  return hasMoved;
}

/** The nearest of 0..64. */
// @ts-ignore: decorator
@inline
function nearestWeight(value: f32): usize {
  const inRange = f32x4.pmin(f32x4.pmax(f32x4.splat(value), f32x4.splat(0)), f32x4.splat(64));
  return <usize>(i32x4.extract_lane(f32x4.add(inRange, f32x4.splat(ROUNDER)), 0) & 127);
}

/** Takes a weight's move out of the targets of its window. */
// @ts-ignore: decorator
@inline
function moveWindow(window: WindowHeader, stride: usize, move: f32): void {
  const change = f32x4.splat(move);
  const bytes = (<usize>window.vectors) << 4;
  const end = <usize>window.factorsPtr + <usize>window.rows * bytes;
  let factors = <usize>window.factorsPtr;
  let row = TARGETS + ((<usize>window.texel) << 2);
  do {
    const next = factors + bytes;
    let at = row;
    do {
      v128.store(at, f32x4.sub(v128.load(at), f32x4.mul(v128.load(factors), change)));
      factors += 16;
      at += 16;
    } while (factors < next);
    row += stride;
  } while (factors < end);
}
