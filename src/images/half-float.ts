/** Half floats widened to singles: decoders and canvases give halves, arithmetic is done on singles. */

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
