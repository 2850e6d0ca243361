/** Twin of along: ends on the line that the ideal weights were measured along. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import {
  AXES,
  PREDICTED,
  STATISTICS,
  TEXEL_WEIGHTS,
  f32At,
  i16At,
  isStored,
  productOf,
  putF32,
  slotOf,
} from './group.ref';
import { fitRef } from './least-squares.ref';
import { spanRef } from './positions.ref';
import { positionScaleRef, rootRef } from './weighing.ref';

/** f32[4]: what an ideal weight is of each component. */
const ALONG: usize = memory.data(16, 16);

/** Notes it for the line of AXES, along which positions were measured last. */
export function noteAlongRef(kind: i32): void {
  const range = <f32>spanRef().range;
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const weighed: f32 = rootRef(kind, component) * positionScaleRef(kind);
    const scaled: f32 = weighed * 16384;
    const step: f32 = scaled > 0 ? 1 / scaled : 0;
    const moved: f32 = f32At(AXES, component) * step;
    putF32(ALONG, component, moved * range);
  }
}

/** Fits of all texels, as points of their line. */
export function fitAlongRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  let w: i32 = 0;
  let ww: i32 = 0;
  let wp: i32 = 0;
  let p: i32 = 0;
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) {
    const slot = slotOf(tables, texel);
    const weight = i16At(TEXEL_WEIGHTS, slot);
    const place = i16At(PREDICTED, slot);
    w += weight;
    ww += weight * weight;
    wp += weight * place;
    p += place;
  }
  const inverseCount: f32 = 1 / <f32>lanes.texelCount;
  const mean: f32 = <f32>p * inverseCount;
  const expected: f32 = <f32>w * mean;
  const across: f32 = <f32>wp - expected;
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const fit = fitRef(0, component);
    fit.w = <f32>w;
    fit.ww = <f32>ww;
    fit.mean = f32At(STATISTICS, component);
    fit.own = f32At(STATISTICS, productOf(component, component));
    fit.across = across * f32At(ALONG, component);
    const weighed: f32 = fit.w * fit.mean;
    fit.wx = fit.across + weighed;
  }
}
