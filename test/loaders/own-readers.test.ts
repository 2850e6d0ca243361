/**
 * What engines show of KTX2 that their loaders do not, with a few lines around `readTexture`, as users may write them. The
 * decoder of Babylon's own loader is in no package, only on its CDN, and takes every file that is no UASTC for ETC1S.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TargetShape } from '../../src/targets.js';
import { findChromium } from '../support/browser.js';
import { missingAdopters } from './adopters.js';
import { type LoaderPage, openLoaderPage } from './loader-page.js';
import { findWrongImage } from './shape-judge.js';
import { everyShapedKind, type ShapedKind, shapedName } from './shape-kinds.js';
import { sampleOfShape, shapeFacts, writeShaped } from './shapes.js';

interface Subject {
  page: string;
  package: string;
  shows: TargetShape;
  /** What it says of others. */
  refusals: readonly (readonly [facts: { shape: TargetShape; levels?: number }, says: RegExp])[];
}

const SUBJECTS: readonly Subject[] = [
  {
    page: 'babylon-ktx2',
    package: '@babylonjs/core',
    shows: '2D texture',
    refusals: [
      [{ shape: '2D texture', levels: 3 }, /from afar it is off by/],
      [{ shape: '2D texture array' }, /array textures are not supported/],
      [{ shape: 'cubemap' }, /texture missing KTX identifier/],
    ],
  },
  { page: 'three-arrays', package: 'three', shows: '2D texture array', refusals: [] },
];

const chromium = findChromium();
console.warn('SKIPPED: KTX2 in Babylon.js by its own decoder, which is in no package');

for (const { page: name, package: engine, shows, refusals } of SUBJECTS) {
  const skipped = 'missing' in chromium ? chromium.missing : missingAdopters('esbuild', engine);
  if (skipped !== undefined) console.warn(`SKIPPED: ${name}: ${skipped}`);

  describe.skipIf(skipped !== undefined)(`${name}`, () => {
    let page: LoaderPage;
    beforeAll(async () => {
      page = await openLoaderPage(name, 'path' in chromium ? chromium.path : '');
    });
    afterAll(() => page?.close());

    const findWrong = async (kind: ShapedKind) => {
      const sample = await sampleOfShape(kind);
      const shape = shapeFacts(sample.texture, kind.shape);
      return findWrongImage(await page.load('shape.ktx2', writeShaped(sample, kind), { shape }), sample);
    };

    test(`shows every ${shows} with all its levels or one, packed and not`, async () => {
      const kinds = everyShapedKind('ktx2').filter(({ shape, levels }) => shape === shows && levels !== 3);
      expect(kinds.length).toBeGreaterThan(20);
      for (const kind of kinds)
        expect([shapedName(kind), await findWrong(kind)]).toEqual([shapedName(kind), undefined]);
    });

    const kind = { format: 'astc', block: '4x4', colorSpace: 'linear', container: 'ktx2' } as const;
    for (const [facts, says] of refusals)
      test(`does not show ${JSON.stringify(facts)}`, async () => {
        expect(await findWrong({ ...kind, ...facts })).toMatch(says);
      });
  });
}
