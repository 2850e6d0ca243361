/** A texture to the bytes of a file: the options of writing, checked, and the container that is to hold it. */
import { checkTexture } from './containers/check-texture.js';
import { writeContainer } from './containers/texture-file.js';
import { targetContainer } from './options/apply-target.js';
import { resolveWriteOptions } from './options/resolve.js';
import type { WriteOptions } from './options/write-options.js';
import type { Texture } from './types.js';

/**
 * Writes a texture into the container that is asked for, or that the target takes.
 *
 * @throws {AstcError} E_OPTION for a wrong value, an unknown name, a texture whose parts disagree, a container that cannot
 *   hold it, what the target would reject; E_UNSUPPORTED for what this version cannot write; E_TOO_LARGE
 * @example
 * await fs.writeFile('photo.ktx2', writeTexture(texture));
 */
export function writeTexture(texture: Texture, options: WriteOptions = {}): Uint8Array<ArrayBuffer> {
  const { container, target } = resolveWriteOptions(options);
  checkTexture(texture);
  if (target === undefined) return writeContainer(texture, container);
  return writeContainer(texture, targetContainer(target, texture, options.container));
}
