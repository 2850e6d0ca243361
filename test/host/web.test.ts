/**
 * The library in a page: workers over shared memory and over strips, aborts, binaries that do not load. Witnesses: a
 * real Chromium, and the bytes that the same call gives in Node.
 */
import { createHash } from 'node:crypto';
import { encode, writeTexture } from 'astc-wasm';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser, findChromium, openBrowser } from '../support/browser.js';
import { makePicture } from '../support/pictures.js';
import { LIBRARY_FOLDERS, libraryPage, openSite, type SiteOptions } from '../support/web-server.js';

const chromium = findChromium();
const WIDTH = 517;
const HEIGHT = 389;
const OPTIONS = { block: '6x6', quality: 'thorough' } as const;
const picture = makePicture(WIDTH, HEIGHT);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Opens a page with the library and the picture, and gives it to the test. */
async function inPage<T>(site: SiteOptions, work: (page: Page, origin: string) => Promise<T>): Promise<T> {
  const open = await openSite({
    folders: LIBRARY_FOLDERS,
    ...site,
    files: { '/': libraryPage(), '/picture.bin': picture.data as Uint8Array, ...site.files },
  });
  const page = await browser!.newPage();
  try {
    await page.goto(open.origin);
    return await work(page, open.origin);
  } finally {
    await page.close();
    await open.close();
  }
}

/** Runs in the page, which shall find everything in its own scope. */
const ENCODE_IN_PAGE = `
  async function encodeInPage(options, encoderOptions = {}) {
    const { createEncoder, writeTexture } = await import('astc-wasm');
    const data = new Uint8Array(await (await fetch('/picture.bin')).arrayBuffer());
    let workerCount = 0;
    const RealWorker = globalThis.Worker;
    if (RealWorker) globalThis.Worker = class extends RealWorker { constructor(...args) { super(...args); workerCount++; } };
    const warnings = [];
    const onWarning = (message) => warnings.push(message);
    const encoder = await createEncoder({ onWarning, ...encoderOptions });
    try {
      const image = { width: ${WIDTH}, height: ${HEIGHT}, data, channels: 4, colorSpace: 'srgb', hasAlpha: true };
      const texture = await encoder.encode(image, options);
      const file = writeTexture(texture, { container: 'ktx2' });
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file));
      const isPlain = texture.levels[0].data.buffer instanceof ArrayBuffer && new Blob([file]).size === file.length;
      const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { sha256: hex, isPlain, workerCount, warnings, isIsolated: crossOriginIsolated, threads: encoder.threads };
    } finally {
      await encoder.close();
      if (RealWorker) globalThis.Worker = RealWorker;
    }
  }`;

const evaluate = (page: Page, expression: string) => page.evaluate(`${ENCODE_IN_PAGE}; ${expression}`);

let expected: string;
let browser: Browser | undefined;
beforeAll(async () => {
  if ('path' in chromium) browser = await openBrowser(chromium.path);
  expected = sha256(writeTexture(await encode({ ...picture, hasAlpha: true }, OPTIONS), { container: 'ktx2' }));
});
afterAll(() => browser && closeBrowser(browser));

describe.skipIf('missing' in chromium)(`a page in ${'path' in chromium ? 'Chromium' : chromium.missing}`, () => {
  it.each([true, false])('compresses in two workers, cross-origin isolated: %s', async (isIsolated) => {
    const result = await inPage({ isIsolated }, (page) =>
      evaluate(page, `encodeInPage(${JSON.stringify(OPTIONS)}, { threads: 2 })`),
    );
    const facts = { isPlain: true, workerCount: 2, warnings: [], isIsolated, threads: 2 };
    expect(result).toEqual({ sha256: expected, ...facts });
  });

  it('compresses in place where there are no workers, and says so once', async () => {
    const result = await inPage({}, async (page) => {
      await page.evaluate('delete globalThis.Worker');
      return evaluate(page, `encodeInPage(${JSON.stringify(OPTIONS)}, { threads: 2 })`);
    });
    const warnings = [expect.stringContaining('there are none')];
    expect(result).toMatchObject({ sha256: expected, workerCount: 0, warnings });
  });

  it('says once that workers are forbidden, and compresses in place', async () => {
    const headers = { 'Content-Security-Policy': "worker-src 'none'" };
    const result = await inPage({ headers }, (page) =>
      evaluate(page, `encodeInPage(${JSON.stringify(OPTIONS)}, { threads: 2 })`),
    );
    expect(result).toMatchObject({ sha256: expected, warnings: [expect.stringContaining('workers cannot start')] });
  });

  it('takes workers that the caller starts', async () => {
    const worker = `() => new Worker('/astc-wasm/host/web/worker.js', { type: 'module' })`;
    const result = await inPage({}, (page) =>
      evaluate(page, `encodeInPage(${JSON.stringify(OPTIONS)}, { threads: 2, worker: ${worker} })`),
    );
    expect(result).toMatchObject({ sha256: expected, workerCount: 2, warnings: [] });
  });

  it('takes the library from another origin, workers and all', async () => {
    const headers = { 'Access-Control-Allow-Origin': '*' };
    const other = await openSite({ folders: LIBRARY_FOLDERS, headers });
    const map = {
      imports: {
        'astc-wasm': `${other.origin}/astc-wasm/index.js`,
        '#host': `${other.origin}/astc-wasm/host/web/index.js`,
        'ktx-parse': `${other.origin}/modules/ktx-parse/dist/index.mjs`,
        'fflate/browser': `${other.origin}/modules/fflate/esm/browser.js`,
        fzstd: `${other.origin}/modules/fzstd/esm/index.mjs`,
      },
    };
    const html = `<!doctype html><script type="importmap">${JSON.stringify(map)}</script>`;
    try {
      const result = await inPage({ folders: {}, files: { '/': html } }, (page) =>
        evaluate(page, `encodeInPage(${JSON.stringify(OPTIONS)}, { threads: 2 })`),
      );
      expect(result).toMatchObject({ sha256: expected, workerCount: 2, warnings: [] });
    } finally {
      await other.close();
    }
  });
});

describe.skipIf('missing' in chromium)('the binary in a page', () => {
  const load = (page: Page) =>
    page.evaluate(`(async () => {
      const { createEncoder } = await import('astc-wasm');
      try { await (await createEncoder()).close(); return 'loaded'; } catch (error) { return { code: error.code, message: error.message, hint: error.hint }; }
    })()`);

  it.each(['application/octet-stream', 'text/plain', 'text/html'])('loads when served as %s', async (type) => {
    expect(await inPage({ types: { '.wasm': type } }, load)).toBe('loaded');
  });

  it('that is missing is said to be missing', async () => {
    const folders = { ...LIBRARY_FOLDERS, '/astc-wasm/wasm/': '/nowhere' };
    expect(await inPage({ folders }, load)).toMatchObject({
      code: 'E_WASM',
      message: expect.stringMatching(/^The codec binary was not found: status 404 for http.*astc-wasm\.wasm$/),
      hint: expect.stringContaining('createEncoder({ wasm'),
    });
  });

  it.each(['text/html', 'application/wasm'])('that is a page, served as %s, is said to be none', async (type) => {
    const files = { '/astc-wasm/wasm/astc-wasm.wasm': '<!doctype html><title>app</title>' };
    expect(await inPage({ files, types: { '.wasm': type } }, load)).toMatchObject({
      code: 'E_WASM',
      message: expect.stringMatching(/is not WebAssembly: it starts with "<!doctype html>.*", served as /),
      hint: expect.stringContaining('createEncoder({ wasm'),
    });
  });

  it('that is damaged is said to be damaged', async () => {
    const files = { '/astc-wasm/wasm/astc-wasm.wasm': Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 99) };
    expect(await inPage({ files }, load)).toMatchObject({ code: 'E_WASM', hint: expect.stringContaining('damaged') });
  });

  it('that a content security policy forbids is said to be forbidden, and by what', async () => {
    const headers = { 'Content-Security-Policy': "script-src 'self' 'unsafe-inline'" };
    expect(await inPage({ headers }, load)).toMatchObject({
      code: 'E_WASM',
      hint: expect.stringContaining('wasm-unsafe-eval'),
    });
  });
});
