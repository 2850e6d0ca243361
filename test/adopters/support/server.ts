/** A plain server of static files, and of what servers do wrong. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { startServer, TYPES } from '../../support/web-server.js';

export { ISOLATION } from '../../support/web-server.js';

/** How the binary is served. Default: as it should be. */
export type WasmService = { type: string } | { status: number } | { html: string };

export interface ServerOptions {
  /** Sent with every file. */
  headers?: Readonly<Record<string, string>>;
  wasm?: WasmService;
}

export interface StaticServer {
  /** Address of a path, with the options it is to be served with. */
  url: (path: string, options?: ServerOptions) => string;
  close: () => Promise<void>;
}

/**
 * Serves a folder under /0/, /1/, … with the options each address was asked for with.
 */
export async function serveFolder(folder: string): Promise<StaticServer> {
  const services: ServerOptions[] = [];
  const { origin, close } = await startServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, number, rest] = /^\/(\d+)(\/.*)$/.exec(pathname) ?? [];
    const options = services[Number(number)];
    if (options === undefined || rest === undefined) return void response.writeHead(404).end('no such service');
    void answer(response, join(folder, normalize(rest)), options);
  });
  return { url: (path, options = {}) => `${origin}/${services.push(options) - 1}/${path}`, close };
}

async function answer(response: ServerResponse, path: string, options: ServerOptions): Promise<void> {
  const extension = extname(path);
  const wasm = extension === '.wasm' ? options.wasm : undefined;
  const headers = { ...options.headers, 'Cache-Control': 'no-store' };
  if (wasm !== undefined && 'status' in wasm) return void response.writeHead(wasm.status, headers).end('Not found');
  if (wasm !== undefined && 'html' in wasm) {
    return void response.writeHead(200, { ...headers, 'Content-Type': 'text/html' }).end(wasm.html);
  }
  try {
    const bytes = await readFile(path);
    const type = wasm?.type ?? TYPES[extension] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'Content-Type': type }).end(bytes);
  } catch {
    response.writeHead(404, headers).end('Not found');
  }
}
