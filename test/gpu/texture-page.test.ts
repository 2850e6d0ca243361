/**
 * Pictures of a page to textures on its GPU. Witnesses: Chromium's own texture unit, which draws what was made, and our
 * decoder, which must see the same texels in the same blocks.
 */
import { type CompressedTexture, decode, encode, type TextureFormat } from 'astc-wasm';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GpuTextureOptions } from '../../src/gpu-texture/index.js';
import { closeBrowser, findChromium, openBrowser, WEBGPU_FLAGS } from '../support/browser.js';
import { makePicture } from '../support/pictures.js';
import { LIBRARY_FOLDERS, libraryPage, openSite, type Site } from '../support/web-server.js';
import { compressInPage, failInPage, loopInPage, PAGE_TOOLS, type SourceKind } from './texture-page.js';

const chromium = findChromium();
if ('missing' in chromium) console.warn(`SKIPPED: textures on the GPU of a page: ${chromium.missing}`);

describe.skipIf('missing' in chromium)('pictures of a page on its GPU (Chromium)', { timeout: 120_000 }, () => {
  let browser: Browser;
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite({ folders: LIBRARY_FOLDERS, files: { '/': libraryPage() } });
    browser = await openBrowser('path' in chromium ? chromium.path : '', [], WEBGPU_FLAGS);
    page = await browser.newPage();
    await page.goto(site.origin);
    await page.evaluate(`globalThis.eval(${JSON.stringify(PAGE_TOOLS)})`);
  });
  afterAll(async () => {
    await closeBrowser(browser);
    await site.close();
  });

  const pictureOf = (width: number, height: number, isOpaque = false) => {
    const { data } = makePicture(width, height);
    const bytes = [...(data as Uint8Array)];
    if (isOpaque) for (let at = 3; at < bytes.length; at += 4) bytes[at] = 255;
    return { width, height, data: bytes };
  };

  /** The numbers that a texture holds, of the light that a shader sees through its sRGB format. */
  const encoded = (light: number) => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);

  /** How far what was drawn is from what our decoder says, in 8-bit steps. */
  async function worstStep(
    drawn: readonly number[],
    blocks: Uint8Array<ArrayBuffer>,
    facts: Pick<CompressedTexture, 'format' | 'block' | 'colorSpace' | 'width' | 'height'>,
  ): Promise<number> {
    const { width, height } = facts;
    const texture = { ...facts, profile: 'ldr', levels: [{ width, height, data: blocks }] } as CompressedTexture;
    // Through an sRGB format a GPU sees 8 bits of every component.
    const bits = facts.colorSpace === 'srgb' ? 8 : 16;
    const { data } = await decode(texture, { bits });
    const max = 2 ** bits - 1;
    let worst = 0;
    for (const [index, value] of drawn.entries()) {
      const seen = facts.colorSpace === 'srgb' && index % 4 < 3 ? encoded(value) : value;
      worst = Math.max(worst, Math.abs(seen - data[index]! / max) * 255);
    }
    return worst;
  }

  it.each<[SourceKind, TextureFormat, 'srgb' | 'linear', boolean]>([
    ['canvas', 'astc', 'srgb', true],
    ['bitmap', 'etc2-rgba', 'srgb', true],
    ['imageData', 'etc2-rgb', 'linear', false],
    ['texture', 'astc', 'linear', false],
    ['srgbTexture', 'etc2-rgb', 'srgb', false],
    ['video frame', 'etc2-rgb', 'srgb', false],
  ])('a %s as %s %s, mip levels: %s, is drawn as our decoder sees it', async (kind, format, colorSpace, mipmaps) => {
    // Canvases and frames multiply by alpha: what is opaque survives that.
    const picture = pictureOf(48, 32, kind === 'canvas' || kind === 'video frame');
    const options = { format, block: '4x4', colorSpace, mipmaps } as const;
    const { levels, blocks, layout, problems } = await page.evaluate(compressInPage, kind, picture, options);
    expect(problems).toEqual([]);
    expect(levels).toHaveLength(mipmaps ? 6 : 1);
    expect(layout.levels).toHaveLength(levels.length);
    for (const [level, drawn] of levels.entries()) {
      const { width, height, offset, byteLength } = layout.levels[level]!;
      const bytes = Uint8Array.from(blocks.slice(offset, offset + byteLength));
      // This GPU in software rounds ASTC to 8 bits its own way, whatever the format.
      const step = format === 'astc' ? 1.01 : 0.51;
      expect(await worstStep(drawn, bytes, { format, block: '4x4', colorSpace, width, height })).toBeLessThan(step);
    }
  });

  it('the blocks of level 0 are those that encode makes with gpu', async () => {
    const picture = pictureOf(48, 32);
    const { blocks, layout } = await page.evaluate(compressInPage, 'imageData' as SourceKind, picture, {
      format: 'etc2-rgba',
    } as GpuTextureOptions);
    const raw = { ...picture, data: Uint8Array.from(picture.data) };
    const options = { format: 'etc2-rgba', quality: 'fast' } as const;
    // The two cannot share a process' drivers, so the CPU stands for what is drawn: as near to the picture.
    const cpu = await encode(raw, options);
    const errorOf = async (data: Uint8Array<ArrayBuffer>) => {
      const decoded = await decode({ ...cpu, levels: [{ width: 48, height: 32, data }] });
      return (decoded.data as Uint8Array).reduce((sum, value, index) => sum + (value - raw.data[index]!) ** 2, 0);
    };
    const ours = await errorOf(Uint8Array.from(blocks.slice(0, layout.levels[0]!.byteLength)));
    expect(ours).toBeLessThan((await errorOf(cpu.levels[0]!.data as Uint8Array<ArrayBuffer>)) * 1.06);
  });

  it('60 frames of a video leave nothing behind', async () => {
    const { kept, left, problems } = await page.evaluate(loopInPage, pictureOf(64, 48, true), 60, {
      format: 'etc2-rgb',
    } as GpuTextureOptions);
    expect(problems).toEqual([]);
    expect(new Set(kept.slice(1)).size).toBe(1);
    expect(left).toBe(0);
  });

  it('faults are told in one clear error, and two encoders share a device', async () => {
    const answers = await page.evaluate(failInPage, pictureOf(16, 8, true));
    expect(answers).toMatchObject({
      odd: {
        code: 'E_OPTION',
        message: expect.stringContaining('whole blocks of 5x5'),
        hint: expect.stringContaining('4x4'),
      },
      option: { code: 'E_OPTION', message: expect.stringContaining('blocks') },
      empty: { code: 'E_OPTION', message: expect.stringContaining('0x5') },
      nothing: { code: 'E_OPTION' },
      unsampled: { code: 'E_UNSUPPORTED', hint: expect.stringContaining('requiredFeatures') },
      noFormat: { code: 'E_UNSUPPORTED' },
      noDevice: { code: 'E_OPTION' },
      together: 1,
      destroyed: { code: 'E_OPTION', message: 'The encoder was destroyed already' },
      lost: { code: 'E_GPU', message: expect.stringContaining('lost') },
      problems: [],
    });
  });

  it('a page that closes in the midst takes nobody with it', async () => {
    const other = await browser.newPage();
    await other.goto(site.origin);
    await other.evaluate(`globalThis.eval(${JSON.stringify(PAGE_TOOLS)})`);
    const running = other
      .evaluate(loopInPage, pictureOf(64, 48, true), 1000, { format: 'etc2-rgb' } as GpuTextureOptions)
      .catch(() => 'closed');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await other.close();
    expect(await running).toBe('closed');
    const { problems } = await page.evaluate(compressInPage, 'imageData' as SourceKind, pictureOf(8, 8), {
      format: 'etc2-rgb',
    } as GpuTextureOptions);
    expect(problems).toEqual([]);
  });
});
