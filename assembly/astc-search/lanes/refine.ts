/**
 * What blocks have found, refined: weights that suit their ends, ends that suit those weights, and again. Only what won
 * is worth that, so it comes after all classes.
 */
import { FootprintTables, partitionTables } from '../tables/footprint-tables';
import { foundOf, listCount, listOf } from './band';
import { Dual, Single, Two, classOf, orderOf, roundsOf } from './classes';
import { gatherFound } from './gather-found';
import { Grey } from './group';
import { enterTwo } from './guess-patterns';
import { LaneGrid } from './lane-grids';
import { CHOICES_MAX, LaneClass, LaneTables, choiceAt, laneClass } from './lane-tables';
import { enterLevels } from './levels';
import { GROUP, loadFour } from './load-four';
import { realignGrid, tryWeights } from './trial';

/** u16[32][4]: blocks that wait for others on the same grid; how many they are. */
const WAITING: usize = memory.data(CHOICES_MAX * 8, 16);
const COUNTS: usize = memory.data(CHOICES_MAX, 16);

/** Refines all blocks of a kind. */
export function refineKind<T>(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  refineClass<T, Single>(tables, lanes, kind);
  if (idof<T>() != idof<Grey>()) refineClass<T, Dual>(tables, lanes, kind);
  refineClass<T, Two>(tables, lanes, kind);
}

/** Those whose best candidate is of class `C`. */
function refineClass<T, C>(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  if (roundsOf<C>() == 0) return;
  const group = laneClass(lanes, classOf<C>(), kind);
  const list = listOf(kind);
  const end = list + ((<usize>listCount(kind)) << 1);
  const first = orderOf<C>(0);
  // Those were tried with weights that suit their ends.
  const done = idof<C>() == idof<Single>() && roundsOf<C>() == 1 ? group.plain : -1;
  for (let at = list; at < end; at += 2) {
    const block = load<u16>(at);
    // Of other classes the difference is out of range, as it has no sign.
    const choice = foundOf(block).order - first;
    if (choice >= <u32>CHOICES_MAX || <i32>choice == done) continue;
    const count = <usize>load<u8>(COUNTS + choice);
    store<u16>(WAITING + ((<usize>choice) << 3) + (count << 1), block);
    store<u8>(COUNTS + choice, <u8>(count + 1));
    if (count == 3) refineFour<T, C>(tables, lanes, group, choice);
  }
  for (let choice: u32 = 0; choice < <u32>group.choiceCount; choice++) {
    if (load<u8>(COUNTS + choice) != 0) refineFour<T, C>(tables, lanes, group, choice);
  }
}

/** Those that wait for a grid become the group, the first again in lanes that are left; returns how many. */
function takeWaiting(choice: u32): i32 {
  const from = WAITING + ((<usize>choice) << 3);
  const count = <i32>load<u8>(COUNTS + choice);
  store<u8>(COUNTS + choice, 0);
  for (let lane: i32 = 0; lane < 4; lane++) {
    store<u16>(GROUP + ((<usize>lane) << 1), load<u16>(from + (lane < count ? (<usize>lane) << 1 : 0)));
  }
  return count;
}

function refineFour<T, C>(tables: FootprintTables, lanes: LaneTables, group: LaneClass, choice: u32): void {
  const count = takeWaiting(choice);
  const pairs = lanes.pairCount;
  const grid = changetype<LaneGrid>(choiceAt(group, choice).grid);
  loadFour(pairs);
  gatherFound<C>();
  let texels0 = f32x4.splat(<f32>lanes.texelCount);
  let texels1 = f32x4.splat(0);
  if (idof<C>() == idof<Two>()) {
    texels1 = enterTwo(lanes, partitionTables(tables, 2), tables.footprint);
    texels0 = f32x4.sub(texels0, texels1);
  }
  enterLevels();
  for (let round = roundsOf<C>(); round > 0; round--) {
    realignGrid<T, C>(lanes, grid);
    tryWeights<T, C>(lanes, grid, orderOf<C>(choice), count, texels0, texels1, grid.isPlain != 0, 0);
  }
}
