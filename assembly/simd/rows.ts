/** Sums of matrix rows, whole rows of one to three vectors at a time: the inner loop of every separable transform. */

/** Vectors of four f32 a row takes. */
@final
export class One {}


@final
export class Two {}


@final
export class Three {}

/** out = Σ of `count` rows of f32, `stride` bytes apart, each times its factor (f32[count]). */
// @ts-ignore: decorator
@inline
export function sumRows<T>(out: usize, rows: usize, stride: usize, factors: usize, count: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  const end = factors + (count << 2);
  do {
    const factor = v128.load32_splat(factors);
    sum0 = f32x4.add(sum0, f32x4.mul(factor, v128.load(rows)));
    if (idof<T>() != idof<One>()) sum1 = f32x4.add(sum1, f32x4.mul(factor, v128.load(rows, 16)));
    if (idof<T>() == idof<Three>()) sum2 = f32x4.add(sum2, f32x4.mul(factor, v128.load(rows, 32)));
    rows += stride;
    factors += 4;
  } while (factors < end);
  v128.store(out, sum0);
  if (idof<T>() != idof<One>()) v128.store(out, sum1, 16);
  if (idof<T>() == idof<Three>()) v128.store(out, sum2, 32);
}
