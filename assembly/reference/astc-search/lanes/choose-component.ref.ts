/** Which component has the second plane, and what the line of the others is like. */
import { pseudoMax } from '../../lanes.ref';
import { STATISTICS, STATISTICS_BYTES, f32At, hasAlphaRef, hasColorRef, productOf, putF32 } from './group.ref';
import { fitLineRef } from './line.ref';

/** f32[14]: statistics without the component of the second plane. */
export const REST: usize = memory.data(56, 16);
/** f32[4]: a line that only its error is wanted of. */
const TRIED_AXIS: usize = memory.data(16, 16);
/** What the better line of two components leaves. */
function leftOfTwoRef(x: i32, y: i32): f32 {
  const xx = f32At(STATISTICS, productOf(x, x));
  const yy = f32At(STATISTICS, productOf(y, y));
  const xy = f32At(STATISTICS, productOf(x, y));
  const sum: f32 = xx + yy;
  const half: f32 = sum * 0.5;
  const apart: f32 = xx - yy;
  const difference: f32 = apart * 0.5;
  const squared: f32 = difference * difference;
  const crossed: f32 = xy * xy;
  const root: f32 = sqrt<f32>(squared + crossed);
  return pseudoMax(half - root, 0);
}

/** Statistics without a component to REST. */
export function dropComponentRef(component: i32): void {
  memory.copy(REST, STATISTICS, STATISTICS_BYTES);
  for (let other: i32 = 0; other < 4; other++) putF32(REST, productOf(component, other), 0);
}

/** The component without which the line of the others leaves least. */
export function chooseComponentRef(kind: i32): i32 {
  if (!hasColorRef(kind)) return 3;
  if (!hasAlphaRef(kind)) {
    const gb = leftOfTwoRef(1, 2);
    const rb = leftOfTwoRef(0, 2);
    const rg = leftOfTwoRef(0, 1);
    if (rb < gb && rb <= rg) return 1;
    return rg < gb ? 2 : 0;
  }
  let chosen: i32 = 0;
  let least: f32 = 1e30;
  for (let component: i32 = 0; component < 4; component++) {
    dropComponentRef(component);
    const left = fitLineRef(kind, REST, TRIED_AXIS, 2);
    if (left < least) {
      least = left;
      chosen = component;
    }
  }
  return chosen;
}
