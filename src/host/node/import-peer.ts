/** Packages that are the user's to install. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A package beside this one, or in the project whose folder this is: `npx` keeps us apart from what a project has.
 *
 * @param load  imports it by its name, which bundlers and types want to see
 * @throws what loading throws; where there is none, that it was not found
 */
export async function importPeer<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    let path: string;
    try {
      path = createRequire(join(process.cwd(), 'package.json')).resolve(name);
    } catch {
      throw error;
    }
    return import(pathToFileURL(path).href) as Promise<T>;
  }
}
