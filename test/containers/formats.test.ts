import { describe, expect, test } from 'vitest';
import {
  ASTC_3D_FORMATS,
  ASTC_FORMATS,
  blockCount,
  findFootprint,
  footprintSize,
  levelByteLength,
} from '../../src/codec/formats.js';
import { FOOTPRINTS, FOOTPRINTS_3D } from '../../src/types.js';

describe('the format table', () => {
  test('has a row for every footprint, in the order of the specification', () => {
    expect(ASTC_FORMATS.map((format) => format.footprint)).toEqual([...FOOTPRINTS]);
    for (const { footprint, width, height, bytesPerBlock } of ASTC_FORMATS) {
      expect(`${width}x${height}`).toBe(footprint);
      expect(bytesPerBlock).toBe(16);
    }
  });

  // The registries list the formats in a row: VkFormat 157.. alternating UNORM and SRGB, 1000066000.. for SFLOAT;
  // OpenGL 0x93B0.. and 0x93D0.. . Written out here for a few as the registries print them.
  test.each([
    ['4x4', 157, 158, 1000066000, 0x93b0, 0x93d0],
    ['5x4', 159, 160, 1000066001, 0x93b1, 0x93d1],
    ['6x6', 165, 166, 1000066004, 0x93b4, 0x93d4],
    ['8x8', 171, 172, 1000066007, 0x93b7, 0x93d7],
    ['10x5', 173, 174, 1000066008, 0x93b8, 0x93d8],
    ['12x12', 183, 184, 1000066013, 0x93bd, 0x93dd],
  ])('%s has the numbers of the Vulkan and OpenGL registries', (footprint, unorm, srgb, sfloat, gl, glSrgb) => {
    expect(ASTC_FORMATS.find((format) => format.footprint === footprint)).toMatchObject({
      vkUnorm: unorm,
      vkSrgb: srgb,
      vkSfloat: sfloat,
      glInternalFormat: gl,
      glInternalFormatSrgb: glSrgb,
    });
  });

  // VK_EXT_texture_compression_astc_3d numbers UNORM, SRGB and SFLOAT of each footprint in a row; GL_OES_texture_compression_astc
  // continues at 0x93C0 and 0x93E0. As the registries print them.
  test.each([
    ['3x3x3', 1000288000, 1000288001, 1000288002, 0x93c0, 0x93e0],
    ['4x3x3', 1000288003, 1000288004, 1000288005, 0x93c1, 0x93e1],
    ['4x4x4', 1000288009, 1000288010, 1000288011, 0x93c3, 0x93e3],
    ['6x6x6', 1000288027, 1000288028, 1000288029, 0x93c9, 0x93e9],
  ])('%s has the numbers of its extensions', (footprint, unorm, srgb, sfloat, gl, glSrgb) => {
    expect(ASTC_3D_FORMATS.map((format) => format.footprint)).toEqual([...FOOTPRINTS_3D]);
    expect(ASTC_3D_FORMATS.find((format) => format.footprint === footprint)).toMatchObject({
      vkUnorm: unorm,
      vkSrgb: srgb,
      vkSfloat: sfloat,
      glInternalFormat: gl,
      glInternalFormatSrgb: glSrgb,
    });
  });

  test('no VkFormat stands for two things', () => {
    const all = [...ASTC_FORMATS, ...ASTC_3D_FORMATS].flatMap(({ vkUnorm, vkSrgb, vkSfloat }) => [
      vkUnorm,
      vkSrgb,
      vkSfloat,
    ]);
    expect(new Set(all).size).toBe(72);
  });

  test('partly used blocks at the edges count', () => {
    expect(blockCount('6x6', 12, 6)).toEqual({ x: 2, y: 1, z: 1, total: 2 });
    expect(blockCount('6x6', 13, 7)).toEqual({ x: 3, y: 2, z: 1, total: 6 });
    expect(blockCount('12x10', 1, 1)).toEqual({ x: 1, y: 1, z: 1, total: 1 });
    expect(levelByteLength({ format: 'astc', block: '10x5' }, 256, 256)).toBe(26 * 52 * 16);
    expect(footprintSize('10x8')).toEqual({ width: 10, height: 8, depth: 1 });
  });

  test('along the depth too, and a 2D footprint has a slice of blocks for each of texels', () => {
    expect(blockCount('4x4x3', 9, 4, 4)).toEqual({ x: 3, y: 1, z: 2, total: 6 });
    expect(blockCount('6x6', 12, 6, 5)).toEqual({ x: 2, y: 1, z: 5, total: 10 });
    expect(levelByteLength({ format: 'astc', block: '6x6x6' }, 7, 7, 7)).toBe(8 * 16);
    expect(levelByteLength({ format: 'etc2-rgb', block: '4x4' }, 8, 8, 3)).toBe(12 * 8);
    expect(footprintSize('6x5x5')).toEqual({ width: 6, height: 5, depth: 5 });
  });

  test('7x7 is no footprint', () => {
    expect(findFootprint(7, 7)).toBeUndefined();
    expect(findFootprint(12, 10)).toBe('12x10');
    expect(findFootprint(10, 12)).toBeUndefined();
    expect(findFootprint(6, 5, 5)).toBe('6x5x5');
    expect(findFootprint(5, 5, 6)).toBeUndefined();
  });
});
