/** Packages that are the user's to install. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A package that is not beside this one, of the project whose folder this is: `npx` keeps us apart from what a project has.
 * The import beside this one is the caller's, inside `try`: bundlers take it for one that may fail there alone.
 *
 * @param error  of that import
 * @throws `error` where it says anything else, or there is none in the project either; what loading throws
 */
export async function importFromProject<T>(name: string, error: unknown): Promise<T> {
  if (!isNotFound(error)) throw error;
  let path: string;
  try {
    path = createRequire(join(process.cwd(), 'package.json')).resolve(name);
  } catch {
    throw error;
  }
  return import(pathToFileURL(path).href) as Promise<T>;
}

/** Whether an import failed since there is no such package. */
export function isNotFound(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
}
