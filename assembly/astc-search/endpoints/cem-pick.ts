/** Color endpoint mode and quant level of every partition under the bit budget, by exact error of the integers. */
import {
  CEM_HDR_LUMA_LARGE_RANGE,
  CEM_HDR_LUMA_SMALL_RANGE,
  CEM_HDR_RGB_BASE_SCALE,
  CEM_HDR_RGB_DIRECT,
  CEM_HDR_RGB_DIRECT_HDR_ALPHA,
  CEM_HDR_RGB_DIRECT_LDR_ALPHA,
  CEM_LUMA_ALPHA_BASE_OFFSET,
  CEM_LUMA_ALPHA_DIRECT,
  CEM_LUMA_BASE_OFFSET,
  CEM_LUMA_DIRECT,
  CEM_RGBA_BASE_OFFSET,
  CEM_RGBA_DIRECT,
  CEM_RGB_BASE_OFFSET,
  CEM_RGB_BASE_SCALE,
  CEM_RGB_BASE_SCALE_TWO_ALPHA,
  CEM_RGB_DIRECT,
} from '../../astc/cem';
import { colorBitsAvailable } from '../../astc/color-bits';
import { blockState } from '../block/block-state';
import { DOMAIN_LDR } from '../block/domain';
import { classState } from '../lines/class-state';
import { levelByBits, promisingClasses } from '../prediction/color-predict';
import { decodeEndpoints, widenEndpoints } from './endpoint-decode';
import { MODE_DECODED, MODE_UVALUES } from './endpoint-pair';
import { quantizeEndpoints } from './endpoint-quant';
import {
  COLOR_UVALUES,
  DECODED_BYTES,
  DECODED_ENDPOINTS,
  FIT_NUMBER_OFFSET,
  REST_OFFSET,
  endpointFitPtr,
  trialState,
} from '../candidate/trial-state';

const INFINITE: f32 = 1e30;

/**
 * u8[domain 3][2][4][4]: modes of each integer class for blocks without and with alpha; 255 is none. A block with alpha
 * may still have opaque partitions, which do well with modes that leave it out.
 */
const CLASS_MODES: usize = memory.data<u8>([
  <u8>CEM_LUMA_DIRECT,
  <u8>CEM_LUMA_BASE_OFFSET,
  255,
  255,
  <u8>CEM_RGB_BASE_SCALE,
  255,
  255,
  255,
  <u8>CEM_RGB_DIRECT,
  <u8>CEM_RGB_BASE_OFFSET,
  255,
  255,
  255,
  255,
  255,
  255,
  <u8>CEM_LUMA_DIRECT,
  255,
  255,
  255,
  <u8>CEM_LUMA_ALPHA_DIRECT,
  <u8>CEM_LUMA_ALPHA_BASE_OFFSET,
  <u8>CEM_RGB_BASE_SCALE,
  255,
  <u8>CEM_RGB_BASE_SCALE_TWO_ALPHA,
  <u8>CEM_RGB_DIRECT,
  <u8>CEM_RGB_BASE_OFFSET,
  255,
  <u8>CEM_RGBA_DIRECT,
  <u8>CEM_RGBA_BASE_OFFSET,
  255,
  255,
  // HDR colors, LDR alpha
  <u8>CEM_HDR_LUMA_SMALL_RANGE,
  <u8>CEM_HDR_LUMA_LARGE_RANGE,
  255,
  255,
  <u8>CEM_HDR_RGB_BASE_SCALE,
  255,
  255,
  255,
  <u8>CEM_HDR_RGB_DIRECT,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  <u8>CEM_HDR_LUMA_SMALL_RANGE,
  <u8>CEM_HDR_LUMA_LARGE_RANGE,
  255,
  255,
  <u8>CEM_HDR_RGB_BASE_SCALE,
  255,
  255,
  255,
  <u8>CEM_HDR_RGB_DIRECT,
  255,
  255,
  255,
  <u8>CEM_HDR_RGB_DIRECT_LDR_ALPHA,
  255,
  255,
  255,
  // HDR
  <u8>CEM_HDR_LUMA_SMALL_RANGE,
  <u8>CEM_HDR_LUMA_LARGE_RANGE,
  255,
  255,
  <u8>CEM_HDR_RGB_BASE_SCALE,
  255,
  255,
  255,
  <u8>CEM_HDR_RGB_DIRECT,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  <u8>CEM_HDR_LUMA_SMALL_RANGE,
  <u8>CEM_HDR_LUMA_LARGE_RANGE,
  255,
  255,
  <u8>CEM_HDR_RGB_BASE_SCALE,
  255,
  255,
  255,
  <u8>CEM_HDR_RGB_DIRECT,
  255,
  255,
  255,
  <u8>CEM_HDR_RGB_DIRECT_HDR_ALPHA,
  255,
  255,
  255,
]);
const CLASS_CHOICES: i32 = 4;

/** One priced (partition, mode, level): what quantizeEndpoints said. */
@unmanaged
class Priced {
  uvalues: u64;
  decoded: u64;
  error: f32;
  /** The fit that this belongs to. */
  fit: u32;
}
const PRICED_BYTES: usize = 24;
const PRICED: usize = memory.data(4 * 16 * 21 * 24, 16);
/** Number of a partition's fit. */
// @ts-ignore: decorator
@inline
function fitNumber(partition: i32): u32 {
  return load<u32>(endpointFitPtr(partition), FIT_NUMBER_OFFSET);
}

/** Error of a partition's mode at a level, computed once a fit. */
// @ts-ignore: decorator
@inline
function price(partition: i32, cem: i32, level: i32): Priced {
  const priced = changetype<Priced>(PRICED + <usize>((partition * 16 + cem) * 21 + level) * PRICED_BYTES);
  if (priced.fit != fitNumber(partition)) priceAnew(priced, partition, cem, level);
  return priced;
}

function priceAnew(priced: Priced, partition: i32, cem: i32, level: i32): void {
  priced.error = quantizeEndpoints(cem, level, partition, load<f32>(BEST, 8));
  priced.uvalues = load<u64>(MODE_UVALUES);
  priced.decoded = load<u64>(MODE_DECODED);
  priced.fit = fitNumber(partition);
}

/** The part of {@link CLASS_MODES} for the block at hand. */
// @ts-ignore: decorator
@inline
function modeTable(): usize {
  return CLASS_MODES + <usize>(blockState().domain * 32 + (blockState().isOpaque ? 0 : 16));
}

/** Mode `choice` (0..3) of an integer class for the block at hand, or 255. */
// @ts-ignore: decorator
@inline
function classMode(integerClass: i32, choice: i32): i32 {
  return <i32>load<u8>(modeTable() + <usize>(integerClass * CLASS_CHOICES + choice));
}

/** The better mode of an integer class for one partition at one level. */
@unmanaged
class ClassBest {
  /** Infinite when no mode of the class fits. */
  error: f32;
  /** 255 for none. */
  cem: i32;
  /** The fit that this belongs to. */
  fit: u32;
}
const CLASS_BEST_BYTES: usize = 12;
const CLASS_BEST: usize = memory.data(4 * 4 * 21 * 12, 16);

// @ts-ignore: decorator
@inline
function bestOfClass(partition: i32, integerClass: i32, level: i32): ClassBest {
  const at = <usize>((partition * 4 + integerClass) * 21 + level);
  const best = changetype<ClassBest>(CLASS_BEST + at * CLASS_BEST_BYTES);
  if (best.fit != fitNumber(partition)) findBestOfClass(best, partition, integerClass, level);
  return best;
}

function findBestOfClass(best: ClassBest, partition: i32, integerClass: i32, level: i32): void {
  best.fit = fitNumber(partition);
  best.cem = 255;
  best.error = INFINITE;
  let least: f32 = INFINITE * 2;
  for (let choice: i32 = 0; choice < CLASS_CHOICES; choice++) {
    const cem = classMode(integerClass, choice);
    if (cem == 255) break;
    const error = price(partition, cem, level).error;
    if (error >= least) continue;
    least = error;
    best.cem = cem;
    best.error = error;
  }
}

/** Best so far: modes (a byte a partition), level, error. */
const BEST: usize = memory.data(16, 16);

// @ts-ignore: decorator
@inline
function offer(cems: u32, level: i32, error: f32): void {
  if (error >= load<f32>(BEST, 8)) return;
  store<u32>(BEST, cems);
  store<i32>(BEST, level, 4);
  store<f32>(BEST, error, 8);
}

/** Σ of the partitions' errors at their free optimum: what no choice of integers can beat. */
export function restError(): f32 {
  let rest: f32 = 0;
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    rest += load<f32>(endpointFitPtr(partition) + REST_OFFSET);
  }
  return rest;
}

/**
 * Tries all modes and levels for the trial's endpoint fits and takes the best.
 *
 * @param weightBits  of the trial's block mode
 * @param allowMixed  0: every partition shares one mode
 * @returns error of the candidate, infinite when nothing fits
 */
export function pickModes(weightBits: i32, allowMixed: i32): f32 {
  store<f32>(BEST, INFINITE, 8);
  const state = classState();
  const planeCount: i32 = state.plane2Component >= 0 ? 2 : 1;
  const bits = colorBitsAvailable(weightBits, state.partitionCount, planeCount, false);
  offerMatched(state.partitionCount, bits, promisingClasses(weightBits));
  if (state.partitionCount > 1 && allowMixed) {
    offerMixed(state.partitionCount, colorBitsAvailable(weightBits, state.partitionCount, planeCount, true));
  }
  if (load<f32>(BEST, 8) >= INFINITE) return INFINITE;
  const trial = trialState();
  trial.cems = load<u32>(BEST);
  trial.colorQuantLevel = load<i32>(BEST, 4);
  commit();
  return load<f32>(BEST, 8) + restError();
}

/** One mode for all partitions, of the integer classes in a bit set. */
function offerMatched(partitionCount: i32, bits: i32, classes: i32): void {
  for (let integerClass: i32 = 3; integerClass >= 0; integerClass--) {
    if (((classes >> integerClass) & 1) == 0) continue;
    const pairs = (integerClass + 1) * partitionCount;
    if (pairs > 9) continue;
    const level = levelByBits(pairs, bits);
    if (level < 0) continue;
    for (let choice: i32 = 0; choice < CLASS_CHOICES; choice++) {
      const cem = classMode(integerClass, choice);
      if (cem == 255) break;
      let error: f32 = 0;
      for (let partition: i32 = 0; partition < partitionCount && error < load<f32>(BEST, 8); partition++) {
        error += price(partition, cem, level).error;
      }
      offer(<u32>cem * 0x01010101, level, error);
    }
  }
}

/** u8[4] modes of the upper class, f32[4] what they gain. */
const UPPER: usize = memory.data(4, 4);
const GAIN: usize = memory.data(16, 16);

/**
 * A mode for each partition, of one class or the next. With the number of upper ones given the level is known, and
 * the partitions that gain most from it take them.
 */
function offerMixed(partitionCount: i32, bits: i32): void {
  for (let lower: i32 = 0; lower < 3; lower++) {
    for (let upperCount: i32 = 0; upperCount <= partitionCount; upperCount++) {
      const pairs = (lower + 1) * partitionCount + upperCount;
      if (pairs > 9) break;
      const level = levelByBits(pairs, bits);
      if (level < 0) break;
      offerSplit(partitionCount, lower, upperCount, level);
    }
  }
}

/** Partitions that are out of the question for the lowest class. */
function countColored(partitionCount: i32, level: i32): i32 {
  let colored: i32 = 0;
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    if (bestOfClass(partition, 0, level).error >= INFINITE) colored++;
  }
  return colored;
}

/** A sum that exceeds another by this cannot be below it but for rounding. */
const SURELY_MORE: f32 = 1.001;

function offerSplit(partitionCount: i32, lower: i32, upperCount: i32, level: i32): void {
  const limit = load<f32>(BEST, 8) * SURELY_MORE;
  let least: f32 = 0;
  let error: f32 = 0;
  let cems: u32 = 0;
  let forced: i32 = 0;
  // Whether a partition may be grey is known at once; the others are not worth a price unless enough of them are.
  if (lower == 0 && upperCount < partitionCount && countColored(partitionCount, level) > upperCount) return;
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    const at = <usize>partition;
    let lowerCem: i32 = 255;
    let lowerError = INFINITE;
    if (upperCount < partitionCount) {
      const best = bestOfClass(partition, lower, level);
      lowerCem = best.cem;
      lowerError = best.error;
      if (lowerCem == 255) return;
    }
    // Where the lower class is out of the question the upper one must be taken.
    const isForced = lowerError >= INFINITE;
    if (isForced && ++forced > upperCount) return;
    let upperCem: i32 = 255;
    let upperError = INFINITE;
    if (upperCount > 0) {
      const best = bestOfClass(partition, lower + 1, level);
      upperCem = best.cem;
      upperError = best.error;
      if (upperCem == 255) return;
    }
    // Half of the time one partition alone costs more than the best, and the others need not be priced.
    least += min<f32>(lowerError, upperError);
    if (least > limit) return;
    store<u8>(UPPER + at, upperCem);
    // An infinite error must not enter the sum, or it would swallow the rest.
    error += isForced ? upperError : lowerError;
    store<f32>(GAIN + (at << 2), isForced ? INFINITE : lowerError - upperError);
    cems |= (<u32>lowerCem) << (partition * 8);
  }
  if (upperCount == partitionCount) {
    cems = load<u32>(UPPER);
  } else {
    for (let taken: i32 = 0; taken < upperCount; taken++) {
      let most: usize = 0;
      for (let partition: usize = 1; partition < <usize>partitionCount; partition++) {
        if (load<f32>(GAIN + (partition << 2)) > load<f32>(GAIN + (most << 2))) most = partition;
      }
      const gain = load<f32>(GAIN + (most << 2));
      if (gain < INFINITE) error -= gain;
      store<f32>(GAIN + (most << 2), -INFINITE);
      const shift = <u32>most * 8;
      cems = (cems & ~((<u32>255) << shift)) | ((<u32>load<u8>(UPPER + most)) << shift);
    }
  }
  if (partitionCount < 4) cems &= ((<u32>1) << (partitionCount * 8)) - 1;
  offer(cems, level, error);
}

/**
 * Keeps the modes and level of the trial and finds the integers anew for its refitted endpoints.
 *
 * @param limit  a candidate of more is of no use
 * @returns its error, infinite above the limit
 */
export function requantize(limit: f32): f32 {
  store<f32>(BEST, INFINITE, 8);
  const error = pricedError(limit);
  if (error < INFINITE) commit();
  return error;
}

/** Error of the candidate with the modes, level and endpoint fits of the trial; infinite above the limit. */
export function pricedError(limit: f32): f32 {
  const trial = trialState();
  let error: f32 = restError();
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    error += price(partition, (trial.cems >> (partition * 8)) & 15, trial.colorQuantLevel).error;
    if (error > limit * SURELY_MORE) return INFINITE;
  }
  return error;
}

/** Copies the chosen integers and what they decode to into the trial. */
function commit(): void {
  const trial = trialState();
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    const cem = (trial.cems >> (partition * 8)) & 15;
    const priced = price(partition, cem, trial.colorQuantLevel);
    store<u64>(COLOR_UVALUES + ((<usize>partition) << 3), priced.uvalues);
    const decoded = DECODED_ENDPOINTS + <usize>partition * DECODED_BYTES;
    if (blockState().domain == DOMAIN_LDR) {
      widenEndpoints(changetype<usize>(priced) + offsetof<Priced>('decoded'), decoded);
    } else {
      decodeEndpoints(cem, COLOR_UVALUES + ((<usize>partition) << 3), decoded);
    }
  }
}
