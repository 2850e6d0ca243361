/** A texture to the bytes of a file: the options of writing, checked, and the container that is to hold it. */

import { checkTexture } from './containers/check-texture.js';
import { CONTAINERS, type Container, writeContainer } from './containers/texture-file.js';
import { AstcError } from './errors.js';
import { nearestWord } from './nearest.js';
import type { Texture } from './types.js';

export interface WriteOptions {
  /** Kind of file. Default: `ktx2`. */
  container?: Container | undefined;
}

/** Defaults of {@link WriteOptions}. */
export const WRITE_DEFAULTS = { container: 'ktx2' } as const satisfies WriteOptions;

/** What the contract names and this version cannot do. */
const UNSUPPORTED: Readonly<Record<string, string>> = { zstd: 'writes no supercompression' };

/**
 * Writes a texture.
 *
 * @throws {AstcError} E_OPTION for a wrong value, an unknown name, a texture whose parts disagree, or a container that
 *   cannot hold it; E_UNSUPPORTED for what this version cannot write; E_TOO_LARGE
 * @example
 * await fs.writeFile('photo.ktx2', writeTexture(texture));
 */
export function writeTexture(texture: Texture, options: WriteOptions = {}): Uint8Array<ArrayBuffer> {
  const { container } = resolveWriteOptions(options);
  checkTexture(texture);
  return writeContainer(texture, container);
}

function resolveWriteOptions(options: WriteOptions): Required<WriteOptions> & { container: Container } {
  if (options === null || typeof options !== 'object') fail(`Expected an object for options but received ${options}`);
  const names = Object.keys(WRITE_DEFAULTS);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const what = Object.hasOwn(UNSUPPORTED, name) ? UNSUPPORTED[name] : undefined;
    if (what !== undefined) throw new AstcError('E_UNSUPPORTED', `this version ${what} (received ${name} ${value})`);
    if (!names.includes(name)) fail(`Expected ${names.join(' or ')} for options but received ${name}`, name, names);
  }
  const container = options.container ?? WRITE_DEFAULTS.container;
  if (!CONTAINERS.includes(container)) {
    fail(`Expected container ${CONTAINERS.join(', ')} but received ${container}`, String(container), CONTAINERS);
  }
  return { container };
}

function fail(message: string, typed = '', words: readonly string[] = []): never {
  const word = nearestWord(typed, words);
  throw new AstcError('E_OPTION', message, word === undefined ? {} : { hint: `did you mean ${word}?` });
}
