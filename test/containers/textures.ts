/** Textures whose every block is different, for the container tests. No codec: blocks are just bytes here. */
import { levelByteLength } from '../../src/codec/formats.js';
import type { CompressedTexture } from '../../src/types.js';

type TextureOptions = Partial<Omit<CompressedTexture, 'levels'>> & { levelCount?: number };

export function makeTexture(options: TextureOptions = {}): CompressedTexture {
  const { levelCount = 1, format = 'astc', ...rest } = options;
  const block = format === 'astc' ? '6x6' : '4x4';
  const texture = { block, profile: 'ldr', colorSpace: 'srgb', width: 50, height: 33, ...rest } as const;
  return {
    format,
    ...texture,
    levels: Array.from({ length: levelCount }, (_, level) => {
      const width = Math.max(1, texture.width >> level);
      const height = Math.max(1, texture.height >> level);
      const depth = options.depth === undefined ? undefined : Math.max(1, options.depth >> level);
      const data = new Uint8Array(levelByteLength({ format, block: texture.block }, width, height, depth));
      for (let byte = 0; byte < data.length; byte++) data[byte] = (byte * 7 + (byte >> 8) + level * 101) & 0xff;
      return depth === undefined ? { width, height, data } : { width, height, depth, data };
    }),
  };
}
