/** Twin of ends: fits → integers of the endpoints, each endpoint mode in turn. */
import { COLOR_NEAREST } from '../../../astc/quant';
import { MODE_BLUE, MODE_DIRECT, MODE_GREY, MODE_OFFSET, MODE_SCALE } from '../../../astc-search/lanes/ends';
import { Config, ENDS_GREY, ENDS_SCALE } from '../../../astc-search/lanes/lane-tables';
import { pseudoMax, pseudoMin } from '../../lanes.ref';
import { hasAlphaRef, hasColorRef, i32At, isStored, putI32 } from './group.ref';
import { FitRef, fitRef } from './least-squares.ref';
import { significanceRef, significanceSumRef } from './weighing.ref';

/** i32[component][2] of both ends, by partition. */
const ENDS_BYTES: usize = 32;
const FREE: usize = memory.data(32, 16);
const INTEGERS: usize = memory.data(64, 16);
const DECODED: usize = memory.data(64, 16);
const TRIED_INTEGERS: usize = memory.data(32, 16);
const TRIED_DECODED: usize = memory.data(32, 16);
/** i32[2]: mode of each partition. */
const MODES: usize = memory.data(8, 8);

export function modeRef(partition: i32): i32 {
  return i32At(MODES, partition);
}

/** An integer to store, as uvalue. */
export function integerRef(partition: i32, component: i32, end: i32): i32 {
  return i32At(INTEGERS + <usize>partition * ENDS_BYTES, component * 2 + end);
}

/** What it decodes to. */
export function decodedRef(partition: i32, component: i32, end: i32): i32 {
  return i32At(DECODED + <usize>partition * ENDS_BYTES, component * 2 + end);
}

/** Σ of r g b of an end. */
function sumOfEnd(ends: usize, end: i32): i32 {
  return i32At(ends, end) + i32At(ends, 2 + end) + i32At(ends, 4 + end);
}

function nearestUvalue(colorLevel: i32, value: i32): i32 {
  return load<u8>(COLOR_NEAREST + ((<usize>colorLevel) << 8) + <usize>value);
}

/** A value in 1/64 about 128 in whole steps 0..255. */
function wholeStep(value: f32): i32 {
  const scaled: f32 = value * (1.0 / 64);
  const steps: f32 = scaled + 128;
  return <i32>nearest<f32>(pseudoMin(pseudoMax(steps, 0), 255));
}

function solveRef(fit: FitRef, component: i32, inverseCount: f32): void {
  const meanWeight: f32 = fit.w * inverseCount;
  const expected: f32 = fit.w * fit.mean;
  const across: f32 = fit.wx - expected;
  const squared: f32 = fit.w * meanWeight;
  const spread: f32 = fit.ww - squared;
  const slope: f32 = across / pseudoMax(spread, 0.0625);
  const offset: f32 = slope * meanWeight;
  const end0: f32 = fit.mean - offset;
  const reach: f32 = slope * 64;
  putI32(FREE, component * 2, wholeStep(end0));
  putI32(FREE, component * 2 + 1, wholeStep(end0 + reach));
}

/** Error of a component with decoded ends. */
function errorRef(kind: i32, partition: i32, component: i32, count: f32, ends: usize): f32 {
  const fit = fitRef(partition, component);
  const end0 = i32At(ends, component * 2);
  const end1 = i32At(ends, component * 2 + 1);
  const start: f32 = <f32>((end0 - 128) << 6) - fit.mean;
  const slope: f32 = <f32>(end1 - end0);
  const expected: f32 = fit.w * fit.mean;
  const offCentre: f32 = fit.wx - expected;
  const moved: f32 = start * fit.w;
  const across: f32 = offCentre - moved;
  const twice: f32 = across + across;
  const steep: f32 = slope * fit.ww;
  const line: f32 = steep - twice;
  const squared: f32 = start * start;
  const shifted: f32 = squared * count;
  const tilted: f32 = slope * line;
  const all: f32 = tilted + shifted;
  const weighed: f32 = all * significanceRef(kind, component);
  return fit.own + weighed;
}

/** Σ of the errors of all components. */
function errorOfAll(kind: i32, partition: i32, count: f32, ends: usize): f32 {
  let error: f32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (isStored(kind, component)) error += errorRef(kind, partition, component, count, ends);
  }
  return error;
}

/**
 * Ends of a partition.
 *
 * @param count  its texels
 * @param isAlone  ends may change places
 * @returns the error
 */
export function fitEndsRef(kind: i32, partition: i32, count: f32, config: Config, isAlone: bool): f32 {
  const decoded = DECODED + <usize>partition * ENDS_BYTES;
  const colorLevel: i32 = config.colorLevel;
  const inverseCount: f32 = 1 / count;
  for (let component: i32 = 0; component < 4; component++) {
    if (isStored(kind, component)) solveRef(fitRef(partition, component), component, inverseCount);
  }
  if (hasColorRef(kind) && config.ends == ENDS_SCALE) return takeScaleRef(kind, partition, count, colorLevel);
  if (hasColorRef(kind) && config.ends == ENDS_GREY) return takeGreyRef(kind, partition, count, colorLevel);
  for (let end: i32 = 0; end < 8; end++) putI32(decoded, end, nearestUvalue(colorLevel, i32At(FREE, end)));
  if (hasColorRef(kind) && !isAlone && sumOfEnd(decoded, 1) < sumOfEnd(decoded, 0)) {
    for (let component: i32 = 0; component < 4; component++) {
      putI32(decoded, component * 2, i32At(decoded, component * 2 + 1));
    }
  }
  memory.copy(INTEGERS + <usize>partition * ENDS_BYTES, decoded, ENDS_BYTES);
  putI32(MODES, partition, MODE_DIRECT);
  let error = errorOfAll(kind, partition, count, decoded);
  if (hasColorRef(kind)) error = tryBlueRef(kind, partition, count, colorLevel, error);
  if (isAlone && (hasColorRef(kind) || hasAlphaRef(kind))) error = tryOffsetRef(kind, partition, count, colorLevel, error);
  return error;
}

/** What is on trial is taken. */
function take(partition: i32, mode: i32): void {
  memory.copy(INTEGERS + <usize>partition * ENDS_BYTES, TRIED_INTEGERS, ENDS_BYTES);
  memory.copy(DECODED + <usize>partition * ENDS_BYTES, TRIED_DECODED, ENDS_BYTES);
  putI32(MODES, partition, mode);
}

/** Red and green of both ends as 2x − blue; false where one does not fit. */
function contract(colorLevel: i32): bool {
  for (let end: i32 = 0; end < 2; end++) {
    for (let component: i32 = 0; component < 2; component++) {
      const wanted = 2 * i32At(FREE, component * 2 + end) - i32At(FREE, 4 + end);
      if (wanted < 0 || wanted > 255) return false;
      const stored = nearestUvalue(colorLevel, wanted);
      putI32(TRIED_INTEGERS, component * 2 + end, stored);
      putI32(TRIED_DECODED, component * 2 + end, (stored + i32At(TRIED_DECODED, 4 + end)) >> 1);
    }
  }
  return true;
}

function tryBlueRef(kind: i32, partition: i32, count: f32, colorLevel: i32, error: f32): f32 {
  memory.copy(TRIED_INTEGERS, INTEGERS + <usize>partition * ENDS_BYTES, ENDS_BYTES);
  memory.copy(TRIED_DECODED, DECODED + <usize>partition * ENDS_BYTES, ENDS_BYTES);
  if (!contract(colorLevel)) return error;
  let tried = errorRef(kind, partition, 2, count, TRIED_DECODED);
  if (hasAlphaRef(kind)) tried += errorRef(kind, partition, 3, count, TRIED_DECODED);
  tried += errorRef(kind, partition, 0, count, TRIED_DECODED);
  tried += errorRef(kind, partition, 1, count, TRIED_DECODED);
  // The decoder knows contracted ends by their falling sum, so they are stored turned round.
  if (sumOfEnd(TRIED_INTEGERS, 1) <= sumOfEnd(TRIED_INTEGERS, 0) || !(tried < error)) return error;
  take(partition, MODE_BLUE);
  return tried;
}

/** Base and offset of a component to what is on trial; false where a decoder would read them otherwise. */
function offsetEnds(colorLevel: i32, component: i32): bool {
  const free0 = i32At(FREE, component * 2);
  const free1 = i32At(FREE, component * 2 + 1);
  const top = free0 & 0x80;
  if (free1 - free0 < -36 || free1 - free0 > 36) return false;
  const storedBase = nearestUvalue(colorLevel, (free0 << 1) & 0xff);
  const base = (storedBase >> 1) | top;
  const wanted = max(-32, min(31, free1 - base));
  const storedOffset = nearestUvalue(colorLevel, ((wanted << 1) & 0x7e) | top);
  if ((storedOffset & 0x80) != (base & 0x80)) return false;
  const bits = (storedOffset >> 1) & 0x3f;
  const offset = bits >= 32 ? bits - 64 : bits;
  putI32(TRIED_INTEGERS, component * 2, storedBase);
  putI32(TRIED_INTEGERS, component * 2 + 1, storedOffset);
  putI32(TRIED_DECODED, component * 2, base);
  putI32(TRIED_DECODED, component * 2 + 1, max(0, min(255, base + offset)));
  rise += component < 3 ? offset : 0;
  return true;
}

/** Σ of the color offsets on trial. */
let rise: i32 = 0;

function tryOffsetRef(kind: i32, partition: i32, count: f32, colorLevel: i32, error: f32): f32 {
  let tried: f32 = 0;
  rise = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    if (!offsetEnds(colorLevel, component)) return error;
    tried += errorRef(kind, partition, component, count, TRIED_DECODED);
  }
  if ((hasColorRef(kind) && rise < 0) || !(tried < error)) return error;
  take(partition, MODE_OFFSET);
  return tried;
}

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

/** Integers and decoded ends of a component to what is on trial. */
function tryEnds(component: i32, stored0: i32, stored1: i32, decoded0: i32, decoded1: i32): void {
  putI32(TRIED_INTEGERS, component * 2, stored0);
  putI32(TRIED_INTEGERS, component * 2 + 1, stored1);
  putI32(TRIED_DECODED, component * 2, decoded0);
  putI32(TRIED_DECODED, component * 2 + 1, decoded1);
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

function takeScaleRef(kind: i32, partition: i32, count: f32, colorLevel: i32): f32 {
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

function takeGreyRef(kind: i32, partition: i32, count: f32, colorLevel: i32): f32 {
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
