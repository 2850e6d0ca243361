/** Facts about partition patterns. */
import { describe, expect, test } from 'vitest';
import type { Footprint } from '../../src/types.js';
import { checkWasm } from '../support/check-wasm.js';
import { FOOTPRINT_SIZES, footprintSize } from '../support/footprints.js';
import { referencePartition } from '../support/reference/partition.js';

const wasm = checkWasm();

/** The pattern of a seed with its partitions renumbered in order of appearance, and how many there are. */
function canonicalPattern(seed: number, footprint: Footprint, partitionCount: number): { key: string; used: number } {
  const { width, height, texelCount } = footprintSize(footprint);
  const names = new Map<number, number>();
  let key = '';
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const partition = wasm.call('selectPartition', seed, x, y, 0, partitionCount, texelCount);
      if (!names.has(partition)) names.set(partition, names.size);
      key += names.get(partition);
    }
  }
  return { key, used: names.size };
}

/** Measured in an independent study with other code: unique patterns, and seeds with an empty partition. */
const PATTERN_COUNTS: readonly [Footprint, number, number, number, number, number, number][] = [
  ['4x4', 437, 202, 329, 645, 321, 702],
  ['5x4', 559, 158, 405, 582, 413, 611],
  ['5x5', 659, 128, 486, 515, 482, 542],
  ['6x5', 720, 105, 534, 474, 538, 486],
  ['6x6', 521, 237, 333, 684, 305, 719],
  ['8x5', 584, 206, 377, 639, 343, 681],
  ['8x6', 640, 188, 410, 607, 391, 633],
  ['8x8', 701, 161, 476, 543, 464, 560],
  ['10x8', 759, 126, 528, 491, 514, 510],
  ['10x10', 799, 111, 568, 452, 575, 449],
  ['12x12', 838, 89, 626, 397, 644, 380],
];

describe.each(PATTERN_COUNTS)('%s', (footprint, unique2, fewer2, unique3, fewer3, unique4, fewer4) => {
  test.each([
    [2, unique2, fewer2],
    [3, unique3, fewer3],
    [4, unique4, fewer4],
  ])('with %i partitions has %i distinct patterns; %i seeds leave a partition empty', (count, unique, fewer) => {
    const patterns = Array.from({ length: 1024 }, (_, seed) => canonicalPattern(seed, footprint, count));
    expect(new Set(patterns.filter(({ used }) => used === count).map(({ key }) => key)).size).toBe(unique);
    expect(patterns.filter(({ used }) => used < count).length).toBe(fewer);
  });
});

test('30 texels are a small block and 31 are not', () => {
  // Small blocks double their coordinates: texel (1, 1, 1) of one is texel (2, 2, 2) of a large one.
  for (let seed = 0; seed < 1024; seed++) {
    const [small, large] = [
      wasm.call('selectPartition', seed, 1, 1, 1, 3, 30),
      wasm.call('selectPartition', seed, 2, 2, 2, 3, 31),
    ];
    expect(small).toBe(large);
  }
});

test('every texel of every pattern lies in the partition that the specification computes', () => {
  let differences = 0;
  for (const { width, height, depth, texelCount } of FOOTPRINT_SIZES) {
    for (let seed = 0; seed < 1024; seed++) {
      for (let count = 2; count <= 4; count++) {
        // One row and one column decide all slopes and offsets; the middle decides their sum.
        for (let at = 0; at < Math.max(width, height); at++) {
          const [x, y] = [Math.min(at, width - 1), Math.min((at * 3) % height, height - 1)];
          const z = Math.min((at * 5) % depth, depth - 1);
          const wanted = referencePartition(seed, x, y, z, count, texelCount < 31);
          if (wasm.call('selectPartition', seed, x, y, z, count, texelCount) !== wanted) differences++;
        }
      }
    }
  }
  expect(differences).toBe(0);
});
