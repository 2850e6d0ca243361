/** Pictures that were given for mip levels: `--mip-level 2=quarter.png`. */
import { levelCountOf, levelSizes } from '../../encode.js';
import type { EncodeOptions, FilledEncodeOptions } from '../../options/encode-options.js';
import { failOption } from '../../options/speech.js';
import { checkGivenLevels } from '../../resample/level-chain.js';
import { targetSize } from '../../resample/target-size.js';
import type { Image } from '../../types.js';
import { readInput } from '../files/read-input.js';
import { heldUpBy, orAbort } from '../files/waiting.js';
import { namingFile } from './naming-file.js';
import type { PictureNeed } from './picture-need.js';
import { colorProfileOf, mapLight, type PictureReading, readPicture } from './read-picture.js';
import type { FileRun, Stage } from './stage.js';

export interface LevelFile {
  level: number;
  path: string;
}

/** The flags in order. @throws {AstcError} E_OPTION for a level that is given twice, and for more than one picture */
export function parseLevelFiles(texts: readonly string[] = [], inputs: readonly string[]): LevelFile[] {
  if (texts.length > 0 && inputs.length > 1) {
    failOption(`Expected one input beside --mip-level but received ${inputs.length}`);
  }
  const files = texts.map((text) => ({ level: Number.parseInt(text, 10), path: text.slice(text.indexOf('=') + 1) }));
  for (const [index, { level }] of files.entries()) {
    const isTwice = files.findIndex((file) => file.level === level) !== index;
    if (isTwice) failOption(`Expected one picture for level ${level} but received --mip-level ${texts[index]} too`);
  }
  return files;
}

/**
 * Levels by number, read and held against the size of the picture.
 *
 * @throws {AstcError} what reading a picture throws, with the flag before it; E_OPTION for a wrong size
 */
export function createLevelStage(
  settings: FilledEncodeOptions,
  files: readonly LevelFile[],
  { reading, need }: { reading: PictureReading; need: PictureNeed },
): Stage<Image, EncodeOptions['mipLevels']> {
  return async (image, run) => {
    if (files.length === 0) return undefined;
    const given = new Map<number, Image>();
    for (const file of files) {
      const picture = await readLevel(file, reading, run);
      run.room.take(need.actual(picture), need.refuse);
      given.set(file.level, picture);
    }
    const base = targetSize(settings, image);
    const flagOf = (level: number) => flagText(files.find((file) => file.level === level)!);
    checkGivenLevels(given, levelSizes(base, levelCountOf(base, settings)), flagOf);
    return Object.fromEntries(given);
  };
}

async function readLevel(file: LevelFile, reading: PictureReading, { report, signal }: FileRun): Promise<Image> {
  const colorProfile = colorProfileOf(reading);
  return namingFile(flagText(file), async () => {
    const bytes = await readInput(file.path, signal);
    const picture = await orAbort(signal, heldUpBy(readPicture(bytes, { colorProfile, onWarning: report.warn })));
    return mapLight(picture, reading);
  });
}

const flagText = ({ level, path }: LevelFile) => `--mip-level ${level}=${path}`;
