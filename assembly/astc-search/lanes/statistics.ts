/** Sums of texels and their products → means and scatter, a block a lane. */
import {
  AA,
  BA,
  BB,
  GA,
  GB,
  GG,
  MASKS,
  OWN_FACTS,
  RA,
  RB,
  RG,
  RR,
  STATISTICS_BYTES,
  TEXELS,
  hasAlpha,
  hasColor,
  nextComponent,
  ownProduct,
} from './group';
import { rootOf } from './weighing';

/** Every texel, or those of partition 1. */
@final
export class Whole {}


@final
export class Masked {}

/** f32x4[14]: sums of components, of products, laid out as statistics are. */
export const SUMS: usize = memory.data(14 * 16, 16);

/** Pairs whose products add up to less than 2³¹. */
const CHUNK: usize = 12 << 6;

// @ts-ignore: decorator
@inline
function addTo(place: usize, sum: v128): void {
  v128.store(SUMS + place, f32x4.add(v128.load(SUMS + place), f32x4.convert_i32x4_s(sum)));
}

/** Sums over the texels of the group to {@link SUMS}. */
export function sumTexels<T, M>(pairCount: i32): void {
  for (let at: usize = 0; at < STATISTICS_BYTES; at += 16) v128.store(SUMS + at, f32x4.splat(0));
  const end = TEXELS + ((<usize>pairCount) << 6);
  for (let from = TEXELS; from < end; from += CHUNK) {
    const to = min<usize>(end, from + CHUNK);
    if (hasColor<T>()) sumColor<M>(from, to);
    else sumRed<M>(from, to);
    if (hasAlpha<T>()) sumAlpha<T, M>(from, to);
  }
}

// @ts-ignore: decorator
@inline
function masked<M>(values: v128, at: usize): v128 {
  if (idof<M>() == idof<Whole>()) return values;
  return v128.and(values, v128.load(MASKS + ((at - TEXELS) >> 2)));
}

function sumColor<M>(from: usize, to: usize): void {
  const ones = i16x8.splat(1);
  let r1 = i32x4.splat(0);
  let g1 = r1;
  let b1 = r1;
  let rr = r1;
  let rg = r1;
  let rb = r1;
  let gg = r1;
  let gb = r1;
  let bb = r1;
  for (let at = from; at < to; at += 64) {
    const r = masked<M>(v128.load(at), at);
    const g = masked<M>(v128.load(at, 16), at);
    const b = masked<M>(v128.load(at, 32), at);
    r1 = i32x4.add(r1, i32x4.dot_i16x8_s(r, ones));
    g1 = i32x4.add(g1, i32x4.dot_i16x8_s(g, ones));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(b, ones));
    rr = i32x4.add(rr, i32x4.dot_i16x8_s(r, r));
    rg = i32x4.add(rg, i32x4.dot_i16x8_s(r, g));
    rb = i32x4.add(rb, i32x4.dot_i16x8_s(r, b));
    gg = i32x4.add(gg, i32x4.dot_i16x8_s(g, g));
    gb = i32x4.add(gb, i32x4.dot_i16x8_s(g, b));
    bb = i32x4.add(bb, i32x4.dot_i16x8_s(b, b));
  }
  addTo(0, r1);
  addTo(16, g1);
  addTo(32, b1);
  addTo(RR, rr);
  addTo(RG, rg);
  addTo(RB, rb);
  addTo(GG, gg);
  addTo(GB, gb);
  addTo(BB, bb);
}

function sumRed<M>(from: usize, to: usize): void {
  const ones = i16x8.splat(1);
  let r1 = i32x4.splat(0);
  let rr = r1;
  for (let at = from; at < to; at += 64) {
    const r = masked<M>(v128.load(at), at);
    r1 = i32x4.add(r1, i32x4.dot_i16x8_s(r, ones));
    rr = i32x4.add(rr, i32x4.dot_i16x8_s(r, r));
  }
  addTo(0, r1);
  addTo(RR, rr);
}

function sumAlpha<T, M>(from: usize, to: usize): void {
  const ones = i16x8.splat(1);
  let a1 = i32x4.splat(0);
  let ra = a1;
  let ga = a1;
  let ba = a1;
  let aa = a1;
  for (let at = from; at < to; at += 64) {
    const a = masked<M>(v128.load(at, 48), at);
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(a, ones));
    ra = i32x4.add(ra, i32x4.dot_i16x8_s(v128.load(at), a));
    if (hasColor<T>()) {
      ga = i32x4.add(ga, i32x4.dot_i16x8_s(v128.load(at, 16), a));
      ba = i32x4.add(ba, i32x4.dot_i16x8_s(v128.load(at, 32), a));
    }
    aa = i32x4.add(aa, i32x4.dot_i16x8_s(a, a));
  }
  addTo(48, a1);
  addTo(RA, ra);
  addTo(AA, aa);
  if (hasColor<T>()) {
    addTo(GA, ga);
    addTo(BA, ba);
  }
}

/** Σxy − Σx · mean y, by both significances. */
// @ts-ignore: decorator
@inline
function spread<T>(sums: usize, out: usize, product: usize, x: usize, y: usize): void {
  const roots = f32x4.splat(rootOf<T>(x) * rootOf<T>(y));
  const centred = f32x4.sub(
    v128.load(sums + product),
    f32x4.mul(v128.load(sums + (x << 4)), v128.load(out + (y << 4))),
  );
  v128.store(out + product, f32x4.mul(centred, roots));
}

/** Means and own scatter of statistics to the facts of a partition. */
export function noteFacts<T>(statistics: usize, facts: usize): void {
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = component << 4;
    v128.store(facts + at, v128.load(statistics + at));
    v128.store(facts + at, v128.load(statistics + ownProduct(component)), OWN_FACTS);
  }
}

/**
 * Sums → mean and scatter, scaled by √significance.
 *
 * @param inverseCount  1 / texels of each lane
 */
export function gatherStatistics<T>(sums: usize, inverseCount: v128, out: usize): void {
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = component << 4;
    v128.store(out + at, f32x4.mul(v128.load(sums + at), inverseCount));
  }
  spread<T>(sums, out, RR, 0, 0);
  if (hasColor<T>()) {
    spread<T>(sums, out, RG, 0, 1);
    spread<T>(sums, out, RB, 0, 2);
    spread<T>(sums, out, GG, 1, 1);
    spread<T>(sums, out, GB, 1, 2);
    spread<T>(sums, out, BB, 2, 2);
  }
  if (!hasAlpha<T>()) return;
  spread<T>(sums, out, RA, 0, 3);
  spread<T>(sums, out, AA, 3, 3);
  if (!hasColor<T>()) return;
  spread<T>(sums, out, GA, 1, 3);
  spread<T>(sums, out, BA, 2, 3);
}
