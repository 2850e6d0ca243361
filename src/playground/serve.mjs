/**
 * Serves the built playground on localhost, with the headers that let pages share memory between workers. Options of the
 * command: `--port N`, and `--no-isolation` to see what a plain static host gives.
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TYPES = /** @type {Readonly<Record<string, string>>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
});

const ISOLATION_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * Serves a folder to this machine alone.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {number} [options.port]  0 takes any free one. Default: 0.
 * @param {boolean} [options.isolated]  Default: true.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} rejects where the port is taken
 */
export function serveFolder({ folder, port = 0, isolated = true }) {
  const headers = { 'cache-control': 'no-cache', ...(isolated ? ISOLATION_HEADERS : {}) };
  const server = createServer((request, response) => {
    const file =
      request.method === 'GET' || request.method === 'HEAD' ? findFile(folder, request.url ?? '/') : undefined;
    if (file === undefined) {
      response.writeHead(404, { ...headers, 'content-type': 'text/plain' }).end('not found\n');
      return;
    }
    const type = TYPES[extname(file.path)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'content-type': type, 'content-length': file.byteLength });
    if (request.method === 'HEAD') response.end();
    else pipeline(createReadStream(file.path), response, () => {});
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({
        url: `http://localhost:${address.port}/`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/**
 * The file a URL names, never one outside the folder.
 *
 * @param {string} folder
 * @param {string} url
 */
function findFile(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  const root = normalize(folder + sep);
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
  if (path.includes('\0') || !file.startsWith(root)) return undefined;
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? { path: file, byteLength: stats.size } : undefined;
}

/** Builds the page and serves it until the process is ended. */
async function main() {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4173' }, 'no-isolation': { type: 'boolean', default: false } },
  });
  const { buildPlayground } = await import('./build.mjs');
  const { folder } = buildPlayground();
  const { url } = await serveFolder({ folder, port: Number(values.port), isolated: !values['no-isolation'] });
  process.stdout.write(`playground: ${url}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    const reason = error.code === 'EADDRINUSE' ? `port ${error.port} is taken (try --port 0)` : error.message;
    process.stderr.write(`error: ${reason}\n`);
    process.exitCode = 1;
  });
}
