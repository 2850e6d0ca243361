/** Twin of positions: texels → where they lie along a line → weights between its ends. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { blockState } from '../../../astc-search/block/block-state';
import { mulRoundQ15, nearest16, pseudoMin, wrap16 } from '../../lanes.ref';
import { POSITIONS, f32At, i16At, i32At, isStored, putI16, putI32, texelIn } from './group.ref';
import { positionScaleRef, rootRef } from './weighing.ref';

/** From positions to Q14: the lowest one, 2ᵏ and a factor; the range they came from. */
@unmanaged
export class SpanRef {
  lowest: i32;
  power: i32;
  factor: i32;
  range: i32;
}

const SPAN: usize = memory.data(16, 16);

export function spanRef(): SpanRef {
  return changetype<SpanRef>(SPAN);
}

export function setSpanRef(lowest: i32, range: i32): void {
  const span = spanRef();
  let power: f32 = 16384;
  for (let size = max(range, 1); size > 1; size >>= 1) power *= 0.5;
  const scaled: f32 = <f32>max(range, 1) * power;
  const factor: f32 = 536870912 / scaled;
  span.lowest = lowest;
  span.power = nearest16(power);
  span.factor = nearest16(pseudoMin(factor, 32767));
  span.range = range;
}

/** i32[4]: what a component adds to a position, Q15. */
export const COEFFICIENTS: usize = memory.data(16, 16);

/** Position of the texel in a slot by COEFFICIENTS. */
export function positionIn(kind: i32, slot: i32): i32 {
  let sum: i32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (isStored(kind, component)) sum += mulRoundQ15(texelIn(slot, component), i32At(COEFFICIENTS, component));
  }
  return wrap16(sum);
}

/** Positions along a line to plane 0; empty slots repeat their neighbour. */
export function projectTexelsRef(lanes: LaneTables, kind: i32, axis: usize): void {
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const weighed: f32 = rootRef(kind, component) * positionScaleRef(kind);
    const scale: f32 = weighed * 32767;
    putI32(COEFFICIENTS, component, nearest16(f32At(axis, component) * scale));
  }
  for (let slot: i32 = 0; slot < lanes.pairCount * 2; slot++) putI16(POSITIONS, slot, positionIn(kind, slot));
  repeatNeighbours(POSITIONS);
}

/** Positions of a component to a plane; empty slots repeat their neighbour. */
export function takeComponentRef(lanes: LaneTables, component: i32, positions: usize): void {
  for (let slot: i32 = 0; slot < lanes.pairCount * 2; slot++) putI16(positions, slot, texelIn(slot, component));
  repeatNeighbours(positions);
}

function repeatNeighbours(positions: usize): void {
  const state = blockState();
  if ((state.width & 1) == 0) return;
  for (let y: i32 = 0; y < state.height; y++) {
    const empty = y * (state.width + 1) + state.width;
    putI16(positions, empty, i16At(positions, empty - 1));
  }
}

/** Span of the positions of a plane. */
export function measureSpanRef(lanes: LaneTables, positions: usize): void {
  let lowest: i32 = 32767;
  let highest: i32 = -32768;
  for (let slot: i32 = 0; slot < lanes.pairCount * 2; slot++) {
    lowest = min(lowest, i16At(positions, slot));
    highest = max(highest, i16At(positions, slot));
  }
  setSpanRef(lowest, highest - lowest);
}

/** Weight of a position, Q14. */
export function scaledPosition(position: i32): i32 {
  const span = spanRef();
  return mulRoundQ15(wrap16((position - span.lowest) * span.power), span.factor);
}

/** Positions of a plane → weights. */
export function scalePositionsRef(lanes: LaneTables, positions: usize, out: usize): void {
  for (let slot: i32 = 0; slot < lanes.pairCount * 2; slot++) {
    putI16(out, slot, scaledPosition(i16At(positions, slot)));
  }
}
