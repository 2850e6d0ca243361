/** Tables of shaders: against single values of the check binary, and against the specification's text. */
import { beforeAll, describe, expect, it } from 'vitest';
import { buildTables, type GpuTables } from '../../src/gpu/tables.js';
import { type CheckWasm, checkWasm, readCheckModule } from '../support/check-wasm.js';
import { FOOTPRINT_SIZES, type FootprintSize } from '../support/footprints.js';
import { legalModesOf } from '../support/random-block.js';
import { colorRange } from '../support/reference/decode.js';
import { referencePartition } from '../support/reference/partition.js';
import { decodeSequence, RANGES, type ValueRange } from '../support/reference/sequence.js';

const FLAT = FOOTPRINT_SIZES.filter(({ depth }) => depth === 1);
const QUANT_6 = 4;

let wasm: CheckWasm;
let module: WebAssembly.Module;
let tablesOf: Map<string, GpuTables>;

beforeAll(() => {
  wasm = checkWasm();
  module = readCheckModule();
  tablesOf = new Map(FLAT.map(({ name, id }) => [name, buildTables(module, id)]));
});

const at = (footprint: FootprintSize) => tablesOf.get(footprint.name)!;
const first = () => at(FLAT[0]!);

describe('tables of every footprint', () => {
  it('have the same levels and codes', () => {
    const { constants } = first();
    for (const footprint of FLAT) {
      const tables = at(footprint);
      expect(tables.integers.subarray(0, constants.MODE_LISTS)).toEqual(
        first().integers.subarray(0, constants.MODE_LISTS),
      );
    }
  });

  it('follow each other without a gap', () => {
    for (const footprint of FLAT) {
      const { constants, integers, floats } = at(footprint);
      const { width, height, texelCount } = footprint;
      expect(constants).toMatchObject({ BLOCK_WIDTH: width, BLOCK_HEIGHT: height, TEXELS: texelCount });
      expect(constants.WORDS).toBe(Math.ceil(texelCount / 32));
      expect(constants.PATTERNS2 - constants.MODE_LISTS).toBe(12 * (1 + constants.MODE_LIST_LENGTH));
      expect(constants.PATTERNS4 + constants.PATTERN_COUNT4 * (1 + 3 * constants.WORDS)).toBe(integers.length);
      expect(constants.FIT_Y - constants.FIT_X).toBe((width - 1) * width * width);
      expect(constants.NOISE_SHARE + 12).toBe(floats.length);
    }
  });

  it('are none for volumes', () => {
    for (const footprint of [-1, FLAT.length, 23, 24]) {
      expect(() => buildTables(module, footprint)).toThrow(expect.objectContaining({ code: 'E_GPU' }));
    }
  });
});

describe('levels', () => {
  it('of colors are those of the codec', () => {
    const { integers, constants } = first();
    for (let level = 0; level < 21; level++) {
      const count = wasm.call('levelCount', level);
      for (let value = 0; value < 256; value++) {
        const word = integers[constants.COLOR_LEVELS + level * 256 + value]!;
        if (level < QUANT_6) {
          expect(word).toBe(0);
          continue;
        }
        expect(word & 255).toBe(wasm.call('colorNearest', level, value));
        expect((word >> 8) & 255).toBe(wasm.call('colorPvalue', level, value));
        expect(word >> 16).toBe(value < count ? wasm.call('colorUvalue', level, value) : 0);
      }
    }
  });

  it('of weights are those of the codec', () => {
    const { integers, constants } = first();
    for (let level = 0; level < 12; level++) {
      const count = wasm.call('levelCount', level);
      for (let rank = 0; rank < 32; rank++) {
        const uvalue = rank < count ? wasm.call('weightRankUvalue', level, rank) : 0;
        const pvalue = rank < count ? wasm.call('weightRankPvalue', level, rank) : 0;
        expect(integers[constants.WEIGHT_LEVELS + level * 32 + rank]).toBe(uvalue | (pvalue << 8));
      }
    }
  });

  it('are made of the digits and bits of the specification', () => {
    const { integers, constants } = first();
    const radixes = { none: 0, trit: 3, quint: 5 };
    for (const [level, { bits, digit, count }] of RANGES.entries()) {
      expect(integers[constants.LEVELS + level]).toBe(bits | (radixes[digit] << 8) | (count << 16));
    }
  });

  it('fit as many color integers as the specification says', () => {
    const { integers, constants } = first();
    for (let pairs = 0; pairs < 10; pairs++) {
      for (let bits = 0; bits < 112; bits++) {
        const range = pairs === 0 ? undefined : colorRange(pairs * 2, bits);
        const level = range === undefined ? 255 : RANGES.indexOf(range);
        expect(integers[constants.COLOR_LEVEL_OF + pairs * 112 + bits]).toBe(level);
      }
    }
  });
});

describe('digit codes', () => {
  /** Digits of a code as one number, by the specification's text. */
  const digitsOf = (code: number, range: ValueRange, digitCount: number) =>
    decodeSequence((bit) => (code >> bit) & 1, digitCount, range).reduceRight(
      (sum, digit) => sum * range.count + digit,
    );

  it.each([
    ['TRIT_CODES', RANGES[1]!, 5, 256],
    ['QUINT_CODES', RANGES[3]!, 3, 128],
  ] as const)('%s are the lowest of their digits', (name, range, digitCount, codeCount) => {
    const { integers, constants } = first();
    const lowest = new Map<number, number>();
    for (let code = codeCount - 1; code >= 0; code--) lowest.set(digitsOf(code, range, digitCount), code);
    expect(lowest.size).toBe(range.count ** digitCount);
    for (const [digits, code] of lowest) expect(integers[constants[name] + digits]).toBe(code);
  });
});

describe('lists of block modes', () => {
  it.each(FLAT)('of $name hold legal modes with their fields', (footprint) => {
    const { integers, constants } = at(footprint);
    const legal = new Map(legalModesOf(footprint).map((mode) => [mode.mode, mode]));
    for (let kind = 0; kind < 12; kind++) {
      const listAt = constants.MODE_LISTS + kind * (1 + constants.MODE_LIST_LENGTH);
      const count = integers[listAt]!;
      expect(count).toBeGreaterThan(16);
      const words = integers.subarray(listAt + 1, listAt + 1 + count);
      expect(new Set(words.map((word) => word & 2047)).size).toBe(count);
      for (const word of words) {
        const mode = legal.get(word & 2047)!;
        expect(mode.isDualPlane).toBe(kind >= 4 && kind < 8);
        expect((word >>> 11) & 15).toBe(mode.width);
        expect((word >>> 15) & 15).toBe(mode.height);
        expect((word >>> 19) & 15).toBe(RANGES.indexOf(mode.range));
        expect(word >>> 23).toBe(mode.weightBits);
      }
      expect([...integers.subarray(listAt + 1 + count, listAt + 49)].every((word) => word === 0)).toBe(true);
    }
  });
});

describe('partition patterns', () => {
  /** Partition of every texel, a digit each; undefined where one is empty. */
  function drawPattern(seed: number, partitionCount: number, { width, texelCount }: FootprintSize) {
    const texels = Array.from({ length: texelCount }, (_, texel) =>
      referencePartition(seed, texel % width, Math.floor(texel / width), 0, partitionCount, texelCount < 31),
    );
    return new Set(texels).size === partitionCount ? texels : undefined;
  }

  /** The same for every pattern that differs by the partitions' numbers alone. */
  function shapeOf(texels: readonly number[]): string {
    const order = [...new Set(texels)];
    return texels.map((partition) => order.indexOf(partition)).join('');
  }

  it.each(FLAT)('of $name are one of each shape, as the codec selects them', (footprint) => {
    const { integers, constants } = at(footprint);
    for (const partitionCount of [2, 3, 4] as const) {
      const shapes = new Map<string, number>();
      for (let seed = 0; seed < 1024; seed++) {
        const texels = drawPattern(seed, partitionCount, footprint);
        if (texels !== undefined && !shapes.has(shapeOf(texels))) shapes.set(shapeOf(texels), seed);
      }
      expect(constants[`PATTERN_COUNT${partitionCount}`]).toBe(shapes.size);
      const stride = 1 + (partitionCount - 1) * constants.WORDS;
      const seeds = [...shapes.values()];
      for (const [index, seed] of seeds.entries()) {
        const pattern = constants[`PATTERNS${partitionCount}`] + index * stride;
        expect(integers[pattern]).toBe(seed);
        expect([...integers.subarray(pattern + 1, pattern + stride)]).toEqual(masksOf(seed, partitionCount, footprint));
      }
    }
  });

  /** Masks of partitions 1 and up, by the codec's own function. */
  function masksOf(seed: number, partitionCount: number, { width, texelCount }: FootprintSize): number[] {
    const words = Math.ceil(texelCount / 32);
    const masks = new Uint32Array((partitionCount - 1) * words);
    for (let texel = 0; texel < texelCount; texel++) {
      const [x, y] = [texel % width, Math.floor(texel / width)];
      const partition = wasm.call('selectPartition', seed, x, y, 0, partitionCount, texelCount);
      if (partition > 0) masks[(partition - 1) * words + (texel >> 5)]! |= 1 << (texel & 31);
    }
    return [...masks];
  }
});

describe('closed forms of an axis', () => {
  /** Infill factors [texel][node] of the specification's equations. */
  function infillOf(size: number, gridSize: number): number[][] {
    const scale = Math.floor((1024 + Math.floor(size / 2)) / (size - 1));
    return Array.from({ length: size }, (_, texel) => {
      const position = (scale * texel * (gridSize - 1) + 32) >> 6;
      const factors = Array<number>(gridSize + 1).fill(0);
      factors[position >> 4]! += 1 - (position & 15) / 16;
      factors[(position >> 4) + 1]! += (position & 15) / 16;
      return factors.slice(0, gridSize);
    });
  }

  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const axes = FLAT.flatMap((footprint) => [
    { footprint, size: footprint.width, axis: 'X' as const },
    { footprint, size: footprint.height, axis: 'Y' as const },
  ]);

  it.each(axes)('$footprint.name $axis: its functions are orthonormal', ({ footprint, size, axis }) => {
    const { floats, constants } = at(footprint);
    const row = (u: number) => [...floats.subarray(constants[`COSINES_${axis}`] + u * size).subarray(0, size)];
    for (let u = 0; u < size; u++) {
      for (let v = 0; v < size; v++) {
        expect(sum(row(u).map((value, x) => value * row(v)[x]!))).toBeCloseTo(u === v ? 1 : 0, 5);
      }
    }
  });

  it.each(axes)('$footprint.name $axis: every grid keeps constants and ramps', ({ footprint, size, axis }) => {
    const { floats, constants } = at(footprint);
    for (let gridSize = 2; gridSize <= size; gridSize++) {
      const kept = constants[`KEPT_${axis}`] + (gridSize - 2) * size;
      expect(floats[kept]).toBeCloseTo(1, 5);
      expect(floats[kept + 1]).toBeGreaterThan(0.995);
    }
  });

  it.each(axes)('$footprint.name $axis: fits undo the infill, gains are its squares', ({ footprint, size, axis }) => {
    const { floats, constants } = at(footprint);
    for (let gridSize = 2; gridSize <= size; gridSize++) {
      const infill = infillOf(size, gridSize);
      const fit = constants[`FIT_${axis}`] + (gridSize - 2) * size * size;
      const nodeGain = constants[`NODE_GAIN_${axis}`] + (gridSize - 2) * size;
      let gain = 0;
      for (let node = 0; node < size; node++) {
        const row = [...floats.subarray(fit + node * size, fit + (node + 1) * size)];
        for (let other = 0; other < gridSize; other++) {
          expect(sum(row.map((value, x) => value * infill[x]![other]!))).toBeCloseTo(node === other ? 1 : 0, 4);
        }
        const squares = node < gridSize ? sum(infill.map((factors) => factors[node]! ** 2)) : 0;
        expect(floats[nodeGain + node]).toBeCloseTo(squares, 5);
        gain += squares;
      }
      expect(floats[constants[`GAIN_${axis}`] + gridSize - 2]).toBeCloseTo(gain, 5);
    }
  });

  it.each(axes)('$footprint.name $axis: a grid keeps what it can carry', ({ footprint, size, axis }) => {
    const { floats, constants } = at(footprint);
    const kept = (gridSize: number, u: number) => floats[constants[`KEPT_${axis}`] + (gridSize - 2) * size + u]!;
    for (let u = 0; u < size; u++) {
      for (let gridSize = 2; gridSize <= size; gridSize++) {
        expect(kept(gridSize, u)).toBeGreaterThanOrEqual(0);
        expect(kept(gridSize, u)).toBeLessThanOrEqual(1);
      }
      expect(kept(size, u)).toBeCloseTo(1, 5);
    }
    // The mean is carried by every grid.
    for (let gridSize = 2; gridSize <= size; gridSize++) expect(kept(gridSize, 0)).toBeCloseTo(1, 5);
  });

  it('come with what rounding costs', () => {
    const { floats, constants } = first();
    for (const [level, { count }] of RANGES.entries()) {
      expect(floats[constants.ENDPOINT_NOISE + level]).toBeCloseTo((255 / (count - 1)) ** 2 / 18, 2);
      if (level < 12) expect(floats[constants.NOISE_SHARE + level]).toBeGreaterThan(0.2);
    }
    expect(constants.UNIFORM_SHARE).toBeCloseTo(0.15, 6);
    expect(constants.ROUNDING_SHARE).toBe(0.5);
  });
});
