/** The switch for the GPU, in a browser whose WebGPU computes on the CPU. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, WEBGPU_FLAGS } from '../support/browser.js';
import { FIXTURES } from '../support/cli.js';
import { type Playground, startPlayground } from './support.js';

const found = findChromium();
if ('missing' in found) console.warn(`SKIPPED: the GPU of the playground: ${found.missing}`);
const chromium = 'path' in found ? found.path : '';

const PICTURE = join(FIXTURES, 'images/scene-rgb8.png');

describe.skipIf('missing' in found)('the playground on the GPU', () => {
  let served: Awaited<ReturnType<typeof startPlayground>>;
  let playground: Playground;
  beforeAll(async () => {
    served = await startPlayground(chromium, true, WEBGPU_FLAGS);
    playground = await served.open();
    await playground.choose('#format', 'etc2-rgb');
    await playground.drop(PICTURE);
    await playground.page.waitForSelector('body[data-state="open"]');
    await playground.settle();
  });
  afterAll(() => served?.stop());

  it('begins on the CPU', async () => {
    expect(await playground.text('#stat-time')).toMatch(/^[\d.]+ m?s on \d+ threads?$/);
  });

  it('names the adapter and both speeds, and gives the same command with --gpu', async () => {
    const psnr = await playground.text('#stat-psnr');
    await playground.choose('#device', 'gpu');
    await playground.page.waitForFunction(() => document.getElementById('stat-time')!.innerText.includes('CPU'), {
      timeout: 60_000,
    });
    await playground.settle();
    // Browsers name the kind of adapter, not the driver.
    expect(await playground.text('#stat-time')).toMatch(/^[\d.]+ m?s on .*swiftshader.* · CPU [\d.]+ Mtexel\/s$/i);
    expect(await playground.text('#command')).toMatch(/ --gpu$/);
    expect(await playground.text('#stat-psnr')).toBe(psnr);
    expect(playground.errors).toEqual([]);
  });

  it('and back', async () => {
    await playground.choose('#device', 'cpu');
    await playground.page.waitForFunction(() => document.getElementById('stat-time')!.innerText.includes('GPU'), {
      timeout: 60_000,
    });
    expect(await playground.text('#stat-time')).toMatch(/threads? · GPU [\d.]+ Mtexel\/s$/);
  });
});
