/** Half floats and singles: decoders and canvases give halves, arithmetic is done on singles, the encoder reads halves. */

/**
 * Widens IEEE 754 binary16 to single precision, exactly; NaN stays NaN.
 *
 * @param halves  any number of bit patterns
 */
export function widenHalves(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const table = halfTable();
  const floats = new Float32Array(halves.length);
  for (let component = 0; component < halves.length; component++) floats[component] = table[halves[component]!]!;
  return floats;
}

let widened: Float32Array | undefined;

/** The value of each of the 65536 patterns; built on first use. */
function halfTable(): Float32Array {
  widened ??= Float32Array.from({ length: 0x10000 }, (_, bits) => widenHalf(bits));
  return widened;
}

/** 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. */
function widenHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Largest half float. */
export const MAX_HALF = 65504;

/**
 * Narrows singles to IEEE 754 binary16, to nearest, ties to even; what is beyond {@link MAX_HALF} by half a step and more is
 * infinity, NaN stays NaN.
 */
export function narrowToHalves(floats: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(floats.length);
  const bits = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  for (let component = 0; component < halves.length; component++) halves[component] = narrowBits(bits[component]!);
  return halves;
}

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/** The nearest half float of a number, as a number. */
export function roundToHalf(value: number): number {
  single[0] = value;
  return halfTable()[narrowBits(singleBits[0]!)]!;
}

/** Singles of less than this magnitude are denormal halves; of this and more, infinite ones. */
const LEAST_NORMAL = 0x38800000;
const LEAST_INFINITE = 0x47800000;
const INFINITY_BITS = 0x7f800000;

/** 8 exponent bits (bias 127) and 23 fraction bits to 5 (bias 15) and 10. */
function narrowBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= LEAST_INFINITE) return sign | (magnitude > INFINITY_BITS ? 0x7e00 : 0x7c00);
  if (magnitude < LEAST_NORMAL) return sign | narrowDenormal(magnitude);
  const tieToEven = 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((magnitude - 0x38000000 + tieToEven) >>> 13);
}

/** A multiple of 2^-24, ties to even. */
function narrowDenormal(magnitude: number): number {
  const exponent = magnitude >>> 23;
  // Half a step is 2^-25: what is less is nothing.
  if (exponent < 102) return 0;
  const fraction = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - exponent;
  const half = 1 << (shift - 1);
  const odd = (fraction >>> shift) & 1;
  return (fraction + half - 1 + odd) >>> shift;
}
