/** Twin of offer: candidates of the block → what is kept of it. */
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
} from '../../../astc/cem';
import { Config } from '../../../astc-search/lanes/lane-tables';
import { MODE_BLUE, MODE_DIRECT, MODE_GREY, MODE_OFFSET, MODE_SCALE } from '../../../astc-search/lanes/ends';
import { DECODED, integerRef, modeRef } from './trial-ends.ref';
import { GRID_PLANE, GRID_RANKS, hasAlphaRef, hasColorRef, i16At, isStored } from './group.ref';

/** What is kept of the best candidate, in the words of `Found`. */
@unmanaged
export class FoundRef {
  error: f32;
  lineError: f32;
  config: usize;
  order: u32;
  weightCount: i32;
  partitionCount: i32;
  plane2Component: i32;
  seed: i32;
  /** 1 where the ends changed places, and weights count from the other one. */
  isTurned: i32;
  singleError: f32;
  partedShare: f32;
  /** Squared range along the line. */
  worth: f32;
}

const FOUND: usize = memory.data(48, 16);
/** u8[2] endpoint modes, u8[2][8] uvalues, u8[2][64] ranks. */
const CEMS: usize = memory.data(2, 2);
const COLORS: usize = memory.data(16, 16);
const RANKS: usize = memory.data(128, 16);
const RANKS_PLANE: usize = 64;
/** What the ends decode to, as DECODED has it. */
const ENDS: usize = memory.data(64, 16);

/** DECODED becomes what the block keeps. */
export function enterFoundEnds(): void {
  memory.copy(DECODED, ENDS, 64);
}

export function foundRef(): FoundRef {
  return changetype<FoundRef>(FOUND);
}

export function keptCem(place: i32): i32 {
  return load<u8>(CEMS + <usize>place);
}

export function keptColor(place: i32, value: i32): i32 {
  return load<u8>(COLORS + ((<usize>place) << 3) + <usize>value);
}

export function keptRank(plane: i32, weight: i32): i32 {
  return load<u8>(RANKS + <usize>plane * RANKS_PLANE + <usize>weight);
}

/**
 * Keeps the candidate where it is better, or as good and comes first in order.
 *
 * @param top  highest rank of its level
 * @param seed  of its pattern; `isTurned` where the format numbers the partitions the other way round
 */
export function offerRef(
  kind: i32,
  error: f32,
  order: u32,
  config: Config,
  weightCount: i32,
  top: i32,
  plane2Component: i32,
  partitionCount: i32,
  seed: i32,
  isTurned: i32,
): void {
  const found = foundRef();
  if (error > found.error || (error == found.error && found.order <= order)) return;
  found.error = error;
  found.order = order;
  if (partitionCount == 1) found.singleError = error;
  found.config = changetype<usize>(config);
  found.weightCount = weightCount;
  found.partitionCount = partitionCount;
  found.plane2Component = plane2Component;
  found.seed = seed;
  memory.copy(ENDS, DECODED, 64);
  const areSwapped = partitionCount == 1 && hasColorRef(kind) && modeRef(0) == MODE_DIRECT && isFalling();
  found.isTurned = areSwapped ? 1 : 0;
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    keepEndsRef(kind, partition, partition ^ isTurned, areSwapped);
  }
  const planeCount: i32 = plane2Component < 0 ? 1 : 2;
  for (let plane: i32 = 0; plane < planeCount; plane++) {
    for (let weight: i32 = 0; weight < weightCount; weight++) {
      const rank = i16At(GRID_RANKS + <usize>plane * GRID_PLANE, weight);
      store<u8>(RANKS + <usize>plane * RANKS_PLANE + <usize>weight, <u8>(areSwapped ? top - rank : rank));
    }
  }
}

/** Whether the colors of the ends fall in sum, which says something else to a decoder. */
function isFalling(): bool {
  let rise: i32 = 0;
  for (let component: i32 = 0; component < 3; component++) {
    rise += integerRef(0, component, 1) - integerRef(0, component, 0);
  }
  return rise < 0;
}

function keepEndsRef(kind: i32, partition: i32, place: i32, areSwapped: bool): void {
  const mode = modeRef(partition);
  store<u8>(CEMS + <usize>place, <u8>cemRef(kind, mode));
  if (mode == MODE_SCALE || mode == MODE_GREY) keepFewerRef(kind, partition, place, mode == MODE_SCALE ? 3 : 1);
  else keepAll(kind, partition, place, areSwapped || mode == MODE_BLUE ? 1 : 0);
}

/** Both integers of every component, those of the `first` end before those of the other. */
function keepAll(kind: i32, partition: i32, place: i32, first: i32): void {
  let value: i32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    keepColor(place, value, integerRef(partition, component, first));
    keepColor(place, value + 1, integerRef(partition, component, 1 - first));
    value += 2;
  }
}

/** First integers of `count` components, red's second, both of alpha. */
function keepFewerRef(kind: i32, partition: i32, place: i32, count: i32): void {
  for (let component: i32 = 0; component < count; component++) {
    keepColor(place, component, integerRef(partition, component, 0));
  }
  keepColor(place, count, integerRef(partition, 0, 1));
  if (!hasAlphaRef(kind)) return;
  keepColor(place, count + 1, integerRef(partition, 3, 0));
  keepColor(place, count + 2, integerRef(partition, 3, 1));
}

function keepColor(place: i32, value: i32, uvalue: i32): void {
  store<u8>(COLORS + <usize>(place * 8 + value), <u8>uvalue);
}

/** Endpoint mode of the format. */
function cemRef(kind: i32, mode: i32): i32 {
  const hasAlpha = hasAlphaRef(kind);
  if (!hasColorRef(kind) || mode == MODE_GREY) {
    if (!hasAlpha) return CEM_LUMA_DIRECT;
    return mode == MODE_OFFSET ? CEM_LUMA_ALPHA_BASE_OFFSET : CEM_LUMA_ALPHA_DIRECT;
  }
  if (mode == MODE_SCALE) return hasAlpha ? CEM_RGB_BASE_SCALE_TWO_ALPHA : CEM_RGB_BASE_SCALE;
  if (mode == MODE_OFFSET) return hasAlpha ? CEM_RGBA_BASE_OFFSET : CEM_RGB_BASE_OFFSET;
  return hasAlpha ? CEM_RGBA_DIRECT : CEM_RGB_DIRECT;
}
