/** The bytes of a block follow from its texels and the options alone, and from as much of them as they should. */
import { describe, expect, it } from 'vitest';
import { ETC_FORMATS } from '../support/etc-blocks.js';
import { type EtcFormat, etcBlockBytes } from '../support/reference/etc.js';
import { Rng } from '../support/rng.js';
import { decodeImage, EtcEncoder, errorOf, type Pixels, PRESETS, readSquare } from './encoder.js';

const QUALITIES = Object.values(PRESETS);

/** Photograph with blocks of noise, of one colour and with holes between. */
async function mixedPicture(side: number): Promise<Pixels> {
  const picture = await readSquare('photos/boats.png', side);
  const rng = Rng.named('mixed picture');
  for (let texel = 0; texel < side * side; texel++) {
    const kind = (Math.floor((texel % side) / 4) + 3 * Math.floor(texel / side / 4)) % 7;
    for (let c = 0; c < 4; c++) {
      if (kind === 1) picture.data[texel * 4 + c] = rng.below(256);
      if (kind === 3) picture.data[texel * 4 + c] = 60 + c * 50;
    }
    if (kind === 5) picture.data[texel * 4 + 3] = rng.once(3) ? 0 : 255;
  }
  return picture;
}

/** The part of a picture from a corner on; past the edge texels repeat. */
function cut(picture: Pixels, x0: number, y0: number, width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = Math.min(y0 + y, picture.height - 1) * picture.width + Math.min(x0 + x, picture.width - 1);
      data.set(picture.data.subarray(from * 4, from * 4 + 4), (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

describe.each(ETC_FORMATS)('%s', (format: EtcFormat) => {
  const bytes = etcBlockBytes(format);

  it.each(QUALITIES)('gives a block alone the bytes it has amid others, quality %d', async (quality) => {
    const picture = await mixedPicture(32);
    const whole = new EtcEncoder().encode(picture, format, quality);
    const encoder = new EtcEncoder();
    // Backwards, so that each block has other predecessors.
    for (let block = 63; block >= 0; block--) {
      const alone = encoder.encode(cut(picture, (block % 8) * 4, (block >> 3) * 4, 4, 4), format, quality);
      expect(alone, `block ${block}`).toEqual(whole.slice(block * bytes, (block + 1) * bytes));
    }
  });

  it('gives a block the same bytes whatever width its row has', async () => {
    const picture = await mixedPicture(64);
    const encoder = new EtcEncoder();
    const row = encoder.encode(cut(picture, 0, 8, 64, 4), format, 60);
    for (let blocks = 1; blocks <= 12; blocks++) {
      expect(encoder.encode(cut(picture, 0, 8, blocks * 4, 4), format, 60)).toEqual(row.slice(0, blocks * bytes));
    }
  });

  it.each([
    [1, 1],
    [2, 3],
    [5, 4],
    [7, 9],
    [13, 7],
  ])('repeats the edge of a picture of %dx%d', async (width, height) => {
    const picture = cut(await mixedPicture(32), 4, 4, width, height);
    const padded = cut(picture, 0, 0, Math.ceil(width / 4) * 4, Math.ceil(height / 4) * 4);
    const encoder = new EtcEncoder();
    for (const quality of [-1, 0, 60]) {
      expect(encoder.encode(picture, format, quality)).toEqual(encoder.encode(padded, format, quality));
    }
  });

  it('reads 16-bit pixels as the 8-bit ones that they widen', async () => {
    const picture = await mixedPicture(32);
    const wide = { ...picture, data: Uint16Array.from(picture.data, (value) => value * 257) };
    const encoder = new EtcEncoder();
    for (const quality of [-1, 60]) {
      expect(encoder.encode(wide, format, quality)).toEqual(encoder.encode(picture, format, quality));
    }
  });

  it('does not heed a common factor of the weights', async () => {
    const picture = await mixedPicture(32);
    const encoder = new EtcEncoder();
    const one = encoder.encode(picture, format, 60, [1, 2, 0.5, 1]);
    expect(encoder.encode(picture, format, 60, [3, 6, 1.5, 3])).toEqual(one);
    expect(encoder.encode(picture, format, 60, [7, 7, 7, 7])).toEqual(encoder.encode(picture, format, 60));
  });
});

describe('weights of components', () => {
  it.each(['etc1', 'etc2-rgb'] as const)('of %s lower the error of what weighs more', async (format) => {
    const picture = await readSquare('photos/allium.png', 64);
    const encoder = new EtcEncoder();
    const error = (weights: [number, number, number, number], component: number) =>
      errorOf(picture, decodeImage(encoder.encode(picture, format, 60, weights), format, 64, 64), [component]);
    for (const component of [0, 1, 2]) {
      const weights: [number, number, number, number] = [1, 1, 1, 1];
      weights[component] = 8;
      const alone: [number, number, number, number] = [0, 0, 0, 0];
      alone[component] = 1;
      const equal = error([1, 1, 1, 1], component);
      expect(error(weights, component)).toBeLessThan(0.8 * equal);
      expect(error(alone, component)).toBeLessThan(error(weights, component));
    }
  });
});

describe('11 bits', () => {
  it('keep more of 16-bit pixels than 8-bit pixels have', () => {
    const data = new Uint16Array(64 * 4 * 4);
    for (let texel = 0; texel < 64 * 4; texel++) data.fill(20_000 + (texel % 64) * 40, texel * 4, texel * 4 + 4);
    const ramp = { width: 64, height: 4, data };
    for (const format of ['eac-r11', 'eac-r11-snorm'] as const) {
      const shown = decodeImage(new EtcEncoder().encode(ramp, format, 60), format, 64, 4, 16);
      const worst = Math.max(
        ...Array.from({ length: 64 * 4 }, (_, texel) => Math.abs(shown[texel * 4]! - data[texel * 4]!)),
      );
      expect(worst, format).toBeLessThan(64);
    }
  });
});

describe('what the encoder refuses', () => {
  const encoder = new EtcEncoder();
  const NOT_PREPARED = 3;
  const BAD_OPTION = 5;

  it('rows before it is configured', () => {
    expect(encoder.call('encodeEtcRow', 1024, 16, 0, 4, 4, 2048)).toBe(NOT_PREPARED);
  });

  it.each([
    ['a format there is not', [8, 60, 1, 1, 1, 1]],
    ['a negative format', [-1, 60, 1, 1, 1, 1]],
    ['quality above 100', [0, 100.5, 1, 1, 1, 1]],
    ['quality between realtime and 0', [0, -0.5, 1, 1, 1, 1]],
    ['quality below realtime', [0, -2, 1, 1, 1, 1]],
    ['quality that is no number', [0, Number.NaN, 1, 1, 1, 1]],
    ['a negative weight', [0, 60, 1, -1, 1, 1]],
    ['weights of 0 throughout', [0, 60, 0, 0, 0, 0]],
  ])('%s', (_, settings) => {
    expect(encoder.call('configureEtcEncoder', ...settings)).toBe(BAD_OPTION);
  });

  it('pixels of another type and empty rows', () => {
    expect(encoder.call('configureEtcEncoder', 1, 60, 1, 1, 1, 1)).toBe(0);
    expect(encoder.call('encodeEtcRow', 1024, 16, 2, 4, 4, 2048)).toBe(BAD_OPTION);
    expect(encoder.call('encodeEtcRow', 1024, 16, 0, 0, 4, 2048)).toBe(BAD_OPTION);
    expect(encoder.call('encodeEtcRow', 1024, 16, 0, 4, 0, 2048)).toBe(BAD_OPTION);
  });
});
