/** Rearranges components, as `--swizzle rrrg` does for normal maps. */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { allocateLike, componentMax, widenHalfImage } from './channels.js';

const SELECTORS = 'rgba01';
const PATTERN = /^[rgba01]{4}$/;

/** Whether the text is four of `rgba01`. */
export function isSwizzle(pattern: string): boolean {
  return PATTERN.test(pattern);
}

/**
 * A new image whose red, green, blue and alpha are what the four letters name: a component of the source, or `0` or `1`
 * of the full range. The result has alpha unless the last letter is `1`, or `a` of an image without. Half floats are
 * widened.
 *
 * @throws {AstcError} E_OPTION
 */
export function swizzleImage(source: Image, pattern: string): Image {
  if (!isSwizzle(pattern)) {
    throw new AstcError('E_OPTION', `Expected a swizzle of four of ${SELECTORS} but received "${pattern}"`);
  }
  const hasAlpha = pattern[3] === 'a' ? source.hasAlpha : pattern[3] !== '1';
  if (pattern === 'rgba') return source;
  const image = widenHalfImage(source);
  const data = allocateLike(image);
  const selectors = [...pattern].map((letter) => SELECTORS.indexOf(letter));
  for (const [component, selector] of selectors.entries()) {
    if (selector < 4) copyComponent(image.data, selector, data, component);
    else fillComponent(data, component, selector === 5 ? componentMax(image) : 0);
  }
  return { ...image, data, hasAlpha };
}

function copyComponent(from: Image['data'], source: number, to: Image['data'], target: number): void {
  for (let texel = 0; texel < from.length; texel += 4) to[texel + target] = from[texel + source]!;
}

function fillComponent(to: Image['data'], target: number, value: number): void {
  for (let texel = target; texel < to.length; texel += 4) to[texel] = value;
}
