/** Blocks of one partition with one plane. */
import { foundOf, listCount, listOf } from './band';
import { JOB_WEIGHTS, takeFull, takeRest, takenChoice, waitingIn } from './bins';
import { Single, orderOf } from './classes';
import { chooseGrids, toBins } from './choose-grid';
import { decimate } from './decimate';
import { noteAlong } from './along';
import { effort, isTried } from './effort';
import { addPenalties, clearPenalties, leftOfColors, settlePenalties } from './ends-kinds';
import { addEnergies, clearEnergies } from './energies';
import { AXIS, FACTS, SINGLE_FACTS, STATISTICS, WORTH, hasColor } from './group';
import { LaneGrid } from './lane-grids';
import { CLASS_SINGLE, LaneClass, LaneTables, NEVER, choiceAt, laneClass } from './lane-tables';
import { fitLine } from './line';
import { leastLoss } from './one-short';
import { GROUP, loadFour } from './load-four';
import { addNoises, clearNoises } from './noise';
import { partedShare } from './parting';
import { partedLimit } from './queue';
import { RANGE, SPANS, projectTexels, scalePositions } from './positions';
import { SUMS, Whole, gatherStatistics, noteFacts, sumTexels } from './statistics';
import { tryLevels } from './trial';
import { positionWorth } from './weighing';

/** i16x8[72]: ideal weights, Q14. */
export const IDEAL: usize = memory.data(72 * 16, 16);

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
    measureFour<T>(lanes, group);
    if (group.plain >= 0) {
      tryPlain<T>(lanes, group, left);
      continue;
    }
    noteParted<T>(true, lanes.pairCount);
    predictGrids<T>(lanes, group);
    for (let lane: i32 = 0; lane < left; lane++) {
      note(<usize>lane);
      toBins(<usize>lane, 0, NEVER, SINGLE_FACTS, IDEAL, lanes.pairCount, 1);
    }
    runFull<T>(lanes, group);
  }
  runRest<T>(lanes, group);
}

/** f32x4: what the lines leave; how much of the rest two partitions would spare; what smaller grids lose at least. */
const LINE_ERRORS: usize = memory.data(16, 16);
const PARTED_SHARES: usize = memory.data(16, 16);
const LEAST_LOSSES: usize = memory.data(16, 16);

/** The group's line, IDEAL, WORTH, FACTS and penalties. */
export function measureFour<T>(lanes: LaneTables, group: LaneClass): void {
  const pairs = lanes.pairCount;
  loadFour(pairs);
  sumTexels<T, Whole>(pairs);
  gatherStatistics<T>(SUMS, f32x4.splat(1 / <f32>lanes.texelCount), STATISTICS);
  v128.store(LINE_ERRORS, fitLine<T>(STATISTICS, AXIS, <i32>effort().lineSteps));
  projectTexels<T>(AXIS, pairs);
  scalePositions(0, SPANS, pairs, IDEAL);
  const range = f32x4.convert_i32x4_s(v128.load(RANGE));
  noteFacts<T>(STATISTICS, FACTS);
  v128.store(WORTH, f32x4.mul(f32x4.mul(range, range), positionWorth<T>()));
  clearPenalties();
  if (hasColor<T>()) {
    addPenalties<T>(
      STATISTICS,
      f32x4.splat(<f32>lanes.texelCount),
      leftOfColors<T>(STATISTICS, v128.load(LINE_ERRORS)),
    );
  }
  settlePenalties<T>(group.colorCostMax);
}

/** A weight a texel, in place: nothing is predicted, nobody waits. */
function tryPlain<T>(lanes: LaneTables, group: LaneClass, left: i32): void {
  const choice = choiceAt(group, group.plain);
  const texels = f32x4.splat(<f32>lanes.texelCount);
  if (effort().smaller > 0) v128.store(LEAST_LOSSES, leastLoss(lanes, IDEAL, v128.load(WORTH)));
  decimate(lanes, changetype<LaneGrid>(choice.grid), IDEAL, 0);
  const isAligned = effort().singleRounds > 0;
  tryLevels<T, Single>(
    lanes,
    choice,
    orderOf<Single>(group.plain),
    left,
    texels,
    texels,
    <i32>effort().plainLevels,
    isAligned,
    0,
  );
  const limit = partedLimit(lanes);
  let isFar = false;
  for (let lane: i32 = 0; lane < left; lane++) {
    if (foundOf(load<u16>(GROUP + ((<usize>lane) << 1))).error > limit) isFar = true;
  }
  noteParted<T>(isFar, lanes.pairCount);
  for (let lane: i32 = 0; lane < left; lane++) note(<usize>lane);
}

/** Costs of the grids, but `without`; what fits along the line need. */
export function predictGrids<T>(lanes: LaneTables, group: LaneClass, without: i32 = -1): void {
  const worth = v128.load(WORTH);
  if (effort().levels == 0) noteAlong<T>();
  clearNoises();
  addNoises(lanes, IDEAL, worth);
  clearEnergies();
  addEnergies(lanes, IDEAL, worth);
  chooseGrids(lanes, group, worth, without);
}

/** The share that two partitions would spare, where anybody asks for it. */
function noteParted<T>(isAsked: bool, pairCount: i32): void {
  if (isAsked && isTried(effort().twoFrom)) v128.store(PARTED_SHARES, partedShare<T>(IDEAL, pairCount));
}

/** What later classes want to know of a block. */
function note(lane: usize): void {
  const at = lane << 2;
  const found = foundOf(load<u16>(GROUP + (lane << 1)));
  found.lineError = load<f32>(LINE_ERRORS + at);
  found.partedShare = load<f32>(PARTED_SHARES + at);
  found.worth = load<f32>(WORTH + at);
  found.smallerLoss = load<f32>(LEAST_LOSSES + at);
}

/** Bins that are full. */
export function runFull<T>(lanes: LaneTables, group: LaneClass): void {
  let four = takeFull(SINGLE_FACTS);
  for (; four != 0; four = takeFull(SINGLE_FACTS)) runFour<T>(lanes, group, four, 4);
}

/** What waits in bins at the end. */
export function runRest<T>(lanes: LaneTables, group: LaneClass): void {
  for (let choice: i32 = 0; choice < group.choiceCount; choice++) {
    const left = waitingIn(choice);
    if (left > 0) runFour<T>(lanes, group, takeRest(choice, SINGLE_FACTS, lanes.pairCount, 1), left);
  }
}

/** Four blocks on one grid. */
function runFour<T>(lanes: LaneTables, group: LaneClass, four: usize, count: i32): void {
  const choice = choiceAt(group, takenChoice);
  const texels = f32x4.splat(<f32>lanes.texelCount);
  const levels = <i32>effort().levels;
  const weights = four + JOB_WEIGHTS;
  // With a level that was predicted the ends follow from the line: texels are not asked again.
  if (levels > 0) {
    loadFour(lanes.pairCount);
    settlePenalties<T>(group.colorCostMax);
  }
  decimate(lanes, changetype<LaneGrid>(choice.grid), weights, 0);
  const places: usize = levels > 0 ? 0 : weights;
  tryLevels<T, Single>(lanes, choice, orderOf<Single>(takenChoice), count, texels, texels, levels, false, places);
}
