/** Which pictures are measured and what class each belongs to. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { LDR } from './ldr.mjs';
import { UsageError } from './run.mjs';

/** @typedef {import('./images.mjs').Pixels} Pixels */
/** @typedef {{ name: string, path: string, class: string, image: Pixels }} Source */

/** Classes that a word of a path tells. */
const NAMED_CLASSES = ['photo', 'texture', 'normal', 'alpha', 'grey', 'ui'];

/** Classes of pictures, in the order of the report. Why a path does not tell `hdr`: tone-mapped pictures are called so. */
export const CLASSES = [...NAMED_CLASSES, 'hdr'];

/**
 * Reads every picture named, or in a folder named, with its class: from the manifest, else from the first rule whose
 * text the path contains, else from a folder or file name that holds the name of a class, else from the content.
 *
 * @param {readonly string[]} paths files or folders
 * @param {{ manifest?: string | undefined, rules?: readonly string[] | undefined, domain?: import('./domains.mjs').Domain }} [options]
 *   `rules`: `text=class`
 * @returns {Promise<Source[]>}
 * @throws {UsageError} for what is not there, cannot be read or has no known class
 */
export async function readSources(paths, { manifest, rules = [], domain = LDR } = {}) {
  const files = paths.flatMap((path) => expand(path, domain.extensions));
  if (files.length === 0) throw new UsageError('no image given');
  const listed = manifest === undefined ? new Map() : readManifest(manifest);
  const parsed = rules.map(readRule);
  const sources = [];
  for (const path of files) {
    const image = await domain.read(path).catch((error) => {
      throw new UsageError(`${path}: not a picture that can be read (${error.message})`);
    });
    const known = listed.get(resolve(path)) ?? listed.get(basename(path)) ?? classOfPath(path, parsed);
    sources.push({ name: shortName(path, files), path, class: known ?? domain.classOf(image), image });
  }
  return sources;
}

/**
 * The least of a path that no other file shares: name, folder and name, or all of it.
 *
 * @param {string} path
 * @param {readonly string[]} files
 */
function shortName(path, files) {
  const forms = [
    (/** @type {string} */ file) => basename(file, extname(file)),
    (/** @type {string} */ file) => join(basename(dirname(resolve(file))), basename(file, extname(file))),
  ];
  const form = forms.find((shorten) => files.filter((file) => shorten(file) === shorten(path)).length === 1);
  return form === undefined ? path : form(path);
}

/**
 * @param {string} path
 * @param {readonly string[]} extensions
 * @returns {string[]} the file, or the pictures of the folder in order of name
 */
function expand(path, extensions) {
  if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder`);
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path).filter((name) => extensions.includes(extname(name).toLowerCase()));
  if (files.length === 0) throw new UsageError(`${path}: no pictures in this folder`);
  return files.sort().map((name) => join(path, name));
}

/**
 * A JSON object of path to class, or lines of path, tab, class; paths are relative to the manifest, or bare file names.
 *
 * @param {string} path
 * @returns {Map<string, string>} class by absolute path, and by file name
 */
export function readManifest(path) {
  if (!existsSync(path)) throw new UsageError(`${path}: no such manifest`);
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const pairs = text.trimStart().startsWith('{') ? readJson(path, text) : lines.map((line) => line.split('\t'));
  const classes = new Map();
  for (const [file = '', name = ''] of pairs) {
    checkClass(name.trim(), `${path}: ${file}`);
    classes.set(resolve(dirname(path), file), name.trim());
    classes.set(basename(file), name.trim());
  }
  return classes;
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {[string, string][]}
 */
function readJson(path, text) {
  try {
    return Object.entries(JSON.parse(text)).map(([file, name]) => [file, String(name)]);
  } catch (error) {
    throw new UsageError(`${path}: not JSON (${error instanceof Error ? error.message : error})`);
  }
}

/** @param {string} rule `text=class` */
function readRule(rule) {
  const [text = '', name = ''] = rule.split('=');
  if (text === '') throw new UsageError(`--class-from: expected text=class, got "${rule}"`);
  checkClass(name, '--class-from');
  return { text, name };
}

/**
 * @param {string} name
 * @param {string} where
 */
function checkClass(name, where) {
  if (!CLASSES.includes(name))
    throw new UsageError(`${where}: expected one of ${CLASSES.join(' ')} as class, got "${name}"`);
}

/**
 * @param {string} path
 * @param {readonly { text: string, name: string }[]} rules
 * @returns {string | undefined}
 */
export function classOfPath(path, rules) {
  const rule = rules.find(({ text }) => path.includes(text));
  if (rule !== undefined) return rule.name;
  const words = `${basename(dirname(resolve(path)))} ${basename(path)}`.toLowerCase().split(/[^a-z]+/);
  return NAMED_CLASSES.find((name) => words.includes(name) || words.includes(`${name}s`));
}

/**
 * Chooses few of many pictures without losing a class.
 *
 * @template {{ class: string }} T
 * @param {readonly T[]} sources
 * @param {number} count
 * @returns {T[]} at most `count`, of each class in turn
 */
export function spread(sources, count) {
  const ranks = sources.map(
    (source, index) => sources.slice(0, index).filter((other) => other.class === source.class).length,
  );
  const order = sources.map((source, index) => ({ source, rank: ranks[index] ?? 0 })).sort((a, b) => a.rank - b.rank);
  return order.slice(0, count).map(({ source }) => source);
}
