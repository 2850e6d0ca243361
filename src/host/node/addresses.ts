/** Where a binary of the package may lie. */
import { pathToFileURL } from 'node:url';

/** What a CommonJS bundle has instead of `import.meta.url`. */
declare const __filename: string | undefined;

/** In the package, seen from this file; beside the one file that a bundler made. */
export function packageAddresses(fileName: string): URL[] {
  const self = import.meta.url;
  if (self !== undefined) return [new URL(`../../wasm/${fileName}`, import.meta.url), new URL(fileName, self)];
  return typeof __filename === 'string' ? [new URL(fileName, pathToFileURL(__filename))] : [];
}
