/**
 * `npm run bench:pictures -- <folder>`: the pictures of a page in `results/`, from the packages that ship them, with the
 * manifest of their classes. See README.md.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writePng } from './images.mjs';
import { readListed } from './picture-sources.mjs';
import { LISTS } from './published.mjs';
import { log, runCommand, UsageError, writeWhole } from './run.mjs';

const USAGE = `usage: npm run bench:pictures -- <folder> [options]

  --list NAME       published or hold-out                    default published
  --from FOLDER     the node_modules that has the packages   default that of this project
  --system FOLDER   where Debian's packages are unpacked     default /`;

/** @typedef {import('./published.mjs').Published} Published */

async function main() {
  const options = /** @type {const} */ ({
    list: { type: 'string', default: 'published' },
    from: { type: 'string', default: fileURLToPath(new URL('../node_modules', import.meta.url)) },
    system: { type: 'string', default: '/' },
  });
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new UsageError('expected one folder for the pictures');
  const pictures = LISTS[/** @type {import('./published.mjs').ListName} */ (values.list)];
  if (pictures === undefined)
    throw new UsageError(`--list: expected one of ${Object.keys(LISTS).join(' ')}, got "${values.list}"`);
  const pathOf = (/** @type {Published} */ { system, package: name, file }) =>
    system === true ? join(values.system, file) : join(values.from, name, file);
  checkPresence(pictures.filter((picture) => !existsSync(pathOf(picture))));
  mkdirSync(folder, { recursive: true });
  for (const picture of pictures) {
    const image = await readListed(pathOf(picture), picture);
    await writePng(join(folder, `${picture.name}.png`), image);
    log(`${picture.name}: ${image.width}x${image.height}`);
  }
  const lines = pictures.map(({ name, class: kind }) => `${name}.png\t${kind}\n`);
  writeWhole(join(folder, 'classes.tsv'), lines.join(''));
}

/**
 * @param {readonly Published[]} missing
 * @throws {UsageError} that says how to get them
 */
function checkPresence(missing) {
  if (missing.length === 0) return;
  const packagesOf = (/** @type {boolean} */ isSystem) =>
    [...new Set(missing.filter(({ system = false }) => system === isSystem).map((each) => each.package))].join(' ');
  const ways = [
    { command: 'npm i --no-save --ignore-scripts', packages: packagesOf(false) },
    { command: 'apt-get download, dpkg -x FILE FOLDER, --system FOLDER:', packages: packagesOf(true) },
  ].filter(({ packages }) => packages !== '');
  throw new UsageError(
    `not there: ${ways.map(({ command, packages }) => `${packages} (${command} ${packages})`).join('; ')}`,
  );
}

await runCommand(USAGE, main);
