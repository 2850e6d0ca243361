/**
 * Vulkan and Metal, of which no loader runs here: files for them are held against the registries by a second reader.
 * The witness that is missing is a loader (libktx, MTKTextureLoader) on a GPU.
 */
import { encode, writeTexture } from 'astc-wasm';
import { describe, expect, test } from 'vitest';
import { applyTarget } from '../../src/options/apply-target.js';
import { ALL_FOOTPRINTS } from '../../src/types.js';
import { readBySpec } from '../containers/ktx2-spec-reader.js';
import { everyKind, makePicture, makeSample, nameOf } from './kinds.js';

console.warn('SKIPPED: textures in Vulkan and Metal: no loader of theirs runs in a browser');

/** As the registries of Vulkan and OpenGL print them: linear, sRGB. */
const VULKAN: Readonly<Record<string, readonly [linear: number, srgb?: number]>> = {
  etc1: [147, 148],
  'etc2-rgb': [147, 148],
  'etc2-rgba1': [149, 150],
  'etc2-rgba': [151, 152],
  'eac-r11': [153],
  'eac-r11-snorm': [154],
  'eac-rg11': [155],
  'eac-rg11-snorm': [156],
};
const OPENGL: Readonly<Record<string, readonly [linear: number, srgb?: number]>> = {
  etc1: [0x8d64, 0x8d64],
  'etc2-rgb': [0x9274, 0x9275],
  'etc2-rgba1': [0x9276, 0x9277],
  'etc2-rgba': [0x9278, 0x9279],
  'eac-r11': [0x9270],
  'eac-r11-snorm': [0x9271],
  'eac-rg11': [0x9272],
  'eac-rg11-snorm': [0x9273],
};

describe.each(['vulkan', 'metal'] as const)('%s', (target) => {
  test('takes every kind that its containers hold', () => {
    for (const kind of everyKind(['ktx2', 'ktx', 'astc', 'pkm'])) {
      expect([nameOf(kind), applyTarget(target, kind)]).toEqual([nameOf(kind), kind]);
    }
  });

  test('is given ASTC of 6x6 in its own container', async () => {
    const texture = await encode(makePicture(), { target, quality: 'fastest', threads: 1 });
    expect(texture).toMatchObject({ format: 'astc', block: '6x6', colorSpace: 'srgb' });
    const head = Buffer.from(writeTexture(texture, { target }).subarray(1, 7)).toString('latin1');
    expect(head).toBe(target === 'vulkan' ? 'KTX 20' : 'KTX 11');
  });
});

test('KTX2 files name the VkFormat of what they hold', async () => {
  for (const kind of everyKind(['ktx2'])) {
    const astc = 157 + ALL_FOOTPRINTS.indexOf(kind.block) * 2;
    const [linear, srgb] = kind.format === 'astc' ? [astc, astc + 1] : VULKAN[kind.format]!;
    const { bytes, texture } = await makeSample(kind);
    const file = readBySpec(bytes);
    expect([nameOf(kind), file.vkFormat]).toEqual([nameOf(kind), kind.colorSpace === 'srgb' ? srgb : linear]);
    expect(file.levels.map(({ data }) => data)).toEqual(texture.levels.map(({ data }) => data));
  }
});

test('KTX 1 files name the OpenGL format of what they hold', async () => {
  for (const kind of everyKind(['ktx'])) {
    const index = ALL_FOOTPRINTS.indexOf(kind.block);
    const [linear, srgb] = kind.format === 'astc' ? [0x93b0 + index, 0x93d0 + index] : OPENGL[kind.format]!;
    const { bytes } = await makeSample(kind);
    const named = new DataView(bytes.buffer).getUint32(28, true);
    expect([nameOf(kind), named]).toEqual([nameOf(kind), kind.colorSpace === 'srgb' ? srgb : linear]);
  }
});
