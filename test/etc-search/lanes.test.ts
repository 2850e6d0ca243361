/** The preset whose blocks are encoded four abreast: what it believes, and that lanes know nothing of each other. */
import { describe, expect, it } from 'vitest';
import { ETC_FORMATS } from '../support/etc-blocks.js';
import { type EtcFormat, etcBlockBytes } from '../support/reference/etc.js';
import { Rng } from '../support/rng.js';
import { blockOf, decodeImage, EtcEncoder, errorOf, type Pixels, PRESETS, readSquare } from './encoder.js';

const { realtime, fastest } = PRESETS;
const RGB = [0, 1, 2];
const encoder = new EtcEncoder();

const clamp = (value: number) => Math.min(255, Math.max(0, Math.round(value)));

/** A block about a grey, values at most so far from it. */
function blockAbout(rng: Rng, grey: number, reach: number): Pixels {
  const [slope, own] = [rng.between(-3, 3), [0, 0, 0].map(() => rng.between(-reach, reach) / 2)];
  return blockOf((x, y) => [...own.map((c) => clamp(grey + c + slope * (x + y) + rng.between(-4, 4))), 255]);
}

function errorOfBlock(block: Pixels, format: EtcFormat): number {
  return errorOf(block, decodeImage(encoder.encode(block, format, realtime), format, 4, 4), RGB);
}

describe('blocks of two halves', () => {
  it('err as lanes believe where no modifier is clamped', () => {
    const rng = Rng.named('belief of lanes');
    for (let round = 0; round < 400; round++) {
      const block = blockAbout(rng, rng.between(100, 155), 30);
      const error = errorOfBlock(block, 'etc1');
      expect(12 * error, `round ${round}, ${block.data.join()}`).toBe(encoder.call('laneBelief', 0));
    }
  });

  it('never err more, whatever the content', () => {
    const rng = Rng.named('noise of lanes');
    const value = [() => rng.below(256), () => rng.below(2) * 255, () => (rng.once(4) ? 255 : rng.below(40))];
    for (let round = 0; round < 600; round++) {
      const paint = value[round % 3]!;
      const block = blockOf(() => [paint(), paint(), paint(), 255]);
      const error = errorOfBlock(block, 'etc1');
      expect(12 * error, block.data.join()).toBeLessThanOrEqual(encoder.call('laneBelief', 0));
    }
  });
});

describe('planar blocks', () => {
  it('are taken where they err less', () => {
    const rng = Rng.named('planes of lanes');
    let gained = 0;
    for (let round = 0; round < 300; round++) {
      const planes = RGB.map(() => [rng.between(90, 165), rng.between(-6, 6), rng.between(-6, 6)] as const);
      const block = blockOf((x, y) => [...planes.map(([base, dx, dy]) => base + dx * x + dy * y), 255]);
      const [halves, best] = [errorOfBlock(block, 'etc1'), errorOfBlock(block, 'etc2-rgb')];
      // What a decoder rounds is reckoned on the mean.
      expect(best, block.data.join()).toBeLessThanOrEqual(halves + 16);
      gained += halves - best;
    }
    expect(gained / 300).toBeGreaterThan(100);
  });
});

/** A photograph with flat blocks, noise and holes between. */
async function mixedPicture(side: number): Promise<Pixels> {
  const picture = await readSquare('photos/allium.png', side);
  const rng = Rng.named('mixed picture of lanes');
  const colors = Array.from({ length: 300 }, () => [0, 0, 0].map(() => rng.below(256)));
  for (let block = 0; block < (side / 4) ** 2; block++) {
    const [kind, color] = [rng.below(6), rng.pick(colors)];
    for (let texel = 0; texel < 16; texel++) {
      const x = (block % (side / 4)) * 4 + (texel & 3);
      const y = Math.floor(block / (side / 4)) * 4 + (texel >> 2);
      const at = (y * side + x) * 4;
      if (kind === 0) picture.data.set(color, at);
      if (kind === 1) for (let c = 0; c < 4; c++) picture.data[at + c] = rng.below(256);
      if (kind === 2) picture.data[at + 3] = 200 + rng.below(3);
      if (kind === 3 && rng.once(4)) picture.data[at + 3] = 0;
    }
  }
  return picture;
}

describe.each(ETC_FORMATS)('%s', (format: EtcFormat) => {
  const bytes = etcBlockBytes(format);

  it.each([1, 2, 3])('has the same blocks when the picture moves by %d blocks', async (moved) => {
    const side = 96;
    const picture = await mixedPicture(side);
    const width = side + 4 * moved;
    const data = new Uint8Array(width * side * 4).fill(90);
    for (let y = 0; y < side; y++) {
      data.set(picture.data.subarray(y * side * 4, (y + 1) * side * 4), (y * width + 4 * moved) * 4);
    }
    const blocks = encoder.encode(picture, format, realtime);
    const shifted = encoder.encode({ width, height: side, data }, format, realtime);
    const row = (side / 4) * bytes;
    for (let y = 0; y < side / 4; y++) {
      const from = y * (row + moved * bytes) + moved * bytes;
      expect(shifted.slice(from, from + row), `row ${y}`).toEqual(blocks.slice(y * row, (y + 1) * row));
    }
  });

  it('rounds pixels of 16 bits to the nearest of 8, those of EAC to eleven bits', async () => {
    const rng = Rng.named(`wide ${format}`);
    const wide = Uint16Array.from({ length: 36 * 8 * 4 }, () => rng.below(65536));
    const isEac = format.startsWith('eac-');
    const narrow = Uint8Array.from(wide, (value) => Math.floor((value * 255 + 32767) / 65535));
    const fine = encoder.encode({ width: 36, height: 8, data: wide }, format, realtime);
    const coarse = encoder.encode({ width: 36, height: 8, data: narrow }, format, realtime);
    expect(Buffer.compare(fine, coarse) === 0).toBe(!isEac);
  });

  it('is the search of fastest where components do not count the same', async () => {
    const picture = await mixedPicture(48);
    const weights = [1, 2, 0.5, 1] as const;
    const isSame = (quality: number, other: number) =>
      Buffer.compare(
        encoder.encode(picture, format, quality, weights),
        encoder.encode(picture, format, other, weights),
      );
    // EAC of eleven bits has one component a word: nothing to weigh.
    expect(isSame(realtime, fastest) === 0).toBe(!format.startsWith('eac-'));
  });
});
