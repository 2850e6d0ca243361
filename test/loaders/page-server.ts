/** A small server for pages that use real loaders: their bundles, files of packages, and textures out of memory. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ADOPTERS_MODULES } from './adopters.js';

const PAGES = fileURLToPath(new URL('pages', import.meta.url));

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

export interface PageServer {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly origin: string;
  /** Puts a file at `/files/<name>` and gives its URL. */
  addFile(name: string, bytes: Uint8Array): string;
  close(): Promise<void>;
}

/** The parts of esbuild that are used; it comes from the adopters' folder. */
interface Bundler {
  build(options: Record<string, unknown>): Promise<{ outputFiles: { contents: Uint8Array }[] }>;
}

/** Serves `/pages/<name>.html`, which runs the bundle of `pages/<name>.js` and keeps its exports as `window.page`. */
export async function servePage(name: string): Promise<PageServer> {
  const bundle = await bundlePage(name);
  const files = new Map<string, Uint8Array>([
    [`/pages/${name}.html`, Buffer.from(htmlOf(name))],
    [`/pages/${name}.js`, bundle],
  ]);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    answer(response, path, files.get(path) ?? moduleFile(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    addFile: (file, bytes) => {
      files.set(`/files/${file}`, bytes);
      return `${origin}/files/${file}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
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
    logLevel: 'error',
    write: false,
  });
  return outputFiles[0]!.contents;
}

function htmlOf(name: string): string {
  return `<!doctype html><link rel="icon" href="data:,"><script type="module">
import * as page from '/pages/${name}.js';
window.page = page;
</script>`;
}

function moduleFile(path: string): Uint8Array | undefined {
  const inside = /^\/modules\/((?:[\w@.-]+\/)*[\w@.-]+)$/.exec(path)?.[1];
  if (inside === undefined || inside.split('/').includes('..')) return undefined;
  const file = join(ADOPTERS_MODULES, inside);
  return existsSync(file) ? readFileSync(file) : undefined;
}

function answer(response: ServerResponse, path: string, bytes: Uint8Array | undefined): void {
  const type = MIME_TYPES[extname(path)] ?? 'application/octet-stream';
  response.writeHead(bytes === undefined ? 404 : 200, { 'Content-Type': bytes === undefined ? 'text/plain' : type });
  response.end(bytes ?? `no ${path}`);
}
