/** What the search believes of its best candidate is what a decoder shows of it. The decoder is the check binary's. */
import { describe, expect, it } from 'vitest';
import { CheckWasm, readCheckModule } from '../support/check-wasm.js';
import { type FootprintSize, footprintSize } from '../support/footprints.js';
import { Rng } from '../support/rng.js';
import { TwinChecker } from './search-kernels.js';
import { prepareInstance } from './search-walk.js';

const DECODE_UNORM8 = 1;
const BLOCKS = 150;
/** Lower ones encode blocks of two axes four abreast: lanes-belief.test.ts. */
const QUALITIES = [20, 60, 98];
/** Up to this error a texel the search counts what the decoder rounds to; above it an estimate. */
const COUNTED = 6;

/** Two smooth patches, often next to black or white, where endpoints clamp; alpha varies in every third block. */
function makeBlock(rng: Rng, { width, height, depth }: FootprintSize, hasAlpha: boolean): Uint8Array {
  const pixels = new Uint8Array(width * height * depth * 4);
  const patches = [0, 1].map(() => {
    const level = rng.below(3) === 0 ? rng.below(12) : rng.below(2) === 0 ? 243 + rng.below(12) : 30 + rng.below(190);
    return [0, 1, 2, 3].map(() => ({
      base: level + rng.below(20) - 10,
      across: (rng.below(9) - 4) / 2,
      down: (rng.below(9) - 4) / 2,
      deep: depth === 1 ? 0 : (rng.below(9) - 4) / 2,
    }));
  });
  const edge = rng.below(width + height);
  for (let row = 0; row < height * depth; row++) {
    const [y, z] = [row % height, Math.floor(row / height)];
    for (let x = 0; x < width; x++) {
      const patch = patches[x + y + z < edge ? 0 : 1]!;
      const values = patch.map(({ base, across, down, deep }) => Math.round(base + across * x + down * y + deep * z));
      if (!hasAlpha) values[3] = 255;
      pixels.set(
        values.map((value) => Math.max(0, Math.min(255, value))),
        (row * width + x) * 4,
      );
    }
  }
  return pixels;
}

function squaredError(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0);
}

describe.each([
  ['linear', 0],
  ['srgb', 1],
] as const)('the error that the search believes in, %s', (profile, profileId) => {
  it.each(['4x4', '5x5', '6x6', '10x8', '3x3x3', '4x4x4', '6x6x6'] as const)(
    'is that of the decoded block, %s',
    (name) => {
      const footprint = footprintSize(name);
      const { width, height, depth, texelCount } = footprint;
      const checker = new TwinChecker(readCheckModule('check-search'), new Map());
      const host = prepareInstance(checker, footprint.id);
      const check = new CheckWasm();
      let counted = 0;
      for (const quality of QUALITIES) {
        expect(checker.call('configureEncoder', footprint.id, profileId, DECODE_UNORM8, quality, 1, 1, 1, 1)).toBe(0);
        for (let index = 0; index < BLOCKS; index++) {
          const pixels = makeBlock(Rng.named(`belief ${name} ${index}`), footprint, index % 3 === 0);
          checker.bytes().set(pixels, host.pixelsPtr);
          const { pixelsPtr, blocksPtr } = host;
          expect(checker.call('encodeRow', pixelsPtr, width * 4, 0, width, height, blocksPtr, depth)).toBe(0);
          const block = checker.bytes().slice(blocksPtr, blocksPtr + 16);
          if (check.unpack(block, footprint).symbolic.kind !== 'partitioned') continue;
          const believed = checker.call('stageBestError');
          if (believed > COUNTED * texelCount) continue;
          const { texels } = check.decodeBlocks(block, footprint, { profile, output: 'unorm8' });
          expect(squaredError(texels, pixels), `block ${index} at quality ${quality}`).toBe(believed);
          counted++;
        }
      }
      expect(counted).toBeGreaterThan(BLOCKS / 4);
    },
  );
});
