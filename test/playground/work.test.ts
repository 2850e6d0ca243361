/** Work that takes long, is stopped, overtaken or cannot be done: the page answers all the while and says what happened. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode, encodeHdr, readImage, writeTexture } from 'astc-wasm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../support/browser.js';
import { FIXTURES } from '../support/cli.js';
import { makeLight } from '../support/pictures.js';
import { longestTaskMs, type Playground, placeOf, startPlayground } from './support.js';

const found = findChromium();
if ('missing' in found) console.warn(`SKIPPED: work of the playground in a real browser: ${found.missing}`);
const chromium = 'path' in found ? found.path : '';

const PHOTO = join(FIXTURES, 'photos/allium.png');
const LARGE_SIDE = 2048;
/** What a page may keep its visitor waiting. */
const LONGEST_TASK_MS = 50;

describe.skipIf('missing' in found).each([
  { name: 'isolated', isolated: true },
  { name: 'not isolated', isolated: false },
])('work of the playground, $name', ({ isolated }) => {
  let served: Awaited<ReturnType<typeof startPlayground>>;
  let playground: Playground;
  let large: string;
  beforeAll(async () => {
    served = await startPlayground(chromium, isolated);
    playground = await served.open();
    large = served.folder.at('large.png');
    await sharp(PHOTO).resize(LARGE_SIDE).png({ compressionLevel: 1 }).toFile(large);
  });
  afterAll(() => served?.stop());

  async function longestOfDrop(page: Playground): Promise<number> {
    return longestTaskMs(page, async () => {
      await page.drop(large);
      await page.page.waitForSelector('body[data-state="open"]');
      await page.settle();
    });
  }

  it(`never keeps the page for ${LONGEST_TASK_MS} ms, from the drop of ${LARGE_SIDE}x${LARGE_SIDE} to the result`, async () => {
    let longest = await longestOfDrop(playground);
    expect(await playground.text('#stat-size')).toBe('1.87 MB');
    expect(longest).toBeGreaterThan(0);
    // What the page itself does is as long every time; what a busy machine adds is not.
    for (let again = 0; again < 2 && longest >= LONGEST_TASK_MS; again++) {
      const fresh = await served.open();
      longest = Math.min(longest, await longestOfDrop(fresh));
      await fresh.page.close();
    }
    expect(longest).toBeLessThan(LONGEST_TASK_MS);
  });

  it('stops when told to, and takes up work again', async () => {
    await playground.choose('#quality', placeOf('exhaustive'));
    await playground.page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0.01);
    await playground.page.click('#run');
    expect(await playground.page.$eval('body', (body) => body.dataset.activity)).toBe('stopped');
    expect(await playground.page.$eval('progress', (bar) => bar.value)).toBeLessThan(0.9);
    expect(await playground.text('#run')).toBe('Encode');
    expect(await playground.page.$eval('#save', (section) => (section as HTMLElement).inert)).toBe(true);
    await playground.choose('#quality', placeOf('fastest'));
    await playground.settle();
    const expected = writeTexture(await encode(await readImage(large), { quality: 'fastest' }));
    expect(Buffer.compare(await playground.save('large.ktx2'), expected)).toBe(0);
  });

  it('finishes the last of several encodes alone', async () => {
    await playground.page.evaluate(() => {
      const results: string[] = [];
      new MutationObserver(() => results.push(document.querySelector('#status')?.textContent ?? '')).observe(
        document.querySelector('#status')!,
        { childList: true },
      );
      Object.assign(globalThis, { results });
    });
    for (const quality of ['exhaustive', 'verythorough', 'thorough', 'fastest'] as const) {
      await playground.choose('#quality', placeOf(quality));
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await playground.choose('input[name="footprint"][value="12x12"]', '12x12');
    await playground.settle();
    const results = await playground.page.evaluate(() => (globalThis as unknown as { results: string[] }).results);
    expect(results.length).toBeLessThan(3);
    expect(await playground.text('#stat-size')).toBe('468 kB');
  });

  it('says what is wrong with a file, and keeps the picture it has', async () => {
    const notes = served.folder.at('notes.txt');
    writeFileSync(notes, 'no picture\n');
    await playground.drop(notes);
    await playground.page.waitForSelector('#alert:not([hidden])');
    expect(await playground.text('#alert code')).toBe('E_FORMAT_UNKNOWN');
    expect(await playground.text('#alert p')).toContain(
      'notes.txt: not a file of a known kind (expected an image in PNG',
    );
    expect(await playground.text('#picture-name')).toBe('large.png');
    expect(await playground.text('#stat-size')).toBe('468 kB');
    await playground.page.click('#alert button');
    expect(await playground.page.$('#alert[hidden]')).not.toBeNull();
  });

  it.each([
    ['cut.png', 'E_IMAGE_INVALID', async () => readFileSync(PHOTO).subarray(0, 5000)],
    [
      'huge.png',
      'E_TOO_LARGE',
      async () =>
        sharp({ create: { width: 5000, height: 4000, channels: 3, background: 'red' } })
          .png()
          .toBuffer(),
    ],
  ] as const)('refuses %s with %s', async (name, code, make) => {
    writeFileSync(served.folder.at(name), await make());
    await playground.drop(served.folder.at(name));
    await playground.page.waitForFunction(
      (wanted) => document.querySelector('#alert')?.textContent?.includes(wanted),
      {},
      name,
    );
    expect(await playground.text('#alert code')).toBe(code);
  });

  it('says what to do where settings do not go together', async () => {
    await playground.choose('#content', 'normal');
    await playground.choose('#format', 'eac-r11');
    await playground.settle();
    expect(await playground.text('#alert code')).toBe('E_OPTION');
    expect(await playground.text('#alert .hint')).toContain('eac-rg11');
    await playground.choose('#format', 'eac-rg11');
    await playground.settle();
    expect(await playground.page.$('#alert[hidden]')).not.toBeNull();
    expect(await playground.text('#stat-bits')).toBe('8.00');
  });

  it('takes light, says how far it is off in mPSNR, and what formats have no room for it', async () => {
    const sky = served.folder.at('sky.hdr');
    writeFileSync(sky, await encodeHdr(makeLight(96, 64)));
    const fresh = await served.open();
    await fresh.drop(sky);
    await fresh.page.waitForSelector('body[data-state="open"]');
    await fresh.settle();
    expect(await fresh.text('#picture-facts')).toBe('96×64 · RGB · light');
    expect(await fresh.text('#stat-measure')).toBe('mPSNR');
    expect(Number(await fresh.text('#stat-psnr'))).toBeGreaterThan(30);
    expect(await fresh.text('#stat-worst')).toMatch(/^largest error \d+\.\d+ stops$/);
    const expected = writeTexture(await encode(await readImage(sky)));
    expect(Buffer.compare(await fresh.save('sky.ktx2'), expected)).toBe(0);
    await fresh.choose('#format', 'etc2-rgb');
    await fresh.settle();
    expect(await fresh.text('#alert p')).toContain('Expected format astc for float pixels but received etc2-rgb');
    await fresh.page.close();
  });

  it('takes samples, chosen files and pasted ones', async () => {
    const fresh = await served.open();
    await fresh.page.click('[data-sample="boats.png"]');
    await fresh.page.waitForFunction(() => document.querySelector('#stat-size')?.textContent === '65.5 kB');
    await (await fresh.page.$('input#file'))!.uploadFile(join(FIXTURES, 'images/sprite-rgba8.png'));
    await fresh.page.waitForFunction(() => document.querySelector('#stat-size')?.textContent === '576 B');
    expect(await fresh.text('#picture-facts')).toBe('32×32 · RGBA · 8 bits');
    const base64 = readFileSync(join(FIXTURES, 'images/scene-rgb8.png')).toString('base64');
    await fresh.page.evaluate((text) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, base64);
    await fresh.page.waitForFunction(() => document.querySelector('#picture-facts')?.textContent?.startsWith('64×40'));
    await fresh.settle();
    expect(fresh.errors).toEqual([]);
    await fresh.page.close();
  });
});
