/** Arrays, cubemaps and 3D textures: how large levels are, where their images lie, and who cannot hold them. */

import { inspect } from 'astc-wasm';
import { describe, expect, test } from 'vitest';
import { readAstc, writeAstc } from '../../src/containers/astc-file.js';
import { checkTexture } from '../../src/containers/check-texture.js';
import { writePkm } from '../../src/containers/pkm-file.js';
import {
  fullLevelCount,
  imageCount,
  imageOf,
  levelBytes,
  shapeName,
  shapeOf,
} from '../../src/containers/texture-shape.js';
import type { Texture } from '../../src/types.js';

interface ShapeOptions {
  size: readonly [width: number, height: number, depth?: number];
  layers?: number;
  faces?: 1 | 6;
  levelCount?: number;
  format?: 'astc' | 'etc2-rgb';
}

/** A texture whose every block says which image it belongs to: level, layer, face, slice. Sizes by plain loops. */
function shaped({ size, layers, faces, levelCount = 1, format = 'astc' }: ShapeOptions): Texture {
  const [width, height, depth] = size;
  const [block, across, bytes] = format === 'astc' ? (['6x6', 6, 16] as const) : (['4x4', 4, 8] as const);
  const half = (side: number, level: number) => Math.max(1, side >> level);
  const levels = Array.from({ length: levelCount }, (_, level) => {
    const [w, h, d] = [half(width, level), half(height, level), half(depth ?? 1, level)];
    const data: number[] = [];
    for (let layer = 0; layer < (layers ?? 1); layer++) {
      for (let face = 0; face < (faces ?? 1); face++) {
        for (let slice = 0; slice < d; slice++) {
          for (let y = 0; y < h; y += across) {
            for (let x = 0; x < w; x += across) {
              data.push(level, layer, face, slice, ...new Array<number>(bytes - 4).fill(7));
            }
          }
        }
      }
    }
    return { width: w, height: h, ...(depth !== undefined && { depth: d }), data: Uint8Array.from(data) };
  });
  const shape = { ...(depth !== undefined && { depth }), ...(layers && { layers }), ...(faces && { faces }) };
  return { format, block, profile: 'ldr', colorSpace: 'srgb', width, height, ...shape, levels };
}

const SHAPES: readonly [name: string, options: ShapeOptions, imagesPerLevel: readonly number[]][] = [
  ['2D texture of 13x7', { size: [13, 7], levelCount: 4 }, [1, 1, 1, 1]],
  ['2D texture array of 3 layers of 13x7', { size: [13, 7], layers: 3, levelCount: 2 }, [3, 3]],
  ['2D texture array of 1 layers of 8x8', { size: [8, 8], layers: 1 }, [1]],
  ['cubemap of 16x16', { size: [16, 16], faces: 6, levelCount: 5 }, [6, 6, 6, 6, 6]],
  ['cubemap array of 2 layers of 5x5', { size: [5, 5], faces: 6, layers: 2, levelCount: 3 }, [12, 12, 12]],
  ['3D texture of 9x6x5', { size: [9, 6, 5], levelCount: 4 }, [5, 2, 1, 1]],
  ['3D texture of 2x2x16', { size: [2, 2, 16], levelCount: 5, format: 'etc2-rgb' }, [16, 8, 4, 2, 1]],
  ['3D texture array of 2 layers of 6x6x3', { size: [6, 6, 3], layers: 2, levelCount: 2 }, [6, 2]],
];

describe.each(SHAPES)('a %s', (name, options, imagesPerLevel) => {
  const texture = shaped(options);
  const shape = shapeOf(texture);

  test('has its name, its images a level and their bytes', () => {
    expect(shapeName(shape)).toBe(name);
    expect(texture.levels.map((_, level) => imageCount(shape, level))).toEqual(imagesPerLevel);
    expect(texture.levels.map(({ data }) => data.length)).toEqual(
      texture.levels.map((_, level) => levelBytes(texture, shape, level)),
    );
    expect(() => checkTexture(texture)).not.toThrow();
  });

  test('gives each image its own blocks', () => {
    for (const [level, { data }] of texture.levels.entries()) {
      let bytes = 0;
      for (let layer = 0; layer < (options.layers ?? 1); layer++) {
        for (let face = 0; face < (options.faces ?? 1); face++) {
          for (let slice = 0; slice < Math.max(1, (options.size[2] ?? 1) >> level); slice++) {
            const image = imageOf(texture, level, { layer, face, slice });
            expect([...image.subarray(0, 4)]).toEqual([level, layer, face, slice]);
            expect(image.buffer).toBe(data.buffer);
            bytes += image.length;
          }
        }
      }
      expect(bytes).toBe(data.length);
    }
  });
});

describe('checkTexture', () => {
  test.each([
    ['no layers at all', { layers: 0 }, /Expected 1 or more for layers but received 0/],
    ['half a slice', { depth: 0.5 }, /Expected 1 or more slices for depth but received 0.5/],
    ['five faces', { faces: 5 }, /Expected 1 or 6 for faces but received 5/],
    ['oblong faces', { faces: 6, width: 17 }, /Expected square faces of a cubemap but received 17x16/],
    ['a cubemap with depth', { faces: 6, depth: 2 }, /Expected no depth for a cubemap but received 2/],
    ['the bytes of one face of six', { faces: 6 }, /Expected 864 bytes in level 0 \(6 images of a cubemap of 16x16, /],
    ['the bytes of one layer of two', { layers: 2 }, /Expected 288 bytes in level 0 .* but received 144/],
    ['a level without its slices', { depth: 3 }, /Expected level 0 of 16x16x3 texels but received 16x16x1/],
  ] as const)('refuses %s', (_, change, message) => {
    const texture = { ...shaped({ size: [16, 16] }), ...change } as Texture;
    expect(() => checkTexture(texture)).toThrow(
      expect.objectContaining({ code: 'E_OPTION', message: expect.stringMatching(message) }),
    );
  });

  test('counts the levels of a deep texture by its depth', () => {
    expect([fullLevelCount(4, 4, 64), fullLevelCount(4, 4)]).toEqual([7, 3]);
    expect(() => checkTexture(shaped({ size: [4, 4, 64], levelCount: 7 }))).not.toThrow();
    expect(() => checkTexture(shaped({ size: [4, 4], levelCount: 4 }))).toThrow(/Expected 1 to 3 levels/);
  });

  test.each([
    [undefined, 'Undefined'],
    [null, 'Null'],
    [Promise.resolve(), 'Promise'],
    [{ levels: [null] }, 'Object'],
    [{ levels: [{ width: 1, height: 1, data: [1, 2] }] }, 'Object'],
  ])('says that %s is no texture', (value, name) => {
    expect(() => checkTexture(value as never)).toThrow(
      expect.objectContaining({ code: 'E_OPTION', message: expect.stringMatching(`but received ${name}$`) }),
    );
  });
});

describe('imageOf', () => {
  test.each([
    [{ layer: 3 }, 0, /from 0 to 2 for layer but received 3/],
    [{ face: 1 }, 0, /from 0 to 0 for face but received 1/],
    [{ slice: -1 }, 0, /for slice but received -1/],
    [{}, 1, /from 0 to 0 for level but received 1/],
  ])('refuses %j of level %i', (place, level, message) => {
    expect(() => imageOf(shaped({ size: [8, 8], layers: 3 }), level, place)).toThrow(message);
  });
});

describe('a texture of more than one image a level', () => {
  const several = SHAPES.filter(([name]) => !name.startsWith('2D texture of'));

  test.each(several)(
    '(%s) is nothing for PKM, and for .astc where it is no volume, with the way out',
    (name, options) => {
      const refusal = expect.objectContaining({
        code: 'E_UNSUPPORTED',
        message: expect.stringContaining(name),
        hint: 'Write KTX2 instead, or pick one picture.',
      });
      const texture = shaped({ ...options, format: 'astc' });
      const isVolume = texture.depth !== undefined && texture.layers === undefined;
      if (isVolume) expect(readAstc(writeAstc(texture)).levels[0]!.data).toEqual(texture.levels[0]!.data);
      else expect(() => writeAstc(texture)).toThrow(refusal);
      expect(() => writePkm(shaped({ ...options, format: 'etc2-rgb' }))).toThrow(refusal);
    },
  );

  test.each(several)('(%s) is inspected as a whole', async (_, options) => {
    const texture = shaped({ ...options, format: 'astc' });
    const { statistics } = await inspect(texture);
    expect(statistics.blockCount).toBe(texture.levels[0]!.data.length / 16);
  });
});
