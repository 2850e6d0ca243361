/** Image files to pixels. */
import type { FilledEncodeOptions } from '../../options/encode-options.js';
import type { Image } from '../../types.js';
import { heldUpBy, orAbort } from '../files/waiting.js';
import { namingFile } from './naming-file.js';
import { readPicture } from './read-picture.js';
import type { FileRun, OpenGate, Stage } from './stage.js';

/** Pictures decoded at a time. Why: one keeps two encoders fed, and each may be of any size until it is decoded. */
const DECODE_COUNT = 2;

/**
 * All pictures of a file, one after the other.
 *
 * @throws {AstcError} as {@link readPicture} does, E_ABORTED
 */
export function createImageStage(
  { content }: FilledEncodeOptions,
  openGate: OpenGate,
): Stage<readonly Uint8Array[], Image[]> {
  const decoding = openGate(DECODE_COUNT);
  // A colour profile is about colours: other numbers stay as they are in the file.
  const colorProfile = content === 'color' ? 'srgb' : 'keep';
  const decodeOne = async (bytes: Uint8Array, { report, room, signal }: FileRun) => {
    await room.open();
    const image = await orAbort(signal, heldUpBy(readPicture(bytes, { colorProfile, onWarning: report.warn })));
    room.take(image.width * image.height);
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
