/** The static folder: whole, free of what no browser loads, and not in the package. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPlayground } from '../../src/playground/build.mjs';
import { makeFolder } from '../support/cli.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = makeFolder();
const built = folder.at('playground');
let modules: string[];

beforeAll(() => {
  ({ modules } = buildPlayground(built));
});
afterAll(folder.remove);

/** Every name a module imports, statically or not. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(built, path), 'utf8');
  const pattern =
    /^\s*(?:import|export)\b[^'"=;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;
  return [...text.matchAll(pattern)].map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic)!);
}

describe('the build', () => {
  it('imports by relative address alone, and each leads to a file', () => {
    const imports = modules.flatMap((path) => importsOf(path).map((name) => ({ path, name })));
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.filter(({ name }) => !/^\.\.?\//.test(name))).toEqual([]);
    const lost = imports.filter(({ path, name }) => !existsSync(join(built, posix.join(dirname(path), name))));
    expect(lost).toEqual([]);
  });

  it('holds no module of Node and no package that needs one', () => {
    const packages = new Set(modules.filter((path) => path.startsWith('vendor/')).map((path) => path.split('/')[1]));
    expect([...packages].sort()).toEqual(['fflate', 'fzstd', 'ktx-parse']);
    expect(modules.filter((path) => path.startsWith('lib/host/node') || path.startsWith('lib/cli'))).toEqual([]);
  });

  it('holds the binary, the samples and every file the page names', () => {
    expect(existsSync(join(built, 'lib/wasm/astc-wasm.wasm'))).toBe(true);
    const html = readFileSync(join(built, 'index.html'), 'utf8');
    const named = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(built, path)))).toEqual([]);
  });

  it('names each element of the page that a script asks for', () => {
    const html = readFileSync(join(ROOT, 'src/playground/index.html'), 'utf8');
    const ids = new Set([...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id));
    const scripts = readdirSync(join(ROOT, 'src/playground')).filter((name) => name.endsWith('.ts'));
    const asked = scripts.flatMap((name) =>
      [...readFileSync(join(ROOT, 'src/playground', name), 'utf8').matchAll(/byId(?:<\w+>)?\('([^']+)'\)/g)].map(
        ([, id]) => id!,
      ),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('takes the public API and nothing else of the library', () => {
    const outside = modules
      .filter((path) => path.startsWith('app/'))
      .flatMap((path) => importsOf(path))
      .filter((name) => !name.startsWith('./'));
    expect(new Set(outside)).toEqual(new Set(['../lib/index.js']));
  });

  it('is no part of the package', () => {
    expect(existsSync(join(ROOT, 'dist/playground'))).toBe(false);
  });
});
