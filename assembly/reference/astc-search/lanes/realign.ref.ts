/** Twin of realign: decoded ends → the weights that suit them best. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { mulRoundQ15, nearest16, pseudoMax, saturate16, wrap16 } from '../../lanes.ref';
import { decodedRef } from './trial-ends.ref';
import { PLANE2, REALIGNED, SLOT_PLANE, f32At, i32At, isStored, putF32, putI16, putI32 } from './group.ref';
import { COEFFICIENTS, positionIn, scaledPosition, setSpanRef } from './positions.ref';
import { positionScaleRef, rootRef } from './weighing.ref';

/** f32[4]: the line between the ends, by √significance. */
const EXTENTS: usize = memory.data(16, 16);

/** Weights of a plane to REALIGNED, by the ends of a partition; with one plane no component is in the second. */
export function realignRef(lanes: LaneTables, kind: i32, partition: i32, plane: i32): void {
  const length = measureExtents(kind, partition, plane);
  const numerator: f32 = 32767 * positionScaleRef(kind);
  const unit: f32 = numerator / pseudoMax(length, 0.5);
  let lowest: i32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const weighed: f32 = f32At(EXTENTS, component) * rootRef(kind, component);
    const coefficient = nearest16(weighed * unit);
    putI32(COEFFICIENTS, component, coefficient);
    lowest += mulRoundQ15(wrap16((decodedRef(partition, component, 0) - 128) << 6), coefficient);
  }
  lowest = wrap16(lowest);
  const scale: f32 = 64 * positionScaleRef(kind);
  const range = <i32>nearest<f32>(length * scale);
  setSpanRef(0, range);
  for (let slot: i32 = 0; slot < lanes.pairCount * 2; slot++) {
    const distance = saturate16(positionIn(kind, slot) - lowest);
    const position = min(max(distance, 0), wrap16(range));
    putI16(REALIGNED + <usize>plane * SLOT_PLANE, slot, scaledPosition(position));
  }
}

/** EXTENTS of the components of a plane, 0 of the others; returns how long the line is. */
function measureExtents(kind: i32, partition: i32, plane: i32): f32 {
  let length: f32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const extent: f32 =
      i32At(PLANE2, component) == plane
        ? <f32>(decodedRef(partition, component, 1) - decodedRef(partition, component, 0))
        : 0;
    const scaled: f32 = extent * rootRef(kind, component);
    putF32(EXTENTS, component, scaled);
    const squared: f32 = scaled * scaled;
    length = length + squared;
  }
  return sqrt<f32>(length);
}
