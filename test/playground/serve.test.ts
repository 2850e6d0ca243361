/** The server: right types and headers, and nothing from outside its folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFolder } from '../../src/playground/serve.mjs';
import { makeFolder } from '../support/cli.js';

const folder = makeFolder();
let isolated: Awaited<ReturnType<typeof serveFolder>>;
let plain: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  mkdirSync(folder.at('site/sub'), { recursive: true });
  mkdirSync(folder.at('site-of-others'));
  for (const name of ['index.html', 'a.js', 'b.mjs', 'c.css', 'd.wasm', 'e.png', 'f.svg', 'sub/with space.json']) {
    writeFileSync(folder.at(`site/${name}`), name);
  }
  writeFileSync(folder.at('secret.txt'), 'secret');
  writeFileSync(folder.at('site-of-others/secret.txt'), 'secret');
  isolated = await serveFolder({ folder: folder.at('site') });
  plain = await serveFolder({ folder: folder.at('site'), isolated: false });
});
afterAll(async () => {
  await isolated.close();
  await plain.close();
  folder.remove();
});

/** Asks for a path as it is written: `fetch` would tidy it up first. */
function get(base: string, path: string, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const { port } = new URL(base);
    const asked = request({ host: '127.0.0.1', port, path, method }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the server', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'index.html'],
    ['/a.js', 'text/javascript; charset=utf-8', 'a.js'],
    ['/b.mjs?query', 'text/javascript; charset=utf-8', 'b.mjs'],
    ['/c.css', 'text/css; charset=utf-8', 'c.css'],
    ['/d.wasm', 'application/wasm', 'd.wasm'],
    ['/e.png', 'image/png', 'e.png'],
    ['/f.svg', 'image/svg+xml', 'f.svg'],
    ['/sub/with%20space.json', 'application/json', 'sub/with space.json'],
  ])('gives %s as %s', async (path, type, body) => {
    const answer = await get(isolated.url, path);
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers['content-type']).toBe(type);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/sub/../../secret.txt',
    '/..%5csecret.txt',
    '/../site-of-others/secret.txt',
    '/%00',
    '/%',
    '/sub',
    '/nothing',
    '//etc/passwd',
  ])('gives nothing for %s', async (path) => {
    expect(await get(isolated.url, path)).toMatchObject({ status: 404, body: 'not found\n' });
  });

  it('answers HEAD without a body and refuses to be written to', async () => {
    expect(await get(isolated.url, '/a.js', 'HEAD')).toMatchObject({ status: 200, body: '' });
    expect(await get(isolated.url, '/a.js', 'PUT')).toMatchObject({ status: 404 });
  });

  it('isolates pages unless told otherwise', async () => {
    expect((await get(isolated.url, '/')).headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect((await get(plain.url, '/')).headers).not.toHaveProperty('cross-origin-opener-policy');
  });

  it('says where a port is taken', async () => {
    const port = Number(new URL(isolated.url).port);
    await expect(serveFolder({ folder: folder.at('site'), port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
