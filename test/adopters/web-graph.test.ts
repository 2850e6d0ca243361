/** What a page loads: nothing of Node, and little. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { TOOLS } from './support/paths.js';

/** Bytes of JavaScript after gzip that a page needs to compress, its worker included. */
const BUDGET_BYTES = 36_000;
/** The same to write the result as any container, too. */
const WRITING_BUDGET_BYTES = 50_000;
/**
 * The same of everything the library has, validation, inspection, metrics, unpacking, the readers of images, 5 kB that weigh
 * texels and tell what they are, and, 50 kB of it, the shaders included.
 */
const WHOLE_BUDGET_BYTES = 205_000;

interface Bundle {
  /** Bytes after gzip of every file the page loads at once, and of those that wait until they are asked for. */
  eagerBytes: number;
  lazyBytes: number;
  inputs: string[];
  /** Of those, what the page loads at once. */
  eagerInputs: string[];
  /** Imports nobody could resolve. */
  external: string[];
}

interface BuildResult {
  outputFiles: { path: string; contents: Uint8Array }[];
  metafile: {
    inputs: Record<string, { imports: { path: string; external?: boolean }[] }>;
    outputs: Record<string, { entryPoint?: string; imports: { path: string; kind: string }[]; inputs: object }>;
  };
}

/** Files that the entries reach by static imports. */
function eagerOutputs({ outputs }: BuildResult['metafile'], entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (path: string) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const each of outputs[path]?.imports ?? []) if (each.kind === 'import-statement') visit(each.path);
  };
  for (const path of Object.keys(outputs)) if (entries.includes(basename(path))) visit(path);
  return new Set([...reached].map((path) => basename(path)));
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
  const eager = eagerOutputs(metafile, ['main.js', 'astc-worker.js']);
  const isLazy = ({ path }: { path: string }) => !eager.has(basename(path));
  const eagerInputs = Object.entries(metafile.outputs)
    .filter(([path]) => eager.has(basename(path)))
    .flatMap(([, output]) => Object.keys(output.inputs));
  return {
    eagerBytes: bytesOf(outputFiles.filter((file) => !isLazy(file))),
    lazyBytes: bytesOf(outputFiles.filter(isLazy)),
    inputs: Object.keys(metafile.inputs),
    eagerInputs,
    external: Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter((each) => each.external).map(({ path }) => path),
    ),
  };
}

describe('the graph of the web', () => {
  let compressing: Bundle;
  let encoding: Bundle;
  let whole: Bundle;
  beforeAll(async () => {
    compressing = await bundle('compressing', "export { createEncoder, encode } from 'astc-wasm';");
    encoding = await bundle('encoding', "export { createEncoder, encode, writeTexture } from 'astc-wasm';");
    whole = await bundle('whole', "export * from 'astc-wasm';");
  });

  it('reaches no module of Node, and neither sharp nor piscina', () => {
    expect(whole.external).toEqual([]);
    const strangers = /node_modules\/(sharp|piscina|commander|@napi-rs|@img)\/|\/host\/node\/|\/cli\//;
    expect(whole.inputs.filter((path) => strangers.test(path))).toEqual([]);
    expect(whole.inputs.length).toBeGreaterThan(30);
  });

  it(`is at most ${BUDGET_BYTES / 1000} kB after gzip to compress, the worker included`, () => {
    console.log(`JavaScript after gzip to compress: ${compressing.eagerBytes} bytes`);
    expect(compressing.eagerBytes).toBeLessThanOrEqual(BUDGET_BYTES);
  });

  it(`is at most ${WRITING_BUDGET_BYTES / 1000} kB after gzip to write files as well`, () => {
    console.log(`JavaScript after gzip to compress and write: ${encoding.eagerBytes} bytes`);
    expect(encoding.eagerBytes).toBeLessThanOrEqual(WRITING_BUDGET_BYTES);
  });

  it('packs nothing before it is asked to', () => {
    const packers = /zstd-engine|load-z|\/(fflate|fzstd)\//;
    expect(encoding.eagerInputs.filter((path) => packers.test(path))).toEqual([]);
    expect(encoding.eagerInputs.length).toBeGreaterThan(30);
  });

  it(`is at most ${WHOLE_BUDGET_BYTES / 1000} kB after gzip in all`, () => {
    const { eagerBytes, lazyBytes } = whole;
    console.log(
      `JavaScript after gzip of everything: ${eagerBytes} bytes, and ${lazyBytes} that read images and compress on the GPU`,
    );
    expect(eagerBytes + lazyBytes).toBeLessThanOrEqual(WHOLE_BUDGET_BYTES);
  });
});
