/** Twins of etc-search/group, half-sums and chroma-split: sums of groups, pairs of lumas, nearer centres. */
import { LUMA2, TEXELS, opaqueMask, texel } from '../../etc-search/block-state';
import { CHROMA } from '../../etc-search/chroma-split';
import { OWN_PAIRS, group, halfMask } from '../../etc-search/group';
import { significance } from '../../etc-search/significance';

// @ts-ignore: decorator
@inline
function luma2(k: i32): i32 {
  return load<i16>(LUMA2 + ((<usize>k) << 1));
}

function planeSum(mask: i32, component: usize): i32 {
  let sum: i32 = 0;
  for (let k: i32 = 0; k < 16; k++) if ((mask >> k) & 1) sum += texel(component, k);
  return sum;
}

/** Texels as they are, one by one; the arithmetic in 64 bits. */
export function sumGroupRef(index: i32, mask: i32): void {
  const target = group(index);
  const weights = significance();
  const count = popcnt(mask);
  const r = planeSum(mask, 0);
  const g = planeSum(mask, 1);
  const b = planeSum(mask, 2);
  let squares: i64 = 0;
  let lumaSquares: i64 = 0;
  let highest: i32 = 0;
  let lowest: i32 = i32.MAX_VALUE;
  for (let k: i32 = 0; k < 16; k++) {
    if (!((mask >> k) & 1)) continue;
    squares += weights.wr * texel(0, k) * texel(0, k) + weights.wg * texel(1, k) * texel(1, k);
    squares += weights.wb * texel(2, k) * texel(2, k);
    lumaSquares += <i64>(luma2(k) >> 1) * (luma2(k) >> 1);
    highest = max(highest, luma2(k));
    lowest = min(lowest, luma2(k));
  }
  const luma = weights.wr * r + weights.wg * g + weights.wb * b;
  const means: i64 = weights.sum * (<i64>weights.wr * r * r + <i64>weights.wg * g * g + <i64>weights.wb * b * b);
  target.mask = mask;
  target.count = count;
  target.meanR = (r * 16 + count) / (2 * count);
  target.meanG = (g * 16 + count) / (2 * count);
  target.meanB = (b * 16 + count) / (2 * count);
  target.linearR = 2 * weights.wr * (weights.sum * r - luma);
  target.linearG = 2 * weights.wg * (weights.sum * g - luma);
  target.linearB = 2 * weights.wb * (weights.sum * b - luma);
  target.constant = <i32>(weights.sum * squares - lumaSquares);
  target.span2 = highest - lowest;
  target.luma = <i32>(lumaSquares - (<i64>luma * luma) / count);
  target.chroma = <i32>(weights.sum * squares - lumaSquares - (means - <i64>luma * luma) / count);
}

/** Halves by {@link sumGroupRef}: a division by eight texels is a shift that rounds down. */
export function sumHalvesRef(): void {
  const weights = significance();
  for (let half: i32 = 0; half < 4; half++) {
    const target = group(half);
    sumGroupRef(half, halfMask(half));
    const r: i64 = planeSum(target.mask, 0);
    const g: i64 = planeSum(target.mask, 1);
    const b: i64 = planeSum(target.mask, 2);
    const luma = weights.wr * r + weights.wg * g + weights.wb * b;
    const means = weights.sum * (weights.wr * r * r + weights.wg * g * g + weights.wb * b * b);
    let lumaSquares: i64 = 0;
    for (let k: i32 = 0; k < 16; k++) {
      if ((target.mask >> k) & 1) lumaSquares += <i64>(luma2(k) >> 1) * (luma2(k) >> 1);
    }
    target.luma = <i32>(lumaSquares - ((luma * luma) >> 3));
    target.chroma = target.constant - <i32>((means - luma * luma) >> 3);
  }
}

export function packPairsRef(index: i32): void {
  const target = group(index);
  const listPtr = OWN_PAIRS + ((<usize>index) << 7);
  let count: i32 = 0;
  for (let k: i32 = 0; k < 16; k++) {
    if (!((target.mask >> k) & 1)) continue;
    const pairPtr = listPtr + ((<usize>(count >> 1)) << 4);
    for (let lane: usize = 0; lane < 16; lane += 4) {
      if (count & 1) store<i16>(pairPtr + lane, <i16>luma2(k), 2);
      else store<i32>(pairPtr + lane, luma2(k));
    }
    count++;
  }
  target.pairsPtr = listPtr;
  target.pairStride = 16;
  target.pairCount = (count + 1) >> 1;
  target.tailMask = count & 1 ? 0xffff : -1;
}

export function storeChromaRef(offset: usize): void {
  const sum = significance().sum;
  for (let lane: usize = 0; lane < 16; lane += 2) {
    const luma = load<u16>(LUMA2 + offset + lane) >> 1;
    for (let plane: usize = 0; plane < 96; plane += 32) {
      const place = plane + offset + lane;
      store<i16>(CHROMA + place, <i16>(load<i16>(TEXELS + place) * sum - luma));
    }
  }
}

export function assignRef(r1: i32, g1: i32, b1: i32, r2: i32, g2: i32, b2: i32): i32 {
  const weights = significance();
  let dr = ((r2 - r1) >> 1) * weights.wr;
  let dg = ((g2 - g1) >> 1) * weights.wg;
  let db = ((b2 - b1) >> 1) * weights.wb;
  let limit = max(abs(dr), max(abs(dg), abs(db)));
  let shift: i32 = 0;
  while (limit > 16383) {
    limit >>= 1;
    shift++;
  }
  dr >>= shift;
  dg >>= shift;
  db >>= shift;
  const threshold = (dr * (r1 + r2) + dg * (g1 + g2) + db * (b1 + b2)) >> 1;
  let mask: i32 = 0;
  for (let k: i32 = 0; k < 16; k++) {
    const place = (<usize>k) << 1;
    const along =
      dr * load<i16>(CHROMA + place) + dg * load<i16>(CHROMA + place, 32) + db * load<i16>(CHROMA + place, 64);
    if (along > threshold) mask |= 1 << k;
  }
  return mask & opaqueMask();
}
