/** Twin of least-squares: weights and texels → what free ends need to know. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import {
  MASK,
  PLANE2,
  SLOT_PLANE,
  STATISTICS,
  STATISTICS_BYTES,
  TEXEL_WEIGHTS,
  f32At,
  i16At,
  i32At,
  isStored,
  productOf,
  texelIn,
} from './group.ref';

/** Of a component of a partition: Σw, Σw², Σwx, mean of x, Σ(x − mean)² by significance, Σw(x − mean). */
@unmanaged
export class FitRef {
  w: f32;
  ww: f32;
  wx: f32;
  mean: f32;
  own: f32;
  across: f32;
}

const FIT_BYTES: usize = 24;
/** FitRef[2][4]. */
const FITS: usize = memory.data(2 * 4 * 24, 16);

export function fitRef(partition: i32, component: i32): FitRef {
  return changetype<FitRef>(FITS + <usize>(partition * 4 + component) * FIT_BYTES);
}

/** Fits of the texels of a partition; `partition` −1: of all, to those of partition 0. */
export function fitPartitionRef(lanes: LaneTables, kind: i32, partition: i32): void {
  const place = max(partition, 0);
  const statistics = STATISTICS + <usize>place * STATISTICS_BYTES;
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const plane: i32 = partition < 0 ? i32At(PLANE2, component) : 0;
    let w: i32 = 0;
    let ww: i32 = 0;
    let wx: i32 = 0;
    for (let slot: i32 = 0; slot < lanes.pairCount * 2; slot++) {
      if (partition >= 0 && i16At(MASK, slot) != partition) continue;
      const weight = i16At(TEXEL_WEIGHTS + <usize>plane * SLOT_PLANE, slot);
      w += weight;
      ww += weight * weight;
      wx += weight * texelIn(slot, component);
    }
    const fit = fitRef(place, component);
    fit.w = <f32>w;
    fit.ww = <f32>ww;
    fit.wx = <f32>wx;
    fit.mean = f32At(statistics, component);
    fit.own = f32At(statistics, productOf(component, component));
    const expected: f32 = fit.w * fit.mean;
    fit.across = fit.wx - expected;
  }
}
