/** A page with a real loader in a real browser, which loads textures and gives back what became of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { closeBrowser, openBrowser } from '../support/browser.js';
import { openSite } from '../support/web-server.js';
import { ADOPTERS_MODULES } from './adopters.js';

const PAGES = fileURLToPath(new URL('pages', import.meta.url));
const TYPES = { '.ktx': 'image/ktx', '.astc': 'image/astc', '.pkm': 'application/octet-stream' };
/** What Chromium wants before it gives out WebGPU on a machine without a GPU. */
const WEBGPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
/** Milliseconds: loaders that fail do not always say so. */
const PATIENCE_MS = 10_000;

/** What a page gave back for a file. */
export interface Loaded {
  /** Why there is nothing else. */
  refusal?: string;
  /** RGBA of 0..1 as shaders read the texture, row-major from its first row. */
  texels: Float32Array;
  /** RGBA bytes of the loader's own unlit quad, one pixel a texel, row-major from the top; empty where a page draws none. */
  drawn: Uint8Array;
  /** The same in Babylon's StandardMaterial. */
  drawnStandard: Uint8Array;
  /** RGBA of 0..1 that is left of a texture of some shape from afar; empty where a page does not ask. */
  distant: Float32Array;
  /** What the graphics API complained of. */
  error?: string;
  /** What the loader calls the texture. */
  label: string;
}

export interface LoaderPage {
  /** Loads a file of this name; `facts` go to the page. */
  load(name: string, bytes: Uint8Array, facts: Readonly<Record<string, unknown>>): Promise<Loaded>;
  close(): Promise<void>;
}

/** The parts of esbuild that are used; it comes from the adopters' folder. */
interface Bundler {
  build(options: Record<string, unknown>): Promise<{ outputFiles: { contents: Uint8Array }[] }>;
}

/** What pages export. */
type PageLoad = (facts: Record<string, unknown>) => Promise<Record<string, string | undefined>>;

/** A browser for several pages; `closeBrowser` ends it. */
export function openLoaderBrowser(chromium: string): Promise<Browser> {
  return openBrowser(chromium, WEBGPU_FLAGS);
}

/**
 * Opens `pages/<name>.js`, bundled with the packages of the adopters' folder.
 *
 * @param chromium  path of the browser that is started for this page alone, or one that runs
 */
export async function openLoaderPage(name: string, chromium: string | Browser): Promise<LoaderPage> {
  const files: Record<string, string | Uint8Array> = {
    '/page.html': htmlPage(),
    '/page.js': await bundlePage(name),
  };
  const site = await openSite({ files, folders: { '/modules/': `${ADOPTERS_MODULES}/` }, types: TYPES });
  const browser = typeof chromium === 'string' ? await openLoaderBrowser(chromium) : chromium;
  let page: Page | undefined;
  const close = async () => {
    await (browser === chromium ? page?.close() : closeBrowser(browser));
    await site.close();
  };
  try {
    page = await browser.newPage();
    await page.goto(`${site.origin}/page.html`);
    await page.waitForFunction('window.load !== undefined');
    const opened = page;
    let fileCount = 0;
    return {
      close,
      async load(name, bytes, facts) {
        // A path of its own: loaders keep what they loaded.
        const path = `/files/${fileCount++}-${name}`;
        files[path] = bytes;
        const answer = await opened.evaluate(loadInPage, { url: `${site.origin}${path}`, ...facts }, PATIENCE_MS);
        delete files[path];
        return fromAnswer(answer);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs in the page: must not use anything from outside. */
async function loadInPage(facts: Record<string, unknown>, patience: number) {
  const { load } = globalThis as unknown as { load: PageLoad };
  const giveUp = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), patience));
  try {
    return await Promise.race([load(facts), giveUp]);
  } catch (error) {
    return { refusal: String((error as Error | undefined)?.message ?? error) };
  }
}

function fromAnswer(answer: Record<string, string | undefined>): Loaded {
  const bytes = (name: string) => Uint8Array.from(Buffer.from(answer[name] ?? '', 'base64'));
  const { refusal, error, label = '' } = answer;
  return {
    ...(refusal !== undefined && { refusal }),
    ...(error !== undefined && { error }),
    texels: new Float32Array(bytes('texels').buffer),
    drawn: bytes('drawn'),
    drawnStandard: bytes('drawnStandard'),
    distant: new Float32Array(bytes('distant').buffer),
    label,
  };
}

async function bundlePage(name: string): Promise<Uint8Array> {
  const esbuild = (await import(pathToFileURL(join(ADOPTERS_MODULES, 'esbuild/lib/main.js')).href)) as Bundler;
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(PAGES, `${name}.js`)],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    nodePaths: [ADOPTERS_MODULES],
    // The package as it is published: the project's own paths lead to its sources.
    tsconfigRaw: '{}',
    logLevel: 'error',
    write: false,
  });
  return outputFiles[0]!.contents;
}

function htmlPage(): string {
  return `<!doctype html><link rel="icon" href="data:,"><script type="module">
import { load } from '/page.js';
window.load = load;
</script>`;
}

/** The installed version of a package. */
export function adopterVersion(name: string): string {
  const text = readFileSync(join(ADOPTERS_MODULES, name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
