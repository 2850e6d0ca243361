/** Which way imports may point: read from the import lines themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Layers of src from the lowest; a file imports from lower layers and from its own folder. */
const SOURCE_LAYERS: readonly (readonly string[])[] = [
  ['src/errors.ts', 'src/types.ts', 'src/version.ts', 'src/nearest.ts', 'src/normal-layout.ts'],
  ['src/codec'],
  ['src/containers', 'src/images', 'src/metrics', 'src/pool'],
  ['src/options'],
  ['src'],
  ['src/cli'],
];

/** What neighbours of one layer may still import from each other, with the reason. */
const SOURCE_EXCEPTIONS: readonly { from: string; to: string; why: string }[] = [
  { from: 'src/images', to: 'src/containers/sniff-file.ts', why: 'one table of signatures tells all files apart' },
  { from: 'src/metrics', to: 'src/images/channels.ts', why: 'component types are defined once' },
  { from: 'src/metrics', to: 'src/images/srgb.ts', why: 'the transfer function is defined once' },
];

/** Only tables: containers never run the codec. */
const CONTAINERS_MAY_USE = 'src/codec/formats.ts';

const ASSEMBLY_LAYERS: readonly (readonly string[])[] = [
  ['assembly/status.ts', 'assembly/arena.ts', 'assembly/preset-rows.ts'],
  ['assembly/simd'],
  ['assembly/bits'],
  ['assembly/astc', 'assembly/etc'],
  ['assembly/astc-search', 'assembly/etc-search'],
  ['assembly/reference'],
  ['assembly'],
];

/** Packages that only some files may touch, and how. */
const PACKAGES: Readonly<Record<string, { files: RegExp; isLazy: boolean }>> = {
  sharp: { files: /^src\/images\//, isLazy: true },
  piscina: { files: /^src\/pool\/worker-pool\.ts$/, isLazy: true },
  'ktx-parse': { files: /^src\/(containers\/|codec\/formats\.ts)/, isLazy: false },
  commander: { files: /^src\/cli\//, isLazy: false },
};

interface Import {
  file: string;
  /** Repository path, or the name of a package. */
  target: string;
  isType: boolean;
  isDynamic: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).replaceAll('\\', '/'));
}

/** A static import or export, spread over lines or not; a dynamic one; and a bare one. */
const IMPORT_PATTERN =
  /^\s*(?:import|export)\s+(?<type>type\s)?[^'";]*?from\s+'(?<from>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'\s*\)|^\s*import\s+'(?<bare>[^']+)'/gm;

function readImports(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORT_PATTERN)].map(({ groups }) => {
    const specifier = groups?.from ?? groups?.dynamic ?? groups?.bare ?? '';
    return {
      file,
      target: specifier.startsWith('.') ? resolveTarget(file, specifier) : specifier,
      isType: groups?.type !== undefined,
      isDynamic: groups?.dynamic !== undefined,
    };
  });
}

function resolveTarget(file: string, specifier: string): string {
  const path = relative(ROOT, resolve(ROOT, dirname(file), specifier)).replaceAll('\\', '/');
  return path.endsWith('.js') ? path.replace(/\.js$/, '.ts') : path.endsWith('.ts') ? path : `${path}.ts`;
}

/** The layer whose folder or file is nearest to the path. */
function layerOf(path: string, layers: readonly (readonly string[])[]): number {
  let best = { layer: -1, length: -1 };
  for (const [layer, names] of layers.entries()) {
    for (const name of names) {
      const isInside = path === name || path.startsWith(`${name}/`);
      if (isInside && name.length > best.length) best = { layer, length: name.length };
    }
  }
  return best.layer;
}

function isUpward({ file, target }: Import, layers: readonly (readonly string[])[]): boolean {
  if (dirname(file) === dirname(target)) return false;
  return layerOf(target, layers) >= layerOf(file, layers);
}

const describeImport = ({ file, target }: Import) => `${file} → ${target}`;
const SOURCE_IMPORTS = sourceFiles('src').flatMap(readImports);
const ASSEMBLY_IMPORTS = sourceFiles('assembly').flatMap(readImports);

describe('imports in src', () => {
  const local = SOURCE_IMPORTS.filter((entry) => entry.target.startsWith('src/'));

  it('are all read: every file but the leaves has some', () => {
    expect(local.length).toBeGreaterThan(100);
    expect(local.some(({ file, target }) => file === 'src/index.ts' && target === 'src/encoder.ts')).toBe(true);
    expect(SOURCE_IMPORTS.filter((entry) => entry.isDynamic).length).toBeGreaterThan(3);
  });

  it('name files that exist', () => {
    const files = new Set(sourceFiles('src'));
    expect(local.filter((entry) => !files.has(entry.target)).map(describeImport)).toEqual([]);
  });

  it('point from cli over index, then pool, containers, images and metrics, down to the codec', () => {
    const isExcepted = ({ file, target }: Import) =>
      SOURCE_EXCEPTIONS.some((exception) => file.startsWith(`${exception.from}/`) && target === exception.to);
    const upward = local.filter((entry) => isUpward(entry, SOURCE_LAYERS) && !isExcepted(entry));
    expect(upward.map(describeImport)).toEqual([]);
  });

  it('keep containers and images away from the codec but for its format table', () => {
    const users = local.filter(({ file }) => /^src\/(containers|images|metrics)\//.test(file));
    const intoCodec = users.filter(({ target }) => target.startsWith('src/codec/') && target !== CONTAINERS_MAY_USE);
    expect(intoCodec.map(describeImport)).toEqual([]);
  });

  it('have an exception only where one is used', () => {
    const unused = SOURCE_EXCEPTIONS.filter(
      ({ from, to }) => !local.some(({ file, target }) => file.startsWith(`${from}/`) && target === to),
    );
    expect(unused).toEqual([]);
  });

  it.each(Object.entries(PACKAGES))('of %s stand where they belong', (name, { files, isLazy }) => {
    const uses = SOURCE_IMPORTS.filter((entry) => entry.target === name && !entry.isType);
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter(({ file }) => !files.test(file)).map(describeImport)).toEqual([]);
    if (isLazy) expect(uses.filter((entry) => !entry.isDynamic).map(describeImport)).toEqual([]);
  });

  it('load no package of Node and none but ktx-parse with the library itself', () => {
    const loaded = new Set<string>();
    const packages = new Set<string>();
    const visit = (file: string) => {
      if (loaded.has(file)) return;
      loaded.add(file);
      for (const entry of SOURCE_IMPORTS.filter((each) => each.file === file && !each.isType && !each.isDynamic)) {
        if (entry.target.startsWith('src/')) visit(entry.target);
        else packages.add(entry.target);
      }
    };
    visit('src/index.ts');
    expect([...packages]).toEqual(['ktx-parse']);
    expect(loaded.size).toBeGreaterThan(20);
    expect([...loaded].filter((file) => file.startsWith('src/cli/'))).toEqual([]);
  });
});

describe('imports in assembly', () => {
  it('point from the search over the format and the bits down to the lanes', () => {
    const local = ASSEMBLY_IMPORTS.filter((entry) => entry.target.startsWith('assembly/'));
    expect(local.length).toBeGreaterThan(50);
    expect(local.filter((entry) => isUpward(entry, ASSEMBLY_LAYERS)).map(describeImport)).toEqual([]);
  });

  it('reach the references from the check binary’s entries and from each other only', () => {
    const users = ASSEMBLY_IMPORTS.filter(({ target }) => target.startsWith('assembly/reference/'));
    const mayUse = /^assembly\/(check(-\w+)?\.ts$|reference\/)/;
    const strangers = users.filter(({ file }) => !mayUse.test(file));
    expect(strangers.map(describeImport)).toEqual([]);
  });

  it('stay in assembly', () => {
    expect(ASSEMBLY_IMPORTS.filter((entry) => !entry.target.startsWith('assembly/')).map(describeImport)).toEqual([]);
  });
});
