/** Bundles for the browser, each run there: in the page and in a worker of it, isolated and not. */
import type { ChildProcess } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { browserTitle, Chromium, chromium } from './support/chromium.js';
import { expectInPlace, expectProof } from './support/expect-proof.js';
import { expectedHashes, expectedPng, expectedReading, type Hashes, type Reading } from './support/expected.js';
import { TOOLS } from './support/paths.js';
import { buildRecipe, layApp, run, start } from './support/recipes.js';
import { ISOLATION, type StaticServer, serveFolder } from './support/server.js';

const BUNDLES = [
  { recipe: 'vite', tool: 'Vite' },
  { recipe: 'esbuild', tool: 'esbuild' },
  { recipe: 'webpack', tool: 'webpack' },
  { recipe: 'rollup', tool: 'rollup' },
];
/** Those whose bundles need the `worker` option, for their tools do not bundle the library's own worker. */
const NEED_WORKER_OPTION = ['esbuild', 'rollup'];

const PLACES = [
  { where: 'in the page, isolated', query: '', headers: ISOLATION },
  { where: 'in a worker, isolated', query: '?worker', headers: ISOLATION },
  { where: 'in the page, not isolated', query: '', headers: {} },
  { where: 'in a worker, not isolated', query: '?worker', headers: {} },
];

describe.skipIf('missing' in chromium)(browserTitle('bundled for the browser'), () => {
  let expected: Hashes;
  let browser: Chromium;
  let server: StaticServer;
  beforeAll(async () => {
    expected = await expectedHashes();
    browser = await Chromium.launch();
    server = await serveFolder(inject('project'));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  describe.each(BUNDLES)('by $tool', ({ recipe }) => {
    const page = `${recipe}/dist/index.html`;
    beforeAll(async () => {
      const folder = await buildRecipe(recipe);
      // Vite makes the page itself, and it and webpack the page's own worker.
      if (recipe !== 'vite') copyFileSync(join(folder, 'index.html'), join(folder, 'dist/index.html'));
      writeFileSync(join(folder, 'dist/picture.png'), await expectedPng());
      if (NEED_WORKER_OPTION.includes(recipe))
        writeFileSync(join(folder, 'dist/in-worker.js'), "import './main.js';\n");
    });

    it.each(PLACES)('gives the same bytes with 1 worker and with 2, $where', async ({ query, headers }) => {
      const { proof, complaints } = await browser.visit(server.url(page, { headers }) + query);
      expect(complaints).toEqual([]);
      expect(proof.isIsolated).toBe(headers === ISOLATION);
      expectProof(proof, expected);
    });

    it('reads a PNG to the same pixels, colours under full transparency too', async () => {
      const { proof, complaints } = await browser.visit<Reading>(`${server.url(page)}?read`);
      expect(complaints).toEqual([]);
      expect(proof).toEqual(expectedReading());
    });

    if (!NEED_WORKER_OPTION.includes(recipe)) return;
    it('warns once without the worker option, and gives the same bytes in place', async () => {
      const { proof } = await browser.visit(`${server.url(page, { headers: ISOLATION })}?no-worker`);
      expectInPlace(proof, expected, /worker/i);
    });
  });

  it('by esbuild as a classic script: names what it lacks', async () => {
    const folder = layApp('classic');
    const args = ['main.js', '--bundle', '--format=iife', '--outdir=dist', '--log-level=error'];
    expect(await run(join(TOOLS, 'esbuild/bin/esbuild'), args, folder)).toMatchObject({ code: 0 });
    writeFileSync(join(folder, 'dist/index.html'), '<script src="./main.js"></script>');
    const { code, message, hint } = await browser.visitFailing(server.url('classic/dist/index.html'));
    expect({ code, message }).toEqual({ code: 'E_WASM', message: expect.stringContaining('classic script') });
    expect(hint).toContain('createEncoder({ wasm: url })');
  });

  describe('by Vite as it serves while one develops', () => {
    const servers: ChildProcess[] = [];
    afterAll(() => {
      for (const process of servers) process.kill();
    });

    it.each([
      { config: 'vite.config.js', what: 'isolated', isIsolated: true },
      { config: 'plain.config.js', what: 'not isolated', isIsolated: false },
    ])('gives the same bytes in the page and in a worker, $what', async ({ config, isIsolated }) => {
      const folder = join(inject('project'), 'vite');
      writeFileSync(
        join(folder, 'plain.config.js'),
        "import config from './vite.config.js';\nexport default { ...config, cacheDir: '.vite-plain', server: {} };\n",
      );
      const vite = start(
        process.execPath,
        [join(TOOLS, 'vite/bin/vite.js'), '--config', config, '--port', '0'],
        folder,
      );
      servers.push(vite);
      const url = await addressOf(vite);
      for (const query of ['', '?worker']) {
        const { proof, complaints } = await browser.visit(url + query);
        expect(complaints).toEqual([]);
        expect(proof.isIsolated).toBe(isIsolated);
        expectProof(proof, expected);
      }
    });
  });
});

/** The address the development server prints when it is ready. */
function addressOf(vite: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk;
      const [url] = /http:\/\/localhost:\d+\//.exec(text) ?? [];
      if (url !== undefined) resolve(url);
    };
    vite.stdout?.on('data', read);
    vite.stderr?.on('data', read);
    vite.on('close', () => reject(new Error(text)));
  });
}
