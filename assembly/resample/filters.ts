/** The filters: how much a source texel counts by its distance from the middle of a target texel. */
import { besselI0, sinc } from './kernel-math';

export const BOX: i32 = 0;
export const TRIANGLE: i32 = 1;
export const MITCHELL: i32 = 2;
export const KAISER: i32 = 3;
export const LANCZOS3: i32 = 4;
export const LANCZOS4: i32 = 5;
export const FILTER_COUNT: i32 = 6;

/** How far a filter reaches to either side, in texels of the coarser of the two pictures. */
const REACHES: StaticArray<f64> = [0.5, 1, 2, 3, 3, 4];
/** Shape of the Kaiser window: side lobes of the filter stay below −45 dB. */
const KAISER_BETA: f64 = 4;

export function reachOf(filter: i32): f64 {
  return REACHES[filter];
}

/** The weight at a distance, before weights are made to add up to 1. The box is an area, see axis.ts. */
export function weightAt(filter: i32, distance: f64): f64 {
  const x = abs(distance);
  const reach = reachOf(filter);
  if (x >= reach) return 0;
  if (filter == TRIANGLE) return 1 - x;
  if (filter == MITCHELL) return mitchell(x);
  if (filter == KAISER) {
    const ratio = x / reach;
    return (sinc(x) * besselI0(KAISER_BETA * sqrt(1 - ratio * ratio))) / besselI0(KAISER_BETA);
  }
  return sinc(x) * sinc(x / reach);
}

/** The cubic of Mitchell and Netravali with B = C = 1/3. */
function mitchell(x: f64): f64 {
  if (x < 1) return ((21 * x - 36) * x * x + 16) / 18;
  return (((36 - 7 * x) * x - 60) * x + 32) / 18;
}
