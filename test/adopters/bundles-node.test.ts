/** Bundles for Node: a few files without node_modules, the binary beside them. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectInPlace, expectProof } from './support/expect-proof.js';
import { expectedHashes, type Hashes } from './support/expected.js';
import { buildRecipe, parseProof, run } from './support/recipes.js';

const BUNDLES = [
  { recipe: 'node-esbuild', tool: 'esbuild, as ES module', entry: 'node.js' },
  { recipe: 'node-esbuild-cjs', tool: 'esbuild, as CommonJS', entry: 'node.cjs' },
  { recipe: 'node-webpack', tool: 'webpack', entry: 'node.cjs' },
  { recipe: 'node-rollup', tool: 'rollup', entry: 'node.js' },
  { recipe: 'node-vite', tool: 'Vite SSR, everything inlined', entry: 'node.js' },
];

let expected: Hashes;
beforeAll(async () => {
  expected = await expectedHashes();
});

describe.each(BUNDLES)('bundled for Node by $tool', ({ recipe, entry }) => {
  let bundle: string;
  beforeAll(async () => {
    const folder = await buildRecipe(recipe);
    // Away from the project, so that nothing is found in its node_modules.
    bundle = mkdtempSync(join(tmpdir(), 'astc-wasm-bundle-'));
    cpSync(join(folder, 'dist'), bundle, { recursive: true });
    writeFileSync(join(bundle, 'package.json'), '{ "type": "module" }');
    return () => rmSync(bundle, { recursive: true, force: true });
  });

  it('gives the same bytes with 1 thread and with 2, its worker bundled as an entry of its own', async () => {
    const result = await run(process.execPath, [entry], bundle);
    expect(result.stderr).toBe('');
    expectProof(parseProof(result), expected);
  });

  it('warns once without a worker, and gives the same bytes in place', async () => {
    const result = await run(process.execPath, [entry, 'no-worker'], bundle);
    expect(result.stderr).toBe('');
    expectInPlace(parseProof(result), expected, /worker|thread/i);
  });

  it('warns on the console where nobody listens', async () => {
    const result = await run(process.execPath, [entry, 'no-worker', 'no-listener'], bundle);
    expect(result.stderr.trim().split('\n')).toEqual([expect.stringMatching(/worker|thread/i)]);
    expect(parseProof(result)).toMatchObject({ runs: [expected] });
  });
});
