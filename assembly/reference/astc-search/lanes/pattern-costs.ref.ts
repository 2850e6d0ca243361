/** What a texel of the block costs more on line 1 than on line 0, and the whole numbers of it that are swept. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { COSTS, TOTALS, UNSCALE } from '../../../astc-search/patterns/partition-sweep';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { pseudoMax } from '../../lanes.ref';
import {
  AXES,
  AXIS_BYTES,
  MASK,
  STATISTICS,
  STATISTICS_BYTES,
  f32At,
  hasAlphaRef,
  hasColorRef,
  isStored,
  putF32,
  putI16,
  putI32,
  slotOf,
  texelIn,
} from './group.ref';
import { rootRef } from './weighing.ref';

const SUM_RANGE: f32 = 120;

/** f32[144]: what a texel costs more on line 1 than on line 0, in the order of texels. */
const TEXEL_COSTS: usize = memory.data(144 * 4, 16);
/** f32[4] each: twice the step between the means, the lines, by component. */
const STEPS: usize = memory.data(16, 16);
const ALONG: usize = memory.data(2 * 16, 16);

/** MASK: texels that are nearer to line 1. */
export function partByCostRef(tables: FootprintTables, lanes: LaneTables): void {
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) {
    putI16(MASK, slotOf(tables, texel), f32At(TEXEL_COSTS, texel) < 0 ? 1 : 0);
  }
}

/** A texel times a vector as the cost wants it: red, then green and blue together, then alpha. */
function texelTimes(kind: i32, slot: i32, vector: usize, start: f32): f32 {
  const red: f32 = <f32>texelIn(slot, 0) * f32At(vector, 0);
  let sum: f32 = red + start;
  if (hasColorRef(kind)) {
    const green: f32 = <f32>texelIn(slot, 1) * f32At(vector, 1);
    const blue: f32 = <f32>texelIn(slot, 2) * f32At(vector, 2);
    const both: f32 = green + blue;
    sum = sum + both;
  }
  if (hasAlphaRef(kind)) {
    const alpha: f32 = <f32>texelIn(slot, 3) * f32At(vector, 3);
    sum = sum + alpha;
  }
  return sum;
}

/** TEXEL_COSTS: distance to line 1 less that to line 0, both with a share of what lies along the line. */
export function measureCostsRef(tables: FootprintTables, lanes: LaneTables, kind: i32, share: f32): void {
  let base: f32 = 0;
  let start0: f32 = 0;
  let start1: f32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const root = rootRef(kind, component);
    const mean0: f32 = f32At(STATISTICS, component) * root;
    const mean1: f32 = f32At(STATISTICS + STATISTICS_BYTES, component) * root;
    const along0 = f32At(AXES, component);
    const along1 = f32At(AXES + AXIS_BYTES, component);
    const squared0: f32 = mean0 * mean0;
    const squared1: f32 = mean1 * mean1;
    const difference: f32 = squared1 - squared0;
    const toMean0: f32 = along0 * mean0;
    const toMean1: f32 = along1 * mean1;
    base = base + difference;
    start0 = start0 + toMean0;
    start1 = start1 + toMean1;
    const step: f32 = mean0 - mean1;
    const twice: f32 = step + step;
    putF32(STEPS, component, twice * root);
    putF32(ALONG, component, along0 * root);
    putF32(ALONG + 16, component, along1 * root);
  }
  const off: f32 = 1 - share;
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) {
    const slot = slotOf(tables, texel);
    const cost = texelTimes(kind, slot, STEPS, base);
    const place0 = texelTimes(kind, slot, ALONG, -start0);
    const place1 = texelTimes(kind, slot, ALONG + 16, -start1);
    const squared0: f32 = place0 * place0;
    const squared1: f32 = place1 * place1;
    const squares: f32 = squared0 - squared1;
    const counted: f32 = squares * off;
    putF32(TEXEL_COSTS, texel, cost + counted);
  }
}

/** TEXEL_COSTS to the whole numbers that are swept. */
export function scaleCostsRef(lanes: LaneTables): void {
  let sum: f32 = 0;
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) sum = sum + abs<f32>(f32At(TEXEL_COSTS, texel));
  const scale: f32 = SUM_RANGE / pseudoMax(sum, 1e-20);
  let total: i32 = 0;
  for (let texel: i32 = 0; texel < ((lanes.texelCount + 7) & ~7); texel++) {
    const cost: f32 = texel < lanes.texelCount ? f32At(TEXEL_COSTS, texel) * scale : 0;
    const whole = <i32>nearest<f32>(cost);
    putI16(COSTS, texel, whole);
    total += whole;
  }
  putI32(TOTALS, 0, max(-127, min(127, total)));
  putF32(UNSCALE, 0, 1);
  putF32(UNSCALE, 1, 0);
}
