/** What each grid of a class will cost the blocks of the group, and the best few of each. */
import { toBin } from './bins';
import { effort } from './effort';
import { endsConfigOf, endsCost, usefulPenalties } from './ends-kinds';
import { ENERGIES_X, ENERGIES_Y } from './energies';
import { GREY_PENALTY, PREDICTED_CONFIG, SCALE_PENALTY } from './group';
import { CHOICE_BYTES, GridChoice, LEVEL_CHOICE_BYTES, LaneClass, LaneTables, LevelChoice } from './lane-tables';
import { NOISES, measuredLevels } from './noise';

/** Share of measured noise that a grid of fewer weights has. */
const NOISE_CARRIED: f32 = 0.42;

/** Most grids that a block tries. */
const TRIALS_MAX: usize = 4;
/** f32x4[4]: predicted costs, the best first; i32x4[4] each: of which grids; at which {@link LevelChoice} of them. */
const COSTS: usize = memory.data(4 * 16, 16);
const CHOICES: usize = memory.data(4 * 16, 16);
const LEVELS: usize = memory.data(4 * 16, 16);
/** u32x4: the {@link LevelChoice} at which the grid at hand is cheapest. */
const CHEAPEST: usize = memory.data(16, 16);

const INVERSE_Q28: f32 = 1.0 / 268435456.0;

/** f32x4[11] each: losses along an axis by grid size − 2. */
const LOSSES_X: usize = memory.data(11 * 16, 16);
const LOSSES_Y: usize = memory.data(11 * 16, 16);
const LOST_ROW: usize = 44;

/** What a grid loses of the energies of an axis. */
// @ts-ignore: decorator
@inline
function lossAlong(energies: usize, lost: usize, frequencies: i32): v128 {
  const end = energies + ((<usize>frequencies) << 4);
  let sum = f32x4.splat(0);
  for (let at = energies; at < end; at += 16, lost += 4) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(at), v128.load32_splat(lost)));
  }
  return f32x4.mul(sum, f32x4.splat(INVERSE_Q28));
}

/** What grids of every size lose of the energies of an axis. */
function sumLosses(energies: usize, lost: usize, frequencies: i32, out: usize): void {
  for (let size: i32 = 0; size < frequencies; size++) {
    v128.store(out + ((<usize>size) << 4), lossAlong(energies, lost, frequencies));
    lost += LOST_ROW;
  }
}

/**
 * @param worth  squared range of each lane, over both planes
 * @param without  a grid that is out of the question, or −1
 */
export function chooseGrids(lanes: LaneTables, group: LaneClass, worth: v128, without: i32 = -1): void {
  sumLosses(ENERGIES_X, lanes.lostXPtr, lanes.frequenciesX, LOSSES_X);
  sumLosses(ENERGIES_Y, lanes.lostYPtr, lanes.frequenciesY, LOSSES_Y);
  const kept = (<usize>effort().trials) << 4;
  assert(kept <= TRIALS_MAX << 4);
  for (let at: usize = 0; at < kept; at += 16) {
    v128.store(COSTS + at, f32x4.splat(1e30));
    v128.store(CHOICES + at, i32x4.splat(0));
    v128.store(LEVELS + at, i32x4.splat(0));
  }
  const measured = measuredLevels(lanes.texelCount);
  const penalties = usefulPenalties;
  const scale = v128.load(SCALE_PENALTY);
  const grey = v128.load(GREY_PENALTY);
  const count = min(group.choiceCount, <i32>effort().grids);
  for (let index: i32 = 0; index < count; index++) {
    if (index == without) continue;
    const choice = changetype<GridChoice>(group.choicesPtr + <usize>index * CHOICE_BYTES);
    const worst = v128.load(COSTS + kept - 16);
    const loss = lossOf(choice);
    if (!v128.any_true(f32x4.lt(loss, worst))) continue;
    const cost = f32x4.add(loss, storageCost(choice, measured, worth, penalties, scale, grey));
    if (v128.any_true(f32x4.lt(cost, worst))) enter(cost, i32x4.splat(index), v128.load(CHEAPEST), kept);
  }
}

/** Enters a grid where it belongs among the best. */
// @ts-ignore: decorator
@inline
function enter(entered: v128, index: v128, cheapest: v128, kept: usize): void {
  let cost = entered;
  let which = index;
  let level = cheapest;
  // Once a grid is in, all behind it move on, also those of equal cost.
  let isIn = i32x4.splat(0);
  for (let at: usize = 0; at < kept; at += 16) {
    const known = v128.load(COSTS + at);
    const knownWhich = v128.load(CHOICES + at);
    const knownLevel = v128.load(LEVELS + at);
    isIn = v128.or(isIn, f32x4.lt(cost, known));
    v128.store(COSTS + at, v128.bitselect(cost, known, isIn));
    v128.store(CHOICES + at, v128.bitselect(which, knownWhich, isIn));
    v128.store(LEVELS + at, v128.bitselect(level, knownLevel, isIn));
    cost = v128.bitselect(known, cost, isIn);
    which = v128.bitselect(knownWhich, which, isIn);
    level = v128.bitselect(knownLevel, level, isIn);
  }
}

/**
 * Sends a lane to the bins of its best grids.
 *
 * @param line  what its lines leave, whichever grid
 * @param limit  nothing that is predicted to be worse than this is tried
 */
export function toBins(
  lane: usize,
  line: f32,
  limit: f32,
  factBytes: usize,
  weights: usize,
  pairCount: i32,
  planeCount: i32,
): void {
  const from = lane << 2;
  const best = load<f32>(COSTS + from) + line;
  const most = min(limit, best * effort().worstGrid);
  const end = from + ((<usize>effort().trials) << 4);
  const isPredicted = effort().levels == 0;
  for (let at = from; at < end; at += 16) {
    // The best itself is bound by the limit alone.
    if (load<f32>(COSTS + at) + line > (at == from ? limit : most)) return;
    if (isPredicted) store<u32>(PREDICTED_CONFIG + from, <u32>endsConfigOf(load<u32>(LEVELS + at), lane));
    toBin(load<i32>(CHOICES + at), lane, factBytes, weights, pairCount, planeCount);
  }
}

/** What the grid does not carry of the ideal weights. */
// @ts-ignore: decorator
@inline
function lossOf(choice: GridChoice): v128 {
  const x = v128.load(LOSSES_X + (choice.lostX << 4));
  const y = v128.load(LOSSES_Y + (choice.lostY << 4));
  return f32x4.add(x, y);
}

/** The cheapest of its levels, which is put to CHEAPEST: noise of the weights, rounding of the ends. */
// @ts-ignore: decorator
@inline
function storageCost(choice: GridChoice, measured: i32, worth: v128, penalties: i32, scale: v128, grey: v128): v128 {
  const kept = f32x4.splat(NOISE_CARRIED * choice.density);
  const lost: f32 = 1 - choice.density;
  let cost = f32x4.splat(1e30);
  let cheapest = i32x4.splat(0);
  let at = choice.levelsPtr;
  const end = at + <usize>choice.levelCount * LEVEL_CHOICE_BYTES;
  for (; at < end; at += LEVEL_CHOICE_BYTES) {
    const place = changetype<LevelChoice>(at);
    let noise = f32x4.mul(worth, f32x4.splat(place.noise));
    if (place.level < measured) {
      const own = v128.load(NOISES + ((<usize>place.level) << 4));
      noise = f32x4.add(f32x4.mul(noise, f32x4.splat(lost)), f32x4.mul(own, kept));
    }
    const tried = f32x4.add(noise, endsCost(place, penalties, scale, grey));
    cheapest = v128.bitselect(i32x4.splat(<i32>at), cheapest, f32x4.lt(tried, cost));
    cost = f32x4.pmin(cost, tried);
  }
  v128.store(CHEAPEST, cheapest);
  return cost;
}
