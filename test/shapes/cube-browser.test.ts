/** Faces of panoramas and crosses as a real browser's cube map. Witness: Chromium's GPU stack picks face and texel. */
import { describe, expect, it } from 'vitest';
import { panoramaToFaces } from '../../src/shapes/panorama.js';
import { HAS_CHROMIUM, useSourcePages, WHY_NO_CHROMIUM } from '../images/page.js';
import { Rng } from '../support/rng.js';
import type { readCube } from './cube-in-page.js';
import { lightOf, paintPanorama } from './pictures.js';

const SIDE = 64;
const COUNT = 2000;

describe.skipIf(!HAS_CHROMIUM)(`cube maps in Chromium${WHY_NO_CHROMIUM}`, () => {
  const withSourcePage = useSourcePages();

  it('show in every direction what the panorama shows there', async () => {
    const faces = await panoramaToFaces(paintPanorama(SIDE * 4, { max: 255, colorSpace: 'linear' }), SIDE);
    const rng = Rng.named('cube directions');
    const directions = Array.from({ length: COUNT }, () => [0, 1, 2].map(() => rng.between(-1000, 1000) / 1000 + 1e-4));
    const read = await withSourcePage((run) =>
      run<typeof readCube>(
        'test/shapes/cube-in-page.ts',
        'readCube',
        faces.map(({ data }) => [...data]),
        SIDE,
        directions.flat(),
      ),
    );
    let worst = 0;
    directions.forEach((direction, index) => {
      lightOf(direction as [number, number, number]).forEach((light, component) => {
        worst = Math.max(worst, Math.abs(read[index * 4 + component]! - light * 255));
      });
    });
    // Rounding, and filtering that stays on a face at its edges.
    expect(worst).toBeLessThan(3.5);
  });
});
