/** Pages for browser tests: folders and texts served on this machine, isolated or not, with right or wrong headers. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** By extension. */
export const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ktx2': 'image/ktx2',
};

/** What makes a page cross-origin isolated: its threads may share memory then. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

export interface SiteOptions {
  /** Path prefixes, ending in `/`, and the folders they show; the longest that fits counts. */
  folders?: Readonly<Record<string, string>>;
  /** Paths and the texts or bytes they show. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  isIsolated?: boolean;
  /** Types by extension, where they are to differ from the right ones. */
  types?: Readonly<Record<string, string>>;
  /** Further headers of every answer. */
  headers?: Readonly<Record<string, string>>;
}

export interface Site {
  /** As `http://127.0.0.1:1234`, without a slash at its end. */
  origin: string;
  close(): Promise<void>;
}

/** Serves a site until it is closed. */
export function openSite(options: SiteOptions): Promise<Site> {
  return startServer((request, response) => void answer(request, response, options));
}

/** A server on a free port of this machine alone. */
export async function startServer(listener: RequestListener): Promise<Site> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: SiteOptions): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  const extension = extname(path);
  const headers = {
    'Content-Type': options.types?.[extension] ?? TYPES[extension] ?? 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    ...(options.isIsolated && ISOLATION),
    ...options.headers,
  };
  const content = options.files?.[path] ?? (await readFromFolder(path, options.folders ?? {}));
  response.writeHead(content === undefined ? 404 : 200, headers);
  response.end(content ?? 'not found');
}

async function readFromFolder(path: string, folders: Readonly<Record<string, string>>) {
  const prefixes = Object.keys(folders).filter((prefix) => path.startsWith(prefix));
  const prefix = prefixes.sort((a, b) => b.length - a.length)[0];
  if (prefix === undefined) return undefined;
  const inside = normalize(`/${path.slice(prefix.length)}`);
  return readFile(join(folders[prefix]!, inside)).catch(() => undefined);
}

/** The built library and what it imports, as folders of a site that uses {@link LIBRARY_IMPORTS}. */
export const LIBRARY_FOLDERS = { '/astc-wasm/': join(ROOT, 'dist'), '/modules/': join(ROOT, 'node_modules') };

/** The import map by which a page without a bundler finds the library. */
export const LIBRARY_IMPORTS = {
  'astc-wasm': '/astc-wasm/index.js',
  'astc-wasm/gpu': '/astc-wasm/gpu-texture/index.js',
  '#host': '/astc-wasm/host/web/index.js',
  'fflate/browser': '/modules/fflate/esm/browser.js',
  fzstd: '/modules/fzstd/esm/index.mjs',
};

/** A page with that import map; scripts are run in it by the test. */
export function libraryPage(body = ''): string {
  const imports = JSON.stringify({ imports: LIBRARY_IMPORTS });
  return `<!doctype html><title>astc-wasm</title><script type="importmap">${imports}</script><body>${body}`;
}
