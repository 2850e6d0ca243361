/** A page in a real browser that can import this repository's sources, transpiled as they are asked for. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import ts from 'typescript';
import { afterAll, beforeAll } from 'vitest';
import { closeBrowser, findChromium, openBrowser } from '../support/browser.js';
import { type Site, startServer } from '../support/web-server.js';

const ROOT = new URL('../../', import.meta.url);
const chromium = findChromium();

/** For `describe.skipIf`, and the words behind its title. */
export const HAS_CHROMIUM = 'path' in chromium;
export const WHY_NO_CHROMIUM = 'path' in chromium ? '' : `: skipped, ${chromium.missing}`;

/** Calls a function that a file of this repository exports, in the page; arguments and result are JSON. */
export type RunInPage = <F extends (...args: never[]) => unknown>(
  path: string,
  name: string,
  ...args: Parameters<F>
) => Promise<Awaited<ReturnType<F>>>;

/**
 * One browser for the tests of a file, closed after them.
 *
 * @returns what opens a page that can run this repository's sources, and closes it after the work
 */
export function useSourcePages(): <T>(work: (run: RunInPage, page: Page) => Promise<T>) => Promise<T> {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    if (!('path' in chromium)) return;
    browser = await openBrowser(chromium.path);
    site = await serveSources();
  });
  afterAll(async () => {
    if (!HAS_CHROMIUM) return;
    await closeBrowser(browser);
    await site.close();
  });
  return async (work) => {
    const page = await browser.newPage();
    try {
      await page.goto(site.origin);
      // As text: a test runner rewrites the imports of functions.
      const run: RunInPage = (path, name, ...args) =>
        page.evaluate(`import('/${path}').then((file) => file.${name}(...${JSON.stringify(args)}))`) as never;
      return await work(run, page);
    } finally {
      await page.close();
    }
  };
}

function serveSources(): Promise<Site> {
  return startServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>sources</title>');
      return;
    }
    try {
      response.setHeader('content-type', 'text/javascript').end(await transpile(path));
    } catch (error) {
      response.writeHead(404).end(String(error));
    }
  });
}

async function transpile(path: string): Promise<string> {
  const file = fileURLToPath(new URL(`.${path.replace(/\.js$/, '.ts')}`, ROOT));
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  return ts.transpileModule(await readFile(file, 'utf8'), { compilerOptions }).outputText;
}
