/** What `encode` does to a picture before it compresses anything: its size, its mip levels. */
import {
  acceptForEncoding,
  beginEncoding,
  beginWork,
  levelCountOf,
  makeLevels,
  sizeImage,
  warnOfVainCoverage,
} from './encode.js';
import type { ImageInput } from './images/image-input.js';
import type { FilledEncodeOptions } from './options/encode-options.js';
import type { LevelCodec } from './pool/level-codec.js';
import { prepareImage, storePicture } from './prepare-image.js';
import type { Image, PlainImage } from './types.js';

/** The pictures that would be compressed, the largest first. */
export async function makePictures(
  codec: LevelCodec,
  input: ImageInput,
  options: FilledEncodeOptions,
): Promise<PlainImage[]> {
  const accepted = await beginEncoding(input, options);
  const work = beginWork(codec, accepted, options, { ...options, onProgress: undefined });
  const prepared = prepareImage(await sizeImage(accepted, work), options);
  await warnOfVainCoverage([prepared], options);
  const pictures = [storePicture(prepared, options)];
  for await (const level of await makeLevels(prepared, levelCountOf(prepared, options), work)) {
    pictures.push(storePicture(level, options));
  }
  return pictures.map(toPlainImage);
}

/** The image in the size that the options ask for, and nothing else. */
export async function resizeInput(
  codec: LevelCodec,
  input: ImageInput,
  options: FilledEncodeOptions,
): Promise<PlainImage> {
  const accepted = await acceptForEncoding(input, options);
  return toPlainImage(await sizeImage(accepted, beginWork(codec, accepted, options, options)));
}

/** The image in memory of this thread alone. */
function toPlainImage(image: Image): PlainImage {
  const { data } = image;
  return { ...image, data: (data.buffer instanceof ArrayBuffer ? data : data.slice()) as PlainImage['data'] };
}
