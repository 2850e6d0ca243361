/** The tarball in the Nodes people have: as ES module, from CommonJS, and as a command. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { expectProof } from './support/expect-proof.js';
import { expectedHashes, expectedPng, type Hashes, sha256 } from './support/expected.js';
import { findNode } from './support/paths.js';
import { layApp, parseProof, run } from './support/recipes.js';

const VERSIONS = [
  {
    name: `${process.version}, the one that runs the tests`,
    node: process.execPath,
    major: Number.parseInt(process.versions.node, 10),
  },
  { name: '22', node: findNode(22), major: 22 },
  { name: '24', node: findNode(24), major: 24 },
];

let expected: Hashes;
let folder: string;
let command: string;
beforeAll(async () => {
  expected = await expectedHashes();
  folder = layApp('node');
  writeFileSync(join(folder, 'picture.png'), await expectedPng());
  const installed = join(inject('project'), 'node_modules/astc-wasm');
  command = join(installed, JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).bin['astc-wasm']);
});

for (const { name, node, major } of VERSIONS) {
  const title = node === undefined ? `Node ${name}: SKIPPED, no package of it runs on this platform` : `Node ${name}`;
  describe.skipIf(node === undefined)(title, () => {
    it('imports it, and gives the same bytes with 1 thread and with 2', async () => {
      const result = await run(node!, ['node.js'], folder);
      expect(result.stderr).toBe('');
      expectProof(parseProof(result), expected);
    });

    // Node 20 has no require() of ES modules: there CommonJS imports, as everywhere.
    const ways = major >= 22 ? ['require.cjs', 'import.cjs'] : ['import.cjs'];
    it.each(ways)('runs from CommonJS: %s', async (script) => {
      const result = await run(node!, [script], folder);
      expect(result.stderr).toBe('');
      expectProof(parseProof(result), expected);
    });

    it.each([1, 2])('runs the command with %i threads', async (threads) => {
      const output = join(folder, `node${major}-${threads}.ktx2`);
      const args = [
        'encode',
        'picture.png',
        '-o',
        output,
        '--block',
        '6x6',
        '--quality',
        'medium',
        '--threads',
        `${threads}`,
      ];
      expect(await run(node!, [command, ...args, '--force'], folder)).toMatchObject({ code: 0, stderr: '' });
      expect(sha256(readFileSync(output))).toBe(expected.astc);
    });
  });
}
