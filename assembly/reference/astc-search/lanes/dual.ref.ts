/** Twin of dual: one partition with two planes. */
import { KIND_GREY } from '../../../astc-search/lanes/band';
import { effort, isTried } from '../../../astc-search/lanes/effort';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import { CHOICES_MAX, CLASS_DUAL, LaneClass, LaneTables, laneClass } from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { REST, chooseComponentRef, dropComponentRef } from './choose-component.ref';
import { chooseGridsRef, chosenRef, promisingRef } from './choose-grid.ref';
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
  hasAlphaRef,
  hasColorRef,
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

/** Squared 1/64 steps of a squared step. */
const UNITS: f32 = 4096;

/** Whether the block is still far off, and has hope; `isParted`: of partitions, which spare weights too. */
export function isFarOff(lanes: LaneTables, from: f32, share: f32, isParted: bool): bool {
  if (!isTried(from)) return false;
  const found = foundRef();
  const scaled: f32 = from * UNITS;
  const all: f32 = scaled * <f32>lanes.texelCount;
  const limit: f32 = all / 16;
  if (!(found.error > limit)) return false;
  const missed: f32 = max<f32>(0, found.error - found.lineError);
  const rest: f32 = isParted ? missed * found.partedShare : 0;
  const hoped: f32 = found.lineError + rest;
  return !(hoped < share * found.error);
}

export function searchDualRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  if (kind == KIND_GREY || !isFarOff(lanes, effort().dualFrom, effort().dualShare, false)) return;
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
    tryDualRef(tables, lanes, kind, group, chosenRef(place), second, worth, worth2);
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
