/** Files below folders and behind patterns, in an order that no file system has a say in. */
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { failOption } from '../../options/speech.js';
import { reasonOf } from '../files/system-errors.js';

/** Every file below a folder whose extension is one of these; hidden ones are left out, links are followed to files alone. */
export async function listFolder(folder: string, extensions: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) =>
    failOption(`Expected a folder that can be read but received ${folder} (${reasonOf(cause)})`),
  );
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => compareNames(a.name, b.name))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) paths.push(...(await listFolder(path, extensions)));
    else if (extensions.has(extname(entry.name).slice(1).toLowerCase())) paths.push(path);
  }
  return paths;
}

/** Whether a word is a pattern; brackets alone stand in many a file's name. */
export function isPattern(word: string): boolean {
  return /[*?{]/.test(word);
}

/** Every file that matches, hidden ones only where the pattern says so. */
export async function matchPattern(pattern: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const found = await glob(toSlashes(pattern), { expandDirectories: false, followSymbolicLinks: false });
  return found.sort(compareNames);
}

/** The folder that a pattern searches: what stands before its first wild part. */
export function patternRoot(pattern: string): string {
  const parts = toSlashes(pattern).split('/');
  const wild = parts.findIndex((part) => /[*?[\]{}!]/.test(part));
  return parts.slice(0, Math.min(wild, parts.length - 1)).join('/') || (pattern.startsWith('/') ? '/' : '.');
}

/** By the numbers of their letters: no language has a say in it either. */
function compareNames(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Windows writes folders with the sign that escapes a letter in patterns. */
function toSlashes(pattern: string): string {
  return process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern;
}
