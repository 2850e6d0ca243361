/** Targets as callers see them: what they fill in, what they refuse and with which words. `test/loaders` proves the table. */
import {
  type CompressedTexture,
  type EncodeOptions,
  encode,
  type Image,
  readTexture,
  TARGETS,
  type Target,
  writeTexture,
} from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { sniffFile } from '../../src/containers/sniff-file.js';
import { applyTarget } from '../../src/options/apply-target.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import { TARGET_ROWS } from '../../src/targets.js';
import { makePicture } from '../support/pictures.js';

const FAST = { quality: 'fastest', threads: 1 } as const;

describe('a target', () => {
  it.each([
    ['three', 'astc', '6x6', 'ktx2', 'auto'],
    ['babylon', 'astc', '6x6', 'ktx', 'linear'],
    ['pixi', 'astc', '4x4', 'ktx', 'linear'],
    ['playcanvas', 'etc2-rgba', '4x4', 'ktx', 'linear'],
    ['gltf', 'astc', '6x6', 'ktx2', 'auto'],
    ['webgl', 'astc', '6x6', 'ktx2', 'auto'],
    ['webgpu', 'astc', '4x4', 'ktx2', 'auto'],
    ['vulkan', 'astc', '6x6', 'ktx2', 'auto'],
    ['metal', 'astc', '6x6', 'ktx', 'auto'],
  ] as const)('%s fills in %s %s in %s', (target, format, block, container, colorSpace) => {
    expect(applyTarget(target, {})).toEqual({ format, block, container, colorSpace });
    expect(resolveEncodeOptions({ target })).toMatchObject({ format, block, colorSpace });
  });

  it('leaves what was chosen and fits', () => {
    expect(applyTarget('three', { block: '4x4', colorSpace: 'linear' })).toMatchObject({
      block: '4x4',
      colorSpace: 'linear',
    });
    expect(applyTarget('babylon', { colorSpace: 'srgb' }).colorSpace).toBe('srgb');
    expect(applyTarget('vulkan', { container: 'pkm' })).toMatchObject({ format: 'etc2-rgba', container: 'pkm' });
    expect(applyTarget('pixi', { format: 'etc2-rgb' })).toMatchObject({ format: 'etc2-rgb', block: '4x4' });
  });

  it('takes what is no colour as linear, whatever colours are to it', () => {
    for (const target of TARGETS) {
      for (const content of ['normal', 'mask', 'data'] as const) {
        expect([target, applyTarget(target, { content }).colorSpace]).toEqual([target, 'linear']);
      }
    }
  });

  it('looks for a format with room for the normals that are wanted', () => {
    expect(applyTarget('three', { content: 'normal', normalLayout: 'rg' }).format).toBe('eac-rg11');
    expect(applyTarget('webgl', { content: 'normal', normalLayout: 'la' }).format).toBe('astc');
  });

  it('names its loader, and gives a reason for whatever it leaves out', () => {
    for (const target of TARGETS) {
      const { loader, takes, reasons } = TARGET_ROWS[target];
      expect(loader).toMatch(/^\w/);
      const formats = new Set(takes.flatMap((kinds) => kinds.formats));
      expect([target, formats.size === 9 || reasons.format !== undefined]).toEqual([target, true]);
      expect([target, reasons.container]).toEqual([target, expect.stringMatching(/\w/)]);
    }
  });
});

describe('encode with a target refuses', () => {
  it.each([
    [
      'three',
      { block: '8x8' },
      /^Expected 6x6 or 4x4 for block with target three, format astc but received 8x8$/,
      /^KTX2Loader of three.js r187 knows these footprints alone$/,
    ],
    [
      'three',
      { format: 'etc2-rgba', colorSpace: 'linear' },
      /^Expected srgb for colorSpace with target three, format etc2-rgba but received linear$/,
      /sRGB only/,
    ],
    [
      'three',
      { format: 'etc2-rgba', content: 'normal' },
      /^Expected astc or eac-rg11 for format with target three, content normal but received etc2-rgba$/,
      /normals from astc and eac-rg11/,
    ],
    [
      'three',
      { format: 'etc2-rgba1' },
      /for format with target three but received etc2-rgba1$/,
      /no punch-through alpha/,
    ],
    [
      'pixi',
      { block: '6x6' },
      /^Expected 4x4 for block with target pixi, format astc but received 6x6$/,
      /blocks of 4x4/,
    ],
    [
      'pixi',
      { colorSpace: 'srgb' },
      /^Expected linear for colorSpace with target pixi but received srgb$/,
      /turn dark; the pixels stay the same/,
    ],
    [
      'playcanvas',
      { block: '4x4' },
      /^Expected etc2-rgba, etc2-rgb or etc1 for format with target playcanvas but received astc$/,
      /knows ETC alone/,
    ],
    ['babylon', { format: 'etc1' }, /but received etc1$/, /etc2-rgb is as small/],
    [
      'gltf',
      { alpha: 'premultiply' },
      /^Expected straight or bleed for alpha with target gltf but received premultiply$/,
      /forbids it/,
    ],
    [
      'webgpu',
      {},
      /^Expected a size of whole blocks of 4x4 for target webgpu but received 13x7$/,
      /pad the picture to 16x8$/,
    ],
  ] as [Target, EncodeOptions, RegExp, RegExp][])('for %s %j', async (target, options, message, hint) => {
    await expect(encode(makePicture(13, 7), { ...FAST, ...options, target })).rejects.toMatchObject({
      code: 'E_OPTION',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('colours of another colour space than the loader takes, once the image is known', async () => {
    const image: Image = makePicture(8, 8, { colorSpace: 'linear' });
    const options = { ...FAST, target: 'three', format: 'etc2-rgb' } as const;
    await expect(encode(image, options)).rejects.toThrow(/^Expected srgb for colorSpace .* but received linear$/);
    expect((await encode({ ...image, colorSpace: 'srgb' }, options)).colorSpace).toBe('srgb');
  });

  it('in the words of whoever asks', () => {
    const speech = { name: (option: string) => `--${option}` };
    expect(() => applyTarget('three', { block: '5x5' }, speech)).toThrow(
      /for --block with --target three, --format astc/,
    );
  });
});

describe('writeTexture with a target', () => {
  it('packs what it unpacks, in the container that can be packed', async () => {
    const texture = await encode(makePicture(24, 24), { ...FAST, block: '4x4' });
    for (const target of ['three', 'gltf', 'webgl', 'webgpu', 'vulkan', 'metal'] as const) {
      const bytes = writeTexture(texture, { target, zstd: 3 });
      expect([target, readTexture(bytes).supercompression?.scheme]).toEqual([target, 'zstd']);
    }
    expect(sniffFile(writeTexture(texture, { target: 'metal' }))).toBe('ktx');
  });

  it('writes the container it takes', async () => {
    for (const target of TARGETS) {
      const texture = await encode(makePicture(24, 24), { ...FAST, target });
      expect([target, sniffFile(writeTexture(texture, { target }))]).toEqual([
        target,
        applyTarget(target, {}).container,
      ]);
    }
  });

  it('takes normals for what they say they are', async () => {
    const texture = await encode(makePicture(24, 24), { ...FAST, content: 'normal', normalLayout: 'la' });
    expect(readTexture(writeTexture(texture, { target: 'webgl' }))).toMatchObject({ swizzle: 'ra01' });
    expect(() => writeTexture(texture, { target: 'three' })).toThrow(
      /^Expected xyz for normalLayout with target three, content normal, format astc but received la$/,
    );
  });

  it('refuses another container, another block, a size that does not fit', async () => {
    const texture = await encode(makePicture(13, 7), { ...FAST, block: '8x8' });
    const refusals = [
      ['three', undefined, /^Expected 6x6 or 4x4 for block with target three, format astc but received 8x8$/],
      ['babylon', 'ktx2', /^Expected ktx for container with target babylon, format astc but received ktx2$/],
      ['webgpu', undefined, /^Expected a size of whole blocks of 8x8 for target webgpu but received 13x7$/],
    ] as const;
    for (const [target, container, message] of refusals) {
      expect(() => writeTexture(texture, { target, container })).toThrow(
        expect.objectContaining({ code: 'E_OPTION', message: expect.stringMatching(message) }),
      );
    }
  });

  it.each([
    [
      'three',
      { zlib: 9 },
      {},
      'no packing or zstd for target three, format astc but received zlib',
      /Zstandard alone$/,
    ],
    [
      'babylon',
      { zstd: 3 },
      {},
      'no packing for target babylon, format astc but received zstd',
      /KTX 1, which has none$/,
    ],
    [
      'three',
      {},
      { layers: 2 },
      '2D texture or cubemap for target three, format astc but received a 2D texture array of 2 layers of 24x24',
      /write every layer or slice as a file of its own, or make a CompressedArrayTexture/,
    ],
    [
      'pixi',
      {},
      { faces: 6 },
      '2D texture for target pixi, format astc but received a cubemap of 24x24',
      /every picture as a file of its own$/,
    ],
    [
      'webgl',
      {},
      { depth: 2 },
      '2D texture, cubemap or 2D texture array for target webgl, format astc but received a 3D texture of 24x24x2',
      /an array has a layer for every face or slice$/,
    ],
    [
      'babylon',
      {},
      { levelCount: 2 },
      'all levels or one level for target babylon, format astc but received 2 of 5 levels',
      /as noise/,
    ],
    [
      'babylon',
      {},
      { faces: 6, levelCount: 5 },
      'one level for target babylon, format astc but received 5 of 5 levels',
      /no cubemap with more than one$/,
    ],
  ] as const)('%s refuses %j of %j', (target, packing, axes, message, hint) => {
    expect(() => writeTexture(shaped(axes), { target, ...packing })).toThrow(
      expect.objectContaining({
        code: 'E_OPTION',
        message: `Expected ${message}`,
        hint: expect.stringMatching(hint),
      }),
    );
  });
});

interface Axes {
  layers?: number;
  faces?: 6;
  depth?: number;
  levelCount?: number;
}

/** A texture of zeros with these axes. */
function shaped({ levelCount = 1, ...axes }: Axes): CompressedTexture {
  const { layers = 1, faces = 1, depth = 0 } = axes;
  const levels = Array.from({ length: levelCount }, (_, level) => {
    const side = 24 >> level;
    const slices = Math.max(1, depth >> level);
    const data = new Uint8Array(Math.ceil(side / 4) ** 2 * 16 * layers * faces * slices);
    return { width: side, height: side, ...(depth > 0 && { depth: slices }), data };
  });
  const kind = { format: 'astc', block: '4x4', profile: 'ldr', colorSpace: 'linear' } as const;
  return { ...kind, ...axes, width: 24, height: 24, levels };
}
