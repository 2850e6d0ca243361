/** Encoded numbers to light: tables of every value that 8 and 16 bits have. Spec: KDFS 1.4, "KHR_DF_TRANSFER_SRGB". */
import { allocate } from '../arena';
import { powerOf2Point4 } from './kernel-math';

const LINEAR8: usize = memory.data(256 * 4, 16);
const SRGB8: usize = memory.data(256 * 4, 16);
/** u32: 1 once the tables of 8 bits are there; usize: that of 16 bits, 0 until it is. */
const STATE: usize = memory.data(8, 8);

/** Builds the tables of 8 bits, once. */
export function initLight(): void {
  if (load<u32>(STATE)) return;
  fillLinear(LINEAR8, 256);
  fillSrgb(SRGB8, 256);
  store<u32>(STATE, 1);
}

/** f32[256]: light 0..1 of each value. */
export function lightTable8(isSrgb: bool): usize {
  return isSrgb ? SRGB8 : LINEAR8;
}

/** f32[65536]: light 0..1 of each sRGB value of 16 bits, built when it is first asked for; 0 when memory cannot grow. */
export function srgbTable16(): usize {
  const known = load<usize>(STATE, 4);
  if (known != 0) return known;
  const table = allocate(65536 * 4);
  if (table != 0) fillSrgb(table, 65536);
  store<usize>(STATE, table, 4);
  return table;
}

function fillLinear(tablePtr: usize, count: i32): void {
  for (let value: i32 = 0; value < count; value++) {
    store<f32>(tablePtr + ((<usize>value) << 2), <f32>(<f64>value / <f64>(count - 1)));
  }
}

function fillSrgb(tablePtr: usize, count: i32): void {
  for (let value: i32 = 0; value < count; value++) {
    store<f32>(tablePtr + ((<usize>value) << 2), <f32>srgbToLinear(<f64>value / <f64>(count - 1)));
  }
}

function srgbToLinear(encoded: f64): f64 {
  return encoded <= 0.04045 ? encoded / 12.92 : powerOf2Point4((encoded + 0.055) / 1.055);
}
