/**
 * Weights that suit the quantized endpoints: with the endpoints given, each texel has one best weight, a scalar
 * problem. With a weight a texel that is the answer; on a coarser grid one sweep of coordinate descent.
 */
import { LEVEL_COUNTS, WEIGHT_RANK_UVALUE } from '../astc/quant';
import { sumLanes } from '../simd/lanes';
import { BLOCK_MEAN, F32_PLANE, SIGNIFICANCE_ROOT, TEXELS_F32, blockState } from './block-state';
import { MASK_BYTES, PARTITION_MASKS, classState } from './class-state';
import { GridTables, WINDOW_HEADER_BYTES, WindowHeader } from './grid-tables';
import { infillWeights } from './infill';
import { ModeEntry } from './mode-table';
import {
  DECODED_ENDPOINTS,
  GRID_PLANE,
  GRID_RANKS,
  GRID_UVALUES,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
  trialState,
} from './trial-state';

/** f32[176]: wanted weight of each texel 0..64, free; then what is left after the weights at hand. */
export const TARGETS: usize = memory.data(176 * 4, 16);
/** f32[176]: error of a weight off by one. */
export const STRENGTHS: usize = memory.data(176 * 4, 16);
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

/** Realigns every plane of the trial to DECODED_ENDPOINTS and infills again. */
export function realignWeights(): void {
  const trial = trialState();
  const grid = changetype<GridTables>(trial.grid);
  const level = <usize>changetype<ModeEntry>(trial.mode).weightQuantLevel;
  for (let plane: usize = 0; plane < <usize>trial.planeCount; plane++) {
    aimWeights(<i32>plane);
    if (grid.isDirect) snapWeights(level, plane);
    else if (classState().partitionCount == 1) sweepWeights<Uniform>(grid, level, plane);
    else sweepWeights<Varying>(grid, level, plane);
    infillWeights(grid, plane);
  }
}


@final
export class Uniform {}


@final
export class Varying {}

/** Ideal weight and strength of each texel for the plane's components. */
export function aimWeights(plane: i32): void {
  const state = classState();
  const end = (<usize>blockState().paddedCount4) << 2;
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    let gx: f32 = 0;
    let gy: f32 = 0;
    let gz: f32 = 0;
    let gw: f32 = 0;
    let dot: f32 = 0;
    let norm: f32 = 0;
    const decoded = DECODED_ENDPOINTS + ((<usize>partition) << 3);
    for (let component: i32 = 0; component < 4; component++) {
      const isPlane2 = component == state.plane2Component;
      if (isPlane2 != (plane == 1)) continue;
      const at = <usize>component;
      const root = load<f32>(SIGNIFICANCE_ROOT + (at << 2));
      const e0 = (<f32>load<u8>(decoded + at) - load<f32>(BLOCK_MEAN + (at << 2))) * root;
      const d = (<f32>load<u8>(decoded + at, 4) - <f32>load<u8>(decoded + at)) * root;
      if (component == 0) gx = d;
      else if (component == 1) gy = d;
      else if (component == 2) gz = d;
      else gw = d;
      dot += e0 * d;
      norm += d * d;
    }
    const scale: f32 = norm > 0 ? 64 / norm : 0;
    const x = f32x4.splat(gx * scale);
    const y = f32x4.splat(gy * scale);
    const z = f32x4.splat(gz * scale);
    const w = f32x4.splat(gw * scale);
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

/** A weight a texel: the nearest level is the optimum. */
function snapWeights(level: usize, plane: usize): void {
  const ranks = GRID_RANKS + plane * GRID_PLANE;
  const uvalues = GRID_UVALUES + plane * GRID_PLANE;
  const table = NEAREST_RANK + level * 72;
  const rankUvalues = WEIGHT_RANK_UVALUE + (level << 5);
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    const target = <i32>nearest<f32>(load<f32>(TARGETS + (texel << 2)));
    const rank = load<u8>(table + <usize>max<i32>(0, min<i32>(64, target)));
    store<u8>(ranks + texel, rank);
    store<u8>(uvalues + texel, load<u8>(rankUvalues + <usize>rank));
  }
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

/** Each weight in turn moves to the level nearest to its optimum, all others held. */
export function sweepWeights<T>(grid: GridTables, level: usize, plane: usize): void {
  subtractWeights(plane);
  const ranks = GRID_RANKS + plane * GRID_PLANE;
  const uvalues = GRID_UVALUES + plane * GRID_PLANE;
  const table = NEAREST_RANK + level * 72;
  const rankUvalues = WEIGHT_RANK_UVALUE + (level << 5);
  const stride = (<usize>blockState().width) << 2;
  const count = <usize>grid.weightCount;
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
}
