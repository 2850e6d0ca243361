/** Pixels in memory as people have them, checked and turned into {@link Image}: plain objects and `ImageData`. */
import { AstcError } from '../errors.js';
import { type ColorSpace, type Image, PRIMARIES } from '../types.js';
import { convertToSrgb, DISPLAY_P3, linearize } from './color-convert.js';
import { acceptComponents, countChannels, widenChannels, withOpaqueAlpha } from './components.js';
import { describe, pickWord, tagOf } from './describe.js';
import type { ImageDataLike, RawPixels } from './image-input.js';

/** Pixels that are in memory already. */
export type PixelInput = Image | RawPixels | ImageDataLike;

/** What is done with numbers of another colour space than ours; as `colorProfile` of `readImage`. */
export interface AcceptOptions {
  /**
   * `srgb` converts colours of Display P3 to sRGB, clipped to its gamut. `keep` leaves the numbers alone and tags them as
   * no colours, for data such as normals. Default: `srgb`.
   */
  colorProfile?: 'srgb' | 'keep';
  /** Told what was converted, in one line. */
  onWarning?: (message: string) => void;
}

const COLOR_SPACES: readonly ColorSpace[] = ['srgb', 'linear'];
const EXPECTED =
  'an image as { data, width, height }, ImageData, ImageBitmap, VideoFrame, OffscreenCanvas or HTMLCanvasElement';

/** What to do with things that are no pixels yet, by the name of their type. */
const HINTS: Readonly<Record<string, string>> = {
  String: 'readImage reads files',
  URL: 'readImage reads files',
  Blob: 'readImage reads files',
  File: 'readImage reads files',
  ArrayBuffer: 'readImage reads files; raw pixels need their size: { data, width, height }',
  Uint8Array: 'readImage reads files; raw pixels need their size: { data, width, height }',
  Uint8ClampedArray: 'raw pixels need their size: { data, width, height }',
  Promise: 'await it first',
  Response: 'readImage reads files: readImage(await response.arrayBuffer())',
  HTMLImageElement: 'createImageBitmap(element) makes pixels of it',
  HTMLVideoElement: 'createImageBitmap(element) makes pixels of it',
  CanvasRenderingContext2D: 'give its canvas',
};

/**
 * `{ data, width, height }` of 1 to 4 channels, or `ImageData`. Integers of four channels are not copied; our own
 * {@link Image} is returned as it is. Half floats are widened, floats become linear light.
 *
 * @throws {AstcError} E_OPTION, which says what came
 */
export function acceptPixels(source: PixelInput, options: AcceptOptions = {}): Image {
  const input = checkObject(source);
  const { width, height } = checkSize(input);
  const isCanvasData = tagOf(input) === 'ImageData';
  const tags: Partial<RawPixels> = isCanvasData ? {} : (input as RawPixels);
  const { data, componentType } = acceptComponents(input as RawPixels);
  const isFloat = componentType === 'float32';
  const channels = countChannels(input as RawPixels, data.length);
  const hasAlpha = pickFlag(tags.hasAlpha, channels % 2 === 0);
  const rgba = widenChannels(data, channels);
  const image: Image = {
    width,
    height,
    data: hasAlpha ? rgba : withOpaqueAlpha(rgba),
    channels: 4,
    colorSpace: pickWord('colorSpace', tags.colorSpace, COLOR_SPACES, isFloat ? 'linear' : 'srgb'),
    hasAlpha,
    ...(tags.primaries !== undefined && { primaries: pickWord('primaries', tags.primaries, PRIMARIES, 'bt709') }),
    ...(tags.componentType !== undefined && { componentType }),
  };
  const colored = isCanvasData ? fromCanvasColors(image, input as ImageDataLike, options) : image;
  const result = isFloat ? toLinearLight(colored, options) : colored;
  return isSameImage(input, result) ? (input as Image) : result;
}

/** Anything that has data is judged by that: canvases of other makers have `ImageData` of their own. */
function checkObject(input: unknown): RawPixels | ImageDataLike {
  if (typeof input === 'object' && input !== null && 'data' in input) return input as RawPixels;
  const hint = HINTS[tagOf(input)];
  throw new AstcError('E_OPTION', `Expected ${EXPECTED} but received ${describe(input)}`, { ...(hint && { hint }) });
}

/**
 * Width and height, which are whole numbers from 1.
 *
 * @throws {AstcError} E_OPTION
 */
export function checkSize({ width, height }: { width: unknown; height: unknown }): { width: number; height: number } {
  for (const [name, value] of Object.entries({ width, height })) {
    if (Number.isInteger(value) && (value as number) >= 1) continue;
    throw new AstcError(
      'E_OPTION',
      `Expected a whole number from 1 for the image's ${name} but received ${describe(value)}`,
    );
  }
  return { width: width as number, height: height as number };
}

function pickFlag(value: unknown, fallback: boolean): boolean {
  if (value === undefined) return fallback;
  if (typeof value === 'boolean') return value;
  throw new AstcError('E_OPTION', `Expected true or false for the image's hasAlpha but received ${describe(value)}`);
}

/** `ImageData` is encoded with the curve of sRGB whatever its type; its primaries are those of sRGB or Display P3. */
function fromCanvasColors(image: Image, { colorSpace = 'srgb' }: ImageDataLike, options: AcceptOptions): Image {
  const encoded: Image = { ...image, colorSpace: 'srgb' };
  if (colorSpace === 'srgb') return encoded;
  if (colorSpace !== 'display-p3') {
    throw new AstcError('E_OPTION', `Expected ImageData in srgb or display-p3 but received ${describe(colorSpace)}`);
  }
  if (options.colorProfile === 'keep') return { ...encoded, primaries: 'unspecified' };
  options.onWarning?.('colours were converted from Display P3 to sRGB');
  return convertToSrgb(encoded, DISPLAY_P3);
}

/** Floats are linear light in every {@link Image}; those that are to be kept are no colours. */
function toLinearLight(image: Image, { colorProfile }: AcceptOptions): Image {
  if (image.colorSpace === 'linear') return image;
  return colorProfile === 'keep' ? { ...image, colorSpace: 'linear' } : linearize(image);
}

/** Whether accepting changed nothing, so that the caller's own object serves. */
function isSameImage(input: RawPixels | ImageDataLike, result: Image): boolean {
  const given = input as unknown as Record<string, unknown>;
  return Object.entries(result).every(([key, value]) => given[key] === value);
}
