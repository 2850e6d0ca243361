/** First guess of two groups for modes T and H: two means in chroma, since modifiers already serve luma. */
import { LUMA2, TEXELS, opaqueMask } from './block-state';
import { significance } from './significance';

/** i16[3][16]: W times the component less the weighted luma. */
export const CHROMA: usize = memory.data(96, 16);

/** Fills the chroma of eight texels. */
export function storeChroma(offset: usize): void {
  const sum = i16x8.splat(<i16>significance().sum);
  const luma = i16x8.shr_u(v128.load(LUMA2 + offset), 1);
  for (let plane: usize = offset; plane < 96; plane += 32) {
    v128.store(CHROMA + plane, i16x8.sub(i16x8.mul(v128.load(TEXELS + plane), sum), luma));
  }
}

// @ts-ignore: decorator
@inline
function chroma(component: usize, k: i32): i32 {
  return load<i16>(CHROMA + (component << 5) + ((<usize>k) << 1));
}

/** Opaque texel farthest from a chroma, weighted. */
function farthest(r: i32, g: i32, b: i32): i32 {
  const weights = significance();
  let found: i32 = 0;
  let most: i32 = -1;
  for (let left = opaqueMask(); left; left &= left - 1) {
    const k = ctz(left);
    const dr = (chroma(0, k) - r) >> 2;
    const dg = (chroma(1, k) - g) >> 2;
    const db = (chroma(2, k) - b) >> 2;
    const distance = weights.wr * dr * dr + weights.wg * dg * dg + weights.wb * db * db;
    if (distance <= most) continue;
    most = distance;
    found = k;
  }
  return found;
}

/** Eight texels: bits of those nearer to the second of two centres, given their difference and the threshold. */
// @ts-ignore: decorator
@inline
function nearerSecond(offset: usize, rg: v128, b: v128, threshold: v128): i32 {
  const chromaR = v128.load(CHROMA + offset);
  const chromaG = v128.load(CHROMA + offset, 32);
  const chromaB = v128.load(CHROMA + offset, 64);
  const zero = i16x8.splat(0);
  const rgLow = i16x8.shuffle(chromaR, chromaG, 0, 8, 1, 9, 2, 10, 3, 11);
  const rgHigh = i16x8.shuffle(chromaR, chromaG, 4, 12, 5, 13, 6, 14, 7, 15);
  const bLow = i16x8.shuffle(chromaB, zero, 0, 8, 1, 9, 2, 10, 3, 11);
  const bHigh = i16x8.shuffle(chromaB, zero, 4, 12, 5, 13, 6, 14, 7, 15);
  const low = i32x4.add(i32x4.dot_i16x8_s(rgLow, rg), i32x4.dot_i16x8_s(bLow, b));
  const high = i32x4.add(i32x4.dot_i16x8_s(rgHigh, rg), i32x4.dot_i16x8_s(bHigh, b));
  return i32x4.bitmask(i32x4.gt_s(low, threshold)) | (i32x4.bitmask(i32x4.gt_s(high, threshold)) << 4);
}

/** Centres of the groups at hand, doubled; then the mask of texels nearer to the second. */
export function assign(r1: i32, g1: i32, b1: i32, r2: i32, g2: i32, b2: i32): i32 {
  const weights = significance();
  // Halved so that weights fit sixteen bits.
  const dr = ((r2 - r1) >> 1) * weights.wr;
  const dg = ((g2 - g1) >> 1) * weights.wg;
  const db = ((b2 - b1) >> 1) * weights.wb;
  const limit = max(abs(dr), max(abs(dg), abs(db)));
  const shift = limit > 16383 ? 18 - clz(limit) : 0;
  const sr = dr >> max(0, shift);
  const sg = dg >> max(0, shift);
  const sb = db >> max(0, shift);
  const threshold = i32x4.splat((sr * (r1 + r2) + sg * (g1 + g2) + sb * (b1 + b2)) >> 1);
  const rg = i32x4.splat((sr & 0xffff) | (sg << 16));
  const b = i32x4.splat(sb & 0xffff);
  return (nearerSecond(0, rg, b, threshold) | (nearerSecond(16, rg, b, threshold) << 8)) & opaqueMask();
}

/** Sum of a chroma component over the texels of a mask, divided by their number. */
function centre(component: usize, mask: i32): i32 {
  let sum: i32 = 0;
  for (let left = mask; left; left &= left - 1) sum += chroma(component, ctz(left));
  return sum / popcnt(mask);
}

/**
 * Splits the block's opaque texels in two.
 *
 * @returns mask of the second group; 0 when chroma does not vary
 */
export function splitChroma(rounds: i32): i32 {
  storeChroma(0);
  storeChroma(16);
  const whole = opaqueMask();
  const one = farthest(centre(0, whole), centre(1, whole), centre(2, whole));
  const other = farthest(chroma(0, one), chroma(1, one), chroma(2, one));
  let mask = assign(
    chroma(0, one),
    chroma(1, one),
    chroma(2, one),
    chroma(0, other),
    chroma(1, other),
    chroma(2, other),
  );
  for (let round: i32 = 0; round < rounds; round++) {
    if (mask == 0 || mask == whole) return 0;
    const rest = mask ^ whole;
    const next = assign(
      centre(0, rest),
      centre(1, rest),
      centre(2, rest),
      centre(0, mask),
      centre(1, mask),
      centre(2, mask),
    );
    if (next == mask) break;
    mask = next;
  }
  return mask == whole ? 0 : mask;
}
