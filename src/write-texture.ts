/** A texture to the bytes of a file: the options of writing, checked, and the container that is to hold it. */
import { checkTexture } from './containers/check-texture.js';
import { writeContainer } from './containers/texture-file.js';
import { resolveWriteOptions } from './options/resolve.js';
import type { WriteOptions } from './options/write-options.js';
import type { Texture } from './types.js';

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
