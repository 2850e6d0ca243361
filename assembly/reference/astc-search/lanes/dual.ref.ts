/** Twin of dual: one partition with two planes. */
import { KIND_GREY, KIND_RGB } from '../../../astc-search/lanes/band';
import { effort, isTried } from '../../../astc-search/lanes/effort';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import {
  CHOICES_MAX,
  CLASS_DUAL,
  LaneClass,
  LaneTables,
  choiceAt,
  laneClass,
} from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { REST, chooseComponentRef, dropComponentRef } from './choose-component.ref';
import { chooseGridsRef, chosenRef, predictedConfigRef, promisingRef } from './choose-grid.ref';
import { decimateRef } from './decimate.ref';
import {
  addPenaltiesRef,
  clearPenaltiesRef,
  forbidOtherEnds,
  leftOfColorsRef,
  settlePenaltiesRef,
} from './ends-kinds.ref';
import { addEnergiesRef, clearEnergiesRef } from './energies.ref';
import {
  AXES,
  PLANE2,
  POSITIONS,
  PREDICTED,
  SLOT_PLANE,
  STATISTICS,
  hasAlphaRef,
  hasColorRef,
  putI32,
} from './group.ref';
import { fitLineRef } from './line.ref';
import { addNoisesRef, clearNoisesRef } from './noise.ref';
import { foundRef } from './offer.ref';
import { measureSpanRef, projectTexelsRef, scalePositionsRef, takeComponentRef } from './positions.ref';
import { gatherWholeRef, worthOfSpan } from './single.ref';
import { tryLevelsRef, tryWeightsRef } from './trial.ref';
import { positionWorthRef, significanceRef } from './weighing.ref';

/** Squared 1/64 steps of a squared step. */
const UNITS: f32 = 4096;

/** Whether the block is still far off, and has hope; `isParted`: of partitions, which spare weights too. */
export function isFarOff(lanes: LaneTables, from: f32, share: f32, isParted: bool): bool {
  if (!isTried(from)) return false;
  const found = foundRef();
  const scaled: f32 = from * UNITS;
  const texels = <f32>lanes.texelCount;
  const limit: f32 = scaled * ((texels * texels) / 256);
  const missed: f32 = max<f32>(0, found.error - found.lineError);
  const rest: f32 = isParted ? missed * found.partedShare : 0;
  const least: f32 = share * found.error;
  // Of blocks in two heaps a quarter is enough.
  if (!(found.error > (rest >= least ? limit * 0.25 : limit))) return false;
  const hoped: f32 = found.lineError + rest;
  return !(hoped < least);
}

/** Share of the squared range of opaque colors that two planes leave. */
function leftAnyway(lanes: LaneTables): f32 {
  const texels = <f32>lanes.texelCount;
  const share: f32 = 0.0003 * texels;
  return share * <f32>sqrt<f32>(texels);
}

export function searchDualRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  if (kind == KIND_GREY || !isFarOff(lanes, effort().dualFrom, effort().dualShare, false)) return;
  if (kind == KIND_RGB && foundRef().error < foundRef().worth * leftAnyway(lanes)) return;
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
  const limit: f32 = foundRef().error * effort().tau;
  const count = promisingRef(left, limit);
  for (let place: i32 = 0; place < count; place++) {
    const index = chosenRef(place);
    const choice = choiceAt(group, index);
    const grid = changetype<LaneGrid>(choice.grid);
    decimateRef(lanes, grid, PREDICTED, 0);
    decimateRef(lanes, grid, PREDICTED + SLOT_PLANE, 1);
    const order = <u32>(CLASS_DUAL * CHOICES_MAX + index);
    if (effort().levels == 0) {
      tryWeightsRef(tables, lanes, kind, CLASS_DUAL, grid, order, predictedConfigRef(place), false);
      continue;
    }
    tryLevelsRef(tables, lanes, kind, CLASS_DUAL, choice, order, worth, worth2, <i32>effort().levels, false);
  }
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
