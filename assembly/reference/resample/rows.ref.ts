/** Twins of the resampler's kernels: a component at a time. */
import { firstOf, tapCountOf, weightsOf } from '../../resample/axis';
import { CUBE_ROOT_BITS, THIRD } from '../../resample/store-row';
import { pseudoMax, pseudoMin } from '../lanes.ref';

function tableAt(tablePtr: usize, index: i32): f32 {
  return load<f32>(tablePtr + ((<usize>index) << 2));
}

export function loadRow8Ref(
  pixelsPtr: usize,
  colorTablePtr: usize,
  alphaTablePtr: usize,
  count: i32,
  rowPtr: usize,
): void {
  for (let at: i32 = 0; at < 4 * count; at++) {
    const table = at % 4 == 3 ? alphaTablePtr : colorTablePtr;
    store<f32>(rowPtr + ((<usize>at) << 2), tableAt(table, load<u8>(pixelsPtr + at)));
  }
}

export function loadRow16Ref(pixelsPtr: usize, count: i32, rowPtr: usize): void {
  for (let at: i32 = 0; at < 4 * count; at++) {
    store<f32>(rowPtr + ((<usize>at) << 2), <f32>load<u16>(pixelsPtr + ((<usize>at) << 1)) / 65535);
  }
}

export function loadRow16SrgbRef(pixelsPtr: usize, colorTablePtr: usize, count: i32, rowPtr: usize): void {
  for (let at: i32 = 0; at < 4 * count; at++) {
    const value = load<u16>(pixelsPtr + ((<usize>at) << 1));
    store<f32>(rowPtr + ((<usize>at) << 2), at % 4 == 3 ? <f32>value / 65535 : tableAt(colorTablePtr, value));
  }
}

export function premultiplyRowRef(rowPtr: usize, count: i32): void {
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) {
    const alpha = load<f32>(rowPtr, 12);
    for (let component: i32 = 0; component < 3; component++) {
      const at = rowPtr + ((<usize>component) << 2);
      store<f32>(at, load<f32>(at) * alpha);
    }
  }
}

export function weighRowRef(rowPtr: usize, least: f32, count: i32): void {
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) {
    const weight = max<f32>(load<f32>(rowPtr, 12), 0) + least;
    for (let at: usize = 0; at < 12; at += 4) store<f32>(rowPtr + at, load<f32>(rowPtr + at) * weight);
    store<f32>(rowPtr, weight, 12);
  }
}

export function filterRowRef(rowPtr: usize, axisPtr: usize, count: i32, outPtr: usize): void {
  for (let at: i32 = 0; at < 4 * count; at++) {
    const target = at >> 2;
    let sum: f32 = 0;
    for (let tap: i32 = 0; tap < tapCountOf(axisPtr); tap++) {
      const texel = firstOf(axisPtr, target) + tap;
      const value = load<f32>(rowPtr + ((<isize>(4 * texel + (at & 3))) << 2));
      sum += value * tableAt(weightsOf(axisPtr, target), tap);
    }
    store<f32>(outPtr + ((<usize>at) << 2), sum);
  }
}

export function addRowRef(rowPtr: usize, weight: f32, sumPtr: usize, count: i32): void {
  for (let at: usize = 0; at < 16 * <usize>count; at += 4) {
    store<f32>(sumPtr + at, load<f32>(sumPtr + at) + load<f32>(rowPtr + at) * weight);
  }
}

export function unpremultiplyRowRef(rowPtr: usize, steadyPtr: usize, threshold: f32, count: i32): void {
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16, steadyPtr += 16) {
    const alpha = load<f32>(rowPtr, 12);
    for (let at: usize = 0; at < 12; at += 4) {
      const color =
        alpha > threshold ? load<f32>(rowPtr + at) / alpha : load<f32>(steadyPtr + at) / load<f32>(steadyPtr, 12);
      store<f32>(rowPtr + at, pseudoMin(pseudoMax(color, 0), 1));
    }
  }
}

export function normalizeRowRef(rowPtr: usize, count: i32): void {
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) {
    let sum: f32 = 0;
    for (let at: usize = 0; at < 12; at += 4) {
      const d: f32 = load<f32>(rowPtr + at) + load<f32>(rowPtr + at) - 1;
      sum += d * d;
    }
    for (let at: usize = 0; at < 12; at += 4) {
      const d: f32 = load<f32>(rowPtr + at) + load<f32>(rowPtr + at) - 1;
      const unit: f32 = sum < 1e-12 ? <f32>i32(at == 8) : d / sqrt<f32>(sum);
      store<f32>(rowPtr + at, unit * 0.5 + 0.5);
    }
  }
}

export function scaleAlphaRowRef(rowPtr: usize, scale: f32, count: i32): void {
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) store<f32>(rowPtr, load<f32>(rowPtr, 12) * scale, 12);
}

export function encodeSrgbRowRef(rowPtr: usize, count: i32): void {
  for (let at: i32 = 0; at < 4 * count; at++, rowPtr += 4) {
    if (at % 4 != 3) store<f32>(rowPtr, encodeSrgb(pseudoMin(pseudoMax(load<f32>(rowPtr), 0), 1)));
  }
}

function encodeSrgb(x: f32): f32 {
  if (x <= 0.0031308) return x * 12.92;
  let root = reinterpret<f32>(<i32>(<f32>reinterpret<i32>(x) * THIRD + CUBE_ROOT_BITS));
  for (let step: i32 = 0; step < 2; step++) {
    const cube = root * root * root;
    root = (root * (cube + (x + x))) / (cube + cube + x);
  }
  return sqrt<f32>(sqrt<f32>(x)) * sqrt<f32>(root) * 1.055 - 0.055;
}

export function storeRow8Ref(rowPtr: usize, count: i32, outPtr: usize): void {
  for (let at: usize = 0; at < 4 * <usize>count; at++) {
    store<u8>(outPtr + at, <u8>nearestShare(load<f32>(rowPtr + (at << 2)), 255));
  }
}

export function storeRow16Ref(rowPtr: usize, count: i32, outPtr: usize): void {
  for (let at: usize = 0; at < 4 * <usize>count; at++) {
    store<u16>(outPtr + (at << 1), <u16>nearestShare(load<f32>(rowPtr + (at << 2)), 65535));
  }
}

function nearestShare(value: f32, whole: f32): i32 {
  return <i32>(pseudoMin(pseudoMax(value, 0), 1) * whole + 0.5);
}
