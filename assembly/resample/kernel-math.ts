/**
 * The few functions that filters and transfer functions need, in f64 and from +, −, ×, ÷ alone: the same numbers on every
 * engine, which Math.sin and Math.pow of the host are not.
 */

const PI: f64 = 3.141592653589793;
/** Terms after which the series of a sine in −π/2..π/2 changes no more. */
const SINE_TERMS: i32 = 11;
/** The same of I0 in 0..4. */
const BESSEL_TERMS: i32 = 24;
/** Steps after which Newton's method has the fifth root of 0.008..1, from 1. */
const ROOT_STEPS: i32 = 14;

/** sin(πx) / (πx). */
export function sinc(x: f64): f64 {
  if (x == 0) return 1;
  const whole = nearest(x);
  const p = PI * (x - whole);
  let term = p;
  let sum = p;
  for (let n: i32 = 1; n <= SINE_TERMS; n++) {
    term *= -(p * p) / <f64>(2 * n * (2 * n + 1));
    sum += term;
  }
  const isOdd = whole != 2 * floor(whole / 2);
  return (isOdd ? -sum : sum) / (PI * x);
}

/** The modified Bessel function of the first kind and order 0, of 0..4: Σ ((x/2)^n / n!)². */
export function besselI0(x: f64): f64 {
  let power: f64 = 1;
  let sum: f64 = 1;
  for (let n: i32 = 1; n <= BESSEL_TERMS; n++) {
    power *= x / (2 * <f64>n);
    sum += power * power;
  }
  return sum;
}

/** x^2.4 of 0.09..1. */
export function powerOf2Point4(x: f64): f64 {
  const square = x * x;
  let root: f64 = 1;
  for (let step: i32 = 0; step < ROOT_STEPS; step++) {
    root = (4 * root + square / (root * root * root * root)) / 5;
  }
  return square * root;
}
