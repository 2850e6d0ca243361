/** Some blocks of a level side by side, with the weights of their components: what the encoder takes as any picture. */
import type { BlockSize } from '../auto-footprint/block-weights.js';
import { gatherBlocks } from '../auto-footprint/gather-blocks.js';
import type { Image } from '../types.js';
import type { BlockImportance } from './importance.js';
import type { TexelWeights } from './texel-weights.js';

export interface Sheet {
  /** Of whole blocks. */
  image: Image;
  block: BlockSize;
  /** Blocks of the level that it holds, in this order; what is left of its last row is none. */
  blocks: readonly BlockImportance[];
  /**
   * Of each component as `image` has them, 0..1: 1 at the texel of a block that counts most, among colours and in alpha each;
   * 0 beyond the edge of the picture.
   */
  weights: Float32Array;
}

/** @param blocks  one or more */
export function layOut(
  picture: Image,
  block: BlockSize,
  { blocks, weights }: { blocks: readonly BlockImportance[]; weights: TexelWeights },
): Sheet {
  const { image, regions } = gatherBlocks(
    picture,
    block,
    blocks.map(({ number }) => number),
  );
  const laid = new Float32Array(image.data.length);
  const across = Math.ceil(picture.width / block.width);
  for (const [index, { number, color, alpha }] of blocks.entries()) {
    const region = regions[index]!;
    const left = (number % across) * block.width;
    const top = Math.floor(number / across) * block.height;
    for (let row = 0; row < region.height; row++) {
      let from = (top + row) * picture.width + left;
      let to = ((region.y + row) * image.width + region.x) * 4;
      for (let column = 0; column < region.width; column++, from++, to += 4) {
        // Why: no `fill`, which takes ten times as long for three.
        const share = weights.colors[from]! / color;
        laid[to] = share;
        laid[to + 1] = share;
        laid[to + 2] = share;
        laid[to + 3] = weights.alphas[from]! / alpha;
      }
    }
  }
  return { image, block, blocks, weights: laid };
}

/** Where a block begins in the components of its sheet. */
export function originOf({ image, block }: Pick<Sheet, 'image' | 'block'>, index: number): number {
  const columns = image.width / block.width;
  return (Math.floor(index / columns) * block.height * image.width + (index % columns) * block.width) * 4;
}
