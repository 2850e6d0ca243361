/** How well a texture stands for the image it was made from. */
import { storedComponents } from './codec/formats.js';
import { acceptPixels, type PixelInput } from './images/accept-pixels.js';
import { componentMax } from './images/channels.js';
import { flipRows } from './images/flip-rows.js';
import { restoreNormals } from './images/restore-normals.js';
import { unpackRgbm } from './images/rgbm.js';
import { compareNormals } from './metrics/angles.js';
import { psnrDb } from './metrics/decibels.js';
import { compareHdrImages, type HdrMetrics } from './metrics/hdr.js';
import { compareImages, type ImageMetrics } from './metrics/psnr.js';
import { normalLayoutRow } from './normal-layout.js';
import type { EncodeOptions, FilledEncodeOptions } from './options/encode-options.js';
import { resolveEncodeOptions } from './options/resolve-encode.js';
import { failOption } from './options/speech.js';
import { normalLayoutOf, prepareImage, storePicture } from './prepare-image.js';
import type { Image } from './types.js';

/** Components that count, as indices, and those of them that are colours. */
interface Counted {
  all: readonly number[];
  colors: readonly number[];
}

const COUNTED_BY_STORED: Readonly<Record<'r' | 'rg' | 'rgb' | 'rgba', Counted>> = {
  r: { all: [0], colors: [0] },
  rg: { all: [0, 1], colors: [0, 1] },
  rgb: { all: [0, 1, 2], colors: [0, 1, 2] },
  rgba: { all: [0, 1, 2, 3], colors: [0, 1, 2] },
};

/**
 * Compares the image that was given to `encode` with what its texture decodes to, over the components that the format
 * stores: reversed rows, alpha handling and swizzle of the same options come first. Sizes do not: a picture that `encode` changed in size
 * is given as `Encoder.resize` makes it. `psnrRgb` is over the stored colours (red alone for
 * `eac-r11`), `psnrRgba` over all stored components; with `content` normal both are over what the
 * layout keeps (X, Y and Z, or X and Y). Colours of texels that
 * `etc2-rgba1` makes transparent do not count.
 *
 * @throws {AstcError} E_OPTION, also for `content` auto: what it was taken for is to be named; E_UNSUPPORTED
 */
export function measureEncoding(source: PixelInput, decoded: PixelInput, options: EncodeOptions = {}): ImageMetrics {
  return measurePair(comparablePair(source, decoded, options));
}

/** A picture as its texture's format holds it, and what the texture decodes to. */
export interface ComparablePair {
  reference: Image;
  texture: Image;
  /** Components that count; the others are 0 in both. */
  counted: Counted;
  /** Both as X, Y and Z, of normals. */
  normals: readonly [Image, Image] | undefined;
}

/** What {@link measureEncoding} compares. @throws {AstcError} E_OPTION, E_UNSUPPORTED */
export function comparablePair(source: PixelInput, decoded: PixelInput, options: EncodeOptions): ComparablePair {
  const filled = resolveNamed(options);
  const reference = referenceOf(source, filled);
  const counted = countedComponents(filled);
  const texture = acceptPixels(decoded, { colorProfile: 'keep' });
  const layout = normalLayoutOf(filled);
  return {
    reference: maskComponents(reference, counted),
    texture: maskComponents(texture, counted),
    counted,
    normals: layout && [prepareImage(acceptSource(source, filled), filled), restoreNormals(texture, layout)],
  };
}

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED */
export function measurePair({ reference, texture, counted, normals }: ComparablePair): ImageMetrics {
  const metrics = compareImages(reference, texture);
  const errors = [metrics.mse.r, metrics.mse.g, metrics.mse.b, metrics.mse.a];
  const psnrOver = (components: readonly number[]) =>
    psnrDb(components.reduce((sum, component) => sum + errors[component]!, 0) / components.length);
  return {
    ...metrics,
    psnrRgb: psnrOver(counted.colors),
    psnrRgba: psnrOver(counted.all),
    ...(normals && { angularError: compareNormals(...normals) }),
  };
}

/**
 * The same of light: HDR textures, and RGBM ones once they are light again. Exposure, alpha handling and swizzle of the
 * options come first.
 *
 * @throws {AstcError} E_OPTION
 */
export function measureHdrEncoding(source: PixelInput, decoded: PixelInput, options: EncodeOptions = {}): HdrMetrics {
  const filled = resolveNamed(options);
  const image = acceptSource(source, filled);
  const texture = acceptPixels(decoded, { colorProfile: 'keep' });
  const light = filled.rgbm === undefined ? texture : unpackRgbm(texture, filled.rgbm);
  return compareHdrImages(prepareImage(image, filled), light);
}

/** @throws {AstcError} E_OPTION */
function resolveNamed(options: EncodeOptions): FilledEncodeOptions {
  const filled = resolveEncodeOptions(options);
  if (filled.content !== 'auto') return filled;
  failOption(
    'Expected color, normal, mask or data for content of what is measured but received auto',
    'onContent tells what encode took it for',
  );
}

/** The picture as a decoder would show it if nothing were lost. */
export function referenceOf(source: PixelInput, options: FilledEncodeOptions): Image {
  const prepared = storePicture(prepareImage(acceptSource(source, options), options), options);
  return options.format === 'etc2-rgba1' ? blackenTransparent(prepared) : prepared;
}

/** The picture as `encode` begins with it. */
function acceptSource(source: PixelInput, options: FilledEncodeOptions): Image {
  const image = acceptPixels(source, { colorProfile: options.content === 'color' ? 'srgb' : 'keep' });
  return options.flipY ? flipRows(image) : image;
}

function countedComponents(options: FilledEncodeOptions): Counted {
  const layout = normalLayoutOf(options);
  if (layout === undefined) return COUNTED_BY_STORED[storedComponents(options.format)];
  const all = normalLayoutRow(layout).kept.map(([, stored]) => stored);
  return { all, colors: all };
}

/** The image with 0 in the components that do not count. */
function maskComponents(image: Image, { all }: Counted): Image {
  if (all.length === 4) return image;
  const data = image.data.slice();
  for (const component of [0, 1, 2, 3].filter((each) => !all.includes(each))) {
    for (let index = component; index < data.length; index += 4) data[index] = 0;
  }
  return { ...image, data };
}

/** The image with black where alpha is below a half, as punch-through alpha stores such texels. */
function blackenTransparent(image: Image): Image {
  const half = componentMax(image) / 2;
  const data = image.data.slice();
  for (let texel = 0; texel < data.length; texel += 4) {
    if (data[texel + 3]! < half) data.fill(0, texel, texel + 3);
  }
  return { ...image, data };
}
