/** Twin of dual: one partition with two planes. */
import { KIND_GREY, KIND_RGB } from '../../../astc-search/lanes/band';
import { effort, isTried } from '../../../astc-search/lanes/effort';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import { CHOICES_MAX, CLASS_DUAL, LaneClass, LaneTables, laneClass } from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { pseudoMax } from '../../lanes.ref';
import { chooseGridsRef, predictionRef } from './choose-grid.ref';
import { decimateRef } from './decimate.ref';
import {
  addPenaltiesRef,
  clearPenaltiesRef,
  forbidOtherEnds,
  leftOfColorsRef,
  settlePenaltiesRef,
} from './ends-kinds.ref';
import { fitEndsRef } from './ends.ref';
import { addEnergiesRef, clearEnergiesRef } from './energies.ref';
import {
  AXES,
  PLANE2,
  POSITIONS,
  PREDICTED,
  REALIGNED,
  SLOT_PLANE,
  STATISTICS,
  STATISTICS_BYTES,
  f32At,
  hasAlphaRef,
  hasColorRef,
  productOf,
  putF32,
  putI32,
} from './group.ref';
import { infillPairsRef } from './infill-pairs.ref';
import { fitPartitionRef } from './least-squares.ref';
import { pickConfigRef, quantizePlaneRef } from './levels.ref';
import { fitLineRef } from './line.ref';
import { addNoisesRef, clearNoisesRef } from './noise.ref';
import { foundRef, offerRef } from './offer.ref';
import { measureSpanRef, projectTexelsRef, scalePositionsRef, takeComponentRef } from './positions.ref';
import { realignRef } from './realign.ref';
import { choiceAt, gatherWholeRef, topRank, worthOfSpan } from './single.ref';
import { positionWorthRef, significanceRef } from './weighing.ref';

/** f32[14]: statistics without the component of the second plane. */
const REST: usize = memory.data(56, 16);
/** f32[4]: a line that only its error is wanted of. */
const TRIED_AXIS: usize = memory.data(16, 16);
/** Squared 1/64 steps of a squared step. */
const UNITS: f32 = 4096;

/** Whether the block is still far off, and not for lack of weights alone. */
export function isFarOff(lanes: LaneTables, from: f32, share: f32): bool {
  if (!isTried(from)) return false;
  const found = foundRef();
  const scaled: f32 = from * UNITS;
  const all: f32 = scaled * <f32>lanes.texelCount;
  const limit: f32 = all / 16;
  return found.error > limit && !(found.lineError < share * found.error);
}

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
function dropComponentRef(component: i32): void {
  memory.copy(REST, STATISTICS, STATISTICS_BYTES);
  for (let other: i32 = 0; other < 4; other++) putF32(REST, productOf(component, other), 0);
}

/** The component without which the line of the others leaves least. */
function chooseComponentRef(kind: i32): i32 {
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

export function searchDualRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  if (kind == KIND_GREY || !isFarOff(lanes, effort().dualFrom, effort().dualShare)) return;
  const group = laneClass(lanes, CLASS_DUAL, kind);
  if (group.choiceCount == 0) return;
  gatherWholeRef(lanes, kind);
  const second = chooseComponentRef(kind);
  dropComponentRef(second);
  for (let component: i32 = 0; component < 4; component++) putI32(PLANE2, component, component == second ? 1 : 0);
  const left = fitLineRef(kind, REST, AXES, <i32>effort().lineSteps);
  projectTexelsRef(lanes, kind, AXES);
  measureSpanRef(lanes, POSITIONS);
  scalePositionsRef(lanes, POSITIONS, PREDICTED);
  const worth = worthOfSpan(positionWorthRef(kind));
  takeComponentRef(lanes, second, POSITIONS + SLOT_PLANE);
  measureSpanRef(lanes, POSITIONS + SLOT_PLANE);
  scalePositionsRef(lanes, POSITIONS + SLOT_PLANE, PREDICTED + SLOT_PLANE);
  const worth2 = worthOfSpan(significanceRef(kind, second));
  predictDual(lanes, kind, group, second, worth, worth2);
  const prediction = predictionRef();
  const promised: f32 = foundRef().error * effort().tau;
  const limit: f32 = promised - left;
  const next: f32 = prediction.nextCost + left;
  const best: f32 = prediction.bestCost + left;
  const isNextTried = prediction.nextCost <= limit && next <= best * effort().secondGrid;
  if (prediction.bestCost > limit) return;
  tryDualRef(tables, lanes, kind, group, prediction.best, second, worth, worth2);
  if (isNextTried) tryDualRef(tables, lanes, kind, group, prediction.next, second, worth, worth2);
}

function predictDual(lanes: LaneTables, kind: i32, group: LaneClass, second: i32, worth: f32, worth2: f32): void {
  clearPenaltiesRef();
  if (hasColorRef(kind) && hasAlphaRef(kind)) {
    const count = <f32>lanes.texelCount;
    addPenaltiesRef(kind, STATISTICS, count, leftOfColorsRef(kind, STATISTICS, 0));
  }
  // Other ends than plain ones only beside a plane of alpha's own.
  if (second != 3) forbidOtherEnds();
  settlePenaltiesRef(kind, group.colorCostMax);
  clearNoisesRef();
  addNoisesRef(lanes, PREDICTED, worth);
  addNoisesRef(lanes, PREDICTED + SLOT_PLANE, worth2);
  clearEnergiesRef();
  addEnergiesRef(lanes, PREDICTED, worth);
  addEnergiesRef(lanes, PREDICTED + SLOT_PLANE, worth2);
  chooseGridsRef(lanes, group, worth + worth2);
}

function tryDualRef(
  tables: FootprintTables,
  lanes: LaneTables,
  kind: i32,
  group: LaneClass,
  index: i32,
  second: i32,
  worth: f32,
  worth2: f32,
): void {
  const choice = choiceAt(group, index);
  const grid = changetype<LaneGrid>(choice.grid);
  const order = <u32>(CLASS_DUAL * CHOICES_MAX + index);
  decimateRef(lanes, grid, PREDICTED, 0);
  decimateRef(lanes, grid, PREDICTED + SLOT_PLANE, 1);
  const config = pickConfigRef(choice, grid.weightCount, 2, worth, worth2);
  for (let round: i32 = 0; round <= <i32>effort().dualRounds; round++) {
    for (let plane: i32 = 0; plane < 2; plane++) {
      if (round > 0) {
        realignRef(lanes, kind, plane);
        decimateRef(lanes, grid, REALIGNED + <usize>plane * SLOT_PLANE, plane);
      }
      quantizePlaneRef(config, grid.weightCount, plane);
      infillPairsRef(tables, grid, plane);
    }
    fitPartitionRef(lanes, kind, -1);
    const error = fitEndsRef(kind, 0, <f32>lanes.texelCount, config, true);
    offerRef(kind, error, order, config, grid.weightCount, topRank(config), second, 1, 0, 0);
  }
}
