/** Ends contracted towards blue, and ends as base and offset. */
import { MODE_BLUE, MODE_OFFSET } from '../../../astc-search/lanes/ends';
import { hasAlphaRef, hasColorRef, i32At, isStored, putI32 } from './group.ref';
import {
  DECODED,
  ENDS_BYTES,
  FREE,
  INTEGERS,
  TRIED_DECODED,
  TRIED_INTEGERS,
  errorRef,
  nearestUvalue,
  sumOfEnd,
  take,
  tryEnds,
} from './trial-ends.ref';

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

export function tryBlueRef(kind: i32, partition: i32, count: f32, colorLevel: i32, error: f32): f32 {
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
  tryEnds(component, storedBase, storedOffset, base, max(0, min(255, base + offset)));
  rise += component < 3 ? offset : 0;
  return true;
}

/** Σ of the color offsets on trial. */
let rise: i32 = 0;

export function tryOffsetRef(kind: i32, partition: i32, count: f32, colorLevel: i32, error: f32): f32 {
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
