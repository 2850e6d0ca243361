/** Image files, or raw pixels, to pixels. */
import type { Image } from '../../types.js';
import { heldUpBy, orAbort } from '../files/waiting.js';
import type { Gate } from './gate.js';
import { namingFile } from './naming-file.js';
import type { PictureNeed } from './picture-need.js';
import { readRawPicture } from './raw-picture.js';
import { colorProfileOf, mapLight, type PictureReading, readPicture } from './read-picture.js';
import type { FileRun, Stage } from './stage.js';

/** Pictures decoded at a time. Why: one keeps two encoders fed, and each may be of any size until it is decoded. */
export const DECODE_COUNT = 2;

/**
 * All pictures of a file, one after the other.
 *
 * @param decoding  lets {@link DECODE_COUNT} files in, whatever their options
 * @param need      how much room each takes
 * @throws {AstcError} as {@link readPicture} does, E_ABORTED
 */
export function createImageStage(
  reading: PictureReading & { raw?: string | undefined },
  { decoding, need }: { decoding: Gate; need: PictureNeed },
): Stage<readonly Uint8Array[], Image[]> {
  const { raw } = reading;
  const colorProfile = colorProfileOf(reading);
  const decodeOne = async (bytes: Uint8Array, { report, room, signal }: FileRun) => {
    await room.open(need.claim(bytes));
    const picture =
      raw === undefined
        ? await orAbort(signal, heldUpBy(readPicture(bytes, { colorProfile, onWarning: report.warn })))
        : readRawPicture(bytes, raw);
    const image = mapLight(picture, reading);
    room.take(need.actual(image), need.refuse);
    return image;
  };
  return (sources, file) =>
    decoding.through(file.index, async () => {
      if (sources.length === 1) return [await decodeOne(sources[0]!, file)];
      const images: Image[] = [];
      for (const [index, bytes] of sources.entries()) {
        images.push(await namingFile(file.inputs[index]!, () => decodeOne(bytes, file)));
      }
      return images;
    });
}
