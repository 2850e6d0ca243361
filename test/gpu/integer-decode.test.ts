/** What a decoder shows, in integers, in a shader: against the codec's own functions and the specification's text. */
import { describe, expect, it } from 'vitest';
import { buildTables } from '../../src/gpu/tables.js';
import { checkWasm, readCheckModule } from '../support/check-wasm.js';
import type { DecodeMode } from '../support/decode-modes.js';
import { FOOTPRINT_SIZES, type FootprintSize, footprintSize } from '../support/footprints.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';
import { LDR_CEMS } from '../support/random-block.js';
import { unorm16ToFloat16 } from '../support/reference/decode.js';
import { referenceEndpoints } from '../support/reference/endpoints.js';
import { Rng } from '../support/rng.js';
import type { PartitionedBlock } from '../support/symbolic-block.js';
import { randomPartitioned, seedOf, symbolicWords } from './integer-blocks.js';
import { firstDifference, runIntegers } from './integer-runner.js';

const FLAT = FOOTPRINT_SIZES.filter(({ depth }) => depth === 1);
const DECODER_FILES = [
  'astc/tables',
  'astc/symbolic-block',
  'astc/unquantize',
  'astc/infill',
  'astc/decode-endpoints',
  'astc/interpolate',
  'astc/partition-pattern',
] as const;
/** Color quant levels. */
const LEVELS = Array.from({ length: 17 }, (_, index) => index + 4);

const gpu = await openTestGpu();
const device = gpu && (await openTestDevice(gpu));
const wasm = checkWasm();
const module = readCheckModule();
const tablesOf = (footprint: FootprintSize) => buildTables(module, footprint.id);
const anyTables = tablesOf(FLAT[0]!);
const ANY_PARTITIONS = { PARTITION_COUNT: 2 };

describe.skipIf(!device)('levels in a shader', () => {
  it('are those of the codec, both ways', async () => {
    const given = LEVELS.flatMap((level) => Array.from({ length: 256 }, (_, value) => [level, value] as const));
    const answer = await runIntegers(device!, {
      tables: anyTables,
      constants: ANY_PARTITIONS,
      files: DECODER_FILES,
      inputType: 'vec2u',
      body: `
        let nearest = quantizeColor(given.x, given.y);
        let rank = given.y & 31u;
        putFour(0u, vec4u(nearest, unquantizeColor(given.x, given.y), unquantizeWeight(given.x % 12u, rank)));`,
      input: Uint32Array.from(given.flat()),
      inputCount: given.length,
      outputWords: 4,
    });
    const expected = given.flatMap(([level, value]) => {
      const [weightLevel, rank] = [level % 12, value & 31];
      return [
        wasm.call('colorNearest', level, value),
        wasm.call('colorPvalue', level, value),
        value < wasm.call('levelCount', level) ? wasm.call('colorUvalue', level, value) : 0,
        rank < wasm.call('levelCount', weightLevel) ? wasm.call('weightRankUvalue', weightLevel, rank) : 0,
      ];
    });
    expect(firstDifference(answer, Uint32Array.from(expected))).toBe(-1);
  });
});

describe.skipIf(!device)('endpoints in a shader', () => {
  it('decode as the specification says, in every mode at every level', async () => {
    const rng = Rng.named('gpu endpoints');
    const cases = LDR_CEMS.flatMap((cem) =>
      LEVELS.flatMap((level) => {
        const count = wasm.call('levelCount', level);
        return Array.from({ length: 80 }, () => ({ cem, level, pvalues: rng.bytes(8, 0, count - 1) }));
      }),
    );
    const answer = await runIntegers(device!, {
      tables: anyTables,
      constants: ANY_PARTITIONS,
      files: DECODER_FILES,
      inputType: 'vec4u',
      body: `
        symbolic.colorQuantLevel = given.x;
        symbolic.cems = given.y;
        symbolic.colors[0] = given.zw;
        let endpoints = decodePartition(0u);
        putFour(0u, endpoints.endpoint0);
        putFour(4u, endpoints.endpoint1);`,
      input: Uint32Array.from(
        cases.flatMap(({ cem, level, pvalues }) => [level, cem, ...new Uint32Array(pvalues.buffer)]),
      ),
      inputCount: cases.length,
      outputWords: 8,
    });
    for (const [index, { cem, level, pvalues }] of cases.entries()) {
      const uvalues = [...pvalues].map((pvalue) => wasm.call('colorUvalue', level, pvalue));
      const { e0, e1 } = referenceEndpoints(cem, uvalues);
      const message = `CEM ${cem} of ${uvalues}`;
      expect([...answer.subarray(8 * index, 8 * index + 8)], message).toEqual([...e0, ...e1]);
    }
  });
});

describe.skipIf(!device)('float16 in a shader', () => {
  it('is cut as decoders cut it, for every value', async () => {
    const answer = await runIntegers(device!, {
      tables: anyTables,
      constants: ANY_PARTITIONS,
      files: DECODER_FILES,
      inputType: 'vec4u',
      body: `
        putFour(0u, shownFloat16(given));
        putFour(4u, float16Steps(given));
        putFour(8u, squaredDifference(given, given.wzyx));`,
      input: Uint32Array.from({ length: 65536 }, (_, c) => c),
      inputCount: 16384,
      outputWords: 12,
    });
    for (let c = 0; c < 65536; c++) {
      const at = 12 * (c >> 2) + (c & 3);
      const half = unorm16ToFloat16(c);
      const significand = half < 0x400 ? half : (half & 0x3ff) | 0x400;
      const value = significand * 2 ** (Math.max(half >> 10, 1) - 25);
      if (answer[at] !== half || answer[at + 4] !== Math.floor(value * 65536)) {
        expect([c, answer[at], answer[at + 4]]).toEqual([c, half, Math.floor(value * 65536)]);
      }
      expect(answer[at + 8]).toBe((c - ((c & ~3) + 3 - (c & 3))) ** 2);
    }
  });
});

describe.skipIf(!device)('infill in a shader', () => {
  it.each(FLAT)('of $name gives the weights of the codec', async (footprint) => {
    const rng = Rng.named(`gpu infill ${footprint.name}`);
    const blocks = Array.from({ length: 300 }, () => randomPartitioned(rng, footprint));
    const { texelCount } = footprint;
    const answer = await runIntegers(device!, {
      tables: tablesOf(footprint),
      constants: ANY_PARTITIONS,
      files: DECODER_FILES,
      inputType: 'SymbolicBlock',
      body: `
        symbolic = given;
        unquantizeGrid();
        for (var texel = 0u; texel < TEXELS; texel++) {
          let place = vec2u(texel % BLOCK_WIDTH, texel / BLOCK_WIDTH);
          put(texel, infillWeight(place, 0u));
          if (planeCount() == 2u) { put(TEXELS + texel, infillWeight(place, 1u)); }
        }`,
      input: symbolicWords(blocks),
      inputCount: blocks.length,
      outputWords: 2 * texelCount,
    });
    const expected = new Uint32Array(answer.length);
    for (const [index, block] of blocks.entries()) {
      for (const [plane, pvalues] of block.weights.entries()) {
        expected.set(infillOnCpu(footprint, block, pvalues), (2 * index + plane) * texelCount);
      }
    }
    expect(firstDifference(answer, expected)).toBe(-1);
  });

  /** Weights of the texels by the codec's kernel. */
  function infillOnCpu(footprint: FootprintSize, block: PartitionedBlock, pvalues: readonly number[]): Uint8Array {
    const groups = Math.ceil(footprint.texelCount / 16);
    const ptr = wasm.reserve(32 + 64 + groups * (128 + 16));
    const [gridPtr, weightsPtr, tablePtr] = [ptr + 16, ptr + 32, ptr + 96];
    const texelsPtr = tablePtr + groups * 128;
    const sizes = new Int32Array(wasm.bytes.buffer);
    sizes.set([footprint.width, footprint.height, 1], ptr / 4);
    sizes.set([block.gridWidth, block.gridHeight, 1], gridPtr / 4);
    wasm.bytes.set(
      pvalues.map((pvalue) => wasm.call('weightUvalue', block.weightQuantLevel, pvalue)),
      weightsPtr,
    );
    wasm.call('buildDecimationTable', ptr, gridPtr, tablePtr);
    wasm.call('infillWeights', weightsPtr, pvalues.length, tablePtr, groups, texelsPtr);
    return wasm.read(texelsPtr, footprint.texelCount);
  }
});

describe.skipIf(!device)('partitions in a shader', () => {
  it.each(FLAT)('of $name are those of the codec, loaded and set anew', async (footprint) => {
    const tables = tablesOf(footprint);
    const { width, texelCount } = footprint;
    for (const partitionCount of [2, 3, 4] as const) {
      const patternCount = tables.constants[`PATTERN_COUNT${partitionCount}`];
      const answer = await runIntegers(device!, {
        tables,
        constants: { PARTITION_COUNT: partitionCount },
        files: DECODER_FILES,
        inputType: 'u32',
        body: `
          put(0u, loadPattern(given));
          for (var texel = 0u; texel < TEXELS; texel++) { put(1u + texel, partitionOf(texel)); }
          clearPartitions();
          for (var texel = 0u; texel < TEXELS; texel++) { setPartition(texel, outputs[first + 1u + texel]); }
          for (var texel = 0u; texel < TEXELS; texel++) { put(1u + TEXELS + texel, partitionOf(texel)); }`,
        input: Uint32Array.from({ length: patternCount }, (_, pattern) => pattern),
        inputCount: patternCount,
        outputWords: 1 + 2 * texelCount,
      });
      const expected = new Uint32Array(answer.length);
      for (let pattern = 0; pattern < patternCount; pattern++) {
        const seed = seedOf(tables, partitionCount, pattern);
        const at = pattern * (1 + 2 * texelCount);
        expected[at] = seed;
        for (let texel = 0; texel < texelCount; texel++) {
          const [x, y] = [texel % width, Math.floor(texel / width)];
          const selected = wasm.call('selectPartition', seed, x, y, 0, partitionCount, texelCount);
          expected[at + 1 + texel] = selected;
          expected[at + 1 + texelCount + texel] = selected;
        }
      }
      expect(firstDifference(answer, expected)).toBe(-1);
    }
  });
});

describe.skipIf(!device)('whole blocks in a shader', () => {
  const MODES: readonly DecodeMode[] = [
    { profile: 'linear', output: 'unorm8' },
    { profile: 'srgb', output: 'unorm8' },
    { profile: 'linear', output: 'unorm16' },
    { profile: 'srgb', output: 'unorm16' },
    { profile: 'linear', output: 'float16' },
    { profile: 'srgb', output: 'float16' },
  ];
  const cases = [
    { name: '4x4', partitionCount: 1 },
    { name: '4x4', partitionCount: 2 },
    { name: '6x6', partitionCount: 3 },
    { name: '6x6', partitionCount: 4 },
    { name: '12x12', partitionCount: 2 },
    { name: '12x12', partitionCount: 3 },
  ] as const;

  it.each(cases)('of $name with $partitionCount partitions show the codec’s texels', async (given) => {
    const { name, partitionCount } = given;
    const footprint = footprintSize(name);
    const tables = tablesOf(footprint);
    const rng = Rng.named(`gpu decode ${name} ${partitionCount}`);
    const blocks: PartitionedBlock[] = [];
    const patterns: number[] = [];
    while (blocks.length < 100) {
      const block = randomPartitioned(rng, footprint);
      if (block.cem.length !== partitionCount) continue;
      if (partitionCount !== 1) {
        const pattern = rng.below(tables.constants[`PATTERN_COUNT${partitionCount}`]);
        block.partitionSeed = seedOf(tables, partitionCount, pattern);
        patterns.push(pattern);
      }
      blocks.push(block);
    }
    const words = symbolicWords(blocks);
    // The shader is told which pattern it is, in place of the seed.
    for (const [index, pattern] of patterns.entries()) words[index * 30 + 2] = pattern;
    const { texelCount } = footprint;
    const answer = await runIntegers(device!, {
      tables,
      constants: { PARTITION_COUNT: partitionCount },
      files: DECODER_FILES,
      inputType: 'SymbolicBlock',
      body: `
        symbolic = given;
        if (PARTITION_COUNT > 1u) { symbolic.partitionSeed = loadPattern(given.partitionSeed); }
        unquantizeGrid();
        for (var texel = 0u; texel < TEXELS; texel++) {
          let weight = infillComponents(vec2u(texel % BLOCK_WIDTH, texel / BLOCK_WIDTH));
          let endpoints = decodePartition(partitionOf(texel));
          let linear = interpolateUnorm16(endpoints, weight, LINEAR_EXPANSION);
          let srgb = interpolateUnorm16(endpoints, weight, SRGB_EXPANSION);
          putFour(4u * texel, shownUnorm8(linear));
          putFour(4u * (TEXELS + texel), shownUnorm8(srgb));
          putFour(4u * (2u * TEXELS + texel), linear);
          putFour(4u * (3u * TEXELS + texel), srgb);
          putFour(4u * (4u * TEXELS + texel), shownFloat16(linear));
          putFour(4u * (5u * TEXELS + texel), shownFloat16(srgb));
        }`,
      input: words,
      inputCount: blocks.length,
      outputWords: MODES.length * 4 * texelCount,
    });
    const packed = Uint8Array.from(blocks.flatMap((block) => [...wasm.pack(block)]));
    for (const [index, mode] of MODES.entries()) {
      const { texels, errorCount } = wasm.decodeBlocks(packed, footprint, mode);
      expect(errorCount).toBe(0);
      const values = mode.output === 'unorm8' ? texels : new Uint16Array(texels.buffer);
      const perBlock = 4 * texelCount;
      for (let block = 0; block < blocks.length; block++) {
        const at = (block * MODES.length + index) * perBlock;
        const expected = Uint32Array.from(values.subarray(block * perBlock, (block + 1) * perBlock));
        const where = `${mode.profile} ${mode.output} ${JSON.stringify(blocks[block])}`;
        expect(firstDifference(answer.subarray(at, at + perBlock), expected), where).toBe(-1);
      }
    }
  });
});
