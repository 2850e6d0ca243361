/** Targets as callers see them: what they fill in, what they refuse and with which words. `test/loaders` proves the table. */
import { type EncodeOptions, encode, type Image, readTexture, TARGETS, type Target, writeTexture } from 'astc-wasm';
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
});
