/** A config's file → what it says, unchecked. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AstcError } from '../../errors.js';
import { failOption } from '../../options/speech.js';
import { reasonOf } from '../files/system-errors.js';
import { orAbort } from '../files/waiting.js';

/**
 * @param path  absolute
 * @returns what JSON holds, or what code exports by default: itself, what it promises, or what it returns
 * @throws {AstcError} E_READ; E_OPTION for what is no JSON and for code that fails; E_UNSUPPORTED for TypeScript where nothing
 *   takes its types away; E_ABORTED
 */
export async function loadConfig(path: string, signal: AbortSignal): Promise<unknown> {
  if (extname(path) === '.json') return readJson(path);
  const load = extname(path) === '.ts' ? (await import('./import-typescript.js')).importTypeScript : importFresh;
  return orAbort(signal, exportOf(load, path));
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AstcError('E_READ', `cannot be read (${reasonOf(cause)})`, { cause });
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    failOption(`Expected JSON but ${(cause as Error).message}`);
  }
}

async function exportOf(load: (path: string) => Promise<unknown>, path: string): Promise<unknown> {
  try {
    const exported = ((await load(path)) as { default?: unknown }).default;
    return await (typeof exported === 'function' ? exported() : exported);
  } catch (cause) {
    if (cause instanceof AstcError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AstcError('E_OPTION', `its code failed (${message})`, { cause });
  }
}

let loadCount = 0;

/** The module as it is now: one that was loaded before may have changed. */
export async function importFresh(path: string): Promise<unknown> {
  delete createRequire(path).cache[path];
  return import(`${pathToFileURL(path).href}?load=${++loadCount}`);
}
