/** Whatever holds a picture: image files, and textures whose texels are not compressed. */
import { type FileKind, sniffFile } from '../../containers/sniff-file.js';
import type { ReadImageOptions } from '../../images/image-codec.js';
import { readImage } from '../../read-image.js';
import type { Image } from '../../types.js';

/** Containers of textures whose texels may be a picture's. */
const TEXTURE_PICTURES: readonly (FileKind | undefined)[] = ['ktx2', 'ktx', 'dds'];

/** @throws {AstcError} as {@link readImage} does; E_UNSUPPORTED for compressed textures and other shapes than 2D */
export async function readPicture(bytes: Uint8Array, options: ReadImageOptions): Promise<Image> {
  if (!TEXTURE_PICTURES.includes(sniffFile(bytes))) return readImage(bytes, options);
  const { readTexturePicture } = await import('./texture-picture.js');
  return readTexturePicture(bytes);
}
