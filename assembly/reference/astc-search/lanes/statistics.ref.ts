/** Twin of statistics: sums of texels → means and scatter. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { MASK, STATISTICS_BYTES, f32At, i16At, isStored, productOf, putF32, texelIn } from './group.ref';
import { rootRef } from './weighing.ref';

/** f32[14] each: sums over all texels, over those of partition 0, of partition 1; laid out as statistics are. */
export const WHOLE_SUMS: usize = memory.data(56, 16);
export const PART_SUMS: usize = memory.data(2 * 56, 16);

/** Which texels sums are over. */
export const EVERY_TEXEL: i32 = 0;
export const MASKED_TEXELS: i32 = 1;

/** Slots whose sums are whole numbers before they are added as floats. */
const CHUNK: i32 = 24;

/** Σ over a few slots: of products of two components, of `x` alone where `y` is −1. */
function sumChunk(x: i32, y: i32, which: i32, from: i32, to: i32): i64 {
  let sum: i64 = 0;
  for (let slot = from; slot < to; slot++) {
    if (which == MASKED_TEXELS && i16At(MASK, slot) == 0) continue;
    sum += texelIn(slot, x) * (y < 0 ? 1 : texelIn(slot, y));
  }
  return sum;
}

function addTo(sums: usize, place: i32, value: i64): void {
  putF32(sums, place, f32At(sums, place) + <f32>value);
}

export function sumTexelsRef(lanes: LaneTables, kind: i32, which: i32, out: usize): void {
  memory.fill(out, 0, STATISTICS_BYTES);
  const slots = lanes.pairCount * 2;
  for (let from: i32 = 0; from < slots; from += CHUNK) {
    const to = min(slots, from + CHUNK);
    for (let x: i32 = 0; x < 4; x++) {
      if (!isStored(kind, x)) continue;
      addTo(out, x, sumChunk(x, -1, which, from, to));
      for (let y = x; y < 4; y++) {
        if (isStored(kind, y)) addTo(out, productOf(x, y), sumChunk(x, y, which, from, to));
      }
    }
  }
}

/** Sums → means, and Σxy − Σx · mean of y by both significances. */
export function gatherStatisticsRef(kind: i32, sums: usize, inverseCount: f32, out: usize): void {
  for (let component: i32 = 0; component < 4; component++) {
    if (isStored(kind, component)) putF32(out, component, f32At(sums, component) * inverseCount);
  }
  for (let x: i32 = 0; x < 4; x++) {
    if (!isStored(kind, x)) continue;
    for (let y = x; y < 4; y++) {
      if (!isStored(kind, y)) continue;
      const product = productOf(x, y);
      const shared: f32 = f32At(sums, x) * f32At(out, y);
      const centred: f32 = f32At(sums, product) - shared;
      const roots: f32 = rootRef(kind, x) * rootRef(kind, y);
      putF32(out, product, centred * roots);
    }
  }
}
