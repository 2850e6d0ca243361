/** Where the real loaders are: a folder of packages beside the project's own, or the one ADOPTERS_MODULES names. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OWN_FOLDER = fileURLToPath(new URL('../adopters/node_modules', import.meta.url));

/** Absolute path of the folder. */
export const ADOPTERS_MODULES = process.env.ADOPTERS_MODULES ?? OWN_FOLDER;

/** Why these packages cannot be asked, or undefined where all are there. */
export function missingAdopters(...names: readonly string[]): string | undefined {
  const missing = names.filter((name) => !existsSync(join(ADOPTERS_MODULES, name, 'package.json')));
  return missing.length === 0 ? undefined : `no ${missing.join(', ')} in ${ADOPTERS_MODULES}`;
}
