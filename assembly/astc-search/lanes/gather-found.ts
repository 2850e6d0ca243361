/** What the blocks of the group have kept → the group, as the trial that found it left it. */
import { FOUND_ENDS, FOUND_ENDS_BYTES, FOUND_FACTS, FOUND_FACTS_BYTES, Found, foundOf } from './band';
import { Dual, Two } from './classes';
import { DECODED, ENDS_BYTES } from './ends';
import { CONFIGS, FACTS, FACTS1, OWN_FACTS, PLANE2, TWO_PATTERN } from './group';
import { GROUP, storeTransposed } from './load-four';

/** CONFIGS, DECODED, FACTS and what else the class has, from what the blocks of the group keep. */
export function gatherFound<C>(): void {
  const a = foundOf(load<u16>(GROUP));
  const b = foundOf(load<u16>(GROUP, 2));
  const c = foundOf(load<u16>(GROUP, 4));
  const d = foundOf(load<u16>(GROUP, 6));
  v128.store(CONFIGS, i32x4(<i32>a.config, <i32>b.config, <i32>c.config, <i32>d.config));
  gatherFacts(a, b, c, d, 0, FACTS);
  if (idof<C>() == idof<Two>()) {
    gatherFacts(a, b, c, d, 1, FACTS1);
    v128.store(TWO_PATTERN, i32x4(a.pattern, b.pattern, c.pattern, d.pattern));
  }
  if (idof<C>() != idof<Dual>()) return;
  const second = i32x4(a.plane2Component, b.plane2Component, c.plane2Component, d.plane2Component);
  for (let component: i32 = 0; component < 4; component++) {
    v128.store(PLANE2 + ((<usize>component) << 4), i32x4.eq(second, i32x4.splat(component)));
  }
}

/** Ends and facts of a partition. */
function gatherFacts(a: Found, b: Found, c: Found, d: Found, partition: usize, facts: usize): void {
  const at = FOUND_FACTS + partition * FOUND_FACTS_BYTES;
  transposeFrom(a, b, c, d, at, facts);
  transposeFrom(a, b, c, d, at + 16, facts + OWN_FACTS);
  const ends = FOUND_ENDS + partition * FOUND_ENDS_BYTES;
  const decoded = DECODED + partition * ENDS_BYTES;
  const endsA = v128.load8x8_u(changetype<usize>(a) + ends);
  const endsB = v128.load8x8_u(changetype<usize>(b) + ends);
  const endsC = v128.load8x8_u(changetype<usize>(c) + ends);
  const endsD = v128.load8x8_u(changetype<usize>(d) + ends);
  storeTransposed(lower(endsA), lower(endsB), lower(endsC), lower(endsD), decoded);
  storeTransposed(upper(endsA), upper(endsB), upper(endsC), upper(endsD), decoded + 64);
}

// @ts-ignore: decorator
@inline
function transposeFrom(a: Found, b: Found, c: Found, d: Found, at: usize, out: usize): void {
  const from = v128.load(changetype<usize>(a) + at);
  const from1 = v128.load(changetype<usize>(b) + at);
  storeTransposed(from, from1, v128.load(changetype<usize>(c) + at), v128.load(changetype<usize>(d) + at), out);
}

// @ts-ignore: decorator
@inline
function lower(values: v128): v128 {
  return i32x4.extend_low_i16x8_u(values);
}

// @ts-ignore: decorator
@inline
function upper(values: v128): v128 {
  return i32x4.extend_high_i16x8_u(values);
}
