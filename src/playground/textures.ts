/** Textures as files, and one block of a texture as a texture. */
import { AstcError, type CompressedTexture, type Container, type Texture, writeTexture } from '../index.js';
import type { TextureFile } from './protocol.js';
import { blockSize } from './settings.js';

/** Every container with the ending of its files, in the order they are offered. */
export const CONTAINERS: Readonly<Record<Container, { name: string; extension: string }>> = {
  ktx2: { name: 'KTX2', extension: '.ktx2' },
  ktx: { name: 'KTX', extension: '.ktx' },
  astc: { name: '.astc', extension: '.astc' },
  pkm: { name: 'PKM', extension: '.pkm' },
  dds: { name: 'DDS', extension: '.dds' },
};

/** The texture in each container that can hold it. */
export function writeFiles(texture: Texture): TextureFile[] {
  return (Object.keys(CONTAINERS) as Container[]).flatMap((container) => {
    try {
      const bytes = writeTexture(texture, { container });
      return [{ container, blob: new Blob([bytes], { type: 'application/octet-stream' }) }];
    } catch (error) {
      if (error instanceof AstcError && error.kind !== 'runtime') return [];
      throw error;
    }
  });
}

/** The block of a texel alone, since counting over all blocks of a large texture takes too long for a pointer that moves. */
export function cutBlock(texture: Texture, x: number, y: number) {
  const level = texture.levels[0]!;
  const { width, height } = blockSize(texture as CompressedTexture);
  const blocksX = Math.ceil(level.width / width);
  const blocksY = Math.ceil(level.height / height);
  const bytes = level.data.byteLength / (blocksX * blocksY);
  const blockX = Math.floor(x / width);
  const blockY = Math.floor(y / height);
  const start = (blockY * blocksX + blockX) * bytes;
  const data = level.data.slice(start, start + bytes);
  return {
    texture: { ...texture, width, height, levels: [{ width, height, data }] },
    place: { blockX, blockY, x: blockX * width, y: blockY * height },
  };
}
