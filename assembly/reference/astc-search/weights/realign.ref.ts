/** Twins of realign: weights that suit the quantized endpoints. */
import { WEIGHT_RANK_UVALUE } from '../../../astc/quant';
import {
  BLOCK_MEAN,
  F32_PLANE,
  SIGNIFICANCE_ROOT,
  TEXELS_F32,
  blockState,
  isAlphaFlat,
} from '../../../astc-search/block/block-state';
import { domainRow } from '../../../astc-search/block/domain';
import { MASK_BYTES, PARTITION_MASKS, classState } from '../../../astc-search/lines/class-state';
import { GridTables, WINDOW_HEADER_BYTES, WindowHeader } from '../../../astc-search/tables/grid-tables';
import { NEAREST_RANK, STRENGTHS, TARGETS, Uniform, Varying, sweepWeights } from '../../../astc-search/weights/realign';
import {
  DECODED_BYTES,
  DECODED_ENDPOINTS,
  GRID_PLANE,
  GRID_RANKS,
  GRID_UVALUES,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
} from '../../../astc-search/candidate/trial-state';
import { isInside, putTexel, sumLanesRef, texelAt } from '../../lanes.ref';

/** Step of a component between the decoded endpoints, scaled; 0 when it belongs to the other plane. */
function componentStep(partition: i32, component: usize, plane: i32): f32 {
  const isPlane2 = <i32>component == classState().plane2Component;
  if (isPlane2 != (plane == 1)) return 0;
  return (
    (decodedEnd(partition, 1, component) - decodedEnd(partition, 0, component)) * texelAt(SIGNIFICANCE_ROOT, component)
  );
}

/** A decoded end in steps. */
function decodedEnd(partition: i32, end: usize, component: usize): f32 {
  const decoded = DECODED_ENDPOINTS + <usize>partition * DECODED_BYTES + (end << 3) + (component << 1);
  return <f32>load<u16>(decoded) * domainRow(blockState().domain).endpointUnit;
}

export function aimWeightsRef(plane: i32): void {
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    let dot: f32 = 0;
    let norm: f32 = 0;
    for (let component: usize = 0; component < 4; component++) {
      if ((<i32>component == classState().plane2Component) != (plane == 1)) continue;
      const e0 =
        (decodedEnd(partition, 0, component) - texelAt(BLOCK_MEAN, component)) * texelAt(SIGNIFICANCE_ROOT, component);
      const d = componentStep(partition, component, plane);
      dot += e0 * d;
      norm += d * d;
    }
    const scale: f32 = norm > 0 ? 64 / norm : 0;
    const base: f32 = norm > 0 ? -dot * scale : 32;
    const strength: f32 = norm * (1.0 / 4096.0);
    const x = componentStep(partition, 0, plane) * scale;
    const y = componentStep(partition, 1, plane) * scale;
    const z = componentStep(partition, 2, plane) * scale;
    const w = componentStep(partition, 3, plane) * scale;
    const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
    for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
      const inside = isInside(mask, texel);
      const xy = texelAt(TEXELS_F32, texel) * x + base + texelAt(TEXELS_F32 + F32_PLANE, texel) * y;
      const back = texelAt(TEXELS_F32 + 2 * F32_PLANE, texel) * z;
      // Where alpha is flat its 0 would at most turn −0 into 0.
      const zw = isAlphaFlat() ? back : back + texelAt(TEXELS_F32 + 3 * F32_PLANE, texel) * w;
      putTexel(TARGETS, texel, inside ? xy + zw : 0, partition > 0);
      putTexel(STRENGTHS, texel, inside ? strength : 0, partition > 0);
    }
  }
}

export function subtractWeightsRef(plane: usize): void {
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
    const weight = <f32>load<i16>(TEXEL_WEIGHTS + plane * TEXEL_WEIGHTS_PLANE + (texel << 1));
    store<f32>(TARGETS + (texel << 2), texelAt(TARGETS, texel) - weight);
  }
}

export function sweepWeightsUniform(grid: GridTables, level: usize, plane: usize): bool {
  return sweepWeights<Uniform>(grid, level, plane);
}

export function sweepWeightsVarying(grid: GridTables, level: usize, plane: usize): bool {
  return sweepWeights<Varying>(grid, level, plane);
}

/** One lane's sum over a weight's window: factor · strength · (target or factor); without strengths it is 1. */
function windowLane(grid: GridTables, window: WindowHeader, lane: usize, isVarying: bool, isPull: bool): f32 {
  const columns = (<usize>window.vectors) << 2;
  let sum: f32 = 0;
  for (let y: usize = 0; y < <usize>window.rows; y++) {
    for (let column = lane; column < columns; column += 4) {
      const texel = <usize>window.texel + y * <usize>grid.windowStride + column;
      const factor = texelAt(<usize>window.factorsPtr, y * columns + column);
      const strong = isVarying ? factor * texelAt(STRENGTHS, texel) : factor;
      sum += strong * (isPull ? texelAt(TARGETS, texel) : factor);
    }
  }
  return sum;
}

function windowSum(grid: GridTables, window: WindowHeader, isVarying: bool, isPull: bool): f32 {
  return sumLanesRef(
    windowLane(grid, window, 0, isVarying, isPull),
    windowLane(grid, window, 1, isVarying, isPull),
    windowLane(grid, window, 2, isVarying, isPull),
    windowLane(grid, window, 3, isVarying, isPull),
  );
}

/** Takes a weight's move out of the targets of its window. */
function moveWindow(grid: GridTables, window: WindowHeader, change: f32): void {
  const columns = (<usize>window.vectors) << 2;
  for (let y: usize = 0; y < <usize>window.rows; y++) {
    for (let column: usize = 0; column < columns; column++) {
      const texel = <usize>window.texel + y * <usize>grid.windowStride + column;
      const factor = texelAt(<usize>window.factorsPtr, y * columns + column);
      store<f32>(TARGETS + (texel << 2), texelAt(TARGETS, texel) - factor * change);
    }
  }
}

function sweepRef(grid: GridTables, level: usize, plane: usize, isVarying: bool): bool {
  subtractWeightsRef(plane);
  let hasMoved = false;
  for (let weight: usize = 0; weight < <usize>grid.weightCount; weight++) {
    const window = changetype<WindowHeader>(grid.windowsPtr + weight * WINDOW_HEADER_BYTES);
    const pull = windowSum(grid, window, isVarying, true);
    let move: f32 = pull * window.inverseGain;
    if (isVarying) {
      const stiffness = windowSum(grid, window, true, false);
      move = stiffness > 1e-6 ? pull / stiffness : 0;
    }
    const at = plane * GRID_PLANE + weight;
    const current = <i32>load<u8>(GRID_UVALUES + at);
    const wanted = max<i32>(0, min<i32>(64, <i32>nearest<f32>(<f32>current + move)));
    const rank = load<u8>(NEAREST_RANK + level * 72 + <usize>wanted);
    const uvalue = <i32>load<u8>(WEIGHT_RANK_UVALUE + (level << 5) + <usize>rank);
    if (uvalue == current) continue;
    store<u8>(GRID_RANKS + at, rank);
    store<u8>(GRID_UVALUES + at, uvalue);
    moveWindow(grid, window, <f32>(uvalue - current));
    hasMoved = true;
  }
  return hasMoved;
}

export function sweepWeightsUniformRef(grid: GridTables, level: usize, plane: usize): bool {
  return sweepRef(grid, level, plane, false);
}

export function sweepWeightsVaryingRef(grid: GridTables, level: usize, plane: usize): bool {
  return sweepRef(grid, level, plane, true);
}

/** Sixteen at a time, as the kernel: some past the last are written too. */
export function snapWeightsRef(level: usize, plane: usize): bool {
  const count = <usize>blockState().texelCount;
  let hasMoved = false;
  for (let texel: usize = 0; texel < ((count + 15) & ~15); texel++) {
    const target = <i32>nearest<f32>(texelAt(TARGETS, texel));
    const rank = load<u8>(NEAREST_RANK + level * 72 + <usize>max<i32>(0, min<i32>(64, target)));
    if (texel < count && rank != load<u8>(GRID_RANKS + plane * GRID_PLANE + texel)) hasMoved = true;
    store<u8>(GRID_RANKS + plane * GRID_PLANE + texel, rank);
    store<u8>(GRID_UVALUES + plane * GRID_PLANE + texel, load<u8>(WEIGHT_RANK_UVALUE + (level << 5) + <usize>rank));
  }
  return hasMoved;
}
