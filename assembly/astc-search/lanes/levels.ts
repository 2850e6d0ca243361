/** Ideal weights of a grid → the level that costs each block least → ranks and weights. */
import { CONFIGS, GREY_PENALTY, GRID_IDEAL, GRID_PLANE_BYTES, GRID_RANKS, GRID_WEIGHTS, SCALE_PENALTY } from './group';
import { endsConfig, endsCost, usefulPenalties } from './ends-kinds';
import { Config, GridChoice, LEVEL_CHOICE_BYTES, LevelChoice } from './lane-tables';
import { storeTransposed } from './load-four';
import { WeightLevel, weightLevel } from './weight-levels';

const ONE: i16 = 16384;
/** What no level costs that may be picked. */
const BELOW_NEVER: f32 = 9e29;

/** Weights up to the middle, others as their distance from 1. */
// @ts-ignore: decorator
@inline
export function foldedOf(weight: v128): v128 {
  return i16x8.min_s(weight, i16x8.sub(i16x8.splat(ONE), weight));
}

/**
 * Adds a quarter of each squared distance from 0 or 1. Why: those of the coarsest level are up to 2¹³, and of 144 weights
 * a quarter fits 32 bits without sign; misses of every other level are up to 2¹², and fit as they are. Of the 64 of a grid
 * those fit with a sign, whose conversion is one instruction instead of eight.
 */
// @ts-ignore: decorator
@inline
export function addQuarters(sum: v128, folded: v128): v128 {
  return i32x4.add(sum, i32x4.shr_u(i32x4.dot_i16x8_s(folded, folded), 2));
}

/** Sums of {@link addQuarters} as f32. */
// @ts-ignore: decorator
@inline
export function ofQuarters(sum: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_u(sum), f32x4.splat(4));
}

/** Adds each squared miss of a level other than the coarsest. */
// @ts-ignore: decorator
@inline
export function addMisses(sum: v128, miss: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(miss, miss));
}

/** What is left of folded weights once those above a limit count as a value. */
// @ts-ignore: decorator
@inline
export function lessAbove(folded: v128, quarter: v128, above: v128, value: v128): v128 {
  return i16x8.sub(folded, v128.and(i16x8.gt_s(quarter, above), value));
}

/** Σ of squared misses of a level's weights, of 1 being 2¹⁴. */
// @ts-ignore: decorator
@inline
function missesOf(level: WeightLevel, from: usize, bytes: usize): v128 {
  const half = level.half & 0xffff;
  if (half == 0) return missesOfTwo(from, from + bytes);
  if (half == 1) return missesOfMiddle(level, from, from + bytes);
  return missesOfMore(level, from, from + bytes);
}

/** Weights 0 and 1 alone. */
function missesOfTwo(from: usize, end: usize): v128 {
  let sum = i32x4.splat(0);
  for (let at = from; at < end; at += 16) sum = addQuarters(sum, foldedOf(v128.load(at)));
  return ofQuarters(sum);
}

/** One weight from 0 to the middle. */
function missesOfMiddle(level: WeightLevel, from: usize, end: usize): v128 {
  const above = i32x4.splat(level.above1);
  const value = i32x4.splat(level.step & 0xff00ff00);
  let sum = i32x4.splat(0);
  for (let at = from; at < end; at += 16) {
    const folded = foldedOf(v128.load(at));
    sum = addMisses(sum, lessAbove(folded, i16x8.shr_s(folded, 2), above, value));
  }
  return f32x4.convert_i32x4_s(sum);
}

function missesOfMore(level: WeightLevel, from: usize, end: usize): v128 {
  const scale = i32x4.splat(level.scale);
  const bias = i32x4.splat(level.bias);
  const half = i32x4.splat(level.half);
  const step = i32x4.splat(level.step);
  const whole = i16x8.splat(<i16>0xff00);
  let sum = i32x4.splat(0);
  for (let at = from; at < end; at += 16) {
    const folded = foldedOf(v128.load(at));
    const nearest = i16x8.q15mulr_sat_s(i16x8.add(i16x8.shr_s(folded, 2), bias), scale);
    const rank = i16x8.min_s(nearest, half);
    sum = addMisses(sum, i16x8.sub(folded, v128.and(i16x8.mul(rank, step), whole)));
  }
  return f32x4.convert_i32x4_s(sum);
}

/** Pairs of weights of a grid, in bytes. */
// @ts-ignore: decorator
@inline
export function gridBytes(weightCount: i32): usize {
  return (<usize>((weightCount + 1) >> 1)) << 4;
}

/** Most levels of a grid that a block tries. */
const PICKED_MAX: usize = 4;
/** u32[4][4]: a {@link Config} of each lane, the best first; f32x4[4]: what they are predicted to cost. */
const PICKED: usize = memory.data(4 * 16, 16);
const PICKED_COSTS: usize = memory.data(4 * 16, 16);

/**
 * Picks the `count` best {@link Config}s for each lane: misses measured, ends by what they will cost.
 *
 * @param worth, worth2  squared range of the planes; `worth2` of no account with one
 */
export function pickLevels(
  choice: GridChoice,
  weightCount: i32,
  planeCount: i32,
  worth: v128,
  worth2: v128,
  count: i32,
): void {
  const bytes = gridBytes(weightCount);
  const scale = f32x4.splat(choice.missCost);
  const kept = (<usize>count) << 4;
  assert(kept <= PICKED_MAX << 4);
  for (let at: usize = 0; at < kept; at += 16) {
    v128.store(PICKED + at, i32x4.splat(0));
    v128.store(PICKED_COSTS + at, f32x4.splat(BELOW_NEVER));
  }
  const penalties = usefulPenalties;
  const scalePenalty = v128.load(SCALE_PENALTY);
  const greyPenalty = v128.load(GREY_PENALTY);
  const first = choice.levelsPtr;
  let at = first + <usize>choice.levelCount * LEVEL_CHOICE_BYTES;
  // The finest come last: where their ends alone cost more than a coarser level does, misses need not be known.
  while (at > first) {
    at -= LEVEL_CHOICE_BYTES;
    const place = changetype<LevelChoice>(at);
    const ends = endsCost(place, penalties, scalePenalty, greyPenalty);
    const worst = v128.load(PICKED_COSTS + kept - 16);
    if (!v128.any_true(f32x4.le(ends, worst))) continue;
    const level = weightLevel(place.level);
    let misses = f32x4.mul(missesOf(level, GRID_IDEAL, bytes), worth);
    if (planeCount == 2) {
      misses = f32x4.add(misses, f32x4.mul(missesOf(level, GRID_IDEAL + GRID_PLANE_BYTES, bytes), worth2));
    }
    const cost = f32x4.add(f32x4.mul(misses, scale), ends);
    if (v128.any_true(f32x4.le(cost, worst))) enterPicked(cost, endsConfig(place), kept);
  }
}

/** Enters a level where it belongs among the best; of equal costs the finer level, which comes later, is the better. */
// @ts-ignore: decorator
@inline
function enterPicked(entered: v128, config: v128, kept: usize): void {
  let cost = entered;
  let which = config;
  let isIn = i32x4.splat(0);
  for (let at: usize = 0; at < kept; at += 16) {
    const known = v128.load(PICKED_COSTS + at);
    const knownWhich = v128.load(PICKED + at);
    isIn = v128.or(isIn, f32x4.le(cost, known));
    v128.store(PICKED_COSTS + at, v128.bitselect(cost, known, isIn));
    v128.store(PICKED + at, v128.bitselect(which, knownWhich, isIn));
    cost = v128.bitselect(known, cost, isIn);
    which = v128.bitselect(knownWhich, which, isIn);
  }
}

/**
 * Makes a level of those picked the one of CONFIGS: the best again in lanes where it costs more than `worst` times that.
 *
 * @returns whether there is a lane where it does not
 */
export function takeLevel(index: i32, worst: f32): bool {
  const at = (<usize>index) << 4;
  const best = v128.load(PICKED_COSTS);
  const isIn = f32x4.le(v128.load(PICKED_COSTS + at), f32x4.mul(best, f32x4.splat(worst)));
  v128.store(CONFIGS, v128.bitselect(v128.load(PICKED + at), v128.load(PICKED), isIn));
  return v128.any_true(isIn);
}

// @ts-ignore: decorator
@inline
export function configOf(lane: usize): Config {
  return changetype<Config>(<usize>load<u32>(CONFIGS + (lane << 2)));
}

/** i32x4[5]: constants of the level of each lane, as {@link WeightLevel} has them. */
const CONSTANTS: usize = memory.data(5 * 16, 16);

// @ts-ignore: decorator
@inline
function levelOf(lane: usize): usize {
  return changetype<usize>(weightLevel(configOf(lane).weightLevel));
}

/** Takes the levels of CONFIGS. */
export function enterLevels(): void {
  const a = levelOf(0);
  const b = levelOf(1);
  const c = levelOf(2);
  const d = levelOf(3);
  storeTransposed(v128.load(a), v128.load(b), v128.load(c), v128.load(d), CONSTANTS);
  v128.store(CONSTANTS, i32x4(load<u32>(a, 16), load<u32>(b, 16), load<u32>(c, 16), load<u32>(d, 16)), 64);
}

/** Ideal weights of a plane → nearest ranks and what they stand for. */
export function quantizePlane(weightCount: i32, plane: usize): void {
  const scale = v128.load(CONSTANTS);
  const bias = v128.load(CONSTANTS, 16);
  const half = v128.load(CONSTANTS, 32);
  const top = v128.load(CONSTANTS, 48);
  const step = v128.load(CONSTANTS, 64);
  const one = i16x8.splat(ONE);
  const mirror = i16x8.splat(65);
  const first = plane * GRID_PLANE_BYTES;
  const end = first + gridBytes(weightCount);
  for (let at = first; at < end; at += 16) {
    const weight = v128.load(GRID_IDEAL + at);
    const other = i16x8.sub(one, weight);
    const folded = i16x8.min_s(weight, other);
    const nearest = i16x8.q15mulr_sat_s(i16x8.add(i16x8.shr_s(folded, 2), bias), scale);
    const rank = i16x8.min_s(nearest, half);
    const value = i16x8.shr_u(i16x8.mul(rank, step), 8);
    const isUpper = i16x8.gt_s(weight, other);
    // Above the middle: top − rank, 64 − value, as ~x + 1 + top and ~x + 65.
    const turned = i16x8.sub(isUpper, v128.and(isUpper, top));
    v128.store(GRID_RANKS + at, i16x8.sub(v128.xor(rank, isUpper), turned));
    v128.store(GRID_WEIGHTS + at, i16x8.add(v128.xor(value, isUpper), v128.and(isUpper, mirror)));
  }
}
