/**
 * The table of targets held against the loaders themselves, in a real browser: every kind of texture is loaded, drawn and
 * read back, and comes out right where the table takes it, and nowhere else.
 */
import { type CompressedTexture, type Container, encode, type Target, writeTexture } from 'astc-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { footprintSize } from '../../src/codec/formats.js';
import { applyTarget } from '../../src/options/apply-target.js';
import { findChromium } from '../support/browser.js';
import { missingAdopters } from './adopters.js';
import { findWrong } from './judges.js';
import {
  drawnBy,
  everyKind,
  type Kind,
  makePicture,
  makeSample,
  nameOf,
  type Sample,
  sampleOf,
  worstStep,
} from './kinds.js';
import { type LoaderPage, openLoaderPage } from './loader-page.js';

interface Subject {
  target: Target;
  packages: readonly string[];
  /** Containers a page can be given. */
  containers: readonly Container[];
  /** A second picture: another size than the first, for what comes out at some sizes only. */
  secondSize?: readonly [width: number, height: number];
  /** What a few refusals say. */
  refusals: readonly (readonly [kind: string, says: RegExp])[];
}

const SUBJECTS: readonly Subject[] = [
  {
    target: 'three',
    packages: ['three'],
    containers: ['ktx2', 'ktx', 'astc', 'pkm'],
    refusals: [
      ['ktx2 astc 8x8 srgb', /Unsupported vkFormat: 172/],
      ['ktx2 etc2-rgba linear', /Unsupported vkFormat: 151/],
      ['ktx2 etc2-rgba1 srgb', /Unsupported vkFormat: 150/],
      ['ktx astc 6x6 srgb', /Missing KTX 2.0 identifier/],
    ],
  },
  {
    target: 'pixi',
    packages: ['pixi.js'],
    containers: ['ktx', 'ktx2'],
    secondSize: [50, 34],
    refusals: [
      ['ktx2 astc 4x4 linear', /Unsupported VkFormat: 157/],
      ['ktx astc 6x6 linear', /GL error 0x501/],
      ['ktx astc 4x4 srgb', /pixels are off by/],
      ['ktx etc1 linear', /Unknown texture format 36196/],
      ['ktx eac-rg11 linear', /Unsupported texture format/],
    ],
  },
  {
    target: 'babylon',
    packages: ['@babylonjs/core'],
    containers: ['ktx'],
    refusals: [['ktx etc1 linear', /GL error 0x502/]],
  },
  {
    target: 'playcanvas',
    packages: ['playcanvas'],
    containers: ['ktx', 'ktx2'],
    refusals: [
      ['ktx2 astc 4x4 srgb', /unsupported KTX2 pixel format/],
      ['ktx astc 4x4 linear', /pixels are off by/],
      ['ktx etc2-rgb srgb', /pixels are off by/],
    ],
  },
  { target: 'webgl', packages: [], containers: ['ktx2', 'ktx', 'astc', 'pkm'], refusals: [] },
  { target: 'webgpu', packages: [], containers: ['ktx2', 'ktx', 'astc', 'pkm'], refusals: [] },
];

const chromium = findChromium();

/** Why a subject cannot be asked. */
function whyNot(packages: readonly string[]): string | undefined {
  return 'missing' in chromium ? chromium.missing : missingAdopters('esbuild', ...packages);
}

const fileOf = (kind: Kind) => `${nameOf(kind).replaceAll(' ', '-')}.${kind.container}`;
/** What a page is told beside the file. */
const factsOf = ({ texture: { width, height, colorSpace } }: Sample) => ({ width, height, colorSpace });

/** Whether the table takes colours of this kind. */
function isTaken(target: Target, kind: Kind): boolean {
  try {
    applyTarget(target, { content: 'color', ...kind });
    return true;
  } catch {
    return false;
  }
}

for (const { target, packages, containers, secondSize, refusals } of SUBJECTS) {
  const skipped = whyNot(packages);
  if (skipped !== undefined) console.warn(`SKIPPED: ${target} in a real browser: ${skipped}`);

  describe.skipIf(skipped !== undefined)(`${target}`, () => {
    let page: LoaderPage;
    beforeAll(async () => {
      page = await openLoaderPage(target, 'path' in chromium ? chromium.path : '');
    });
    afterAll(() => page?.close());

    const wholeBlocks = target === 'webgpu';
    const pictureFor = ({ block }: Pick<Kind, 'block'>) => {
      const { width, height } = footprintSize(block);
      return wholeBlocks ? makePicture(width * 5, height * 3) : makePicture();
    };

    /** What is wrong with a texture of this kind, and of this picture. */
    const findWrongKind = async (kind: Kind, picture = pictureFor(kind)) => {
      const sample = await makeSample(kind, picture);
      return findWrong(target, await page.load(fileOf(kind), sample.bytes, factsOf(sample)), sample);
    };

    test('takes what the table says, and nothing else', { timeout: 180_000 }, async () => {
      const verdicts = new Map<string, string | undefined>();
      for (const kind of everyKind(containers)) {
        const again = () => secondSize && findWrongKind(kind, makePicture(...secondSize));
        verdicts.set(nameOf(kind), (await findWrongKind(kind)) ?? (await again()));
      }
      const mistakes = everyKind(containers).flatMap((kind) => {
        const wrong = verdicts.get(nameOf(kind));
        if (isTaken(target, kind) === (wrong === undefined)) return [];
        return `${nameOf(kind)}: ${wrong ?? 'comes out right, and is refused'}`;
      });
      expect(mistakes).toEqual([]);
      for (const [name, says] of refusals)
        expect([name, verdicts.get(name)]).toEqual([name, expect.stringMatching(says)]);
    });

    test.each(['color', 'normal', 'data'] as const)(
      'shows %s that was made for it and nothing else said',
      async (content) => {
        const { block } = applyTarget(target, { content });
        const texture = await encode(pictureFor({ block }), { target, content, quality: 'fast', threads: 1 });
        const bytes = writeTexture(texture, { target });
        const { container } = applyTarget(target, { content });
        const sample = await sampleOf(texture as CompressedTexture, bytes);
        const loaded = await page.load(`${content}.${container}`, bytes, factsOf(sample));
        expect(findWrong(target, loaded, sample)).toBeUndefined();
      },
    );

    if (target === 'webgpu')
      test('creates textures of whole blocks only', async () => {
        const kind = { format: 'astc', block: '6x6', colorSpace: 'srgb', container: 'ktx2' } as const;
        expect(await findWrongKind(kind, makePicture(37, 22))).toMatch(/multiple of (the )?(texel )?block/i);
        const picture = makePicture(40, 24);
        await expect(encode(picture, { target, block: '6x6' })).rejects.toMatchObject({
          code: 'E_OPTION',
          message: 'Expected a size of whole blocks of 6x6 for target webgpu but received 40x24',
          hint: 'WebGPU creates compressed textures of whole blocks only: try block 4x4, 5x4, 8x6, 8x8, 10x6 or 10x8, or pad the picture to 42x24',
        });
      });

    if (target === 'babylon')
      test('shows sRGB textures dark in StandardMaterial, linear ones right', async () => {
        const kind = { format: 'astc', block: '6x6', container: 'ktx' } as const;
        for (const [colorSpace, isRight] of [
          ['srgb', false],
          ['linear', true],
        ] as const) {
          const sample = await makeSample({ ...kind, colorSpace });
          const loaded = await page.load('standard.ktx', sample.bytes, factsOf(sample));
          const steps = worstStep(drawnBy(loaded, 'drawnStandard'), sample.expected, 3);
          expect([colorSpace, steps < 2]).toEqual([colorSpace, isRight]);
        }
        expect(applyTarget(target, {}).colorSpace).toBe('linear');
      });
  });
}
