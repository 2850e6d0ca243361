/** Facts about the 2048 block modes. */
import { describe, expect, test } from 'vitest';
import { checkWasm } from '../support/check-wasm.js';
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { ILLEGAL_REASONS } from '../support/illegal-reasons.js';
import { legalModesOf } from '../support/random-block.js';
import { referenceBlockMode, referenceBlockMode3d } from '../support/reference/block-mode.js';
import { RANGES, sequenceBits } from '../support/reference/sequence.js';

const wasm = checkWasm();

/** The fields of BlockMode in assembly/astc/block-mode.ts. */
function decodeMode(mode: number, axisCount = 2) {
  const ptr = wasm.reserve(8);
  wasm.bytes.fill(0, ptr, ptr + 8);
  const reason = ILLEGAL_REASONS[wasm.call('decodeBlockMode', mode, axisCount, ptr)]!;
  const [stored, width, height, depth, level, planeCount, weightCount, weightBits] = wasm.read(ptr, 8);
  expect(ILLEGAL_REASONS[stored!]).toBe(reason);
  return { reason, width, height, depth, level, planeCount, weightCount, weightBits };
}

test.each([
  [2, referenceBlockMode],
  [3, referenceBlockMode3d],
])('all 2048 patterns decode as the table of the specification for %i axes has them', (axisCount, reference) => {
  for (let mode = 0; mode < 2048; mode++) {
    const wanted = reference(mode);
    const actual = decodeMode(mode, axisCount);
    if (wanted === undefined) {
      expect([mode, actual.reason]).toEqual([mode, 'reserved block mode']);
      continue;
    }
    const planeCount = wanted.isDualPlane ? 2 : 1;
    const weightCount = wanted.width * wanted.height * wanted.depth * planeCount;
    const weightBits = sequenceBits(weightCount, wanted.range);
    const isBitCountLegal = weightBits >= 24 && weightBits <= 96;
    const reason = weightCount > 64 ? 'more than 64 weights' : isBitCountLegal ? 'legal' : 'weight bits outside 24..96';
    expect([mode, actual.reason]).toEqual([mode, reason]);
    if (reason !== 'legal') continue;
    const { width, height, depth } = wanted;
    const level = RANGES.indexOf(wanted.range);
    expect(actual).toEqual({ reason, width, height, depth, level, planeCount, weightCount, weightBits });
  }
});

test('patterns with the four lowest bits zero are reserved', () => {
  for (const axisCount of [2, 3]) {
    for (let mode = 0; mode < 2048; mode += 16) {
      expect(decodeMode(mode, axisCount).reason).toBe('reserved block mode');
    }
  }
});

test('mode 0x053 is a 4x4 grid of 8 levels in one plane', () => {
  const { width, height, level, planeCount, weightBits } = decodeMode(0x053);
  expect([width, height, RANGES[level!]!.count, planeCount, weightBits]).toEqual([4, 4, 8, 1, 48]);
});

describe('legal modes', () => {
  test.each(FOOTPRINT_SIZES)(
    'of $name never exceed it, and a grid as large as it exists up to 64 texels',
    (footprint) => {
      const modes = legalModesOf(footprint);
      expect(modes.length).toBeGreaterThan(0);
      const isWholeGrid = ({ width, height, depth }: { width: number; height: number; depth: number }) =>
        width === footprint.width && height === footprint.height && depth === footprint.depth;
      expect(modes.some(isWholeGrid)).toBe(footprint.texelCount <= 64);
    },
  );
});
