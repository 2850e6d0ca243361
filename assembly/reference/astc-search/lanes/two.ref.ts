/** Twin of two: two partitions with one plane. */
import { KIND_GREY } from '../../../astc-search/lanes/band';
import { effort } from '../../../astc-search/lanes/effort';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import {
  CHOICES_MAX,
  CLASS_TWO,
  LaneClass,
  LaneTables,
  choiceAt,
  laneClass,
} from '../../../astc-search/lanes/lane-tables';
import { FootprintTables, partitionTables } from '../../../astc-search/tables/footprint-tables';
import { chooseGridsRef, chosenRef, predictedConfigRef, promisingRef } from './choose-grid.ref';
import { decimateRef } from './decimate.ref';
import { isFarOff } from './dual.ref';
import { addPenaltiesRef, clearPenaltiesRef, leftOfColorsRef, settlePenaltiesRef } from './ends-kinds.ref';
import { addEnergiesRef, clearEnergiesRef } from './energies.ref';
import {
  AXES,
  AXIS_BYTES,
  MASK,
  PLANE2,
  POSITIONS,
  PREDICTED,
  STATISTICS,
  STATISTICS_BYTES,
  hasColorRef,
  i16At,
  putI16,
} from './group.ref';
import { enterPatternRef, guessPatternRef } from './guess-patterns.ref';
import { addNoisesRef, clearNoisesRef } from './noise.ref';
import { foundRef } from './offer.ref';
import { projectTexelsRef, scaledPosition, setSpanRef, spanRef } from './positions.ref';
import { partedRef, tryLevelsRef, tryWeightsRef } from './trial.ref';
import { fitTwoLinesRef, leftRef } from './two-lines.ref';
import { positionWorthRef } from './weighing.ref';

export function searchTwoRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  if (!isFarOff(lanes, effort().twoFrom, effort().twoShare, true)) return;
  const group = laneClass(lanes, CLASS_TWO, kind);
  if (group.choiceCount == 0) return;
  const patterns = partitionTables(tables, 2);
  const limits = effort();
  const starts: i32 = kind == KIND_GREY ? 1 : <i32>limits.starts;
  const pattern = guessPatternRef(tables, lanes, patterns, kind, starts, <i32>limits.guesses, <i32>limits.patterns);
  const count1 = enterPatternRef(tables, lanes, patterns, pattern);
  const count0: f32 = <f32>lanes.texelCount - count1;
  const parted = partedRef();
  parted.pattern = pattern;
  parted.count1 = count1;
  parted.seed = load<u16>(patterns.seedsPtr + ((<usize>pattern) << 1));
  parted.isTurned = load<u8>(patterns.orderPtr + ((<usize>pattern) << 2)) == 1 ? 1 : 0;
  memory.fill(PLANE2, 0, 16);
  fitTwoLinesRef(lanes, kind, count1, <i32>effort().lineSteps);
  const worth1 = weighPartition(lanes, kind, 1, count1);
  const worth0 = weighPartition(lanes, kind, 0, count0);
  const both: f32 = worth0 + worth1;
  const share: f32 = positionWorthRef(kind) * (1 / <f32>lanes.texelCount);
  const worth: f32 = both * share;
  predictTwo(lanes, kind, group, count0, count1, worth);
  const left: f32 = leftRef(0) + leftRef(1);
  const limit: f32 = foundRef().error * effort().tau;
  const count = promisingRef(left, limit);
  for (let place: i32 = 0; place < count; place++) {
    const index = chosenRef(place);
    const choice = choiceAt(group, index);
    const grid = changetype<LaneGrid>(choice.grid);
    decimateRef(lanes, grid, PREDICTED, 0);
    const order = <u32>(CLASS_TWO * CHOICES_MAX + index);
    if (effort().levels == 0) {
      tryWeightsRef(tables, lanes, kind, CLASS_TWO, grid, order, predictedConfigRef(place), false);
      continue;
    }
    tryLevelsRef(tables, lanes, kind, CLASS_TWO, choice, order, worth, worth, <i32>effort().levels, false);
  }
}

/** Weights of the texels of a partition along its line to PREDICTED; returns its texels by their squared range. */
function weighPartition(lanes: LaneTables, kind: i32, partition: i32, count: f32): f32 {
  const slots = lanes.pairCount * 2;
  projectTexelsRef(lanes, kind, AXES + <usize>partition * AXIS_BYTES);
  let lowest: i32 = 32767;
  let highest: i32 = -32768;
  for (let slot: i32 = 0; slot < slots; slot++) {
    if (i16At(MASK, slot) != partition) continue;
    lowest = min(lowest, i16At(POSITIONS, slot));
    highest = max(highest, i16At(POSITIONS, slot));
  }
  setSpanRef(lowest, highest - lowest);
  for (let slot: i32 = 0; slot < slots; slot++) {
    if (i16At(MASK, slot) == partition) putI16(PREDICTED, slot, scaledPosition(i16At(POSITIONS, slot)));
  }
  const range = <f32>spanRef().range;
  const squared: f32 = range * range;
  return squared * count;
}

function predictTwo(lanes: LaneTables, kind: i32, group: LaneClass, count0: f32, count1: f32, worth: f32): void {
  const statistics1 = STATISTICS + STATISTICS_BYTES;
  clearPenaltiesRef();
  if (hasColorRef(kind)) {
    addPenaltiesRef(kind, STATISTICS, count0, leftOfColorsRef(kind, STATISTICS, leftRef(0)));
    addPenaltiesRef(kind, statistics1, count1, leftOfColorsRef(kind, statistics1, leftRef(1)));
  }
  settlePenaltiesRef(kind, group.colorCostMax);
  clearNoisesRef();
  addNoisesRef(lanes, PREDICTED, worth);
  clearEnergiesRef();
  addEnergiesRef(lanes, PREDICTED, worth);
  chooseGridsRef(lanes, group, worth);
}
