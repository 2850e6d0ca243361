/** Which way imports may point: read from the import lines themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Layers of src from the lowest; a file imports from lower layers and from its own folder. */
const SOURCE_LAYERS: readonly (readonly string[])[] = [
  [
    'src/abort.ts',
    'src/errors.ts',
    'src/types.ts',
    'src/version.ts',
    'src/nearest.ts',
    'src/warn.ts',
    'src/normal-layout.ts',
    'src/resample-words.ts',
  ],
  ['src/vk-formats', 'src/unpack'],
  ['src/codec'],
  ['src/containers', 'src/images', 'src/metrics', 'src/pool'],
  ['src/host/host.ts', 'src/host/port-crew.ts', 'src/host/port-worker.ts'],
  ['src/host'],
  [
    'src/gpu/bindings.ts',
    'src/gpu/block-passes.ts',
    'src/gpu/compile-shader.ts',
    'src/gpu/shader-text.ts',
    'src/gpu/tables.ts',
    'src/gpu/usage.ts',
  ],
  ['src/gpu/astc', 'src/gpu/etc'],
  ['src/gpu'],
  ['src/targets.ts'],
  ['src/options', 'src/shapes'],
  ['src/validate', 'src/resample', 'src/auto-footprint'],
  ['src/weights'],
  ['src'],
  ['src/gpu-texture'],
  ['src/cli/files'],
  // What stages speak through.
  ['src/cli/session.ts', 'src/cli/reports.ts', 'src/cli/extensions.ts', 'src/cli/memory-size.ts'],
  ['src/cli/stages'],
  [
    'src/cli/inputs',
    'src/cli/cache',
    'src/cli/run-reports',
    'src/cli/block-map',
    'src/cli/completion',
    'src/cli/bench',
  ],
  ['src/cli/queue'],
  ['src/cli/flags.ts', 'src/cli/slips.ts'],
  ['src/cli/config'],
  ['src/cli', 'src/playground'],
];

/** What neighbours of one layer may still import from each other, with the reason. */
const SOURCE_EXCEPTIONS: readonly { from: string; to: string; why: string }[] = [
  { from: 'src/images', to: 'src/containers/sniff-file.ts', why: 'one table of signatures tells all files apart' },
  { from: 'src/images', to: 'src/containers/container-words.ts', why: 'which kinds are textures is said once' },
  { from: 'src/metrics', to: 'src/images/accept-pixels.ts', why: 'pixels are checked in one place' },
  { from: 'src/metrics', to: 'src/images/channels.ts', why: 'component types are defined once' },
  { from: 'src/metrics', to: 'src/images/srgb.ts', why: 'the transfer function is defined once' },
  { from: 'src/metrics', to: 'src/images/float-values.ts', why: 'integers become light in one place' },
  { from: 'src/metrics', to: 'src/images/half-float.ts', why: 'half floats are rounded in one place' },
];

/** Only tables: containers never run the codec. */
const CONTAINERS_MAY_USE = 'src/codec/formats.ts';

/** Rooms of the ASTC search from the lowest; what stands beside them may use them all, they only the quality table. */
const SEARCH_ROOMS = [
  'block',
  'tables',
  'lines',
  'prediction',
  'patterns',
  'candidate',
  'weights',
  'endpoints',
  'trial',
  'lanes',
] as const;

const ASSEMBLY_LAYERS: readonly (readonly string[])[] = [
  ['assembly/status.ts', 'assembly/arena.ts', 'assembly/preset-rows.ts', 'assembly/ascending-list.ts'],
  ['assembly/simd'],
  ['assembly/bits'],
  ['assembly/astc', 'assembly/etc', 'assembly/resample'],
  ['assembly/etc-lanes'],
  ['assembly/astc-search/quality.ts'],
  ...SEARCH_ROOMS.map((room) => [`assembly/astc-search/${room}`]),
  ['assembly/astc-search', 'assembly/etc-search'],
  ['assembly/gpu'],
  ['assembly/reference/lanes.ref.ts'],
  ...SEARCH_ROOMS.map((room) => [`assembly/reference/astc-search/${room}`]),
  [
    'assembly/reference/astc',
    'assembly/reference/etc-lanes',
    'assembly/reference/etc-search',
    'assembly/reference/resample',
  ],
  ['assembly/reference'],
  ['assembly'],
];

/** Packages that only some files may touch, and how. */
const PACKAGES: Readonly<Record<string, { files: RegExp; isLazy: boolean }>> = {
  sharp: { files: /^src\/images\//, isLazy: true },
  piscina: { files: /^src\/host\/node\/piscina-crew\.ts$/, isLazy: true },
  'fflate/browser': { files: /^src\/(unpack\/|host\/)/, isLazy: false },
  fzstd: { files: /^src\/unpack\//, isLazy: false },
  bullmq: { files: /^src\/cli\/queue\/load-bullmq\.ts$/, isLazy: true },
  ioredis: { files: /^src\/cli\/queue\/load-bullmq\.ts$/, isLazy: true },
  aws4fetch: { files: /^src\/cli\/cache\/bucket-store\.ts$/, isLazy: true },
  chokidar: { files: /^src\/cli\/file-watcher\.ts$/, isLazy: true },
  picomatch: { files: /^src\/cli\/config\//, isLazy: true },
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

/** What `#host` is in Node and elsewhere. */
const HOSTS = { node: 'src/host/node/index.ts', web: 'src/host/web/index.ts' } as const;

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

/** Files that import each other in a circle, or lie between two circles. */
function findCircles(imports: readonly Import[]): string[] {
  let left = imports;
  for (let count = Number.POSITIVE_INFINITY; left.length < count; ) {
    count = left.length;
    const importing = new Set(left.map(({ file }) => file));
    const imported = new Set(left.map(({ target }) => target));
    left = left.filter(({ file, target }) => imported.has(file) && importing.has(target));
  }
  return [...new Set(left.map(({ file }) => file))];
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

  it('load no package of Node with the library itself but what reads files, and two small ones of others', () => {
    const { files, packages } = reach('node', (entry) => !entry.isDynamic);
    const builtIn = [...packages].filter((name) => name.startsWith('node:'));
    // Reading a file is what the host of Node is for; threads and budgets come with first use.
    expect(builtIn.sort()).toEqual(['node:fs', 'node:fs/promises', 'node:module', 'node:url']);
    expect([...packages].filter((name) => !builtIn.includes(name)).sort()).toEqual(WEB_PACKAGES);
    expect(files.size).toBeGreaterThan(20);
    expect([...files].filter((file) => file.startsWith('src/cli/'))).toEqual([]);
  });

  it('reach no module of Node, no sharp and no piscina outside Node, loaded at once or later', () => {
    const { files, packages } = reach('web', () => true);
    expect([...packages].filter((name) => !WEB_PACKAGES.includes(name))).toEqual([]);
    expect([...files].filter((file) => file.startsWith('src/host/node/'))).toEqual([]);
    expect(files).toContain('src/host/web/index.ts');
  });
});

/** Packages that run in browsers. */
const WEB_PACKAGES = ['fflate/browser', 'fzstd'];

/** What the library's entry imports, itself or by others, where `#host` is the given one. */
function reach(host: keyof typeof HOSTS, isFollowed: (entry: Import) => boolean) {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const entry of SOURCE_IMPORTS.filter((each) => each.file === file && !each.isType && isFollowed(each))) {
      const target = entry.target === '#host' ? HOSTS[host] : entry.target;
      if (target.startsWith('src/')) visit(target);
      else packages.add(target);
    }
  };
  visit('src/index.ts');
  return { files, packages };
}

describe('imports in assembly', () => {
  it('point from the search over the format and the bits down to the lanes', () => {
    const local = ASSEMBLY_IMPORTS.filter((entry) => entry.target.startsWith('assembly/'));
    expect(local.length).toBeGreaterThan(50);
    expect(local.filter((entry) => isUpward(entry, ASSEMBLY_LAYERS)).map(describeImport)).toEqual([]);
  });

  it('never run in a circle', () => {
    const split = ASSEMBLY_IMPORTS.find(({ target }) => target === 'assembly/etc-search/refine-split.ts')!;
    const back = { ...split, file: split.target, target: split.file };
    expect(findCircles([...ASSEMBLY_IMPORTS, back]).sort()).toEqual([split.file, split.target].sort());
    expect(findCircles(ASSEMBLY_IMPORTS)).toEqual([]);
  });

  it('stay in one search', () => {
    const across = /^assembly\/(?:astc|etc)-search\//;
    const strangers = ASSEMBLY_IMPORTS.filter(
      ({ file, target }) => across.test(file) && across.test(target) && file.split('/')[1] !== target.split('/')[1],
    );
    expect(strangers.map(describeImport)).toEqual([]);
  });

  it('know every room of the search, and its twin by the same name', () => {
    const roomsOf = (folder: string) => {
      const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    };
    expect(roomsOf('assembly/astc-search').sort()).toEqual([...SEARCH_ROOMS].sort());
    const twins = sourceFiles('assembly/reference/astc-search').map((file) => dirname(file).split('/').at(-1));
    expect(twins.filter((room) => !SEARCH_ROOMS.some((name) => name === room))).toEqual([]);
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
