/** Twins of line-fit: scatter of a set of texels and its principal direction. */
import { F32_PLANE, TEXELS_F32, blockState } from '../../../astc-search/block/block-state';
import { DIRECTION, RAW, SCATTER, SET_MEAN, WHOLE_SCATTER } from '../../../astc-search/lines/line-fit';
import { isInside, sumLanesRef, texelAt } from '../../lanes.ref';

/** Component of a texel, or 0 outside the mask. */
function maskedTexel(maskPtr: usize, component: usize, texel: usize): f32 {
  return isInside(maskPtr, texel) ? texelAt(TEXELS_F32 + component * F32_PLANE, texel) : 0;
}

function maskedSum(maskPtr: usize, component: usize): f32 {
  let lane0: f32 = 0;
  let lane1: f32 = 0;
  let lane2: f32 = 0;
  let lane3: f32 = 0;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel += 4) {
    lane0 += maskedTexel(maskPtr, component, texel);
    lane1 += maskedTexel(maskPtr, component, texel + 1);
    lane2 += maskedTexel(maskPtr, component, texel + 2);
    lane3 += maskedTexel(maskPtr, component, texel + 3);
  }
  return sumLanesRef(lane0, lane1, lane2, lane3);
}

function maskedProduct(maskPtr: usize, first: usize, second: usize, texel: usize): f32 {
  return maskedTexel(maskPtr, first, texel) * maskedTexel(maskPtr, second, texel);
}

function maskedProducts(maskPtr: usize, first: usize, second: usize): f32 {
  let lane0: f32 = 0;
  let lane1: f32 = 0;
  let lane2: f32 = 0;
  let lane3: f32 = 0;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel += 4) {
    lane0 += maskedProduct(maskPtr, first, second, texel);
    lane1 += maskedProduct(maskPtr, first, second, texel + 1);
    lane2 += maskedProduct(maskPtr, first, second, texel + 2);
    lane3 += maskedProduct(maskPtr, first, second, texel + 3);
  }
  return sumLanesRef(lane0, lane1, lane2, lane3);
}

export function scatterOfMaskRef(maskPtr: usize, count: i32): void {
  let product = RAW + 16;
  for (let first: usize = 0; first < 4; first++) {
    store<f32>(RAW + (first << 2), maskedSum(maskPtr, first));
    for (let second = first; second < 4; second++, product += 4) {
      store<f32>(product, maskedProducts(maskPtr, first, second));
    }
  }
  centreScatterRef(RAW, <f32>count);
}

export function centreScatterRef(rawPtr: usize, count: f32): void {
  const inverse: f32 = 1 / count;
  for (let component: usize = 0; component < 4; component++) {
    store<f32>(SET_MEAN + (component << 2), load<f32>(rawPtr + (component << 2)) * inverse);
  }
  let product = rawPtr + 16;
  for (let first: usize = 0; first < 4; first++) {
    for (let second = first; second < 4; second++, product += 4) {
      // Σ x·y − Σ y · mean x: each half of the matrix has its own rounding
      const upper = load<f32>(product) - texelAt(rawPtr, second) * texelAt(SET_MEAN, first);
      const lower = load<f32>(product) - texelAt(rawPtr, first) * texelAt(SET_MEAN, second);
      store<f32>(SCATTER + (first << 4) + (second << 2), upper);
      store<f32>(SCATTER + (second << 4) + (first << 2), lower);
    }
  }
}

/** Entry of the scaled matrix. */
function entry(row: usize, column: usize, scale: f32): f32 {
  return load<f32>(SCATTER + (row << 4) + (column << 2)) * scale;
}

/** Lane `lane` of the matrix times a vector: columns in two pairs. */
function stepLane(lane: usize, scale: f32, x: f32, y: f32, z: f32, w: f32): f32 {
  return (
    entry(0, lane, scale) * x + entry(1, lane, scale) * y + (entry(2, lane, scale) * z + entry(3, lane, scale) * w)
  );
}

function noDirection(): f32 {
  for (let lane: usize = 0; lane < 4; lane++) store<f32>(DIRECTION + (lane << 2), 0);
  return 0;
}

export function principalDirectionRef(iterations: i32): f32 {
  const trace = texelAt(SCATTER, 0) + texelAt(SCATTER, 5) + (texelAt(SCATTER, 10) + texelAt(SCATTER, 15));
  if (!(trace > 1e-6)) return noDirection();
  const scale: f32 = 1 / trace;
  let start: usize = 0;
  for (let row: usize = 1; row < 4; row++) {
    if (entry(row, row, scale) > entry(start, start, scale)) start = row;
  }
  let x = entry(start, 0, scale);
  let y = entry(start, 1, scale);
  let z = entry(start, 2, scale);
  let w = entry(start, 3, scale);
  let previousX = x;
  let previousY = y;
  let previousZ = z;
  let previousW = w;
  for (let step: i32 = 0; step < iterations; step++) {
    previousX = x;
    previousY = y;
    previousZ = z;
    previousW = w;
    x = stepLane(0, scale, previousX, previousY, previousZ, previousW);
    y = stepLane(1, scale, previousX, previousY, previousZ, previousW);
    z = stepLane(2, scale, previousX, previousY, previousZ, previousW);
    w = stepLane(3, scale, previousX, previousY, previousZ, previousW);
  }
  const vv = sumLanesRef(x * x, y * y, z * z, w * w);
  const vp = sumLanesRef(x * previousX, y * previousY, z * previousZ, w * previousW);
  if (!(vv > 1e-30) || !(vp > 1e-30)) return noDirection();
  const inverse: f32 = 1 / sqrt<f32>(vv);
  store<f32>(DIRECTION, x * inverse);
  store<f32>(DIRECTION, y * inverse, 4);
  store<f32>(DIRECTION, z * inverse, 8);
  store<f32>(DIRECTION, w * inverse, 12);
  return min<f32>(trace, (trace * vv) / vp);
}

export function keepWholeScatterRef(): void {
  memory.copy(WHOLE_SCATTER, SET_MEAN, 16);
  memory.copy(WHOLE_SCATTER + 16, SCATTER, 64);
}

export function takeWholeScatterRef(): void {
  memory.copy(SET_MEAN, WHOLE_SCATTER, 16);
  memory.copy(SCATTER, WHOLE_SCATTER + 16, 64);
}
