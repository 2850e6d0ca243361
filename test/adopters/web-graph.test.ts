/** What a page loads: nothing of Node, and little. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { TOOLS } from './support/paths.js';

/** Bytes of JavaScript after gzip that a page needs to compress and to write files, its worker included. */
const BUDGET_BYTES = 33_000;
/** The same of everything the library has, inspection, metrics and the readers of images included. */
const WHOLE_BUDGET_BYTES = 54_000;

interface Bundle {
  /** Bytes after gzip of every file the page loads at once, and of those that wait for `readImage`, `encodePng`, sizes or mip levels. */
  eagerBytes: number;
  lazyBytes: number;
  inputs: string[];
  /** Imports nobody could resolve. */
  external: string[];
}

interface BuildResult {
  outputFiles: { path: string; contents: Uint8Array }[];
  metafile: { inputs: Record<string, { imports: { path: string; external?: boolean }[] }> };
}

/** A page's module and the worker, bundled as the recipe of esbuild does. */
async function bundle(name: string, contents: string): Promise<Bundle> {
  const esbuild = await import(/* @vite-ignore */ pathToFileURL(join(TOOLS, 'esbuild/lib/main.js')).href);
  const folder = join(inject('project'), `web-graph-${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'main.js'), contents);
  const { outputFiles, metafile }: BuildResult = await esbuild.build({
    entryPoints: { main: join(folder, 'main.js'), 'astc-worker': 'astc-wasm/worker' },
    absWorkingDir: folder,
    outdir: 'dist',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const bytesOf = (files: BuildResult['outputFiles']) =>
    files.reduce((total, { contents }) => total + gzipSync(contents, { level: 9 }).length, 0);
  const isLazy = ({ path }: { path: string }) => /^(web-codec|resample)/.test(basename(path));
  return {
    eagerBytes: bytesOf(outputFiles.filter((file) => !isLazy(file))),
    lazyBytes: bytesOf(outputFiles.filter(isLazy)),
    inputs: Object.keys(metafile.inputs),
    external: Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter((each) => each.external).map(({ path }) => path),
    ),
  };
}

describe('the graph of the web', () => {
  let encoding: Bundle;
  let whole: Bundle;
  beforeAll(async () => {
    encoding = await bundle('encoding', "export { createEncoder, encode, writeTexture } from 'astc-wasm';");
    whole = await bundle('whole', "export * from 'astc-wasm';");
  });

  it('reaches no module of Node, and neither sharp nor piscina', () => {
    expect(whole.external).toEqual([]);
    const strangers = /node_modules\/(sharp|piscina|commander|@napi-rs|@img)\/|\/host\/node\/|\/cli\//;
    expect(whole.inputs.filter((path) => strangers.test(path))).toEqual([]);
    expect(whole.inputs.length).toBeGreaterThan(30);
  });

  it(`is at most ${BUDGET_BYTES / 1000} kB after gzip to compress and write files, the worker included`, () => {
    console.log(`JavaScript after gzip to compress and write: ${encoding.eagerBytes} bytes`);
    expect(encoding.eagerBytes).toBeLessThanOrEqual(BUDGET_BYTES);
  });

  it(`is at most ${WHOLE_BUDGET_BYTES / 1000} kB after gzip in all`, () => {
    const { eagerBytes, lazyBytes } = whole;
    console.log(`JavaScript after gzip of everything: ${eagerBytes} bytes, and ${lazyBytes} that read images`);
    expect(eagerBytes + lazyBytes).toBeLessThanOrEqual(WHOLE_BUDGET_BYTES);
  });
});
