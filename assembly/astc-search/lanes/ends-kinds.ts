/**
 * What it costs a block to write its colors as shades of one that starts in black, or as grey: the line is not free then,
 * but the integers are fewer, and finer.
 */
import { BB, GB, GG, GREY_PENALTY, RB, RG, RR, Rgb, SCALE_PENALTY, hasAlpha, hasColor } from './group';
import { fitLine } from './line';
import { LevelChoice, NEVER } from './lane-tables';
import { rootOf, significanceOf, significanceSum } from './weighing';

/** Black, in 1/64 steps about 128. */
const BLACK: f32 = 8192;

/** Bit 0: some lane may want ends through black; bit 1: grey ones. */
const SCALE_BIT: i32 = 1;
const GREY_BIT: i32 = 2;
export let usefulPenalties: i32 = 0;

/** Line of the colors alone. */
const COLOR_AXIS: usize = memory.data(64, 16);

/** What the free line of the colors leaves, where alpha has a say in the line of the texels. */
// @ts-ignore: decorator
@inline
export function leftOfColors<T>(statistics: usize, left: v128): v128 {
  return hasAlpha<T>() ? fitLine<Rgb>(statistics, COLOR_AXIS, 2) : left;
}

/** Before the first partition. */
export function clearPenalties(): void {
  v128.store(SCALE_PENALTY, f32x4.splat(0));
  v128.store(GREY_PENALTY, f32x4.splat(0));
}

/** Two planes: other ends only beside a plane of alpha's own. */
export function onlyWithAlpha(isAlpha: v128): void {
  const never = f32x4.splat(NEVER);
  v128.store(SCALE_PENALTY, v128.bitselect(v128.load(SCALE_PENALTY), never, isAlpha));
  v128.store(GREY_PENALTY, v128.bitselect(v128.load(GREY_PENALTY), never, isAlpha));
}

/**
 * Forbids ends that leave more than any rounding costs, lane by lane, and finds which are of use to some lane; whenever
 * the group changed. Why: where plain ends have no bits, what is of use to a neighbour must not be open to a lane.
 */
export function settlePenalties<T>(colorCostMax: f32): void {
  usefulPenalties = 0;
  if (!hasColor<T>()) return;
  if (keepUseful(SCALE_PENALTY, colorCostMax)) usefulPenalties |= SCALE_BIT;
  if (keepUseful(GREY_PENALTY, colorCostMax)) usefulPenalties |= GREY_BIT;
}

function keepUseful(penalty: usize, colorCostMax: f32): bool {
  const own = v128.load(penalty);
  const isUseful = f32x4.lt(own, f32x4.splat(colorCostMax));
  v128.store(penalty, v128.bitselect(own, f32x4.splat(NEVER), isUseful));
  return v128.any_true(isUseful);
}

/**
 * The cheapest way to write the ends at a level: rounding, and what the ends leave.
 *
 * @param penalties  {@link usefulPenalties}, then those themselves: a loop over levels keeps them in registers
 */
// @ts-ignore: decorator
@inline
export function endsCost(place: LevelChoice, penalties: i32, scale: v128, grey: v128): v128 {
  let cost = f32x4.splat(place.plainCost);
  if ((penalties & SCALE_BIT) != 0) cost = f32x4.pmin(cost, f32x4.add(f32x4.splat(place.scaleCost), scale));
  if ((penalties & GREY_BIT) != 0) cost = f32x4.pmin(cost, f32x4.add(f32x4.splat(place.greyCost), grey));
  return cost;
}

/** The config of that. */
// @ts-ignore: decorator
@inline
export function endsConfig(place: LevelChoice): v128 {
  let cost = f32x4.splat(place.plainCost);
  let config = i32x4.splat(<i32>place.plain);
  if ((usefulPenalties & SCALE_BIT) != 0) {
    const scale = f32x4.add(f32x4.splat(place.scaleCost), v128.load(SCALE_PENALTY));
    config = v128.bitselect(i32x4.splat(<i32>place.scale), config, f32x4.lt(scale, cost));
    cost = f32x4.pmin(cost, scale);
  }
  if ((usefulPenalties & GREY_BIT) != 0) {
    const grey = f32x4.add(f32x4.splat(place.greyCost), v128.load(GREY_PENALTY));
    config = v128.bitselect(i32x4.splat(<i32>place.grey), config, f32x4.lt(grey, cost));
  }
  return config;
}

/** The config of one lane, for the {@link LevelChoice} at `level`. */
export function endsConfigOf(level: usize, lane: usize): usize {
  const place = changetype<LevelChoice>(level);
  const scale = place.scaleCost + load<f32>(SCALE_PENALTY + (lane << 2));
  const grey = place.greyCost + load<f32>(GREY_PENALTY + (lane << 2));
  if (grey < min<f32>(place.plainCost, scale)) return place.grey;
  return scale < place.plainCost ? place.scale : place.plain;
}

/**
 * Adds a partition to the penalties.
 *
 * @param statistics  means and scatter
 * @param count  texels of each lane, f32
 * @param left  what the free line of the colors leaves
 */
export function addPenalties<T>(statistics: usize, count: v128, left: v128): void {
  const red = v128.load(statistics);
  const green = v128.load(statistics, 16);
  const blue = v128.load(statistics, 32);
  const scale = f32x4.pmax(f32x4.sub(leftThroughBlack<T>(statistics, red, green, blue, count), left), f32x4.splat(0));
  const grey = f32x4.pmax(f32x4.sub(leftOfGrey<T>(statistics, red, green, blue, count), left), f32x4.splat(0));
  v128.store(SCALE_PENALTY, f32x4.add(v128.load(SCALE_PENALTY), scale));
  v128.store(GREY_PENALTY, f32x4.add(v128.load(GREY_PENALTY), grey));
}

// @ts-ignore: decorator
@inline
function dot(a: v128, b: v128, c: v128, x: v128, y: v128, z: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(a, x), f32x4.mul(b, y)), f32x4.mul(c, z));
}

/** What the best line through black leaves: one power step from the mean, which is nearly on it. */
function leftThroughBlack<T>(statistics: usize, red: v128, green: v128, blue: v128, count: v128): v128 {
  const black = f32x4.splat(BLACK);
  const r = f32x4.mul(f32x4.add(red, black), f32x4.splat(rootOf<T>(0)));
  const g = f32x4.mul(f32x4.add(green, black), f32x4.splat(rootOf<T>(1)));
  const b = f32x4.mul(f32x4.add(blue, black), f32x4.splat(rootOf<T>(2)));
  const rr = v128.load(statistics, RR);
  const rg = v128.load(statistics, RG);
  const rb = v128.load(statistics, RB);
  const gg = v128.load(statistics, GG);
  const gb = v128.load(statistics, GB);
  const bb = v128.load(statistics, BB);
  const length = f32x4.mul(count, dot(r, g, b, r, g, b));
  const inverse = f32x4.div(f32x4.splat(1), f32x4.pmax(length, f32x4.splat(1)));
  const x = f32x4.mul(f32x4.add(dot(rr, rg, rb, r, g, b), f32x4.mul(length, r)), inverse);
  const y = f32x4.mul(f32x4.add(dot(rg, gg, gb, r, g, b), f32x4.mul(length, g)), inverse);
  const z = f32x4.mul(f32x4.add(dot(rb, gb, bb, r, g, b), f32x4.mul(length, b)), inverse);
  const norm = f32x4.div(f32x4.splat(1), f32x4.pmax(dot(x, y, z, x, y, z), f32x4.splat(1e-3)));
  // Scatter across the line, and the mean's distance from it by the cross product: no difference of large numbers.
  const along = dot(x, y, z, dot(rr, rg, rb, x, y, z), dot(rg, gg, gb, x, y, z), dot(rb, gb, bb, x, y, z));
  const cx = f32x4.sub(f32x4.mul(g, z), f32x4.mul(b, y));
  const cy = f32x4.sub(f32x4.mul(b, x), f32x4.mul(r, z));
  const cz = f32x4.sub(f32x4.mul(r, y), f32x4.mul(g, x));
  const away = f32x4.mul(f32x4.mul(dot(cx, cy, cz, cx, cy, cz), norm), count);
  const trace = f32x4.add(f32x4.add(rr, gg), bb);
  return f32x4.add(f32x4.sub(trace, f32x4.mul(along, norm)), away);
}

/** What colors leave when each texel is the grey that suits it best. */
function leftOfGrey<T>(statistics: usize, red: v128, green: v128, blue: v128, count: v128): v128 {
  const rootR = f32x4.splat(rootOf<T>(0));
  const rootG = f32x4.splat(rootOf<T>(1));
  const rootB = f32x4.splat(rootOf<T>(2));
  const rr = v128.load(statistics, RR);
  const gg = v128.load(statistics, GG);
  const bb = v128.load(statistics, BB);
  const inverse = f32x4.splat(1 / significanceSum<T>());
  const columnR = dot(rr, v128.load(statistics, RG), v128.load(statistics, RB), rootR, rootG, rootB);
  const columnG = dot(v128.load(statistics, RG), gg, v128.load(statistics, GB), rootR, rootG, rootB);
  const columnB = dot(v128.load(statistics, RB), v128.load(statistics, GB), bb, rootR, rootG, rootB);
  const along = f32x4.mul(dot(columnR, columnG, columnB, rootR, rootG, rootB), inverse);
  const weightR = significanceOf<T>(0);
  const weightG = significanceOf<T>(1);
  const weightB = significanceOf<T>(2);
  const mean = f32x4.mul(dot(red, green, blue, weightR, weightG, weightB), inverse);
  const r = f32x4.sub(red, mean);
  const g = f32x4.sub(green, mean);
  const b = f32x4.sub(blue, mean);
  const away = dot(f32x4.mul(r, r), f32x4.mul(g, g), f32x4.mul(b, b), weightR, weightG, weightB);
  const trace = f32x4.add(f32x4.add(rr, gg), bb);
  return f32x4.add(f32x4.sub(trace, along), f32x4.mul(away, count));
}
