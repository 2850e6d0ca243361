/** A texture to the bytes of a file: the options of writing, checked, and the container that is to hold it. */
import { checkTexture } from './containers/check-texture.js';
import { writeContainer } from './containers/write-container.js';
import { checkPacking, packingOf } from './options/check-packing.js';
import { resolveWriteOptions } from './options/resolve.js';
import { targetContainer } from './options/target-container.js';
import type { WriteOptions } from './options/write-options.js';
import { packerOf } from './packers.js';
import type { Texture } from './types.js';

/**
 * Writes a texture into the container that is asked for, or that the target takes. Packing (`zstd`, `zlib`) gives the same bytes
 * on every machine; in browsers `loadZstd` or `loadZlib` comes first.
 *
 * @throws {AstcError} E_OPTION for a wrong value, an unknown name, a texture whose parts disagree, a container that cannot
 *   hold it, what the target would reject, packing that is not loaded; E_TOO_LARGE
 * @example
 * await fs.writeFile('photo.ktx2', writeTexture(texture, { zstd: 19 }));
 */
export function writeTexture(texture: Texture, options: WriteOptions = {}): Uint8Array<ArrayBuffer> {
  const filled = resolveWriteOptions(options);
  const { target } = filled;
  checkTexture(texture);
  const wanted = { container: options.container, packing: packingOf(filled) };
  const container = target === undefined ? filled.container : targetContainer(target, texture, wanted);
  checkPacking(filled, container);
  return writeContainer(texture, container, packerOf(filled));
}
