/**
 * glTF: what EXT_texture_astc asks of a file, read off the file by a second reader, and the file in three.js, whose
 * GLTFLoader learns the extension from a plugin of a few lines. KHR_texture_basisu is no way round: its files hold Basis
 * Universal, and a plain ASTC file under its name is not conformant, although KTX2Loader would open it.
 */
import { type CompressedTexture, encode, FOOTPRINTS, writeTexture } from 'astc-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBySpec } from '../containers/ktx2-spec-reader.js';
import { findChromium } from '../support/browser.js';
import { missingAdopters } from './adopters.js';
import { findWrong } from './judges.js';
import { makePicture, sampleOf } from './kinds.js';
import { type LoaderPage, openLoaderPage } from './loader-page.js';

const chromium = findChromium();
const skipped = 'missing' in chromium ? chromium.missing : missingAdopters('esbuild', 'three');
if (skipped !== undefined) console.warn(`SKIPPED: glTF in three.js: ${skipped}`);
console.warn('SKIPPED: glTF in a viewer that knows EXT_texture_astc by itself: there is none yet');

const make = async (options: Parameters<typeof encode>[1]) => {
  const texture = await encode(makePicture(), { target: 'gltf', quality: 'fastest', threads: 1, ...options });
  return { texture, bytes: writeTexture(texture, { target: 'gltf' }) };
};

// "KTX v2 files with ASTC compression" and "Additional requirements" of EXT_texture_astc, in their order.
describe('a file for glTF', () => {
  test.each([
    ['color', 'srgb', { primaries: 1, transfer: 2 }],
    ['normal', 'linear', { primaries: 0, transfer: 1 }],
    ['mask', 'linear', { primaries: 0, transfer: 1 }],
    ['data', 'linear', { primaries: 0, transfer: 1 }],
  ] as const)('of %s is what EXT_texture_astc asks for', async (content, colorSpace, { primaries, transfer }) => {
    for (const [index, block] of FOOTPRINTS.entries()) {
      const { texture, bytes } = await make({ content, block });
      expect(texture.colorSpace).toBe(colorSpace);
      const file = readBySpec(bytes);
      // The VkFormats of LDR footprints stand in a row, UNORM before SRGB.
      expect(file.vkFormat).toBe(157 + index * 2 + (colorSpace === 'srgb' ? 1 : 0));
      const [, , model = 0, , , , sample = 0] = file.dfdWords;
      const [colorModel, colorPrimaries, transferFunction, flags] = [0, 8, 16, 24].map((bit) => (model >>> bit) & 0xff);
      // KHR_DF_MODEL_ASTC, KHR_DF_CHANNEL_ASTC_DATA, no KHR_DF_FLAG_ALPHA_PREMULTIPLIED.
      expect([colorModel, sample >>> 24, (flags ?? 0) & 1]).toEqual([162, 0, 0]);
      expect([colorPrimaries, transferFunction]).toEqual([primaries, transfer]);
      expect(file.keyValues).toContainEqual(['KTXorientation', 'rd']);
      expect(file.keyValues.map(([key]) => key)).not.toContain('KTXswizzle');
      expect([file.pixelDepth, file.layerCount, file.faceCount]).toEqual([0, 0, 1]);
    }
  });

  test.each([
    [{ alpha: 'premultiply' }, /^Expected straight or bleed for alpha with target gltf but received premultiply$/],
    [{ colorSpace: 'linear' }, /^Expected srgb for colorSpace with target gltf but received linear$/],
    [{ content: 'data', colorSpace: 'srgb' }, /^Expected linear for colorSpace with target gltf, content data but /],
    [{ format: 'etc2-rgba' }, /^Expected astc for format with target gltf but received etc2-rgba$/],
    [{ content: 'normal', normalLayout: 'la' }, /^Expected xyz for normalLayout with target gltf, content normal but /],
  ] as const)('is not made with %j', async (options, message) => {
    await expect(make(options)).rejects.toMatchObject({ code: 'E_OPTION', message: expect.stringMatching(message) });
  });

  test('is not made of colours in linear light', async () => {
    const picture = { ...makePicture(), colorSpace: 'linear' } as const;
    await expect(encode(picture, { target: 'gltf' })).rejects.toThrow(/^Expected srgb for colorSpace with target gltf/);
  });
});

describe.skipIf(skipped !== undefined)('GLTFLoader of three.js', () => {
  let page: LoaderPage;
  beforeAll(async () => {
    page = await openLoaderPage('gltf', 'path' in chromium ? chromium.path : '');
  });
  afterAll(() => page?.close());

  test.each(FOOTPRINTS)('shows colours of %s with a plugin', async (block) => {
    const { texture, bytes } = await make({ block });
    const sample = await sampleOf(texture as CompressedTexture, bytes);
    const { width, height } = texture;
    expect(findWrong('gltf', await page.load('colors.ktx2', bytes, { width, height }), sample)).toBeUndefined();
  });

  test('shows nothing without', async () => {
    const { texture, bytes } = await make({});
    const { width, height } = texture;
    const { refusal } = await page.load('colors.ktx2', bytes, { width, height, isStock: true });
    expect(refusal).toBeDefined();
  });
});
