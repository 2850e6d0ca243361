/** The built playground in a real browser: files are dropped, controls used and downloads saved as people do. */

import { existsSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QUALITY_PRESETS, type QualityPreset } from 'astc-wasm';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { buildPlayground } from '../../src/playground/build.mjs';
import { serveFolder } from '../../src/playground/serve.mjs';
import { closeBrowser, openBrowser } from '../support/browser.js';
import { makeFolder } from '../support/cli.js';

/** Milliseconds any one thing on the page may take on a busy machine. */
const PATIENCE_MS = 60_000;

export class Playground {
  readonly page: Page;
  /** Addresses the page asked for. */
  readonly requests: string[] = [];
  /** What went wrong in the page without anybody catching it. */
  readonly errors: string[] = [];
  readonly url: string;
  readonly #session: CDPSession;
  readonly #downloads: string;

  private constructor(page: Page, session: CDPSession, url: string, downloads: string) {
    this.page = page;
    this.#session = session;
    this.url = url;
    this.#downloads = downloads;
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  /** The page, loaded and ready, in a wide window. */
  static async open(browser: Browser, url: string, downloads: string): Promise<Playground> {
    const page = await browser.newPage();
    const session = await page.createCDPSession();
    const playground = new Playground(page, session, url, downloads);
    await page.setViewport({ width: 1440, height: 900 });
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
    await page.goto(url);
    await page.waitForSelector('html[data-ready]');
    return playground;
  }

  /** Drops a file of this machine on the page, as from a file manager. */
  async drop(path: string): Promise<void> {
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await this.#session.send('Input.dispatchDragEvent', { type, x: 100, y: 200, data });
    }
  }

  /** Waits until work that was just begun is over, whatever came of it. */
  async settle(): Promise<void> {
    await this.page.waitForFunction(
      () => document.body.dataset.activity === 'idle' || document.body.dataset.activity === 'stopped',
      { timeout: PATIENCE_MS, polling: 20 },
    );
  }

  /** Sets a control as a person does, and waits for what follows from it. */
  async choose(selector: string, value: string): Promise<void> {
    await this.page.$eval(
      selector,
      (element, to) => {
        const control = element as HTMLInputElement | HTMLSelectElement;
        if (control instanceof HTMLInputElement && control.type === 'radio') return control.click();
        control.value = to;
        control.dispatchEvent(new Event('input', { bubbles: true }));
        control.dispatchEvent(new Event('change', { bubbles: true }));
      },
      value,
    );
  }

  /** The visible text of an element. */
  text(selector: string): Promise<string> {
    return this.page.$eval(selector, (element) => (element as HTMLElement).innerText.replaceAll(/\s+/g, ' ').trim());
  }

  /** Clicks a link to save and gives the bytes that arrived. */
  async save(name: string): Promise<Uint8Array> {
    const path = join(this.#downloads, name);
    // The browser would call a second one by another name.
    rmSync(path, { force: true });
    await this.page.click(`a[download="${name}"]`);
    const end = Date.now() + PATIENCE_MS;
    // A file in the making has another name, or no bytes yet.
    for (let before = 0; ; ) {
      const bytes = existsSync(path) ? statSync(path).size : 0;
      if (bytes > 0 && bytes === before) return readFile(path);
      if (Date.now() > end) throw new Error(`${name} was not saved`);
      before = bytes;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds of the thread itself. */
  tdur?: number;
  args: { name?: string };
}

/**
 * Milliseconds of the longest task of the page's thread while `work` runs. Time of its own processor counts, not time
 * that other processes of a busy machine take from it.
 */
export async function longestTaskMs({ page }: Playground, work: () => Promise<void>): Promise<number> {
  await page.tracing.start({ categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await work();
  const { traceEvents } = JSON.parse(Buffer.from((await page.tracing.stop())!).toString()) as {
    traceEvents: TraceEvent[];
  };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const isMain = ({ name, args }: TraceEvent) => name === 'thread_name' && args.name === 'CrRendererMain';
  const mains = new Set(traceEvents.filter(isMain).map(threadOf));
  const tasks = traceEvents.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(threadOf(event)),
  );
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

/**
 * A browser and the served page for one test file.
 *
 * @param flags  of the browser, where they are not the usual ones
 */
export async function startPlayground(chromium: string, isolated: boolean, flags?: string[]) {
  const folder = makeFolder();
  // Not at the root of its host, as on many a static one.
  buildPlayground(folder.at('site/tools/playground'));
  const server = await serveFolder({ folder: folder.at('site'), isolated });
  const browser = await openBrowser(chromium, [], flags);
  return {
    /** For files to drop. */
    folder,
    open: () => Playground.open(browser, `${server.url}tools/playground/`, folder.at('downloads')),
    stop: async () => {
      await closeBrowser(browser);
      await server.close();
      folder.remove();
    },
  };
}

/** Where the slider of quality has a preset. */
export function placeOf(quality: QualityPreset): string {
  return String(Object.keys(QUALITY_PRESETS).indexOf(quality));
}
