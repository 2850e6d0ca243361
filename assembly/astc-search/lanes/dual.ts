/** Blocks of one partition with two planes: the component that leaves least has the second. */
import { band, foundOf } from './band';
import { JOB_WEIGHTS, takeFull, takeRest, takenChoice, waitingIn } from './bins';
import { Dual, orderOf } from './classes';
import { chooseGrids, toBins } from './choose-grid';
import { decimate } from './decimate';
import { effort, isTried } from './effort';
import { addPenalties, clearPenalties, leftOfColors, onlyWithAlpha, settlePenalties } from './ends-kinds';
import { addEnergies, clearEnergies } from './energies';
import {
  AA,
  AXIS,
  BA,
  BB,
  DUAL_FACTS,
  FACTS,
  GA,
  GB,
  GG,
  PLANE2,
  PLANE_BYTES,
  RA,
  RB,
  RG,
  RR,
  STATISTICS,
  WORTH,
  WORTH2,
  hasAlpha,
  hasColor,
  nextComponent,
} from './group';
import { LaneGrid } from './lane-grids';
import { CLASS_DUAL, LaneClass, LaneTables, choiceAt, laneClass } from './lane-tables';
import { fitLine } from './line';
import { GROUP, loadFour } from './load-four';
import { addNoises, clearNoises } from './noise';
import { RANGE, SPANS, SPAN_BYTES, measureSpan, projectTexels, scalePositions, takeComponent } from './positions';
import { queue } from './queue';
import { takeFour } from './single';
import { SUMS, Whole, gatherStatistics, noteFacts, sumTexels } from './statistics';
import { tryLevels } from './trial';
import { positionWorth, significanceOf } from './weighing';

/** i16x8[2][72]: ideal weights, Q14. */
const IDEAL: usize = memory.data(2 * 72 * 16, 16);
/** Statistics without the component of the second plane. */
const REST: usize = memory.data(14 * 16, 16);

/** Blocks of a kind that one plane left far off. */
export function searchDual<T>(lanes: LaneTables, kind: i32): void {
  if (!isTried(effort().dualFrom)) return;
  const group = laneClass(lanes, CLASS_DUAL, kind);
  if (group.choiceCount == 0) return;
  const list = band().queuePtr;
  const count = queue<Dual>(lanes, kind, list);
  for (let from: i32 = 0; from < count; from += 4) {
    const left = takeFour(list, from, count);
    predictFour<T>(lanes, group);
    for (let lane: i32 = 0; lane < left; lane++) spread(lanes, <usize>lane);
    let four = takeFull(DUAL_FACTS);
    for (; four != 0; four = takeFull(DUAL_FACTS)) runFour<T>(lanes, group, four, 4);
  }
  for (let choice: i32 = 0; choice < group.choiceCount; choice++) {
    const left = waitingIn(choice);
    if (left > 0) runFour<T>(lanes, group, takeRest(choice, DUAL_FACTS, lanes.pairCount, 2), left);
  }
}

/** What the better line of two components leaves. */
// @ts-ignore: decorator
@inline
function leftOfTwo(xx: v128, yy: v128, xy: v128): v128 {
  const half = f32x4.mul(f32x4.add(xx, yy), f32x4.splat(0.5));
  const difference = f32x4.mul(f32x4.sub(xx, yy), f32x4.splat(0.5));
  const root = f32x4.sqrt(f32x4.add(f32x4.mul(difference, difference), f32x4.mul(xy, xy)));
  return f32x4.pmax(f32x4.sub(half, root), f32x4.splat(0));
}

/** PLANE2: the component without which the line of the others leaves least. */
function chooseComponent<T>(): void {
  const none = i32x4.splat(0);
  const all = i32x4.splat(-1);
  if (!hasColor<T>()) {
    v128.store(PLANE2, none);
    v128.store(PLANE2, none, 16);
    v128.store(PLANE2, none, 32);
    v128.store(PLANE2, all, 48);
    return;
  }
  if (!hasAlpha<T>()) {
    const gb = leftOfTwo(v128.load(STATISTICS, GG), v128.load(STATISTICS, BB), v128.load(STATISTICS, GB));
    const rb = leftOfTwo(v128.load(STATISTICS, RR), v128.load(STATISTICS, BB), v128.load(STATISTICS, RB));
    const rg = leftOfTwo(v128.load(STATISTICS, RR), v128.load(STATISTICS, GG), v128.load(STATISTICS, RG));
    const isG = v128.and(f32x4.lt(rb, gb), f32x4.le(rb, rg));
    const isB = v128.andnot(f32x4.lt(rg, gb), isG);
    v128.store(PLANE2, v128.not(v128.or(isG, isB)));
    v128.store(PLANE2, isG, 16);
    v128.store(PLANE2, isB, 32);
    v128.store(PLANE2, none, 48);
    return;
  }
  let least = f32x4.splat(1e30);
  let chosen = none;
  for (let component: i32 = 0; component < 4; component++) {
    for (let other: i32 = 0; other < 4; other++) {
      v128.store(PLANE2 + ((<usize>other) << 4), other == component ? all : none);
    }
    dropComponent<T>();
    const left = fitLine<T>(REST, AXIS, 2);
    const isLess = f32x4.lt(left, least);
    least = f32x4.pmin(left, least);
    chosen = v128.bitselect(i32x4.splat(component), chosen, isLess);
  }
  for (let component: i32 = 0; component < 4; component++) {
    v128.store(PLANE2 + ((<usize>component) << 4), i32x4.eq(chosen, i32x4.splat(component)));
  }
}

// @ts-ignore: decorator
@inline
function dropProduct(product: usize, x: v128, y: v128): void {
  v128.store(REST + product, v128.andnot(v128.load(STATISTICS + product), v128.or(x, y)));
}

/** REST: the scatter without what PLANE2 names. */
function dropComponent<T>(): void {
  const r = v128.load(PLANE2);
  const g = v128.load(PLANE2, 16);
  const b = v128.load(PLANE2, 32);
  const a = v128.load(PLANE2, 48);
  dropProduct(RR, r, r);
  if (hasColor<T>()) {
    dropProduct(RG, r, g);
    dropProduct(RB, r, b);
    dropProduct(GG, g, g);
    dropProduct(GB, g, b);
    dropProduct(BB, b, b);
  }
  if (!hasAlpha<T>()) return;
  dropProduct(RA, r, a);
  dropProduct(AA, a, a);
  if (!hasColor<T>()) return;
  dropProduct(GA, g, a);
  dropProduct(BA, b, a);
}

/** f32x4: what the lines of the first plane leave. */
const LINE_ERRORS: usize = memory.data(16, 16);

function predictFour<T>(lanes: LaneTables, group: LaneClass): void {
  const pairs = lanes.pairCount;
  loadFour(pairs);
  sumTexels<T, Whole>(pairs);
  gatherStatistics<T>(SUMS, f32x4.splat(1 / <f32>lanes.texelCount), STATISTICS);
  chooseComponent<T>();
  dropComponent<T>();
  v128.store(LINE_ERRORS, fitLine<T>(REST, AXIS, <i32>effort().lineSteps));
  projectTexels<T>(AXIS, pairs);
  scalePositions(0, SPANS, pairs, IDEAL);
  const range = f32x4.convert_i32x4_s(v128.load(RANGE));
  const worth = f32x4.mul(f32x4.mul(range, range), positionWorth<T>());
  takeComponent<T>(PLANE2, pairs, PLANE_BYTES);
  measureSpan(PLANE_BYTES, pairs);
  scalePositions(PLANE_BYTES, SPANS + SPAN_BYTES, pairs, IDEAL + PLANE_BYTES);
  const range2 = f32x4.convert_i32x4_s(v128.load(RANGE));
  const worth2 = f32x4.mul(f32x4.mul(range2, range2), significanceOfPlane2<T>());
  noteFacts<T>(STATISTICS, FACTS);
  v128.store(WORTH, worth);
  v128.store(WORTH2, worth2);
  clearPenalties();
  if (hasColor<T>() && hasAlpha<T>()) {
    addPenalties<T>(STATISTICS, f32x4.splat(<f32>lanes.texelCount), leftOfColors<T>(STATISTICS, f32x4.splat(0)));
  }
  if (hasColor<T>()) onlyWithAlpha(v128.load(PLANE2, 48));
  settlePenalties<T>(group.colorCostMax);
  clearNoises();
  addNoises(lanes, IDEAL, worth);
  addNoises(lanes, IDEAL + PLANE_BYTES, worth2);
  clearEnergies();
  addEnergies(lanes, IDEAL, worth);
  addEnergies(lanes, IDEAL + PLANE_BYTES, worth2);
  chooseGrids(lanes, group, f32x4.add(worth, worth2));
}

/** Significance of the component of each lane's second plane. */
// @ts-ignore: decorator
@inline
function significanceOfPlane2<T>(): v128 {
  let sum = i32x4.splat(0);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    sum = v128.or(sum, v128.and(significanceOf<T>(component), v128.load(PLANE2 + (component << 4))));
  }
  return sum;
}

/** Sends a lane to the bins of its best grids, where they promise more than it has. */
function spread(lanes: LaneTables, lane: usize): void {
  const at = lane << 2;
  const limit = foundOf(load<u16>(GROUP + (lane << 1))).error * effort().tau;
  toBins(lane, load<f32>(LINE_ERRORS + at), limit, DUAL_FACTS, IDEAL, lanes.pairCount, 2);
}

/** Four blocks on one grid. */
function runFour<T>(lanes: LaneTables, group: LaneClass, four: usize, count: i32): void {
  const choice = choiceAt(group, takenChoice);
  const grid = changetype<LaneGrid>(choice.grid);
  const texels = f32x4.splat(<f32>lanes.texelCount);
  loadFour(lanes.pairCount);
  decimate(lanes, grid, four + JOB_WEIGHTS, 0);
  decimate(lanes, grid, four + JOB_WEIGHTS + PLANE_BYTES, 1);
  settlePenalties<T>(group.colorCostMax);
  tryLevels<T, Dual>(lanes, choice, orderOf<Dual>(takenChoice), count, texels, texels, <i32>effort().levels, false, 0);
}
