/** Ends on their way: free ones, those on trial, those that are taken, and what they cost. */
import { COLOR_NEAREST } from '../../../astc/quant';
import { MODE_DIRECT } from '../../../astc-search/lanes/ends';
import { i32At, isStored, putI32 } from './group.ref';
import { fitRef } from './least-squares.ref';
import { significanceRef } from './weighing.ref';

/** i32[component][2] of both ends, by partition. */
export const ENDS_BYTES: usize = 32;
export const FREE: usize = memory.data(32, 16);
export const INTEGERS: usize = memory.data(64, 16);
export const DECODED: usize = memory.data(64, 16);
export const TRIED_INTEGERS: usize = memory.data(32, 16);
export const TRIED_DECODED: usize = memory.data(32, 16);
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
export function sumOfEnd(ends: usize, end: i32): i32 {
  return i32At(ends, end) + i32At(ends, 2 + end) + i32At(ends, 4 + end);
}

export function nearestUvalue(colorLevel: i32, value: i32): i32 {
  return load<u8>(COLOR_NEAREST + ((<usize>colorLevel) << 8) + <usize>value);
}

/** Error of a component with decoded ends. */
export function errorRef(kind: i32, partition: i32, component: i32, count: f32, ends: usize): f32 {
  const fit = fitRef(partition, component);
  const end0 = i32At(ends, component * 2);
  const end1 = i32At(ends, component * 2 + 1);
  const start: f32 = <f32>((end0 - 128) << 6) - fit.mean;
  const slope: f32 = <f32>(end1 - end0);
  const moved: f32 = start * fit.w;
  const across: f32 = fit.across - moved;
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

/** Error of a partition with the ends of DECODED. */
export function endsErrorRef(kind: i32, partition: i32, count: f32): f32 {
  const ends = DECODED + <usize>partition * ENDS_BYTES;
  let error: f32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (isStored(kind, component)) error = error + errorRef(kind, partition, component, count, ends);
  }
  return error;
}

/** Σ of the errors of all components. */
export function errorOfAll(kind: i32, partition: i32, count: f32, ends: usize): f32 {
  let error: f32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (isStored(kind, component)) error += errorRef(kind, partition, component, count, ends);
  }
  return error;
}

/** Integers and decoded ends of a component to what is on trial. */
export function tryEnds(component: i32, stored0: i32, stored1: i32, decoded0: i32, decoded1: i32): void {
  putI32(TRIED_INTEGERS, component * 2, stored0);
  putI32(TRIED_INTEGERS, component * 2 + 1, stored1);
  putI32(TRIED_DECODED, component * 2, decoded0);
  putI32(TRIED_DECODED, component * 2 + 1, decoded1);
}

/** What is on trial is taken. */
export function take(partition: i32, mode: i32): void {
  memory.copy(INTEGERS + <usize>partition * ENDS_BYTES, TRIED_INTEGERS, ENDS_BYTES);
  memory.copy(DECODED + <usize>partition * ENDS_BYTES, TRIED_DECODED, ENDS_BYTES);
  putI32(MODES, partition, mode);
}

/** The integers are what they decode to. */
export function takeDirect(partition: i32): void {
  memory.copy(INTEGERS + <usize>partition * ENDS_BYTES, DECODED + <usize>partition * ENDS_BYTES, ENDS_BYTES);
  putI32(MODES, partition, MODE_DIRECT);
}
