/** The config that holds for a folder: its own, or that of the nearest folder above. */
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AstcError } from '../../errors.js';
import { failOption } from '../../options/speech.js';

export const CONFIG_NAMES = ['astc.config.json', 'astc.config.js', 'astc.config.mjs', 'astc.config.ts'];

/**
 * @param asked  the file that is named, false where none is wanted, undefined where it is to be found
 * @returns its absolute path
 * @throws {AstcError} E_READ for a file that is not there; E_OPTION for two in one folder
 */
export async function findConfig(asked: string | false | undefined, folder: string): Promise<string | undefined> {
  if (asked === false) return undefined;
  if (asked === undefined) return findUpward(resolve(folder));
  if (await isFile(asked)) return resolve(asked);
  throw new AstcError('E_READ', `Expected a file for --config but found none at ${asked}`);
}

async function findUpward(folder: string): Promise<string | undefined> {
  const found: string[] = [];
  for (const name of CONFIG_NAMES) if (await isFile(join(folder, name))) found.push(name);
  if (found.length > 1) {
    failOption(`Expected one config in ${folder} but found ${found.join(' and ')}`, '--config FILE says which');
  }
  if (found.length === 1) return join(folder, found[0]!);
  const above = dirname(folder);
  return above === folder ? undefined : findUpward(above);
}

const isFile = async (path: string) => (await stat(path).catch(() => undefined))?.isFile() === true;
