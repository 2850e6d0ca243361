/** Ends of fewer integers: colors from black, colors as grey. */
import { MODE_GREY, MODE_SCALE } from '../../../astc-search/lanes/ends';
import { pseudoMax, pseudoMin } from '../../lanes.ref';
import { hasAlphaRef, i32At } from './group.ref';
import { FitRef, fitRef } from './least-squares.ref';
import { FREE, TRIED_DECODED, errorRef, nearestUvalue, take, tryEnds } from './trial-ends.ref';
import { significanceRef, significanceSumRef } from './weighing.ref';

/** Nearest whole number 0..255. */
function wholeByte(value: f32): i32 {
  return <i32>nearest<f32>(pseudoMin(pseudoMax(value, 0), 255));
}

/** 256 · Σ first · second / Σ second² of the free ends. */
function shareOfEndsRef(): i32 {
  let both: i32 = 0;
  let second: i32 = 0;
  for (let component: i32 = 0; component < 3; component++) {
    both += i32At(FREE, component * 2) * i32At(FREE, component * 2 + 1);
    second += i32At(FREE, component * 2 + 1) * i32At(FREE, component * 2 + 1);
  }
  const share: f32 = <f32>both / <f32>max(second, 1);
  return wholeByte(share * 256);
}

/** Error of alpha's plain ends beside a mode of colors alone. */
function plainAlphaRef(kind: i32, partition: i32, count: f32, colorLevel: i32): f32 {
  if (!hasAlphaRef(kind)) return 0;
  const end0 = nearestUvalue(colorLevel, i32At(FREE, 6));
  const end1 = nearestUvalue(colorLevel, i32At(FREE, 7));
  tryEnds(3, end0, end1, end0, end1);
  return errorRef(kind, partition, 3, count, TRIED_DECODED);
}

/** The color that suits weights share + (1 − share) · w: Σ of what they weigh, inverted. */
function inverseSquares(fit: FitRef, share: f32, step: f32, count: f32): f32 {
  const squaredShare: f32 = share * share;
  const twice: f32 = share + share;
  const mixed: f32 = twice * step;
  const squaredStep: f32 = step * step;
  const constant: f32 = squaredShare * count;
  const linear: f32 = mixed * fit.w;
  const square: f32 = squaredStep * fit.ww;
  const first: f32 = constant + linear;
  const squares: f32 = first + square;
  const unit: f32 = 1.0 / 64;
  return unit / pseudoMax(squares, 1e-6);
}

export function takeScaleRef(kind: i32, partition: i32, count: f32, colorLevel: i32): f32 {
  const stored = nearestUvalue(colorLevel, shareOfEndsRef());
  const share: f32 = <f32>stored * (1.0 / 256);
  const rest: f32 = 1 - share;
  const step: f32 = rest * (1.0 / 64);
  const inverse = inverseSquares(fitRef(partition, 0), share, step, count);
  let error = plainAlphaRef(kind, partition, count, colorLevel);
  for (let component: i32 = 0; component < 3; component++) {
    const fit = fitRef(partition, component);
    const fromBlack: f32 = fit.mean + 8192;
    const sum: f32 = fromBlack * count;
    const lifted: f32 = fit.w * 8192;
    const weighted: f32 = fit.wx + lifted;
    const constant: f32 = share * sum;
    const sloped: f32 = step * weighted;
    const wanted: f32 = constant + sloped;
    const color = nearestUvalue(colorLevel, wholeByte(wanted * inverse));
    tryEnds(component, color, stored, (color * stored) >> 8, color);
    error += errorRef(kind, partition, component, count, TRIED_DECODED);
  }
  take(partition, MODE_SCALE);
  return error;
}

/** Mean of the colors of a free end by significance. */
function greyOfEnd(kind: i32, end: i32): i32 {
  const inverse: f32 = 1 / significanceSumRef(kind);
  let sum: f32 = 0;
  for (let component: i32 = 0; component < 3; component++) {
    const weighed: f32 = <f32>i32At(FREE, component * 2 + end) * significanceRef(kind, component);
    sum = sum + weighed;
  }
  return wholeByte(sum * inverse);
}

export function takeGreyRef(kind: i32, partition: i32, count: f32, colorLevel: i32): f32 {
  const end0 = nearestUvalue(colorLevel, greyOfEnd(kind, 0));
  const end1 = nearestUvalue(colorLevel, greyOfEnd(kind, 1));
  let error = plainAlphaRef(kind, partition, count, colorLevel);
  for (let component: i32 = 0; component < 3; component++) {
    tryEnds(component, end0, end1, end0, end1);
    error += errorRef(kind, partition, component, count, TRIED_DECODED);
  }
  take(partition, MODE_GREY);
  return error;
}
