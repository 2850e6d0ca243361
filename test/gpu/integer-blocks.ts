/** Random legal blocks of the LDR modes as shaders hold them. */
import type { GpuTables } from '../../src/gpu/tables.js';
import { checkWasm } from '../support/check-wasm.js';
import type { FootprintSize } from '../support/footprints.js';
import { LDR_CEMS, randomBlock } from '../support/random-block.js';
import type { Rng } from '../support/rng.js';
import type { PartitionedBlock } from '../support/symbolic-block.js';

/** Words of a SymbolicBlock of symbolic-block.wgsl. */
export const SYMBOLIC_WORDS = 30;
const ONE_PLANE = 4;
const COLORS_AT = 6;
const WEIGHTS_AT = 14;

/** A block with partitions, of LDR modes unless others are given. */
export function randomPartitioned(
  rng: Rng,
  footprint: FootprintSize,
  cems: readonly number[] = LDR_CEMS,
): PartitionedBlock {
  for (;;) {
    const block = randomBlock(rng, footprint, cems);
    if (block.kind === 'partitioned') return block;
  }
}

/** Ranks of the pvalues of a weight quant level. */
export function ranksOf(quantLevel: number): Map<number, number> {
  const wasm = checkWasm();
  const count = wasm.call('levelCount', quantLevel);
  const ranks = new Map<number, number>();
  for (let rank = 0; rank < count; rank++) ranks.set(wasm.call('weightRankPvalue', quantLevel, rank), rank);
  return ranks;
}

/** The word of a mode as MODE_LISTS holds it. */
export function modeWord({ blockMode, gridWidth, gridHeight, weightQuantLevel, plane2Component }: PartitionedBlock) {
  const weightCount = gridWidth * gridHeight * (plane2Component < 0 ? 1 : 2);
  const weightBits = checkWasm().call('iseBitCount', weightCount, weightQuantLevel);
  return (blockMode | (gridWidth << 11) | (gridHeight << 15) | (weightQuantLevel << 19) | (weightBits << 23)) >>> 0;
}

/** The blocks as an array of SymbolicBlock. */
export function symbolicWords(blocks: readonly PartitionedBlock[]): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(blocks.length * SYMBOLIC_WORDS);
  const bytes = new Uint8Array(words.buffer);
  for (const [index, block] of blocks.entries()) {
    const at = index * SYMBOLIC_WORDS;
    const { cem, partitionSeed, plane2Component, colorQuantLevel, colors, weights, weightQuantLevel } = block;
    words[at] = modeWord(block);
    words[at + 1] = cem.length;
    words[at + 2] = partitionSeed;
    words[at + 3] = plane2Component < 0 ? ONE_PLANE : plane2Component;
    words[at + 4] = colorQuantLevel;
    bytes.set(cem, 4 * (at + 5));
    for (const [partition, integers] of colors.entries()) bytes.set(integers, 4 * (at + COLORS_AT + 2 * partition));
    const ranks = ranksOf(weightQuantLevel);
    for (const [plane, pvalues] of weights.entries()) {
      for (const [grid, pvalue] of pvalues.entries()) {
        bytes[4 * (at + WEIGHTS_AT) + grid * weights.length + plane] = ranks.get(pvalue)!;
      }
    }
  }
  return words;
}

/** Seed of a pattern of the tables. */
export function seedOf({ integers, constants }: GpuTables, partitionCount: 2 | 3 | 4, pattern: number): number {
  return integers[constants[`PATTERNS${partitionCount}`] + pattern * (1 + (partitionCount - 1) * constants.WORDS)]!;
}
