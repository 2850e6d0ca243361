/**
 * Collects every module and file a page reaches and makes its imports relative, since workers know no import maps and a
 * static host no package names. The library comes as it is shipped, from `dist`; the page itself is translated here.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = join(ROOT, 'src/playground');
const DIST = join(ROOT, 'dist');
const MODULES = join(ROOT, 'node_modules');
/** Folders of this machine and where their files go in the build. */
const PLACES = /** @type {const} */ ([
  [PAGE, 'app'],
  [DIST, 'lib'],
  [MODULES, 'vendor'],
]);

/** Conditions of package.json under which a browser's module graph is resolved. */
const CONDITIONS = new Set(['browser', 'module', 'import', 'default']);
const ASSET_PATTERN = /new URL\(\s*'([^']+)',\s*import\.meta\.url\s*\)/g;
const OPTIONS = /** @type {const} */ ({
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2022,
  verbatimModuleSyntax: true,
});

/**
 * @typedef {object} LinkedFile
 * @property {string} path  where it goes, with slashes, relative to the build
 * @property {string | Uint8Array} content
 * @property {string[]} imports  paths of the modules it imports statically
 */

/**
 * Everything reachable from the entries.
 *
 * @param {readonly string[]} entries  files of the page, as `main.ts`
 * @returns {Map<string, LinkedFile>} by path
 * @throws {Error} for an import that no browser could load
 */
export function linkModules(entries) {
  /** @type {Map<string, LinkedFile>} */
  const linked = new Map();
  const pending = entries.map((entry) => join(PAGE, entry));
  for (let source = pending.pop(); source !== undefined; source = pending.pop()) {
    const path = placeOf(source);
    if (linked.has(path)) continue;
    const { file, reached } = linkFile(source, path);
    linked.set(path, file);
    pending.push(...reached);
  }
  return linked;
}

/**
 * @param {string} source
 * @param {string} path
 * @returns {{ file: LinkedFile, reached: string[] }}
 */
function linkFile(source, path) {
  if (!/\.(ts|m?js)$/.test(source)) return { file: { path, content: readFileSync(source), imports: [] }, reached: [] };
  const text = readModule(source);
  const importedFiles = ts.preProcessFile(text, true).importedFiles.sort((a, b) => a.pos - b.pos);
  const isDynamic = dynamicImports(text);
  const imports = [];
  const reached = [];
  let content = '';
  let end = 0;
  for (const { fileName, pos } of importedFiles) {
    const target = resolveImport(fileName, source);
    const start = text.indexOf(fileName, pos);
    content += text.slice(end, start) + relativeTo(path, placeOf(target));
    end = start + fileName.length;
    reached.push(target);
    if (!isDynamic.has(fileName)) imports.push(placeOf(target));
  }
  content += text.slice(end);
  for (const [, asset] of text.matchAll(ASSET_PATTERN)) {
    reached.push(resolveImport(/** @type {string} */ (asset), source));
  }
  return { file: { path, content, imports }, reached };
}

/** Names in `import('…')`. @param {string} text */
function dynamicImports(text) {
  return new Set([...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map(([, name]) => name));
}

/** The text as browsers read it, without its reference to a source map. @param {string} source */
function readModule(source) {
  const text = readFileSync(source, 'utf8');
  const script = source.endsWith('.ts')
    ? ts.transpileModule(text, { fileName: source, compilerOptions: OPTIONS }).outputText
    : text;
  return script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n');
}

/**
 * The file an import names.
 *
 * @param {string} specifier
 * @param {string} importer
 */
function resolveImport(specifier, importer) {
  const file = specifier.startsWith('.')
    ? resolveRelative(specifier, importer)
    : specifier.startsWith('#')
      ? resolveEntry(ROOT, 'imports', specifier)
      : resolvePackage(specifier);
  if (file !== undefined && existsSync(file)) return file;
  const from = relative(ROOT, importer);
  throw new Error(
    `${from} imports ${specifier}, which no browser can load (is dist/ missing? run npm run build first)`,
  );
}

/** `fflate/browser` is an entry of `fflate`. @param {string} specifier */
function resolvePackage(specifier) {
  const [, name = '', entry = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
  return resolveEntry(join(MODULES, name), 'exports', `.${entry}`);
}

/**
 * A file of the page is TypeScript; what it imports from outside its folder is the library as shipped.
 *
 * @param {string} specifier
 * @param {string} importer
 */
function resolveRelative(specifier, importer) {
  const file = resolve(dirname(importer), specifier);
  if (!importer.startsWith(PAGE + sep)) return file;
  if (!file.startsWith(PAGE + sep)) return join(DIST, relative(join(ROOT, 'src'), file));
  return file.replace(/\.js$/, '.ts');
}

/**
 * @param {string} folder  of a package
 * @param {'imports' | 'exports'} field
 * @param {string} key
 */
function resolveEntry(folder, field, key) {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const entries = JSON.parse(readFileSync(path, 'utf8'))[field];
  const target = pickTarget(entries?.[key] ?? (key === '.' ? entries : undefined));
  return target === undefined ? undefined : join(folder, target);
}

/**
 * The first target whose conditions hold.
 *
 * @param {unknown} target
 * @returns {string | undefined}
 */
function pickTarget(target) {
  if (typeof target === 'string' || target === undefined || target === null) return target ?? undefined;
  for (const [condition, inner] of Object.entries(/** @type {object} */ (target))) {
    const picked = CONDITIONS.has(condition) ? pickTarget(inner) : undefined;
    if (picked !== undefined) return picked;
  }
  return undefined;
}

/** Where a file goes in the build. @param {string} source */
function placeOf(source) {
  for (const [folder, place] of PLACES) {
    if (source.startsWith(folder + sep)) {
      return [place, ...relative(folder, source).split(sep)].join('/').replace(/\.ts$/, '.js');
    }
  }
  return `assets/${basename(source)}`;
}

/**
 * @param {string} from  path of a module of the build
 * @param {string} to
 */
function relativeTo(from, to) {
  const path = relative(dirname(from), to).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
