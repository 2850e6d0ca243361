/** Blocks of one partition with one plane. */
import { foundOf, listCount, listOf } from './band';
import { JOB_WEIGHTS, takeFull, takeRest, takenChoice, waitingIn } from './bins';
import { Single, orderOf } from './classes';
import { chooseGrids, toBins } from './choose-grid';
import { decimate } from './decimate';
import { effort, isTried } from './effort';
import { addPenalties, clearPenalties, leftOfColors, settlePenalties } from './ends-kinds';
import { addEnergies, clearEnergies } from './energies';
import { AXIS, FACTS, SINGLE_FACTS, STATISTICS, WORTH, hasColor } from './group';
import { LaneGrid } from './lane-grids';
import { CLASS_SINGLE, LaneClass, LaneTables, choiceAt, laneClass } from './lane-tables';
import { fitLine } from './line';
import { GROUP, loadFour } from './load-four';
import { addNoises, clearNoises } from './noise';
import { partedShare } from './parting';
import { RANGE, SPANS, projectTexels, scalePositions } from './positions';
import { SUMS, Whole, gatherStatistics, noteFacts, sumTexels } from './statistics';
import { tryLevels } from './trial';
import { positionWorth } from './weighing';

/** i16x8[72]: ideal weights, Q14. */
const IDEAL: usize = memory.data(72 * 16, 16);

/** Takes up to four blocks of a list into the group, the first of them again where they are fewer; returns how many. */
export function takeFour(list: usize, from: i32, count: i32): i32 {
  const left = min(4, count - from);
  const first = list + ((<usize>from) << 1);
  for (let lane: i32 = 0; lane < 4; lane++) {
    const place = lane < left ? (<usize>lane) << 1 : 0;
    store<u16>(GROUP + ((<usize>lane) << 1), load<u16>(first + place));
  }
  return left;
}

/** All blocks of a kind. */
export function searchSingle<T>(lanes: LaneTables, kind: i32): void {
  const group = laneClass(lanes, CLASS_SINGLE, kind);
  const list = listOf(kind);
  const count = listCount(kind);
  for (let from: i32 = 0; from < count; from += 4) {
    const left = takeFour(list, from, count);
    predictFour<T>(lanes, group);
    for (let lane: i32 = 0; lane < left; lane++) spread(lanes, <usize>lane);
    let four = takeFull(SINGLE_FACTS);
    for (; four != 0; four = takeFull(SINGLE_FACTS)) runFour<T>(lanes, group, four, 4);
  }
  for (let choice: i32 = 0; choice < group.choiceCount; choice++) {
    const left = waitingIn(choice);
    if (left > 0) runFour<T>(lanes, group, takeRest(choice, SINGLE_FACTS), left);
  }
}

/** f32x4: what the lines leave; how much of the rest two partitions would spare. */
const LINE_ERRORS: usize = memory.data(16, 16);
const PARTED_SHARES: usize = memory.data(16, 16);

function predictFour<T>(lanes: LaneTables, group: LaneClass): void {
  const pairs = lanes.pairCount;
  loadFour(pairs);
  sumTexels<T, Whole>(pairs);
  gatherStatistics<T>(SUMS, f32x4.splat(1 / <f32>lanes.texelCount), STATISTICS);
  v128.store(LINE_ERRORS, fitLine<T>(STATISTICS, AXIS, <i32>effort().lineSteps));
  projectTexels<T>(AXIS, pairs);
  scalePositions(0, SPANS, pairs, IDEAL);
  const range = f32x4.convert_i32x4_s(v128.load(RANGE));
  const worth = f32x4.mul(f32x4.mul(range, range), positionWorth<T>());
  if (isTried(effort().twoFrom)) v128.store(PARTED_SHARES, partedShare(IDEAL, pairs));
  noteFacts<T>(STATISTICS, FACTS);
  v128.store(WORTH, worth);
  clearPenalties();
  if (hasColor<T>()) {
    addPenalties<T>(
      STATISTICS,
      f32x4.splat(<f32>lanes.texelCount),
      leftOfColors<T>(STATISTICS, v128.load(LINE_ERRORS)),
    );
  }
  settlePenalties<T>(group.colorCostMax);
  clearNoises();
  addNoises(IDEAL, pairs, worth);
  clearEnergies();
  addEnergies(lanes, IDEAL, worth);
  chooseGrids(lanes, group, worth);
}

/** Sends a lane to the bins of its best grids. */
function spread(lanes: LaneTables, lane: usize): void {
  const at = lane << 2;
  const found = foundOf(load<u16>(GROUP + (lane << 1)));
  found.lineError = load<f32>(LINE_ERRORS + at);
  found.partedShare = load<f32>(PARTED_SHARES + at);
  toBins(lane, 0, 1e30, SINGLE_FACTS, IDEAL, lanes.pairCount, 1);
}

/** Four blocks on one grid. */
function runFour<T>(lanes: LaneTables, group: LaneClass, four: usize, count: i32): void {
  const choice = choiceAt(group, takenChoice);
  const texels = f32x4.splat(<f32>lanes.texelCount);
  loadFour(lanes.pairCount);
  decimate(lanes, changetype<LaneGrid>(choice.grid), four + JOB_WEIGHTS, 0);
  settlePenalties<T>(group.colorCostMax);
  tryLevels<T, Single>(lanes, choice, orderOf<Single>(takenChoice), count, texels, texels);
}
