/** The playground for everybody: by keyboard, by name, dark and light, wide and narrow. */
import { join } from 'node:path';
import type { SerializedAXNode } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../support/browser.js';
import { FIXTURES } from '../support/cli.js';
import { type Playground, startPlayground } from './support.js';

const found = findChromium();
if ('missing' in found) console.warn(`SKIPPED: access to the playground in a real browser: ${found.missing}`);
const chromium = 'path' in found ? found.path : '';

/** Roles of what people operate. */
const OPERATED = ['button', 'checkbox', 'combobox', 'link', 'radio', 'slider', 'spinbutton', 'textbox', 'application'];

function flatten(node: SerializedAXNode): SerializedAXNode[] {
  return [node, ...(node.children ?? []).flatMap(flatten)];
}

/** Runs in the page: contrast of texts and the ground they stand on, by the name of the custom property. */
function measureContrasts(pairs: readonly (readonly [text: string, ground: string])[]): number[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  const probe = document.createElement('i');
  document.body.append(probe);
  const luminance = (name: string) => {
    probe.style.color = `var(--${name})`;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrasts = pairs.map(([text, ground]) => {
    const [light, dark] = [luminance(text), luminance(ground)].sort((a, b) => b - a) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  });
  probe.remove();
  return contrasts;
}

const TEXTS = [
  ['ink', 'page'],
  ['ink', 'surface'],
  ['ink', 'mat'],
  ['ink-soft', 'page'],
  ['ink-soft', 'surface'],
  ['ink-soft', 'mat'],
  ['accent', 'page'],
  ['on-accent', 'accent'],
  ['bad', 'bad-soft'],
  ['ink', 'bad-soft'],
] as const;
/** WCAG 2.2, level AA: texts, and the borders of what is operated. */
const TEXT_CONTRAST = 4.5;
const BORDER_CONTRAST = 3;

describe.skipIf('missing' in found)('access to the playground', () => {
  let served: Awaited<ReturnType<typeof startPlayground>>;
  let playground: Playground;
  beforeAll(async () => {
    served = await startPlayground(chromium, true);
    playground = await served.open();
  });
  afterAll(() => served?.stop());

  const number = (selector: string) =>
    playground.page.$eval(selector, (input) => (input as HTMLInputElement).valueAsNumber);

  it('opens a sample by keyboard alone', async () => {
    const { page } = playground;
    for (let press = 0; press < 10; press++) {
      await page.keyboard.press('Tab');
      const sample = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.sample);
      if (sample === 'allium.png') break;
    }
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#stat-size')?.textContent === '65.5 kB');
    await playground.settle();
  });

  it('names everything that is operated', async () => {
    const tree = (await playground.page.accessibility.snapshot({ interestingOnly: false }))!;
    const operated = flatten(tree).filter(({ role }) => OPERATED.includes(role));
    expect(operated.length).toBeGreaterThan(30);
    expect(operated.filter(({ name }) => name === undefined || name === '')).toEqual([]);
    expect(flatten(tree).filter(({ role }) => role === 'image' || role === 'Canvas').length).toBeGreaterThan(0);
  });

  it('moves the loupe by texels and blocks, magnifies and holds it, by keys', async () => {
    const { page } = playground;
    await page.focus('#panes');
    const [x, y] = [await number('#loupe-x'), await number('#loupe-y')];
    expect([x, y]).toEqual([192, 192]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    expect([await number('#loupe-x'), await number('#loupe-y')]).toEqual([x + 1, y - 1]);
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.up('Shift');
    expect(await number('#loupe-x')).toBe(x - 5);
    await page.keyboard.press('+');
    expect(await playground.text('#loupe-scale-text')).toBe('16×');
    const isHeld = () => page.$eval('#pin', (input) => (input as HTMLInputElement).checked);
    expect(await isHeld()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await isHeld()).toBe(false);
  });

  it('keeps the loupe inside the picture', async () => {
    await playground.choose('#loupe-x', '9999');
    await playground.choose('#loupe-y', '-3');
    await playground.page.focus('#panes');
    expect([await number('#loupe-x'), await number('#loupe-y')]).toEqual([383, 0]);
  });

  it('tells the block under the loupe', async () => {
    await playground.choose('#loupe-x', '13');
    await playground.choose('#loupe-y', '25');
    await playground.page.waitForFunction(() =>
      document.querySelector('#block-report')?.textContent?.startsWith('Block 2, 4'),
    );
    expect(await playground.text('#block-report')).toMatch(/^Block 2, 4 .*(partition|one colour)/);
  });

  it('divides source and result by keys', async () => {
    const { page } = playground;
    await playground.choose('input[name="layout"][value="split"]', 'split');
    await page.focus('#handle');
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowRight'] as const) await page.keyboard.press(key);
    expect(await page.$eval('#handle', (handle) => handle.getAttribute('aria-valuenow'))).toBe('48');
    await page.keyboard.press('End');
    expect(await page.$eval('#handle', (handle) => handle.getAttribute('aria-valuenow'))).toBe('100');
    await playground.choose('input[name="layout"][value="side"]', 'side');
  });

  it.each(['light', 'dark'] as const)('is readable when %s', async (value) => {
    await playground.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    const contrasts = await playground.page.evaluate(measureContrasts, TEXTS);
    expect(TEXTS.filter((_, index) => contrasts[index]! < TEXT_CONTRAST)).toEqual([]);
    const [border] = await playground.page.evaluate(measureContrasts, [['line-strong', 'page']] as const);
    expect(border).toBeGreaterThan(BORDER_CONTRAST);
  });

  it('turns dark and light as the visitor likes, and remembers it', async () => {
    const { page } = playground;
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    const ground = () => page.$eval('body', (body) => getComputedStyle(body).backgroundColor);
    const light = await ground();
    await page.click('#theme');
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    expect(await ground()).toBe(dark);
    expect(await page.$eval('#theme', (button) => button.getAttribute('aria-pressed'))).toBe('true');
    await page.click('#theme');
    expect(await ground()).toBe(light);
  });

  it.each([320, 390, 820, 1024, 1920])('fits a window %i wide', async (width) => {
    const { page } = playground;
    await page.setViewport({ width, height: 900 });
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await playground.drop(join(FIXTURES, 'photos/boats.png'));
    await page.waitForSelector('body[data-state="open"]');
    await playground.settle();
    expect(await overflow()).toBeLessThanOrEqual(0);
    const sheet = await (await page.$('#sheet-source'))!.boundingBox();
    expect(sheet!.width).toBeGreaterThan(150);
  });
});
