/** Twin of ends: fits → integers of the endpoints, each endpoint mode in turn. */
import { effort } from '../../../astc-search/lanes/effort';
import { Config, ENDS_GREY, ENDS_SCALE } from '../../../astc-search/lanes/lane-tables';
import { pseudoMax, pseudoMin } from '../../lanes.ref';
import { tryBlueRef, tryOffsetRef } from './ends-modes.ref';
import { takeGreyRef, takeScaleRef } from './fewer-ends.ref';
import { hasAlphaRef, hasColorRef, i32At, isStored, putI32 } from './group.ref';
import { FitRef, fitRef } from './least-squares.ref';
import { DECODED, ENDS_BYTES, FREE, errorOfAll, nearestUvalue, sumOfEnd, takeDirect } from './trial-ends.ref';

/** A value in 1/64 about 128 in whole steps 0..255. */
function wholeStep(value: f32): i32 {
  const scaled: f32 = value * (1.0 / 64);
  const steps: f32 = scaled + 128;
  return <i32>nearest<f32>(pseudoMin(pseudoMax(steps, 0), 255));
}

function solveRef(fit: FitRef, component: i32, inverseCount: f32): void {
  const meanWeight: f32 = fit.w * inverseCount;
  const squared: f32 = fit.w * meanWeight;
  const spread: f32 = fit.ww - squared;
  const slope: f32 = fit.across / pseudoMax(spread, 0.0625);
  const offset: f32 = slope * meanWeight;
  const end0: f32 = fit.mean - offset;
  const reach: f32 = slope * 64;
  putI32(FREE, component * 2, wholeStep(end0));
  putI32(FREE, component * 2 + 1, wholeStep(end0 + reach));
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
  takeDirect(partition);
  let error = errorOfAll(kind, partition, count, decoded);
  if (hasColorRef(kind)) error = tryBlueRef(kind, partition, count, colorLevel, error);
  if (isAlone && (hasColorRef(kind) || hasAlphaRef(kind)) && effort().offsets != 0)
    error = tryOffsetRef(kind, partition, count, colorLevel, error);
  return error;
}
