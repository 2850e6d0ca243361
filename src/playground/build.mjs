/** Makes the static folder: the page, the library as shipped and what both import. Hosted anywhere, under any path. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { linkModules } from './link-modules.mjs';

const PAGE = fileURLToPath(new URL('.', import.meta.url));
const PHOTOS = fileURLToPath(new URL('../../fixtures/photos/', import.meta.url));
export const BUILD_FOLDER = fileURLToPath(new URL('../../build/playground/', import.meta.url));

/**
 * Builds the playground from `dist` and this folder; what was in `folder` is gone.
 *
 * @param {string} [folder]  Default: `build/playground`.
 * @returns {{ folder: string, modules: string[] }} paths of the modules, relative to the folder
 * @throws {Error} where `dist` is missing or the page reaches something no browser can load
 */
export function buildPlayground(folder = BUILD_FOLDER) {
  const linked = linkModules(['main.ts']);
  rmSync(folder, { recursive: true, force: true });
  for (const { path, content } of linked.values()) write(join(folder, path), content);
  for (const name of readdirSync(join(PAGE, 'styles'))) copy(join(PAGE, 'styles', name), join(folder, 'styles', name));
  for (const name of readdirSync(PHOTOS)) copy(join(PHOTOS, name), join(folder, 'samples', name));
  copy(join(PAGE, 'icon.svg'), join(folder, 'icon.svg'));
  write(join(folder, 'index.html'), preload(readFileSync(join(PAGE, 'index.html'), 'utf8'), linked));
  return { folder, modules: [...linked.keys()].filter((path) => path.endsWith('js')) };
}

/**
 * The page asks for all its modules at once instead of layer by layer.
 *
 * @param {string} html
 * @param {ReturnType<typeof linkModules>} linked
 */
function preload(html, linked) {
  const paths = new Set(['app/main.js']);
  for (const path of paths) for (const imported of linked.get(path)?.imports ?? []) paths.add(imported);
  const links = [...paths].map((path) => `    <link rel="modulepreload" href="${path}" />\n`);
  return html.replace('  </head>', `${links.join('')}  </head>`);
}

/**
 * @param {string} path
 * @param {string | Uint8Array} content
 */
function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { modules } = buildPlayground();
    process.stdout.write(`build/playground: ${modules.length} modules; host the folder anywhere\n`);
  } catch (error) {
    process.stderr.write(`error: ${/** @type {Error} */ (error).message}\n`);
    process.exitCode = 1;
  }
}
