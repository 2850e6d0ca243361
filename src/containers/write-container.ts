/** The one door out, to every texture container. */
import { AstcError } from '../errors.js';
import type { Texture } from '../types.js';
import { writeAstc } from './astc-file.js';
import { CONTAINER_FORMATS, type Container, containersOf } from './container-words.js';
import { writeDds } from './dds-file.js';
import { writeKtx } from './ktx-file.js';
import { writeKtx2 } from './ktx2-write.js';
import type { Packer } from './packing.js';
import { writePkm } from './pkm-file.js';

const WRITERS: Readonly<Record<Container, (texture: Texture, packer?: Packer) => Uint8Array<ArrayBuffer>>> = {
  ktx2: writeKtx2,
  ktx: writeKtx,
  astc: writeAstc,
  pkm: writePkm,
  dds: writeDds,
};

/**
 * Writes a texture into a container.
 *
 * @param packer  packs the levels of KTX2, if any
 * @throws {AstcError} E_OPTION for a container that cannot hold the format; the container's own codes otherwise
 */
export function writeContainer(texture: Texture, container: Container, packer?: Packer): Uint8Array<ArrayBuffer> {
  const able = containersOf(texture.format);
  if (!able.includes(container)) {
    throw new AstcError(
      'E_OPTION',
      `Expected format ${CONTAINER_FORMATS[container].join(', ')} for container ${container} but received ${texture.format}`,
      { hint: `${texture.format} goes into ${able.join(', ')}` },
    );
  }
  return WRITERS[container](texture, packer);
}
