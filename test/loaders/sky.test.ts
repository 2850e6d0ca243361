/**
 * Cubemaps as their users see them: as a sky, looking into corners where three faces meet. The picture is known by direction
 * at every pixel, and must be the one that the engine makes of six PNGs.
 */
import { type CompressedTexture, encodePng, writeTexture } from 'astc-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Shape } from '../../src/containers/texture-shape.js';
import { codeOf, lightOf, paintFace } from '../shapes/pictures.js';
import { findChromium } from '../support/browser.js';
import { missingAdopters } from './adopters.js';
import { drawnBy, worstStep } from './kinds.js';
import { type LoaderPage, openLoaderPage } from './loader-page.js';
import { makeShaped } from './shapes.js';

type Vector = [x: number, y: number, z: number];

interface Subject {
  target: 'three' | 'babylon';
  package: string;
  kind: Parameters<typeof makeShaped>[0];
  /** Right of a camera: which way x, y and z are turned differs. */
  handedness: 1 | -1;
  /** What the engine samples a cubemap with, of a direction of its world. */
  sampled: (direction: Vector) => Vector;
}

const KIND = { shape: 'cubemap', format: 'astc', block: '4x4', levels: 1 } as const;

const SUBJECTS: readonly Subject[] = [
  {
    target: 'three',
    package: 'three',
    kind: { ...KIND, colorSpace: 'srgb', container: 'ktx2', packing: 'zstd' },
    handedness: 1,
    // Cubemaps are left-handed, its world is not: it turns X round for all of them.
    sampled: ([x, y, z]) => [-x, y, z],
  },
  {
    target: 'babylon',
    package: '@babylonjs/core',
    kind: { ...KIND, colorSpace: 'linear', container: 'ktx' },
    handedness: -1,
    sampled: (direction) => direction,
  },
];

const FACE: Shape = { width: 64, height: 64, depth: 0, layers: 0, faces: 6 };
const CODES = { max: 255, colorSpace: 'srgb' } as const;
const VIEW = { width: 96, height: 96, fov: 100 };
/** Together they show every face, each in three corners. */
const CORNERS: readonly Vector[] = [
  [1, 1, 1],
  [-1, -1, -1],
  [1, -1, -1],
];
/** Steps of 1/255 by which blocks of the fastest preset may differ from what was painted. */
const STEPS = 6;

const chromium = findChromium();

for (const { target, package: name, kind, handedness, sampled } of SUBJECTS) {
  const skipped = 'missing' in chromium ? chromium.missing : missingAdopters('esbuild', name);
  if (skipped !== undefined) console.warn(`SKIPPED: a cubemap as the sky of ${target}: ${skipped}`);

  describe.skipIf(skipped !== undefined)(`the sky of ${target}`, () => {
    let page: LoaderPage;
    let texture: CompressedTexture;
    let faces: string[];

    beforeAll(async () => {
      page = await openLoaderPage(`${target}-sky`, 'path' in chromium ? chromium.path : '');
      ({ texture } = await makeShaped(kind, FACE, (side, _, { face }) => paintFace(face, side, CODES)));
      faces = await Promise.all([0, 1, 2, 3, 4, 5].map(faceUrl));
    });
    afterAll(() => page?.close());

    const draw = async (facts: Record<string, unknown>) => {
      const bytes = writeTexture(texture, { target, ...(kind.packing && { [kind.packing]: 5 }) });
      const loaded = await page.load(`sky.${kind.container}`, bytes, { ...VIEW, ...facts });
      expect([loaded.refusal, loaded.error]).toEqual([undefined, undefined]);
      return drawnBy(loaded);
    };

    test.each(CORNERS)('has no seams in the corner %i %i %i, and is the one of six PNGs', async (...toward) => {
      const drawn = await draw({ toward });
      expect(worstStep(drawn, paintView(toward, handedness, sampled), 3)).toBeLessThan(STEPS);
      expect(worstStep(drawn, await draw({ toward, faces }), 3)).toBeLessThan(STEPS);
    });

    if (target === 'three')
      test('is mirrored by a ball as the one of six PNGs is', async () => {
        const [toward] = CORNERS;
        const drawn = await draw({ toward, isBall: true });
        expect(worstStep(drawn, await draw({ toward, isBall: true, faces }), 3)).toBeLessThan(STEPS);
        expect(worstStep(drawn, await draw({ toward }), 3)).toBeGreaterThan(40);
      });
  });
}

async function faceUrl(face: number): Promise<string> {
  const png = await encodePng(paintFace(face, FACE.width, CODES));
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/** What a camera must see: RGBA of 0..1, row-major from the top. */
function paintView(toward: Vector, handedness: 1 | -1, sampled: Subject['sampled']): Float32Array {
  const { width, height, fov } = VIEW;
  const forward = normalize(toward);
  const right = normalize(cross(forward, [0, 1, 0]).map((component) => component * handedness) as Vector);
  const up = cross(right, forward).map((component) => component * handedness) as Vector;
  const reach = Math.tan((fov * Math.PI) / 360);
  const view = new Float32Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = (((x + 0.5) / width) * 2 - 1) * reach;
      const above = (1 - ((y + 0.5) / height) * 2) * reach;
      const direction = [0, 1, 2].map((axis) => forward[axis]! + across * right[axis]! + above * up[axis]!) as Vector;
      const codes = lightOf(sampled(direction)).map((light) => codeOf(light, 'srgb'));
      view.set([...codes, 1], (y * width + x) * 4);
    }
  }
  return view;
}

function cross([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}

function normalize(vector: Vector): Vector {
  return vector.map((component) => component / Math.hypot(...vector)) as Vector;
}
