/** Half floats widened, against the definition and against the platform's own singles. */
import { describe, expect, it } from 'vitest';
import { widenHalves } from '../../src/images/half-float.js';

const widen = (bits: number) => widenHalves(Uint16Array.of(bits))[0];

/** By moving bits: exponent rebiased from 15 to 127, fraction shifted by 13. */
function widenByBits(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, (((bits & 0x8000) << 16) | ((((bits >> 10) & 31) + 112) << 23) | ((bits & 0x3ff) << 13)) >>> 0);
  return view.getFloat32(0);
}

describe('a half float', () => {
  it.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xbc00, -1],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
  ])('of bits %i is %d', (bits, value) => {
    expect(widen(bits)).toBe(value);
  });

  it('keeps the sign of zero, and NaN', () => {
    expect(Object.is(widen(0x8000), -0)).toBe(true);
    expect(widen(0x7e00)).toBeNaN();
    expect(widen(0xffff)).toBeNaN();
  });

  it('of any normal value is what moving its bits gives', () => {
    const normals = Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
      (bits) => ![0, 31].includes((bits >> 10) & 31),
    );
    const widened = widenHalves(Uint16Array.from(normals));
    expect(normals.filter((bits, index) => widenByBits(bits) !== widened[index])).toEqual([]);
  });
});
