/** Twin of single: one partition with one plane. */
import { effort, isTried } from '../../../astc-search/lanes/effort';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import {
  CHOICES_MAX,
  CHOICE_BYTES,
  CLASS_SINGLE,
  GridChoice,
  LaneClass,
  LaneTables,
  laneClass,
} from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { LEVEL_COUNTS } from '../../../astc/quant';
import { Config } from '../../../astc-search/lanes/lane-tables';
import { chooseGridsRef, chosenRef, promisingRef } from './choose-grid.ref';
import { decimateRef } from './decimate.ref';
import { addPenaltiesRef, clearPenaltiesRef, leftOfColorsRef, settlePenaltiesRef } from './ends-kinds.ref';
import { fitEndsRef } from './ends.ref';
import { addEnergiesRef, clearEnergiesRef } from './energies.ref';
import { AXES, PLANE2, POSITIONS, PREDICTED, REALIGNED, STATISTICS, hasColorRef } from './group.ref';
import { infillPairsRef } from './infill-pairs.ref';
import { fitPartitionRef } from './least-squares.ref';
import { pickConfigRef, quantizePlaneRef } from './levels.ref';
import { fitLineRef } from './line.ref';
import { addNoisesRef, clearNoisesRef } from './noise.ref';
import { foundRef, offerRef } from './offer.ref';
import { partedShareRef } from './parting.ref';
import { measureSpanRef, projectTexelsRef, scalePositionsRef, spanRef } from './positions.ref';
import { realignRef } from './realign.ref';
import { EVERY_TEXEL, WHOLE_SUMS, gatherStatisticsRef, sumTexelsRef } from './statistics.ref';
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

export function choiceAt(group: LaneClass, index: i32): GridChoice {
  return changetype<GridChoice>(group.choicesPtr + <usize>index * CHOICE_BYTES);
}

/** Highest rank of the weights of a config. */
export function topRank(config: Config): i32 {
  return <i32>load<u16>(LEVEL_COUNTS + ((<usize>config.weightLevel) << 1)) - 1;
}

export function searchSingleRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  const group = laneClass(lanes, CLASS_SINGLE, kind);
  memory.fill(PLANE2, 0, 16);
  gatherWholeRef(lanes, kind);
  const left = fitLineRef(kind, STATISTICS, AXES, <i32>effort().lineSteps);
  foundRef().lineError = left;
  projectTexelsRef(lanes, kind, AXES);
  measureSpanRef(lanes, POSITIONS);
  scalePositionsRef(lanes, POSITIONS, PREDICTED);
  const worth = worthOfSpan(positionWorthRef(kind));
  foundRef().partedShare = isTried(effort().twoFrom) ? partedShareRef(lanes, PREDICTED) : 0;
  clearPenaltiesRef();
  if (hasColorRef(kind)) {
    addPenaltiesRef(kind, STATISTICS, <f32>lanes.texelCount, leftOfColorsRef(kind, STATISTICS, left));
  }
  settlePenaltiesRef(kind, group.colorCostMax);
  clearNoisesRef();
  addNoisesRef(lanes, PREDICTED, worth);
  clearEnergiesRef();
  addEnergiesRef(lanes, PREDICTED, worth);
  chooseGridsRef(lanes, group, worth);
  const count = promisingRef(0, 1e30);
  for (let place: i32 = 0; place < count; place++) trySingleRef(tables, lanes, kind, group, chosenRef(place), worth);
}

/** One grid: weights, ends, and again with the weights that suit the ends. */
function trySingleRef(
  tables: FootprintTables,
  lanes: LaneTables,
  kind: i32,
  group: LaneClass,
  index: i32,
  worth: f32,
): void {
  const choice = choiceAt(group, index);
  const grid = changetype<LaneGrid>(choice.grid);
  const order = <u32>(CLASS_SINGLE * CHOICES_MAX + index);
  decimateRef(lanes, grid, PREDICTED, 0);
  const config = pickConfigRef(choice, grid.weightCount, 1, worth, worth);
  for (let round: i32 = 0; round <= <i32>effort().singleRounds; round++) {
    if (round > 0) {
      realignRef(lanes, kind, 0);
      decimateRef(lanes, grid, REALIGNED, 0);
    }
    quantizePlaneRef(config, grid.weightCount, 0);
    infillPairsRef(tables, grid, 0);
    fitPartitionRef(lanes, kind, -1);
    const error = fitEndsRef(kind, 0, <f32>lanes.texelCount, config, true);
    offerRef(kind, error, order, config, grid.weightCount, topRank(config), -1, 1, 0, 0);
  }
}
