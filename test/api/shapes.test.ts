/** Textures of several pictures. Witness: each image of each level is what the picture alone gives, block for block. */

import { type EncodeOptions, encode, type Image, type Texture } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { imageOf } from '../../src/containers/texture-shape.js';
import { paintFace, paintPanorama } from '../shapes/pictures.js';

const KIND = { max: 255, colorSpace: 'srgb' } as const;
const FACES = Array.from({ length: 6 }, (_, face) => paintFace(face, 20, KIND));
const OPTIONS = { quality: 'fastest', threads: 1, mipmaps: true } as const;

/** Blocks of one image of a level. */
const blocksOf = (texture: Texture, level: number, place: { layer?: number; face?: number; slice?: number }) =>
  imageOf(texture, level, place);

describe('encode of several pictures', () => {
  it.each<[string, EncodeOptions]>([
    ['cubemap', { cubemap: true }],
    ['array', { array: true }],
  ])('makes a %s of what each gives alone', async (shape, options) => {
    const texture = await encode(FACES, { ...OPTIONS, ...options });
    expect(texture).toMatchObject(shape === 'array' ? { layers: 6 } : { faces: 6 });
    expect(texture.levels.map(({ width }) => width)).toEqual([20, 10, 5, 2, 1]);
    for (const [index, picture] of FACES.entries()) {
      const alone = await encode(picture, OPTIONS);
      for (const [level, { data }] of alone.levels.entries()) {
        const place = shape === 'array' ? { layer: index } : { face: index };
        expect(blocksOf(texture, level, place)).toEqual(data);
      }
    }
  });

  it('makes a volume whose slices are the pictures, and half as many a level', async () => {
    const texture = await encode(FACES.slice(0, 5), { ...OPTIONS, depth: true });
    expect(texture).toMatchObject({ depth: 5 });
    expect(texture.levels.map(({ depth }) => depth)).toEqual([5, 2, 1, 1, 1]);
    for (const [slice, picture] of FACES.slice(0, 5).entries()) {
      const [level] = (await encode(picture, { ...OPTIONS, mipmaps: false })).levels;
      expect(blocksOf(texture, 0, { slice })).toEqual(level!.data);
    }
  });

  it('makes cube arrays, cube maps of panoramas, arrays of one picture', async () => {
    const cubes = await encode([...FACES, ...FACES], { ...OPTIONS, cubemap: true, array: true });
    expect(cubes).toMatchObject({ layers: 2, faces: 6 });
    expect(blocksOf(cubes, 0, { layer: 1, face: 3 })).toEqual(blocksOf(cubes, 0, { layer: 0, face: 3 }));
    const sky = await encode(paintPanorama(64, KIND), { ...OPTIONS, cubemap: true, faceSize: 12 });
    expect(sky).toMatchObject({ width: 12, height: 12, faces: 6 });
    expect(await encode(FACES[0]!, { ...OPTIONS, array: true })).toMatchObject({ layers: 1 });
  });

  it('gives the same bytes on any number of threads, and filters across edges only when asked', async () => {
    const options = { ...OPTIONS, cubemap: true, mipSeamless: true };
    const [one, two, apart] = await Promise.all([
      encode(FACES, options),
      encode(FACES, { ...options, threads: 2 }),
      encode(FACES, { ...options, mipSeamless: false }),
    ]);
    expect(two.levels).toEqual(one.levels);
    expect(apart.levels[0]).toEqual(one.levels[0]);
    expect(apart.levels[2]).not.toEqual(one.levels[2]);
  });

  it('reports the blocks of all of them', async () => {
    let last = { done: 0, total: 0 };
    const texture = await encode(FACES, { ...OPTIONS, cubemap: true, onProgress: (progress) => (last = progress) });
    const blocks = texture.levels.reduce((sum, { data }) => sum + data.length / 16, 0);
    expect(last).toMatchObject({ done: blocks, total: blocks });
  });

  it.each<[unknown, EncodeOptions, RegExp]>([
    [FACES, {}, /Expected one picture but received 6/],
    [FACES.slice(0, 4), { cubemap: true }, /Expected six faces for a cubemap but received 4/],
    [
      [FACES[0], shrunk(FACES[1]!)],
      { array: true },
      /Expected size 20x20 as in picture 1 but received 20x19 in picture 2/,
    ],
    [[], { array: true }, /Expected one picture or more but received none/],
    [FACES, { depth: true, array: true }, /Expected depth or array but received both/],
    [FACES, { depth: true, cubemap: true }, /Expected depth or cubemap but received both/],
    [FACES, { array: true, mipSeamless: true }, /Expected cubemap beside mipSeamless/],
    [FACES, { cubemap: true, mipSeamless: true, mipmaps: false }, /Expected mipmaps beside mipSeamless/],
    [FACES, { array: true, mipLevels: { 1: FACES[0]! } }, /Expected mipLevels or array but received both/],
    [FACES, { depth: true, mipCoverage: 0.5 }, /Expected mipCoverage or depth but received both/],
    [FACES, { array: true, faceSize: 4 }, /Expected cubemap beside faceSize/],
  ])('refuses what is no texture (%#)', async (pictures, options, message) => {
    const failure = await encode(pictures as Image[], { ...OPTIONS, ...options }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'E_OPTION', message: expect.stringMatching(message) });
  });
});

function shrunk(image: Image): Image {
  return { ...image, height: image.height - 1, data: image.data.slice(0, image.width * (image.height - 1) * 4) };
}
