/** Without a bundler: an import map over the installed files, and servers and policies that get the binary wrong. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { browserTitle, Chromium, chromium } from './support/chromium.js';
import { expectProof } from './support/expect-proof.js';
import { expectedHashes, expectedPng, expectedReading, type Hashes, type Reading } from './support/expected.js';
import { layApp } from './support/recipes.js';
import { ISOLATION, type StaticServer, serveFolder } from './support/server.js';

const PAGE = 'no-bundler/index.html';
/** The import map stands in the page, which needs 'unsafe-inline'. */
const policy = (more: string) => ({
  'Content-Security-Policy': `default-src 'self' data:; script-src 'self' 'unsafe-inline' ${more}`,
});

describe.skipIf('missing' in chromium)(browserTitle('without a bundler'), () => {
  let expected: Hashes;
  let browser: Chromium;
  let server: StaticServer;
  beforeAll(async () => {
    expected = await expectedHashes();
    browser = await Chromium.launch();
    server = await serveFolder(inject('project'));
    writeFileSync(join(layApp('no-bundler', 'no-bundler'), 'picture.png'), await expectedPng());
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each([
    { how: 'isolated', options: { headers: ISOLATION } },
    { how: 'not isolated', options: {} },
    { how: 'with the binary as application/octet-stream', options: { wasm: { type: 'application/octet-stream' } } },
    { how: 'with the binary as text/plain', options: { wasm: { type: 'text/plain' } } },
    { how: 'under a policy that allows WebAssembly', options: { headers: policy("'wasm-unsafe-eval'") } },
  ])('gives the same bytes in 2 workers, $how', async ({ options }) => {
    const { proof, complaints } = await browser.visit(server.url(PAGE, options));
    expect(complaints).toEqual([]);
    expectProof(proof, expected);
  });

  it('reads a PNG to the same pixels', async () => {
    const { proof } = await browser.visit<Reading>(`${server.url(PAGE)}?read`);
    expect(proof).toEqual(expectedReading());
  });

  it.each([
    { what: 'a binary that is not there', options: { wasm: { status: 404 } }, cause: /404/ },
    { what: 'a server that fails', options: { wasm: { status: 500 } }, cause: /500/ },
    { what: 'a page in its place', options: { wasm: { html: '<!doctype html><title>app</title>' } }, cause: /HTML/i },
    { what: 'a policy without WebAssembly', options: { headers: policy('') }, cause: /wasm-unsafe-eval/ },
  ])('names $what', async ({ options, cause }) => {
    const { code, message, hint } = await browser.visitFailing(server.url(PAGE, options));
    expect(code).toBe('E_WASM');
    expect(`${message} ${hint}`).toMatch(cause);
    expect(`${message} ${hint}`).not.toMatch(/SIMD/);
    if (cause.source !== 'wasm-unsafe-eval') expect(`${message} ${hint}`).toContain('astc-wasm.wasm');
  });
});
