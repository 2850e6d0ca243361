/**
 * `npm run bench:web -- [image]`: the library in a page. Web Workers against one, over shared memory and over strips, the
 * page's longest task meanwhile, and how long an abort takes. See README.md.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { buildPlayground } from '../src/playground/build.mjs';
import { serveFolder } from '../src/playground/serve.mjs';
import { readPixels, tilePixels } from './images.mjs';
import { log, median, readCount, runCommand, UsageError } from './run.mjs';

const USAGE = `usage: npm run bench:web -- [image] [options]

  --size N       side of the square picture that the image is tiled to    default 2048
  --threads N    workers against one                                      default 2
  --quality Q    preset or 0 to 100                                       default medium
  --block B      footprint                                                default 6x6
  --rounds N     in turns; medians count                                  default 5
  --json         one document on stdout

Chromium from PATH (as /usr/bin/chromium), or the one CHROMIUM_PATH names.`;

const DEFAULT_IMAGE = fileURLToPath(new URL('../fixtures/photos/boats.png', import.meta.url));
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

/** @typedef {{ threads: number, quality: string | number, block: string }} Settings */

/**
 * Runs in the page, which has the library under `lib/` and the picture as `picture.bin`.
 *
 * @param {{ side: number, settings: Settings, rounds: number }} task
 */
async function measureInPage({ side, settings, rounds }) {
  const { createEncoder } = await import(/** @type {string} */ (new URL('lib/index.js', location.href).href));
  const data = new Uint8Array(await (await fetch('picture.bin')).arrayBuffer());
  const image = { width: side, height: side, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
  const { threads, ...options } = settings;
  /** @type {number[]} */
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration);
  }).observe({ type: 'longtask' });
  const encoders = [await createEncoder({ threads: 1 }), await createEncoder({ threads })];
  for (const encoder of encoders) {
    await encoder.warmUp();
    await encoder.encode(image, options);
  }
  tasks.length = 0;
  /** @type {number[][]} */
  const seconds = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const [index, encoder] of encoders.entries()) {
      const start = performance.now();
      await encoder.encode(image, options);
      seconds[index]?.push((performance.now() - start) / 1000);
    }
  }
  /** @type {number[]} */
  const aborts = [];
  for (let round = 0; round < rounds; round++) {
    const controller = new AbortController();
    let abortedMs = 0;
    setTimeout(() => {
      abortedMs = performance.now();
      controller.abort();
    }, 60);
    const answer = await encoders[1].encode(image, { ...options, signal: controller.signal }).catch(() => 'aborted');
    if (answer === 'aborted') aborts.push(performance.now() - abortedMs);
  }
  // Entries of long tasks are delivered a little later.
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (const encoder of encoders) await encoder.close();
  return { one: seconds[0] ?? [], many: seconds[1] ?? [], aborts, tasks, isIsolated: crossOriginIsolated };
}

/** @returns {string} */
function findBrowser() {
  const names = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const path = names.find((name) => name !== undefined && existsSync(name));
  if (path === undefined) throw new UsageError('no Chromium: CHROMIUM_PATH names one');
  return path;
}

/** @param {string} folder */
async function main(folder) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      size: { type: 'string', default: '2048' },
      threads: { type: 'string', default: '2' },
      quality: { type: 'string', default: 'medium' },
      block: { type: 'string', default: '6x6' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  });
  const side = readCount('--size', values.size);
  const rounds = readCount('--rounds', values.rounds);
  const quality = Number.isNaN(Number(values.quality)) ? values.quality : Number(values.quality);
  const settings = { threads: readCount('--threads', values.threads), quality, block: values.block };
  const browser = await puppeteer.launch({ executablePath: findBrowser(), args: FLAGS, protocolTimeout: 600_000 });
  try {
    buildPlayground(folder);
    writeFileSync(join(folder, 'picture.bin'), tilePixels(await readPixels(positionals[0] ?? DEFAULT_IMAGE), side));
    const results = [];
    for (const isolated of [true, false]) {
      const site = await serveFolder({ folder, isolated });
      const page = await browser.newPage();
      // A page of text has the headers of the site and nothing of its own to do.
      await page.goto(new URL('empty', site.url).href);
      const { one, many, aborts, tasks, isIsolated } = await page.evaluate(measureInPage, { side, settings, rounds });
      await page.close();
      await site.close();
      const result = {
        memory: isIsolated ? 'shared' : 'strips',
        oneSeconds: median(one),
        manySeconds: median(many),
        ratio: median(many) / median(one),
        longestTaskMs: Math.max(0, ...tasks),
        abortMs: { median: median(aborts), longest: Math.max(...aborts), count: aborts.length },
      };
      results.push(result);
      log(
        `${result.memory}: 1 worker ${result.oneSeconds.toFixed(3)} s, ${settings.threads} workers ` +
          `${result.manySeconds.toFixed(3)} s (${result.ratio.toFixed(2)} of the time); tasks of 50 ms and more: ` +
          `${tasks.length}, longest ${result.longestTaskMs} ms; abort ${result.abortMs.median.toFixed(1)} ms, ` +
          `at most ${result.abortMs.longest.toFixed(1)}`,
      );
    }
    if (values.json) process.stdout.write(`${JSON.stringify({ side, ...settings, rounds, results }, null, 2)}\n`);
  } finally {
    await browser.close();
  }
}

await runCommand(USAGE, main);
