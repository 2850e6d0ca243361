/** Twin of single: one partition with one plane. */
import { effort, isTried } from '../../../astc-search/lanes/effort';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import {
  CHOICES_MAX,
  CLASS_SINGLE,
  LaneClass,
  LaneTables,
  choiceAt,
  laneClass,
} from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { noteAlongRef } from './along.ref';
import { chooseGridsRef, chosenRef, predictedConfigRef, promisingRef } from './choose-grid.ref';
import { decimateRef } from './decimate.ref';
import { addPenaltiesRef, clearPenaltiesRef, leftOfColorsRef, settlePenaltiesRef } from './ends-kinds.ref';
import { addEnergiesRef, clearEnergiesRef } from './energies.ref';
import { AXES, PLANE2, POSITIONS, PREDICTED, STATISTICS, hasColorRef } from './group.ref';
import { fitLineRef } from './line.ref';
import { addNoisesRef, clearNoisesRef } from './noise.ref';
import { foundRef } from './offer.ref';
import { partedShareRef } from './parting.ref';
import { measureSpanRef, projectTexelsRef, scalePositionsRef, spanRef } from './positions.ref';
import { EVERY_TEXEL, WHOLE_SUMS, gatherStatisticsRef, sumTexelsRef } from './statistics.ref';
import { tryLevelsRef, tryWeightsRef } from './trial.ref';
import { positionWorthRef } from './weighing.ref';

/** Squared range of the positions of a plane, `significance` each. */
export function worthOfSpan(significance: f32): f32 {
  const range = <f32>spanRef().range;
  const squared: f32 = range * range;
  return squared * significance;
}

/** Statistics of the whole block. */
export function gatherWholeRef(lanes: LaneTables, kind: i32): void {
  sumTexelsRef(lanes, kind, EVERY_TEXEL, WHOLE_SUMS);
  gatherStatisticsRef(kind, WHOLE_SUMS, 1 / <f32>lanes.texelCount, STATISTICS);
}

/** The line, PREDICTED and penalties; returns the squared range. */
export function measureSingleRef(lanes: LaneTables, kind: i32, group: LaneClass): f32 {
  memory.fill(PLANE2, 0, 16);
  gatherWholeRef(lanes, kind);
  const left = fitLineRef(kind, STATISTICS, AXES, <i32>effort().lineSteps);
  projectTexelsRef(lanes, kind, AXES);
  measureSpanRef(lanes, POSITIONS);
  scalePositionsRef(lanes, POSITIONS, PREDICTED);
  clearPenaltiesRef();
  if (hasColorRef(kind)) {
    addPenaltiesRef(kind, STATISTICS, <f32>lanes.texelCount, leftOfColorsRef(kind, STATISTICS, left));
  }
  settlePenaltiesRef(kind, group.colorCostMax);
  foundRef().lineError = left;
  return worthOfSpan(positionWorthRef(kind));
}

export function predictSingleRef(lanes: LaneTables, kind: i32, group: LaneClass, worth: f32, without: i32): void {
  if (effort().levels == 0) noteAlongRef(kind);
  clearNoisesRef();
  addNoisesRef(lanes, PREDICTED, worth);
  clearEnergiesRef();
  addEnergiesRef(lanes, PREDICTED, worth);
  chooseGridsRef(lanes, group, worth, without);
}

/** Tries a place among the best grids. */
export function tryPlaceRef(tables: FootprintTables, lanes: LaneTables, kind: i32, place: i32, worth: f32): void {
  if (effort().levels > 0) {
    trySingleRef(tables, lanes, kind, chosenRef(place), worth, effort().levels, false);
    return;
  }
  const index = chosenRef(place);
  const grid = changetype<LaneGrid>(choiceAt(laneClass(lanes, CLASS_SINGLE, kind), index).grid);
  decimateRef(lanes, grid, PREDICTED, 0);
  const order = <u32>(CLASS_SINGLE * CHOICES_MAX + index);
  tryWeightsRef(tables, lanes, kind, CLASS_SINGLE, grid, order, predictedConfigRef(place), false, true);
}

function trySingleRef(
  tables: FootprintTables,
  lanes: LaneTables,
  kind: i32,
  index: i32,
  worth: f32,
  levels: f32,
  isAligned: bool,
): void {
  const choice = choiceAt(laneClass(lanes, CLASS_SINGLE, kind), index);
  decimateRef(lanes, changetype<LaneGrid>(choice.grid), PREDICTED, 0);
  const order = <u32>(CLASS_SINGLE * CHOICES_MAX + index);
  tryLevelsRef(tables, lanes, kind, CLASS_SINGLE, choice, order, worth, worth, <i32>levels, isAligned);
}

export function searchSingleRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  const group = laneClass(lanes, CLASS_SINGLE, kind);
  const worth = measureSingleRef(lanes, kind, group);
  foundRef().worth = worth;
  foundRef().partedShare = isTried(effort().twoFrom) ? partedShareRef(lanes, kind, PREDICTED) : 0;
  if (group.plain >= 0) {
    trySingleRef(tables, lanes, kind, group.plain, worth, effort().plainLevels, effort().singleRounds > 0);
    return;
  }
  predictSingleRef(lanes, kind, group, worth, -1);
  const count = promisingRef(0, 1e30);
  for (let place: i32 = 0; place < count; place++) {
    tryPlaceRef(tables, lanes, kind, place, worth);
  }
}
