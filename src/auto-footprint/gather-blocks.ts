/** Blocks of a picture as a picture of their own: blocks are compressed each by itself, so it is the same to the encoder. */
import { allocateComponents } from '../images/channels.js';
import type { Image } from '../types.js';
import type { BlockSize } from './block-weights.js';
import type { Region } from './squared-errors.js';

/** Blocks in a row of the picture that is made. Why: rows are shared out among workers, and 1024 blocks are 32 of them. */
const COLUMNS = 32;

/** Blocks of the picture that so many become: its last row is filled up. */
export function gatheredCount(blockCount: number): number {
  const columns = Math.min(COLUMNS, blockCount);
  return Math.ceil(blockCount / columns) * columns;
}

export interface GatheredBlocks {
  /** Of whole blocks; what is left of its last row is 0. */
  image: Image;
  /** Where the texels of each block lie in it, of those at the edges the ones that exist. */
  regions: Region[];
}

/**
 * @param blocks  by their number, row-major, one or more
 */
export function gatherBlocks(source: Image, block: BlockSize, blocks: readonly number[]): GatheredBlocks {
  const columns = Math.min(COLUMNS, blocks.length);
  const width = columns * block.width;
  const height = Math.ceil(blocks.length / columns) * block.height;
  const image: Image = { ...source, width, height, data: allocateComponents(source, width * height * 4) };
  const across = Math.ceil(source.width / block.width);
  const regions = blocks.map((number, index) => {
    const from = { x: (number % across) * block.width, y: Math.floor(number / across) * block.height };
    const to = { x: (index % columns) * block.width, y: Math.floor(index / columns) * block.height };
    copyBlock(source, from, image, to, block);
    return {
      ...to,
      width: Math.min(block.width, source.width - from.x),
      height: Math.min(block.height, source.height - from.y),
    };
  });
  return { image, regions };
}

interface Place {
  x: number;
  y: number;
}

/** Edges are repeated where the picture ends, as the encoder does. */
function copyBlock(source: Image, from: Place, target: Image, to: Place, block: BlockSize): void {
  for (let row = 0; row < block.height; row++) {
    const y = Math.min(from.y + row, source.height - 1);
    for (let column = 0; column < block.width; column++) {
      const texel = y * source.width + Math.min(from.x + column, source.width - 1);
      const at = ((to.y + row) * target.width + to.x + column) * 4;
      for (let component = 0; component < 4; component++) {
        target.data[at + component] = source.data[texel * 4 + component]!;
      }
    }
  }
}
