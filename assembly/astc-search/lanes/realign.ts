/** Decoded ends → the weights that suit them best: texels projected on the line between them. */
import { ROUNDER } from '../../simd/lanes';
import { PLANE2, POSITIONS, TEXELS, hasAlpha, hasColor, nextComponent } from './group';
import { SPANS, inPairs, position, roundInPairs, scalePositions, setSpan } from './positions';
import { positionScale, rootOf } from './weighing';

/** f32x4[4]: coefficients of the line, Q15 by pairs. */
const COEFFICIENTS: usize = memory.data(64, 16);

/** Which components a plane holds. */
@final
export class Every {}


@final
export class First {}


@final
export class Second {}

// @ts-ignore: decorator
@inline
function keep<P>(value: v128, component: usize): v128 {
  if (idof<P>() == idof<Every>()) return value;
  const is2 = v128.load(PLANE2 + (component << 4));
  return idof<P>() == idof<First>() ? v128.andnot(value, is2) : v128.and(value, is2);
}

/**
 * Ideal weights of a plane, Q14, to `out`.
 *
 * @param decoded  i32x4[4][2]: the ends, by component
 */
export function realign<T, P>(pairCount: i32, decoded: usize, plane: usize, out: usize): void {
  let length = f32x4.splat(0);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const ends = decoded + (component << 5);
    const extent = f32x4.convert_i32x4_s(i32x4.sub(v128.load(ends, 16), v128.load(ends)));
    const scaled = f32x4.mul(keep<P>(extent, component), f32x4.splat(rootOf<T>(component)));
    v128.store(COEFFICIENTS + (component << 4), scaled);
    length = f32x4.add(length, f32x4.mul(scaled, scaled));
  }
  length = f32x4.sqrt(length);
  const unit = f32x4.div(f32x4.splat(32767 * positionScale<T>()), f32x4.pmax(length, f32x4.splat(0.5)));
  let lowest = i16x8.splat(0);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = COEFFICIENTS + (component << 4);
    const coefficient = roundInPairs(f32x4.mul(f32x4.mul(v128.load(at), f32x4.splat(rootOf<T>(component))), unit));
    v128.store(at, coefficient);
    const start = inPairs(i32x4.shl(i32x4.sub(v128.load(decoded + (component << 5)), i32x4.splat(128)), 6));
    lowest = i16x8.add(lowest, i16x8.q15mulr_sat_s(start, coefficient));
  }
  const range = i32x4.sub(
    f32x4.add(f32x4.mul(length, f32x4.splat(64 * positionScale<T>())), f32x4.splat(ROUNDER)),
    i32x4.splat(0x4b400000),
  );
  clampPositions<T>(lowest, inPairs(range), pairCount, plane);
  setSpan(SPANS, i32x4.splat(0), range);
  scalePositions(plane, SPANS, pairCount, out);
}

/** Positions from the first end, no lower and no higher than the ends. */
function clampPositions<T>(lowest: v128, range: v128, pairCount: i32, plane: usize): void {
  const r = v128.load(COEFFICIENTS);
  const g = hasColor<T>() ? v128.load(COEFFICIENTS, 16) : r;
  const b = hasColor<T>() ? v128.load(COEFFICIENTS, 32) : r;
  const a = hasAlpha<T>() ? v128.load(COEFFICIENTS, 48) : r;
  const zero = i16x8.splat(0);
  const out = POSITIONS + plane;
  const end = (<usize>pairCount) << 4;
  for (let at: usize = 0; at < end; at += 16) {
    const distance = i16x8.sub_sat_s(position<T>(TEXELS + (at << 2), r, g, b, a), lowest);
    v128.store(out + at, i16x8.min_s(i16x8.max_s(distance, zero), range));
  }
}
