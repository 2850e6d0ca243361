/**
 * Shapes in real loaders: mip levels, cubemaps, arrays and 3D textures, packed and not, are loaded in Chromium, and every
 * image is read back as a shader sees it. Right is what equals our decoder; the table of targets takes exactly that.
 */
import type { ColorSpace, Container, Target, TextureLevel } from 'astc-wasm';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageOf } from '../../src/containers/texture-shape.js';
import { closeBrowser, findChromium } from '../support/browser.js';
import { missingAdopters } from './adopters.js';
import { type LoaderPage, openLoaderBrowser, openLoaderPage } from './loader-page.js';
import { findWrongImage } from './shape-judge.js';
import { everyShapedKind, type ShapedKind, shapedName } from './shape-kinds.js';
import { isTaken, sampleOfShape, shapeFacts, writeShaped } from './shapes.js';

interface Subject {
  target: Target;
  packages: readonly string[];
  container: Container;
  /** Default: both. What is drawn of colours is for `loaders.test.ts` to judge. */
  colorSpaces?: readonly ColorSpace[];
  /** What some refusals say. */
  refusals: readonly (readonly [kind: string, says: RegExp])[];
}

const SUBJECTS: readonly Subject[] = [
  {
    target: 'three',
    packages: ['three'],
    container: 'ktx2',
    refusals: [
      ['2D texture astc 4x4 srgb zlib', /Unsupported supercompressionScheme/],
      ['3D texture astc 4x4 srgb', /Unsupported pixelDepth/],
      ['2D texture array astc 4x4 srgb', /GL error 0x501/],
      ['cubemap array astc 4x4 srgb zstd', /GL error 0x501/],
      ['cubemap etc2-rgba linear', /Unsupported vkFormat: 151/],
    ],
  },
  {
    target: 'babylon',
    packages: ['@babylonjs/core'],
    container: 'ktx',
    refusals: [
      ['2D texture astc 4x4 linear 3 levels', /from afar it is off by/],
      ['2D texture array astc 4x4 linear', /texture arrays not currently supported/],
      ['3D texture astc 4x4 linear', /only 2D textures currently supported/],
      ['cubemap astc 4x4 linear', /GL error 0x501/],
    ],
  },
  {
    target: 'pixi',
    packages: ['pixi.js'],
    container: 'ktx',
    colorSpaces: ['linear'],
    refusals: [
      ['cubemap astc 4x4 linear', /CubeTextures are not supported by KTXLoader yet/],
      ['2D texture array astc 4x4 linear', /WebGL does not support array textures/],
      ['3D texture astc 4x4 linear', /Only 2D textures are supported/],
    ],
  },
  {
    target: 'playcanvas',
    packages: ['playcanvas'],
    container: 'ktx',
    refusals: [
      ['2D texture etc2-rgba linear 3 levels', /level 0: texels are off by/],
      // It puts a 2D placeholder in its place.
      ['2D texture array etc2-rgba linear', /GL error 0x502/],
    ],
  },
  {
    target: 'webgl',
    packages: [],
    container: 'ktx2',
    refusals: [
      ['cubemap array astc 4x4 srgb', /WebGL 2 has no cubemap array/],
      ['3D texture astc 4x4 srgb', /GL error 0x502/],
    ],
  },
  {
    target: 'webgpu',
    packages: [],
    container: 'ktx2',
    refusals: [['3D texture etc2-rgba srgb', /a compressed format \(.*\) does not support 3D/]],
  },
];

const chromium = findChromium();

/** Why a subject cannot be asked. */
function whyNot(packages: readonly string[]): string | undefined {
  return 'missing' in chromium ? chromium.missing : missingAdopters('esbuild', ...packages);
}

/** One for all pages. */
let browser: Browser | undefined;
afterAll(() => browser && closeBrowser(browser));

for (const { target, packages, container, colorSpaces = ['srgb', 'linear'], refusals } of SUBJECTS) {
  const skipped = whyNot(packages);
  if (skipped !== undefined) console.warn(`SKIPPED: shapes in ${target} in a real browser: ${skipped}`);

  describe.skipIf(skipped !== undefined)(`${target}`, () => {
    let page: LoaderPage;
    beforeAll(async () => {
      browser ??= await openLoaderBrowser('path' in chromium ? chromium.path : '');
      page = await openLoaderPage(`${target}-shapes`, browser);
    });
    afterAll(() => page?.close());

    /** What is wrong with a texture of this kind, and whether the table takes it. */
    const tryKind = async (kind: ShapedKind, facts: Record<string, unknown> = {}) => {
      const sample = await sampleOfShape(kind, { inWholeBlocks: target === 'webgpu' });
      const shape = { ...shapeFacts(sample.texture, kind.shape), ...facts };
      const loaded = await page.load(`shape.${container}`, writeShaped(sample, kind), { shape });
      return { wrong: findWrongImage(loaded, sample), taken: isTaken(target, sample, kind) };
    };

    test('takes what the table says, and nothing else', { timeout: 120_000 }, async () => {
      const verdicts = new Map<string, string | undefined>();
      const mistakes: string[] = [];
      for (const kind of everyShapedKind(container).filter(({ colorSpace }) => colorSpaces.includes(colorSpace))) {
        const { wrong, taken } = await tryKind(kind);
        verdicts.set(shapedName(kind), wrong);
        if (taken !== (wrong === undefined)) mistakes.push(`${shapedName(kind)}: ${wrong ?? 'comes out right'}`);
      }
      expect(mistakes).toEqual([]);
      for (const [name, says] of refusals)
        expect([name, verdicts.get(name)]).toEqual([name, expect.stringMatching(says)]);
    });

    if (target === 'three')
      test('shows a face in the place of another for what it is', async () => {
        const kind = { shape: 'cubemap', format: 'astc', block: '4x4', colorSpace: 'srgb', container } as const;
        const { texture, images } = await sampleOfShape(kind);
        const [first, ...levels] = texture.levels as [TextureLevel, ...TextureLevel[]];
        const [face2, face3] = [2, 3].map((face) => imageOf(texture, 0, { face }).slice()) as [Uint8Array, Uint8Array];
        const data = first.data.slice();
        data.set(face3, face2.length * 2);
        data.set(face2, face2.length * 3);
        const swapped = { texture: { ...texture, levels: [{ ...first, data }, ...levels] }, images };
        const facts = { shape: shapeFacts(texture, kind.shape) };
        const loaded = await page.load('swapped.ktx2', writeShaped(swapped, kind), facts);
        expect(findWrongImage(loaded, swapped)).toMatch(/^level 0, face 2: texels are off by/);
      });

    if (target === 'babylon')
      test('shows one level as noise from afar where it may look for more', async () => {
        const kind = { shape: '2D texture', format: 'astc', block: '6x6', colorSpace: 'linear', container } as const;
        const { wrong } = await tryKind({ ...kind, levels: 1 }, { noMipmap: false });
        expect(wrong).toMatch(/from afar it is off by/);
      });
  });
}
