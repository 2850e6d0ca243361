/**
 * What the integer classes cost a partition in the HDR domains: beside what a mode cannot say, the rounding of its
 * fields, whose unit is that of the finest submode that holds the ideal endpoints.
 */
import { SCALE_SHIFTS } from '../../astc/endpoint-hdr';
import { SIGNIFICANCE, blockState } from '../block/block-state';
import { DOMAIN_HDR, domainRow } from '../block/domain';
import {
  IDEAL0_OFFSET,
  IDEAL1_OFFSET,
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  partitionFitPtr,
} from '../lines/class-state';
import {
  LONG_REACH,
  PLAIN,
  PLAIN_ALPHA,
  SHORT_D,
  SHORT_REACH,
  UNITS,
  directShift,
  finestAlpha,
  finestDirect,
  finestScale,
} from '../tables/hdr-submodes';
import { GAINS, INFINITE, PENALTIES, WEIGHT_SUMS, sumIdealWeights } from './class-costs';

/** Plain ends: 8 bits of red and green, 7 of blue. */
const PLAIN_NOISE: f32 = 2;
const LEAST_GAIN: f32 = 1e-5;

/** Noise of a field whose unit is 1 << shift of the 12 bits, by that of the level's own steps. */
// @ts-ignore: decorator
@inline
function shiftNoise(shift: i32): f32 {
  return <f32>(1 << (2 * shift)) * (1.0 / (UNITS * UNITS));
}

// @ts-ignore: decorator
@inline
function ideal0(fit: usize, component: usize): f32 {
  return load<f32>(fit + IDEAL0_OFFSET + (component << 2));
}

// @ts-ignore: decorator
@inline
function ideal1(fit: usize, component: usize): f32 {
  return load<f32>(fit + IDEAL1_OFFSET + (component << 2));
}

/** Penalties and gains of one partition's integer classes. */
export function predictPartitionHdr(partition: i32): void {
  const fit = partitionFitPtr(partition);
  const count = <f32>changetype<PartitionFit>(fit).texelCount;
  sumIdealWeights(PARTITION_MASKS + <usize>partition * MASK_BYTES);
  const weights = load<f32>(WEIGHT_SUMS);
  const d = load<f32>(WEIGHT_SUMS, 4);
  const b = weights - d;
  const a = count - 2 * weights + d;
  const sr = load<f32>(SIGNIFICANCE);
  const sg = load<f32>(SIGNIFICANCE, 4);
  const sb = load<f32>(SIGNIFICANCE, 8);
  const total = max<f32>(sr + sg + sb, 1e-10);
  const r0 = ideal0(fit, 0);
  const g0 = ideal0(fit, 1);
  const b0 = ideal0(fit, 2);
  const r1 = ideal1(fit, 0);
  const g1 = ideal1(fit, 1);
  const b1 = ideal1(fit, 2);

  // grey: both ends move to their significance-weighted mean
  const l0 = (sr * r0 + sg * g0 + sb * b0) / total;
  const l1 = (sr * r1 + sg * g1 + sb * b1) / total;
  const greyPenalty =
    sr * moved(a, b, d, r0 - l0, r1 - l1) +
    sg * moved(a, b, d, g0 - l0, g1 - l1) +
    sb * moved(a, b, d, b0 - l0, b1 - l1);
  // scale: all extents become their mean, the ends follow
  const xr = r1 - r0;
  const xg = g1 - g0;
  const xb = b1 - b0;
  const extent = (sr * xr + sg * xg + sb * xb) / total;
  const spread = sr * square(xr - extent) + sg * square(xg - extent) + sb * square(xb - extent);
  const scalePenalty = ((a * d - b * b) / count) * spread;

  // Of the major component: how far the others lie below its end 1, its extent, theirs.
  const high = max<f32>(max<f32>(r1, g1), b1);
  const below = UNITS * (high - min<f32>(min<f32>(r1, g1), b1));
  const major = high == r1 ? xr : high == g1 ? xg : xb;
  const differ = UNITS * max<f32>(max<f32>(abs<f32>(xr - major), abs<f32>(xg - major)), abs<f32>(xb - major));
  const submode = major < 0 ? PLAIN : finestDirect(below, UNITS * major, differ, SHORT_D);
  const noise = count * total;
  const directGain = noise * (submode == PLAIN ? PLAIN_NOISE : shiftNoise(directShift(submode)));
  const scaleGain =
    noise * shiftNoise(<i32>load<u8>(SCALE_SHIFTS + <usize>finestScale(below, max<f32>(0, UNITS * extent))));
  const way = UNITS * (l1 - l0);
  const greyGain = noise * shiftNoise(way < SHORT_REACH ? 1 : way < LONG_REACH ? 2 : 4);

  const opaque = domainRow(blockState().domain).opaqueAlpha;
  const a0 = ideal0(fit, 3) - opaque;
  const a1 = ideal1(fit, 3) - opaque;
  const at = (<usize>partition) << 4;
  if (abs<f32>(a0) < 0.5 && abs<f32>(a1) < 0.5) {
    storeLanes(PENALTIES + at, greyPenalty, scalePenalty, 0, 0);
    storeLanes(GAINS + at, greyGain, scaleGain, directGain, directGain);
  } else {
    const alphaGain = count * load<f32>(SIGNIFICANCE, 12) * alphaNoise(UNITS * abs<f32>(a1 - a0));
    storeLanes(PENALTIES + at, INFINITE, INFINITE, INFINITE, 0);
    storeLanes(GAINS + at, 0, 0, 0, directGain + alphaGain);
  }
}

// @ts-ignore: decorator
@inline
function square(value: f32): f32 {
  return value * value;
}

/** What moving the ends by p and q costs. */
// @ts-ignore: decorator
@inline
function moved(a: f32, b: f32, d: f32, p: f32, q: f32): f32 {
  return a * p * p + 2 * b * p * q + d * q * q;
}

// @ts-ignore: decorator
@inline
function alphaNoise(distance: f32): f32 {
  if (blockState().domain != DOMAIN_HDR) return 1;
  const submode = finestAlpha(distance);
  return shiftNoise(submode == PLAIN_ALPHA ? 5 : 4 - submode);
}

/** Stores four values, gains of 0 as the least. */
// @ts-ignore: decorator
@inline
function storeLanes(to: usize, a: f32, b: f32, c: f32, d: f32): void {
  store<f32>(to, max<f32>(a, LEAST_GAIN));
  store<f32>(to, max<f32>(b, LEAST_GAIN), 4);
  store<f32>(to, max<f32>(c, LEAST_GAIN), 8);
  store<f32>(to, max<f32>(d, LEAST_GAIN), 12);
}
