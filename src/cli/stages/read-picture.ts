/** Whatever holds a picture: image files, and textures whose texels are not compressed. */
import { type FileKind, sniffFile } from '../../containers/sniff-file.js';
import { isFloatImage } from '../../images/channels.js';
import type { ReadImageOptions } from '../../images/image-codec.js';
import { toneMapImage } from '../../images/tone-curve.js';
import type { ToneCurve } from '../../images/tone-curve-words.js';
import type { FilledEncodeOptions } from '../../options/encode-options.js';
import { failOption } from '../../options/speech.js';
import { readImage } from '../../read-image.js';
import type { Image } from '../../types.js';

/** Containers of textures whose texels may be a picture's. */
const TEXTURE_PICTURES: readonly (FileKind | undefined)[] = ['ktx2', 'ktx', 'dds'];

/** How pictures are to be read. */
export interface PictureReading {
  content: FilledEncodeOptions['content'];
  failOnColorConversions?: boolean | undefined;
  /** Makes LDR pictures of light. */
  toneCurve?: ToneCurve | undefined;
  /** In stops, before the curve. */
  exposure?: number | undefined;
}

/** The same, and what raw pixels are where there is no file around them. */
export type EncodeReading = PictureReading & { raw?: string | undefined };

/** A colour profile is about colours: numbers that are known to be something else stay as they are in the file. */
export function colorProfileOf({ content, failOnColorConversions }: PictureReading) {
  if (content !== 'color' && content !== 'auto') return 'keep';
  return failOnColorConversions ? 'refuse' : 'srgb';
}

/** @throws {AstcError} E_OPTION for a curve and pixels that are no light */
export function mapLight(image: Image, { toneCurve, exposure }: PictureReading): Image {
  if (toneCurve === undefined) return image;
  if (!isFloatImage(image)) failOption('Expected float pixels for --tone-curve but received integers');
  return toneMapImage(image, toneCurve, exposure);
}

/** @throws {AstcError} as {@link readImage} does; E_UNSUPPORTED for compressed textures and other shapes than 2D */
export async function readPicture(bytes: Uint8Array, options: ReadImageOptions): Promise<Image> {
  if (!TEXTURE_PICTURES.includes(sniffFile(bytes))) return readImage(bytes, options);
  const { readTexturePicture } = await import('./texture-picture.js');
  return readTexturePicture(bytes);
}
