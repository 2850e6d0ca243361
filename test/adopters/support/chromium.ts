/** One Chromium for all cells of a file; every cell has a page of its own. */
import type { Browser, Page } from 'puppeteer-core';
import { closeBrowser, findChromium, openBrowser } from '../../support/browser.js';
import type { Proof } from './recipes.js';

export const chromium = findChromium();
/** Of a group of cells, with the reason where they are skipped. */
export const browserTitle = (title: string) =>
  'missing' in chromium ? `${title}: SKIPPED, ${chromium.missing}` : title;

/** What a page said besides its proof. */
export interface Visit<T> {
  proof: T;
  /** Of the console, warnings and errors. */
  complaints: string[];
}

export class Chromium {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async launch(): Promise<Chromium> {
    if ('missing' in chromium) throw new Error(chromium.missing);
    return new Chromium(await openBrowser(chromium.path));
  }

  /**
   * Opens an address of the app and waits for `globalThis.proof`.
   *
   * @throws Error with all the page said where it fails
   */
  async visit<T = Proof>(url: string): Promise<Visit<T>> {
    return this.#withPage(url, async (page, complaints) => {
      const outcome = await page.evaluate(settleProof);
      if (outcome.proof === undefined) throw new Error([outcome.error, ...complaints].join('\n'));
      return { proof: outcome.proof as T, complaints };
    });
  }

  /** The error an app fails with. */
  async visitFailing(url: string): Promise<{ code: string; message: string; hint: string }> {
    return this.#withPage(url, async (page, complaints) => {
      const outcome = await page.evaluate(settleProof);
      if (outcome.details === undefined)
        throw new Error(['did not fail as expected', outcome.error, ...complaints].join('\n'));
      return outcome.details;
    });
  }

  async #withPage<T>(url: string, work: (page: Page, complaints: string[]) => Promise<T>): Promise<T> {
    const page = await this.#browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (['warn', 'error'].includes(message.type())) complaints.push(message.text());
    });
    try {
      await page.goto(url, { waitUntil: 'load' });
      return await work(page, complaints);
    } finally {
      await page.close();
    }
  }

  close(): Promise<void> {
    return closeBrowser(this.#browser);
  }
}

/** Runs in the page: errors as plain objects, for their properties do not survive the way to the test. */
async function settleProof() {
  try {
    const promise = (globalThis as unknown as { proof?: Promise<unknown> }).proof;
    if (promise === undefined) return { error: 'the page defines no proof: its script did not run' };
    return { proof: await promise };
  } catch (caught) {
    const { code, message, hint, stack } = caught as Error & { code: string; hint: string };
    return { error: `${code} ${message} (${hint})\n${stack}`, details: { code, message, hint: hint ?? '' } };
  }
}
