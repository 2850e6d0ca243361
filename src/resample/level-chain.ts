/** The mip levels of a picture, one after the other. */
import { levelSide } from '../containers/texture-shape.js';
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { type FilterWork, LevelFilter, lightOf } from './level-filter.js';

/** Pictures of some levels, by number; prepared as the first one. */
export type GivenLevels = ReadonlyMap<number, Image>;

/**
 * Levels 1 up to `levelCount` − 1 of a picture, in its type of components. Each is made of the floats of the one before,
 * so that rounding does not add up; a level that was given is taken as it is, and those after it are made of it.
 *
 * @throws {AstcError} E_ABORTED, E_WASM, E_WORKER
 */
export async function* makeLevels(
  picture: Image,
  levelCount: number,
  given: GivenLevels,
  work: FilterWork,
): AsyncGenerator<Image, void> {
  const filter = new LevelFilter(work, picture);
  let light = lightOf(picture);
  for (let level = 1; level < levelCount; level++) {
    const image = given.get(level);
    if (image === undefined) {
      light = await filter.shrink(light, {
        width: levelSide(picture.width, level),
        height: levelSide(picture.height, level),
      });
      yield filter.finish(light);
    } else {
      light = lightOf(image);
      yield image;
    }
  }
}

/** Throws E_OPTION for given levels that are none, or of another size. @param name how messages call a level's picture */
export function checkGivenLevels(
  given: GivenLevels,
  { width, height }: Image,
  levelCount: number,
  name = (level: number) => `mipLevels[${level}]`,
): void {
  for (const [level, image] of given) {
    if (level >= levelCount) {
      throw new AstcError('E_OPTION', `Expected a level from 1 to ${levelCount - 1} but received ${name(level)}`);
    }
    const expected = `${levelSide(width, level)}x${levelSide(height, level)}`;
    const received = `${image.width}x${image.height}`;
    if (received !== expected) {
      throw new AstcError('E_OPTION', `Expected a picture of ${expected} for ${name(level)} but received ${received}`);
    }
  }
}
