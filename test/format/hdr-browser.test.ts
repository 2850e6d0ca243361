/**
 * HDR textures of our encoder through the GPU path of a real browser. Where its GPU takes LDR blocks alone, as software ones
 * do, native astcenc is the second witness: `native.test.ts` here, `hdr-encode.test.ts` of the api.
 */
import { decode, encode, FOOTPRINTS } from 'astc-wasm';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { astcProfiles, closeBrowser, decodeWithWebGl, findChromium, openBrowser } from '../support/browser.js';
import { makeLight } from '../support/pictures.js';

/** COMPRESSED_RGBA_ASTC_4x4_KHR; the other footprints follow in our order. */
const FIRST_FORMAT = 0x93b0;

const found = findChromium();
if ('missing' in found) console.warn(`SKIPPED: HDR blocks in a real browser: ${found.missing}`);

describe.skipIf('missing' in found)('HDR blocks in Chromium', () => {
  let page: Page;
  let profiles: string[];
  beforeAll(async () => {
    const browser = await openBrowser('path' in found ? found.path : '');
    page = await browser.newPage();
    profiles = await astcProfiles(page);
  });
  afterAll(() => closeBrowser(page.browser()));

  it('sample as the light that we decode', async (context) => {
    // Were there no ASTC at all, the question would have been a wrong one.
    expect(profiles).toContain('ldr');
    if (!profiles.includes('hdr')) {
      const reason = `this GPU takes ${profiles.join(', ')} blocks alone; native astcenc is the second witness`;
      console.warn(`SKIPPED: HDR blocks in a real browser: ${reason}`);
      return context.skip(reason);
    }
    for (const [index, block] of FOOTPRINTS.entries()) {
      const texture = await encode(makeLight(61, 47), { block, profile: 'hdr' });
      const { width, height, data: blocks } = texture.levels[0]!;
      const [light] = await decodeWithWebGl(page, [{ glInternalFormat: FIRST_FORMAT + index, width, height, blocks }]);
      expect(light, block).toEqual((await decode(texture)).data);
    }
  });

  it('sample as RGBM where the GPU takes LDR blocks alone, within a step of 8 bits', async () => {
    const texture = await encode(makeLight(61, 47), { rgbm: 16 });
    const { width, height, data: blocks } = texture.levels[0]!;
    const glInternalFormat = FIRST_FORMAT + FOOTPRINTS.indexOf('6x6');
    const [shares] = await decodeWithWebGl(page, [{ glInternalFormat, width, height, blocks }]);
    const { data } = await decode(texture, { bits: 16 });
    const worst = Array.from(data).reduce(
      (most, value, index) => Math.max(most, Math.abs(value / 0xffff - shares![index]!)),
      0,
    );
    expect(worst).toBeLessThan(1.2 / 255);
  });
});
