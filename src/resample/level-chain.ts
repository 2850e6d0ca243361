/** The mip levels of a picture, one after the other. */
import type { Size } from '../codec/band-resampler.js';
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { type FilterWork, LevelFilter, lightOf } from './level-filter.js';

/** Pictures of some levels, by number; prepared as the first one. */
export type GivenLevels = ReadonlyMap<number, Image>;

/**
 * Levels of a picture but the first, in its type of components. Each is made of the floats of the one before, so that
 * rounding does not add up; a level that was given is taken as it is, and those after it are made of it.
 *
 * @param sizes  of all levels, the picture's first
 * @throws {AstcError} E_ABORTED, E_WASM, E_WORKER
 */
export async function* chainLevels(
  picture: Image,
  sizes: readonly Size[],
  given: GivenLevels,
  work: FilterWork,
): AsyncGenerator<Image, void> {
  const filter = new LevelFilter(work, picture);
  let light = lightOf(picture);
  for (let level = 1; level < sizes.length; level++) {
    const image = given.get(level);
    if (image === undefined) {
      light = await filter.shrink(light, sizes[level]!);
      yield filter.finish(light);
    } else {
      light = lightOf(image);
      yield image;
    }
  }
}

/**
 * Throws E_OPTION for given levels that are none, or of another size.
 *
 * @param sizes  of all levels
 * @param name   how messages call a level's picture
 */
export function checkGivenLevels(
  given: GivenLevels,
  sizes: readonly Size[],
  name = (level: number) => `mipLevels[${level}]`,
): void {
  for (const [level, image] of given) {
    const size = sizes[level];
    if (size === undefined) fail(`Expected a level from 1 to ${sizes.length - 1} but received ${name(level)}`);
    const expected = `${size.width}x${size.height}`;
    const received = `${image.width}x${image.height}`;
    if (received !== expected) fail(`Expected a picture of ${expected} for ${name(level)} but received ${received}`);
  }
}

function fail(message: string): never {
  throw new AstcError('E_OPTION', message);
}
