/** Blocks of two partitions: patterns ranked a block at a time, then lines, weights and ends four abreast. */
import { PartitionTables } from '../tables/partition-tables';
import { FootprintTables, partitionTables } from '../tables/footprint-tables';
import { band, foundOf } from './band';
import { JOB_WEIGHTS, takeFull, takeRest, takenChoice, waitingIn } from './bins';
import { Two, orderOf } from './classes';
import { chooseGrids, toBins } from './choose-grid';
import { decimate } from './decimate';
import { effort, isTried } from './effort';
import { CHOSEN, enterPatterns, enterTwo, guessPatterns } from './guess-patterns';
import { addPenalties, clearPenalties, leftOfColors, settlePenalties } from './ends-kinds';
import { addEnergies, clearEnergies } from './energies';
import {
  AXIS,
  FACTS,
  FACTS1,
  MASKS,
  POSITIONS,
  STATISTICS,
  TWO_COUNT,
  TWO_FACTS,
  TWO_PATTERN,
  WORTH,
  hasAlpha,
  hasColor,
} from './group';
import { LaneGrid } from './lane-grids';
import { CLASS_TWO, LaneClass, LaneTables, choiceAt, laneClass } from './lane-tables';
import { GROUP, loadFour } from './load-four';
import { addNoises, clearNoises } from './noise';
import { SPANS, SPAN_BYTES, projectTexels, scalePositions, setSpan } from './positions';
import { queue } from './queue';
import { takeFour } from './single';
import { noteFacts } from './statistics';
import { tryLevels } from './trial';
import { AXIS1, LEFT0, LEFT1, STATISTICS1, fitTwoLines } from './two-lines';
import { positionWorth } from './weighing';

const IDEAL: usize = memory.data(72 * 16, 16);
/** i16x8[72]: weights of partition 1. */
const IDEAL1: usize = memory.data(72 * 16, 16);

/** Blocks of a kind that are still far off. */
export function searchTwo<T>(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  if (!isTried(effort().twoFrom)) return;
  const group = laneClass(lanes, CLASS_TWO, kind);
  if (group.choiceCount == 0) return;
  const patterns = partitionTables(tables, 2);
  const list = band().queuePtr;
  const count = queue<Two>(lanes, kind, list);
  for (let from: i32 = 0; from < count; from += 4) {
    const left = takeFour(list, from, count);
    predictFour<T>(lanes, group, patterns, tables.footprint);
    for (let lane: i32 = 0; lane < left; lane++) spread(lanes, <usize>lane);
    let four = takeFull(TWO_FACTS);
    for (; four != 0; four = takeFull(TWO_FACTS)) runFour<T>(lanes, group, patterns, tables.footprint, four, 4);
  }
  for (let choice: i32 = 0; choice < group.choiceCount; choice++) {
    const left = waitingIn(choice);
    if (left > 0)
      runFour<T>(lanes, group, patterns, tables.footprint, takeRest(choice, TWO_FACTS, lanes.pairCount, 1), left);
  }
}

function predictFour<T>(lanes: LaneTables, group: LaneClass, patterns: PartitionTables, footprint: i32): void {
  const pairs = lanes.pairCount;
  const bytes = (<usize>pairs) << 4;
  loadFour(pairs);
  // Along the one axis of greys there is one guess.
  const starts = hasColor<T>() || hasAlpha<T>() ? <i32>effort().starts : 1;
  guessPatterns<T>(lanes, patterns, footprint, starts, <i32>effort().guesses, <i32>effort().patterns);
  const count1 = enterPatterns(lanes, patterns, footprint, CHOSEN);
  const count0 = f32x4.sub(f32x4.splat(<f32>lanes.texelCount), count1);
  fitTwoLines<T>(pairs, lanes.texelCount, count1, <i32>effort().lineSteps);
  projectTexels<T>(AXIS1, pairs);
  const range1 = measureMasked(SPANS + SPAN_BYTES, pairs, true);
  scalePositions(0, SPANS + SPAN_BYTES, pairs, IDEAL1);
  projectTexels<T>(AXIS, pairs);
  const range0 = measureMasked(SPANS, pairs, false);
  scalePositions(0, SPANS, pairs, IDEAL);
  for (let at: usize = 0; at < bytes; at += 16) {
    const one = v128.load(IDEAL1 + at);
    v128.store(IDEAL + at, v128.bitselect(one, v128.load(IDEAL + at), v128.load(MASKS + at)));
  }
  const worth0 = f32x4.mul(f32x4.mul(range0, range0), count0);
  const worth1 = f32x4.mul(f32x4.mul(range1, range1), count1);
  const share = f32x4.mul(positionWorth<T>(), f32x4.splat(1 / <f32>lanes.texelCount));
  const worth = f32x4.mul(f32x4.add(worth0, worth1), share);
  noteFacts<T>(STATISTICS, FACTS);
  noteFacts<T>(STATISTICS1, FACTS1);
  v128.store(WORTH, worth);
  v128.store(TWO_COUNT, count1);
  v128.store(TWO_PATTERN, v128.load(CHOSEN));
  clearPenalties();
  if (hasColor<T>()) {
    addPenalties<T>(STATISTICS, count0, leftOfColors<T>(STATISTICS, v128.load(LEFT0)));
    addPenalties<T>(STATISTICS1, count1, leftOfColors<T>(STATISTICS1, v128.load(LEFT1)));
  }
  settlePenalties<T>(group.colorCostMax);
  clearNoises();
  addNoises(lanes, IDEAL, worth);
  clearEnergies();
  addEnergies(lanes, IDEAL, worth);
  chooseGrids(lanes, group, worth);
}

/** Span of the positions of one partition; returns its range. */
function measureMasked(span: usize, pairCount: i32, isMasked: bool): v128 {
  const top = i16x8.splat(32767);
  const bottom = i16x8.splat(-32768);
  const flip = i16x8.splat(isMasked ? 0 : -1);
  let low = top;
  let high = bottom;
  const end = (<usize>pairCount) << 4;
  for (let at: usize = 0; at < end; at += 16) {
    const inside = v128.xor(v128.load(MASKS + at), flip);
    const value = v128.load(POSITIONS + at);
    low = i16x8.min_s(low, v128.bitselect(value, top, inside));
    high = i16x8.max_s(high, v128.bitselect(value, bottom, inside));
  }
  const lowest = i32x4.min_s(i32x4.shr_s(i32x4.shl(low, 16), 16), i32x4.shr_s(low, 16));
  const highest = i32x4.max_s(i32x4.shr_s(i32x4.shl(high, 16), 16), i32x4.shr_s(high, 16));
  const range = i32x4.sub(highest, lowest);
  setSpan(span, lowest, range);
  return f32x4.convert_i32x4_s(range);
}

/** Sends a lane to the bins of its best grids, where they promise more than it has. */
function spread(lanes: LaneTables, lane: usize): void {
  const at = lane << 2;
  const limit = foundOf(load<u16>(GROUP + (lane << 1))).error * effort().tau;
  toBins(lane, load<f32>(LEFT0 + at) + load<f32>(LEFT1 + at), limit, TWO_FACTS, IDEAL, lanes.pairCount, 1);
}

function runFour<T>(
  lanes: LaneTables,
  group: LaneClass,
  patterns: PartitionTables,
  footprint: i32,
  four: usize,
  count: i32,
): void {
  const choice = choiceAt(group, takenChoice);
  const count1 = v128.load(TWO_COUNT);
  const count0 = f32x4.sub(f32x4.splat(<f32>lanes.texelCount), count1);
  loadFour(lanes.pairCount);
  enterTwo(lanes, patterns, footprint);
  decimate(lanes, changetype<LaneGrid>(choice.grid), four + JOB_WEIGHTS, 0);
  settlePenalties<T>(group.colorCostMax);
  tryLevels<T, Two>(lanes, choice, orderOf<Two>(takenChoice), count, count0, count1, <i32>effort().levels, false, 0);
}
