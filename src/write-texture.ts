/** Texture to file, with the options of the library checked. */
import { checkTexture } from './containers/check-texture.js';
import { writeContainer } from './containers/texture-file.js';
import { resolveWriteOptions } from './options/resolve.js';
import type { WriteOptions } from './options/write-options.js';
import type { Texture } from './types.js';

/**
 * The bytes of a texture file.
 *
 * @throws {AstcError} E_OPTION for a container that cannot hold the format, a texture whose parts disagree, an unknown
 *   option; E_UNSUPPORTED for what this version cannot write; the container's own codes otherwise
 * @example
 * await fs.writeFile('photo.ktx2', writeTexture(texture));
 */
export function writeTexture(texture: Texture, options: WriteOptions = {}): Uint8Array<ArrayBuffer> {
  const { container } = resolveWriteOptions(options);
  checkTexture(texture);
  return writeContainer(texture, container);
}
