/** Candidates of the group → what is kept of each block. */
import {
  CEM_LUMA_ALPHA_BASE_OFFSET,
  CEM_LUMA_ALPHA_DIRECT,
  CEM_LUMA_DIRECT,
  CEM_RGBA_BASE_OFFSET,
  CEM_RGBA_DIRECT,
  CEM_RGB_BASE_OFFSET,
  CEM_RGB_BASE_SCALE,
  CEM_RGB_BASE_SCALE_TWO_ALPHA,
  CEM_RGB_DIRECT,
} from '../../astc/cem';
import { PLANE2_WEIGHTS } from '../../astc/symbolic-block';
import {
  FOUND_COLORS,
  FOUND_ENDS,
  FOUND_ENDS_BYTES,
  FOUND_FACTS,
  FOUND_FACTS_BYTES,
  FOUND_RANKS,
  Found,
  foundOf,
} from './band';
import { Two, partitionCountOf, planeCountOf, roundsOf } from './classes';
import {
  DECODED,
  ENDS_BYTES,
  INTEGERS,
  MODES,
  MODE_BLUE,
  MODE_DIRECT,
  MODE_GREY,
  MODE_OFFSET,
  MODE_SCALE,
} from './ends';
import {
  CONFIGS,
  FACTS,
  FACTS1,
  GRID_PLANE_BYTES,
  GRID_RANKS,
  OWN_FACTS,
  PLANE2,
  TWO_PATTERN,
  hasAlpha,
  hasColor,
  nextComponent,
} from './group';
import { GROUP } from './load-four';

/**
 * f32[4]: errors of the candidates; i32[4]: seeds of
 * their patterns, 2¹⁶ more where the format numbers the partitions the other way round.
 */
export const ERRORS: usize = memory.data(16, 16);
export const SEEDS: usize = memory.data(16, 16);

/** u8[4][96]: ranks of both planes of a block, in grid order. */
const LANE_RANKS: usize = memory.data(4 * 96 + 16, 16);
const LANE_RANKS_BYTES: usize = 96;
const RANKS_PLANE: usize = 64;

/** Endpoint mode of the format. */
// @ts-ignore: decorator
@inline
function cemOf<T>(mode: i32): i32 {
  if (!hasColor<T>()) {
    if (!hasAlpha<T>()) return CEM_LUMA_DIRECT;
    return mode == MODE_OFFSET ? CEM_LUMA_ALPHA_BASE_OFFSET : CEM_LUMA_ALPHA_DIRECT;
  }
  if (mode == MODE_SCALE) return hasAlpha<T>() ? CEM_RGB_BASE_SCALE_TWO_ALPHA : CEM_RGB_BASE_SCALE;
  if (mode == MODE_GREY) return hasAlpha<T>() ? CEM_LUMA_ALPHA_DIRECT : CEM_LUMA_DIRECT;
  if (mode == MODE_OFFSET) return hasAlpha<T>() ? CEM_RGBA_BASE_OFFSET : CEM_RGB_BASE_OFFSET;
  return hasAlpha<T>() ? CEM_RGBA_DIRECT : CEM_RGB_DIRECT;
}

/** Ranks of a plane, pairs of four blocks → bytes of each block. */
function separateRanks(weightCount: i32, plane: usize): void {
  const from = GRID_RANKS + plane * GRID_PLANE_BYTES;
  const bytes = (<usize>((weightCount + 1) >> 1)) << 4;
  let out = LANE_RANKS + plane * RANKS_PLANE;
  for (let at: usize = 0; at < bytes; at += 64, out += 8) {
    const a = i8x16.narrow_i16x8_u(v128.load(from + at), v128.load(from + at, 16));
    const b = i8x16.narrow_i16x8_u(v128.load(from + at, 32), v128.load(from + at, 48));
    // Halves side by side twice: pairs 0 2, 1 3 of each block, then all four.
    const even = i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
    const odd = i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
    const lower = i16x8.shuffle(even, odd, 0, 8, 1, 9, 2, 10, 3, 11);
    const upper = i16x8.shuffle(even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
    v128.store64_lane(out, lower, 0);
    v128.store64_lane(out + LANE_RANKS_BYTES, lower, 1);
    v128.store64_lane(out + 2 * LANE_RANKS_BYTES, upper, 0);
    v128.store64_lane(out + 3 * LANE_RANKS_BYTES, upper, 1);
  }
}

/**
 * Blocks keep the candidates of CONFIGS, ERRORS, INTEGERS, MODES and GRID_RANKS that are better than what they have.
 *
 * @param count  lanes that count, the first ones
 * @param order  place of the class and the grid among all
 */
export function offer<T, C>(count: i32, order: u32, weightCount: i32): void {
  let isSeparated = false;
  for (let lane: i32 = 0; lane < count; lane++) {
    const found = foundOf(load<u16>(GROUP + ((<usize>lane) << 1)));
    const error = load<f32>(ERRORS + ((<usize>lane) << 2));
    if (error > found.error || (error == found.error && found.order <= order)) continue;
    if (!isSeparated) {
      separateRanks(weightCount, 0);
      if (planeCountOf<C>() == 2) separateRanks(weightCount, 1);
      isSeparated = true;
    }
    found.error = error;
    found.order = order;
    if (partitionCountOf<C>() == 1) found.singleError = error;
    keep<T, C>(found, <usize>lane);
  }
}

function keep<T, C>(found: Found, lane: usize): void {
  const at = lane << 2;
  found.config = <usize>load<u32>(CONFIGS + at);
  found.partitionCount = <u8>partitionCountOf<C>();
  found.plane2Component = <i8>(planeCountOf<C>() == 2 ? componentOf(at) : -1);
  if (roundsOf<C>() > 0) {
    keepFacts<T>(found, at, 0, FACTS);
    if (idof<C>() == idof<Two>()) keepFacts<T>(found, at, 1, FACTS1);
  }
  if (idof<C>() == idof<Two>()) {
    const seed = load<u32>(SEEDS + at);
    const isTurned = <usize>(seed >> 16);
    found.seed = <u16>seed;
    found.pattern = load<i32>(TWO_PATTERN + at);
    found.turned = 0;
    keepEnds<T>(found, at, 0, isTurned, false);
    keepEnds<T>(found, at, 1, 1 - isTurned, false);
  } else {
    found.seed = 0;
    found.turned = keepEnds<T>(found, at, 0, 0, true);
  }
  const ranks = changetype<usize>(found) + FOUND_RANKS;
  const from = LANE_RANKS + lane * LANE_RANKS_BYTES;
  v128.store(ranks, v128.load(from));
  v128.store(ranks, v128.load(from, 16), 16);
  const rest = planeCountOf<C>() == 2 ? from + RANKS_PLANE : from + <usize>PLANE2_WEIGHTS;
  v128.store(ranks, v128.load(rest), 32);
  v128.store(ranks, v128.load(rest, 16), 48);
}

// @ts-ignore: decorator
@inline
function componentOf(at: usize): i32 {
  let component: i32 = 0;
  while (component < 3 && load<i32>(PLANE2 + ((<usize>component) << 4) + at) == 0) component++;
  return component;
}

/** What {@link gatherFound} needs to begin again. */
function keepFacts<T>(found: Found, at: usize, partition: usize, facts: usize): void {
  const ends = changetype<usize>(found) + FOUND_ENDS + partition * FOUND_ENDS_BYTES;
  const kept = changetype<usize>(found) + FOUND_FACTS + partition * FOUND_FACTS_BYTES;
  const decoded = DECODED + partition * ENDS_BYTES + at;
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const place = component << 2;
    store<u8>(ends + (component << 1), load<i32>(decoded + (component << 5)));
    store<u8>(ends + (component << 1), load<i32>(decoded + (component << 5), 16), 1);
    store<f32>(kept + place, load<f32>(facts + (component << 4) + at));
    store<f32>(kept + place, load<f32>(facts + (component << 4) + at, OWN_FACTS), 16);
  }
}

/** Integers of a partition in the order of their mode; returns 1 where ends changed places, and weights have to. */
function keepEnds<T>(found: Found, at: usize, partition: usize, place: usize, isAlone: bool): u8 {
  const mode = load<i32>(MODES + (partition << 4) + at);
  store<u8>(changetype<usize>(found) + place, cemOf<T>(mode), offsetof<Found>('cem0'));
  const integers = INTEGERS + partition * ENDS_BYTES + at;
  let turned: u8 = 0;
  if (hasColor<T>() && isAlone && mode == MODE_DIRECT) turned = sumOf(integers + 16) < sumOf(integers) ? 1 : 0;
  if (hasColor<T>() && mode >= MODE_SCALE) {
    keepFewer<T>(integers, changetype<usize>(found) + FOUND_COLORS + (place << 3), mode == MODE_SCALE ? 3 : 1);
    return 0;
  }
  // Of contracted ends the second comes first.
  const first: usize = turned || mode == MODE_BLUE ? 16 : 0;
  let out = changetype<usize>(found) + FOUND_COLORS + (place << 3);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component), out += 2) {
    const ends = integers + (component << 5);
    store<u8>(out, load<i32>(ends + first));
    store<u8>(out, load<i32>(ends + (16 - first)), 1);
  }
  return turned;
}

/** First integers of `count` components, then red's second, then alpha's both. */
function keepFewer<T>(integers: usize, out: usize, count: usize): void {
  for (let component: usize = 0; component < count; component++) {
    store<u8>(out + component, load<i32>(integers + (component << 5)));
  }
  store<u8>(out + count, load<i32>(integers, 16));
  if (!hasAlpha<T>()) return;
  store<u8>(out + count, load<i32>(integers, 96), 1);
  store<u8>(out + count, load<i32>(integers, 112), 2);
}

// @ts-ignore: decorator
@inline
function sumOf(ends: usize): i32 {
  return load<i32>(ends) + load<i32>(ends, 32) + load<i32>(ends, 64);
}
