/**
 * What grids one weight short along an axis cannot show: held against the interpolation of weights as the specification
 * has it (KDFS 1.4, ASTC "Weight Infill"), which the kernel writes in another form.
 */
import { describe, expect, it } from 'vitest';
import { readCheckModule } from '../support/check-wasm.js';
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { FLAT_FOOTPRINTS } from './lane-states.js';

const { initCodec, laneMissed } = new WebAssembly.Instance(readCheckModule('check-search')).exports as Record<
  string,
  (...args: number[]) => number
>;
initCodec!();

/** How much of each of `count` weights along an axis of `size` texels a texel is. */
function sharesOf(texel: number, size: number, count: number): number[] {
  const scale = Math.floor((1024 + Math.floor(size / 2)) / (size - 1));
  const place = (scale * texel * (count - 1) + 32) >> 6;
  const shares = new Array<number>(count).fill(0);
  shares[place >> 4] = (16 - (place & 15)) / 16;
  if ((place & 15) > 0) shares[(place >> 4) + 1] = (place & 15) / 16;
  return shares;
}

describe.each(FLAT_FOOTPRINTS)('what one weight less cannot show, $name', ({ id }) => {
  const { width, height } = FOOTPRINT_SIZES[id]!;

  it.each([
    { axis: 0, name: 'x', size: width },
    { axis: 1, name: 'y', size: height },
  ])('has length 1 and nothing of any weight, along $name', ({ axis, size }) => {
    const values = Array.from({ length: size }, (_, texel) => laneMissed!(id, axis, texel) / 32768);
    expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 3);
    for (let weight = 0; weight < size - 1; weight++) {
      const shown = values.reduce((sum, value, texel) => sum + value * sharesOf(texel, size, size - 1)[weight]!, 0);
      // Values are rounded to 1/32768.
      expect(Math.abs(shown), `weight ${weight}`).toBeLessThan(1 / 8192);
    }
  });
});
