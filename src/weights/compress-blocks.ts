/**
 * Blocks some of whose texels count more than others. The search knows weights of components for a whole picture and none of
 * texels, so blocks are sorted by how much colours count beside alpha, and texels that count less are drawn towards what
 * costs nothing: first a plane through the others, then what the decoder showed (the step of expectation of weighted low-rank
 * approximation: Srebro and Jaakkola, "Weighted low-rank approximations", 2003). Of each block the best way is kept.
 */
import type { BlockSize } from '../auto-footprint/block-weights.js';
import type { Image } from '../types.js';
import { blend, extrapolate } from './block-fill.js';
import { type BlockImportance, halvingsOf } from './importance.js';
import type { LevelProgress } from './level-progress.js';
import { layOut, originOf, type Sheet } from './sheet.js';
import type { SheetCodec } from './sheet-codec.js';
import { blockErrors, type Significance } from './sheet-errors.js';
import type { TexelWeights } from './texel-weights.js';

/** A level on its way. */
export interface WeightedLevel {
  picture: Image;
  weights: TexelWeights;
  block: BlockSize;
  significance: Significance;
  codec: SheetCodec;
  progress: LevelProgress;
  /** Whether blocks are drawn towards what the decoder showed, too. */
  isThorough: boolean;
  /** Out: blocks, row-major. */
  output: Uint8Array;
}

/** Square roots of weights that are taken before texels are drawn. Why: 0.02 to 0.2 dB over none, of sprites at 6x6. */
const EASING = { plane: 2, decoded: 1 } as const;

/** Compresses the blocks to their places in the output. @param blocks  whose colours count */
export async function compressBlocks(level: WeightedLevel, blocks: readonly BlockImportance[]): Promise<void> {
  for (const [halvings, group] of groupBlocks(blocks)) await compressGroup(level, group, halvings);
}

/** Blocks that all passes over some blocks compress. */
export function workOf(blocks: readonly BlockImportance[], isThorough: boolean): number {
  const uneven = blocks.filter(({ isEven }) => !isEven).length;
  return blocks.length + uneven * (isThorough ? 2 : 1);
}

function groupBlocks(blocks: readonly BlockImportance[]): Map<number, BlockImportance[]> {
  const groups = new Map<number, BlockImportance[]>();
  for (const block of blocks) {
    const halvings = halvingsOf(block);
    const group = groups.get(halvings);
    if (group === undefined) groups.set(halvings, [block]);
    else group.push(block);
  }
  return groups;
}

async function compressGroup(level: WeightedLevel, group: readonly BlockImportance[], halvings: number): Promise<void> {
  const { codec, progress, picture, block, weights } = level;
  const sheet = layOut(picture, block, { blocks: group, weights });
  const bytes = await codec.encode(sheet.image, halvings, progress.pass());
  for (const [index, { number }] of group.entries()) putBlock(level, number, bytes, index);
  const uneven = group.filter(({ isEven }) => !isEven);
  if (uneven.length === 0) return;
  const rest = uneven.length === group.length ? sheet : layOut(picture, block, { blocks: uneven, weights });
  await improveBlocks(level, rest, halvings);
}

/** Looks for better ways to store blocks that are in the output. */
async function improveBlocks(level: WeightedLevel, sheet: Sheet, halvings: number): Promise<void> {
  const { codec, progress, significance } = level;
  const kept = await codec.decode(takeBlocks(level, sheet), sheet.image, progress.aside());
  const errors = blockErrors(sheet, kept, significance);
  const attempt = async (image: Image) => {
    const bytes = await codec.encode(image, halvings, progress.pass());
    const decoded = await codec.decode(bytes, sheet.image, progress.aside());
    const attempted = blockErrors(sheet, decoded, significance);
    for (const [index, { number }] of sheet.blocks.entries()) {
      if (!(attempted[index]! < errors[index]!)) continue;
      errors[index] = attempted[index]!;
      putBlock(level, number, bytes, index);
      copyTexels(sheet, index, decoded, kept);
    }
  };
  await attempt(blend(sheet, extrapolate(sheet), EASING.plane));
  if (level.isThorough) await attempt(blend(sheet, kept, EASING.decoded));
}

function putBlock({ output, codec }: WeightedLevel, number: number, bytes: Uint8Array, index: number): void {
  const { bytesPerBlock: size } = codec;
  output.set(bytes.subarray(index * size, (index + 1) * size), number * size);
}

/** The blocks of a sheet as they are in the output; what is left of its last row is its first block again. */
function takeBlocks({ output, codec, block }: WeightedLevel, { image, blocks }: Sheet): Uint8Array {
  const { bytesPerBlock: size } = codec;
  const count = (image.width / block.width) * (image.height / block.height);
  const bytes = new Uint8Array(count * size);
  for (let index = 0; index < count; index++) {
    const { number } = blocks[index] ?? blocks[0]!;
    bytes.set(output.subarray(number * size, (number + 1) * size), index * size);
  }
  return bytes;
}

function copyTexels(sheet: Sheet, index: number, from: Uint8Array | Uint16Array, to: Uint8Array | Uint16Array): void {
  const { image, block } = sheet;
  const origin = originOf(sheet, index);
  for (let row = 0; row < block.height; row++) {
    const first = origin + row * image.width * 4;
    to.set(from.subarray(first, first + block.width * 4), first);
  }
}
