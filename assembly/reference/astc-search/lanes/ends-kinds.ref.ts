/** Twin of ends-kinds: what it costs to write colors as shades of one that starts in black, or as grey. */
import { Config, LevelChoice } from '../../../astc-search/lanes/lane-tables';
import { KIND_RGB } from '../../../astc-search/lanes/band';
import { pseudoMax, pseudoMin } from '../../lanes.ref';
import { f32At, hasAlphaRef, hasColorRef, productOf, putF32 } from './group.ref';
import { fitLineRef } from './line.ref';
import { rootRef, significanceRef, significanceSumRef } from './weighing.ref';

const NEVER: f32 = 1e30;
const BLACK: f32 = 8192;

/** f32: what shades and greys leave beyond the free line; {@link NEVER} where that is of no use. */
const PENALTIES: usize = memory.data(8, 8);
const SCALE: i32 = 0;
const GREY: i32 = 1;

/** f32[4] each: direction of the colors alone; mean from black or from grey; vectors on their way. */
const COLOR_AXIS: usize = memory.data(16, 16);
const MEAN: usize = memory.data(16, 16);
const DIRECTION: usize = memory.data(16, 16);
const IMAGE: usize = memory.data(16, 16);

/** What the free line of the colors leaves; `left` where alpha has no say in it. */
export function leftOfColorsRef(kind: i32, statistics: usize, left: f32): f32 {
  return hasAlphaRef(kind) ? fitLineRef(KIND_RGB, statistics, COLOR_AXIS, 2) : left;
}

export function clearPenaltiesRef(): void {
  putF32(PENALTIES, SCALE, 0);
  putF32(PENALTIES, GREY, 0);
}

export function forbidOtherEnds(): void {
  putF32(PENALTIES, SCALE, NEVER);
  putF32(PENALTIES, GREY, NEVER);
}

/** Ends that leave more than any rounding costs are of no use. */
export function settlePenaltiesRef(kind: i32, colorCostMax: f32): void {
  if (!hasColorRef(kind) || !(f32At(PENALTIES, SCALE) < colorCostMax)) putF32(PENALTIES, SCALE, NEVER);
  if (!hasColorRef(kind) || !(f32At(PENALTIES, GREY) < colorCostMax)) putF32(PENALTIES, GREY, NEVER);
}

function plainCost(place: LevelChoice): f32 {
  return place.plain ? changetype<Config>(place.plain).colorCost : NEVER;
}

function otherCost(config: usize, penalty: f32): f32 {
  return config ? changetype<Config>(config).colorCost + penalty : NEVER;
}

/** The cheapest way to write the ends at a level. */
export function endsCostRef(place: LevelChoice): f32 {
  const scale = otherCost(place.scale, f32At(PENALTIES, SCALE));
  const grey = otherCost(place.grey, f32At(PENALTIES, GREY));
  return pseudoMin(pseudoMin(plainCost(place), scale), grey);
}

/** The config of that; of equals the first. */
export function endsConfigRef(place: LevelChoice): usize {
  const scale = otherCost(place.scale, f32At(PENALTIES, SCALE));
  const grey = otherCost(place.grey, f32At(PENALTIES, GREY));
  let cost = plainCost(place);
  let config = place.plain;
  if (scale < cost) {
    config = place.scale;
    cost = scale;
  }
  return grey < cost ? place.grey : config;
}

/** Adds a partition of `count` texels; `left`: what the free line of its colors leaves. */
export function addPenaltiesRef(kind: i32, statistics: usize, count: f32, left: f32): void {
  const scale = pseudoMax(leftThroughBlackRef(kind, statistics, count) - left, 0);
  const grey = pseudoMax(leftOfGreyRef(kind, statistics, count) - left, 0);
  putF32(PENALTIES, SCALE, f32At(PENALTIES, SCALE) + scale);
  putF32(PENALTIES, GREY, f32At(PENALTIES, GREY) + grey);
}

/** (a0 b0 + a1 b1) + a2 b2. */
function dot3(a: usize, b: usize): f32 {
  const first: f32 = f32At(a, 0) * f32At(b, 0);
  const second: f32 = f32At(a, 1) * f32At(b, 1);
  const third: f32 = f32At(a, 2) * f32At(b, 2);
  const two: f32 = first + second;
  return two + third;
}

/** Row of the scatter of the colors times a vector. */
function rowTimes(statistics: usize, row: i32, vector: usize): f32 {
  const first: f32 = f32At(statistics, productOf(row, 0)) * f32At(vector, 0);
  const second: f32 = f32At(statistics, productOf(row, 1)) * f32At(vector, 1);
  const third: f32 = f32At(statistics, productOf(row, 2)) * f32At(vector, 2);
  const two: f32 = first + second;
  return two + third;
}

function traceOfColors(statistics: usize): f32 {
  const two: f32 = f32At(statistics, productOf(0, 0)) + f32At(statistics, productOf(1, 1));
  return two + f32At(statistics, productOf(2, 2));
}

function minor(a: i32, b: i32): f32 {
  const first: f32 = f32At(MEAN, a) * f32At(DIRECTION, b);
  const second: f32 = f32At(MEAN, b) * f32At(DIRECTION, a);
  return first - second;
}

function leftThroughBlackRef(kind: i32, statistics: usize, count: f32): f32 {
  for (let component: i32 = 0; component < 3; component++) {
    const fromBlack: f32 = f32At(statistics, component) + BLACK;
    putF32(MEAN, component, fromBlack * rootRef(kind, component));
  }
  const length: f32 = count * dot3(MEAN, MEAN);
  const inverse: f32 = 1 / pseudoMax(length, 1);
  for (let component: i32 = 0; component < 3; component++) {
    const outer: f32 = length * f32At(MEAN, component);
    const step: f32 = rowTimes(statistics, component, MEAN) + outer;
    putF32(DIRECTION, component, step * inverse);
  }
  const norm: f32 = 1 / pseudoMax(dot3(DIRECTION, DIRECTION), 1e-3);
  for (let component: i32 = 0; component < 3; component++) {
    putF32(IMAGE, component, rowTimes(statistics, component, DIRECTION));
  }
  const along: f32 = dot3(DIRECTION, IMAGE) * norm;
  putF32(IMAGE, 0, minor(1, 2));
  putF32(IMAGE, 1, minor(2, 0));
  putF32(IMAGE, 2, minor(0, 1));
  const across: f32 = dot3(IMAGE, IMAGE) * norm;
  const away: f32 = across * count;
  const rest: f32 = traceOfColors(statistics) - along;
  return rest + away;
}

function leftOfGreyRef(kind: i32, statistics: usize, count: f32): f32 {
  const inverse: f32 = 1 / significanceSumRef(kind);
  for (let component: i32 = 0; component < 3; component++) putF32(DIRECTION, component, rootRef(kind, component));
  for (let component: i32 = 0; component < 3; component++) {
    putF32(IMAGE, component, rowTimes(statistics, component, DIRECTION));
  }
  const along: f32 = dot3(IMAGE, DIRECTION) * inverse;
  for (let component: i32 = 0; component < 3; component++) {
    putF32(DIRECTION, component, significanceRef(kind, component));
  }
  const mean: f32 = dot3(statistics, DIRECTION) * inverse;
  for (let component: i32 = 0; component < 3; component++) {
    const distance: f32 = f32At(statistics, component) - mean;
    putF32(MEAN, component, distance * distance);
  }
  const away: f32 = dot3(MEAN, DIRECTION) * count;
  const rest: f32 = traceOfColors(statistics) - along;
  return rest + away;
}
