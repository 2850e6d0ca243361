/** The tarball outside Node and browsers: Deno, Bun, and the runtime of Cloudflare's edge. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { expectInPlace, expectProof } from './support/expect-proof.js';
import { expectedHashes, expectedPng, type Hashes, sha256 } from './support/expected.js';
import { findBun, findDeno, findWorkerd } from './support/paths.js';
import { buildRecipe, layApp, parseProof, run } from './support/recipes.js';

const RUNTIMES = [
  { name: 'Deno', program: findDeno(), args: ['run', '--allow-all'] },
  { name: 'Bun', program: findBun(), args: ['run'] },
];
const titleOf = (name: string, program: string | undefined) =>
  program === undefined ? `${name}: SKIPPED, no package of it runs on this platform` : name;

let expected: Hashes;
let folder: string;
let command: string;
beforeAll(async () => {
  expected = await expectedHashes();
  folder = layApp('runtimes');
  writeFileSync(join(folder, 'picture.png'), await expectedPng());
  command = join(inject('project'), 'node_modules/astc-wasm/dist/cli/bundle/main.js');
});

for (const { name, program, args } of RUNTIMES) {
  describe.skipIf(program === undefined)(titleOf(name, program), () => {
    it('gives the same bytes with 1 thread and with 2', async () => {
      const result = await run(program!, [...args, 'node.js'], folder);
      expect(result.stderr).toBe('');
      expectProof(parseProof(result), expected);
    });

    it.each([1, 2])('runs the command with %i threads', async (threads) => {
      const output = join(folder, `${name}-${threads}.ktx2`);
      const options = ['--block', '6x6', '--quality', 'medium', '--threads', `${threads}`];
      const result = await run(program!, [...args, command, 'encode', 'picture.png', '-o', output, ...options], folder);
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(sha256(readFileSync(output))).toBe(expected.astc);
    });
  });
}

describe.skipIf(findWorkerd() === undefined)(titleOf('workerd, without workers and files', findWorkerd()), () => {
  it('gives the same bytes from a WebAssembly.Module; for two threads it warns once', async () => {
    const edge = await buildRecipe('edge');
    const result = await run(findWorkerd()!, ['test', 'workerd.capnp'], edge);
    const proofs = result.stdout.split('\n').filter((line) => line.startsWith('{'));
    const [alone, asked] = proofs.map((line) => parseProof({ ...result, stdout: line }));
    expect(alone).toMatchObject({ runs: [{ threads: 1, ...expected, workers: 0 }], warnings: [] });
    expectInPlace(asked!, expected, /worker/i);
  });
});
