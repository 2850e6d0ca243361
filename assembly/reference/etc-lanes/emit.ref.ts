/** Twins of the stages of etc-lanes that write words and blocks. */
import {
  FITS,
  FIT_BYTES,
  FIT_COST,
  FIT_HALF,
  FIT_INDIVIDUAL,
  FIT_LEVELS,
  FIT_LUMA,
  FIT_TABLE,
} from '../../etc-lanes/fit';
import { CORNERS, PLANAR_MASK } from '../../etc-lanes/planar-four';
import { COLOR_HIGH, COLOR_LOW } from '../../etc-lanes/words';
import { largeModifier, smallModifier } from '../../etc/modifiers';
import { isInHalf, laneAt, lumaOf } from './four.ref';

function levelField(fit: usize, component: usize, isIndividual: bool): u32 {
  const first: u32 = load<i32>(fit + (component << 4), FIT_LEVELS);
  const second: u32 = load<i32>(fit + (component << 4), FIT_LEVELS + FIT_HALF);
  return isIndividual ? (first << 4) | second : (first << 3) | ((second - first) & 7);
}

export function emitFourRef(): void {
  for (let block: i32 = 0; block < 4; block++) {
    const lane = laneAt(block);
    const isFlipped = load<i32>(FITS + FIT_BYTES + lane, FIT_COST) < load<i32>(FITS + lane, FIT_COST);
    const fit = FITS + lane + (isFlipped ? FIT_BYTES : 0);
    const isIndividual = load<i32>(fit, FIT_INDIVIDUAL) != 0;
    let high: u32 = isFlipped ? 1 : 0;
    for (let c: usize = 0; c < 3; c++) high |= levelField(fit, c, isIndividual) << (24 - 8 * <u32>c);
    high |= (load<u32>(fit, FIT_TABLE) << 5) | (load<u32>(fit, FIT_TABLE + FIT_HALF) << 2) | (isIndividual ? 0 : 2);
    let low: u32 = 0;
    for (let k: i32 = 0; k < 16; k++) {
      const x = k >> 2;
      const y = k & 3;
      const own = fit + (isInHalf(isFlipped ? 3 : 1, x, y) ? FIT_HALF : 0);
      const table = load<i32>(own, FIT_TABLE);
      const difference = lumaOf(block, x, y) - load<i16>(own, FIT_LUMA);
      if (abs(difference) > 3 * (smallModifier(table) + largeModifier(table))) low |= 1 << k;
      if (difference < 0) low |= 1 << (16 + k);
    }
    store<u32>(COLOR_HIGH + lane, high);
    store<u32>(COLOR_LOW + lane, low);
  }
}

/** Bits of the fields of `high` (2 bits) and `low` (2) whose sum leaves 0..31. */
function overflow(high: u32, low: u32): u32 {
  return high + low < 4 ? (high << 3) | 4 | low : 0xe0 | (high << 3) | low;
}

/** The bit above `high` (4 bits) that keeps its sum with the signed `low` (3) within 0..31. */
function stayInside(high: u32, low: u32): u32 {
  return low >= 4 && high + low < 8 ? 1 : 0;
}

export function emitPlanesRef(): void {
  for (let block: i32 = 0; block < 4; block++) {
    const lane = laneAt(block);
    if (!load<i32>(PLANAR_MASK + lane)) continue;
    const r = load<u32>(CORNERS + lane);
    const g = load<u32>(CORNERS + lane, 48);
    const b = load<u32>(CORNERS + lane, 96);
    const right = load<u32>(CORNERS + lane, 16);
    const redLow = ((r & 3) << 1) | (g >> 6);
    const green = g & 63;
    const greenLow = ((green & 3) << 1) | (b >> 5);
    let high = (stayInside(r >> 2, redLow) << 31) | (r << 25) | ((g >> 6) << 24);
    high |= (stayInside(green >> 2, greenLow) << 23) | (green << 17) | ((b >> 5) << 16);
    high |= (overflow((b >> 3) & 3, (b >> 1) & 3) << 8) | ((b & 1) << 7);
    high |= ((right >> 1) << 2) | 2 | (right & 1);
    let low = (load<u32>(CORNERS + lane, 64) << 25) | (load<u32>(CORNERS + lane, 112) << 19);
    low |=
      (load<u32>(CORNERS + lane, 32) << 13) | (load<u32>(CORNERS + lane, 80) << 6) | load<u32>(CORNERS + lane, 128);
    store<u32>(COLOR_HIGH + lane, high);
    store<u32>(COLOR_LOW + lane, low);
  }
}

function storeBlocks(highPtr: usize, lowPtr: usize, outPtr: usize, step: usize): void {
  for (let lane: usize = 0; lane < 16; lane += 4, outPtr += step) {
    store<u32>(outPtr, bswap(load<u32>(highPtr + lane)));
    store<u32>(outPtr, bswap(load<u32>(lowPtr + lane)), 4);
  }
}

export function storeSingleRef(highPtr: usize, lowPtr: usize, outPtr: usize): void {
  storeBlocks(highPtr, lowPtr, outPtr, 8);
}

export function storeEveryOtherRef(highPtr: usize, lowPtr: usize, outPtr: usize): void {
  storeBlocks(highPtr, lowPtr, outPtr, 16);
}
