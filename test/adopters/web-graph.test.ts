/** What a page loads: nothing of Node, and little. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { TOOLS } from './support/paths.js';

/** Bytes after gzip of all JavaScript together, whatever is loaded when. */
const BUDGET_BYTES = 30_000;

interface Graph {
  outputFiles: { path: string; contents: Uint8Array }[];
  metafile: { inputs: Record<string, { imports: { path: string; external?: boolean }[] }> };
}

/** Everything the library exports and its worker, as a bundler of a page resolves it. */
async function bundle(entry: string): Promise<Graph> {
  const esbuild = await import(/* @vite-ignore */ pathToFileURL(join(TOOLS, 'esbuild/lib/main.js')).href);
  return esbuild.build({
    stdin: { contents: entry, resolveDir: inject('project') },
    outdir: 'out',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
}

describe('the graph of the web', () => {
  let library: Graph;
  let worker: Graph;
  beforeAll(async () => {
    library = await bundle("export * from 'astc-wasm';");
    worker = await bundle("import 'astc-wasm/worker';");
  });

  it('reaches no module of Node, and neither sharp nor piscina', () => {
    for (const { metafile } of [library, worker]) {
      const inputs = Object.keys(metafile.inputs);
      expect(inputs.filter((path) => /node_modules\/(sharp|piscina|@napi-rs|@img)\//.test(path))).toEqual([]);
      expect(inputs.filter((path) => /\/host\/node\//.test(path))).toEqual([]);
      const external = Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter((each) => each.external));
      expect(external.map(({ path }) => path)).toEqual([]);
    }
    expect(Object.keys(library.metafile.inputs).length).toBeGreaterThan(30);
  });

  it(`is at most ${BUDGET_BYTES / 1000} kB of JavaScript after gzip, the worker included`, () => {
    const sizes = [library, worker].map(({ outputFiles }) =>
      outputFiles.reduce((total, { contents }) => total + gzipSync(contents, { level: 9 }).length, 0),
    );
    const [libraryBytes, workerBytes] = sizes as [number, number];
    console.log(`JavaScript after gzip: library ${libraryBytes} bytes, worker ${workerBytes} bytes`);
    expect(libraryBytes + workerBytes).toBeLessThanOrEqual(BUDGET_BYTES);
  });
});
