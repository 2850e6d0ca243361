/** From the image the caller has to the one that is compressed: alpha, components, meaning. */
import { isAlwaysLinear } from './codec/formats.js';
import { AstcError } from './errors.js';
import { bleedAlpha, premultiplyAlpha } from './images/alpha.js';
import { checkImage, isFloatImage } from './images/channels.js';
import { toLdrImage } from './images/color-convert.js';
import { swizzleImage } from './images/swizzle.js';
import { type NormalLayout, normalLayoutRow } from './normal-layout.js';
import { applyTarget, callsColorsLinear, checkTargetSize } from './options/apply-target.js';
import type { FilledEncodeOptions } from './options/encode-options.js';
import { writerParamsOf } from './options/writer-params.js';
import type { ColorSpace, Image, Texture } from './types.js';

/**
 * The image as it is filtered: alpha handled, components rearranged, colour space settled, integers. Normals are X, Y and Z
 * still: {@link storeNormals} comes after the mip levels.
 *
 * @throws {AstcError} E_OPTION for an image whose parts disagree; E_UNSUPPORTED for float pixels
 */
export function prepareImage(image: Image, options: FilledEncodeOptions): Image {
  const integers = integerImage(image, options);
  const colorSpace = resolveColorSpace(image, options);
  checkForTarget(image, colorSpace, options);
  const tagged: Image = {
    ...integers,
    colorSpace,
    primaries: primariesOf(image, options),
  };
  return swizzleImage(applyAlpha(tagged, options.alpha), options.swizzle);
}

/** A prepared image as it is compressed: normals where their layout has them. */
export function storeNormals(image: Image, options: FilledEncodeOptions): Image {
  const layout = normalLayoutOf(options);
  return layout === undefined ? image : swizzleImage(image, normalLayoutRow(layout).store);
}

/** What only the image tells: the colour space of colours, and its size. @throws {AstcError} E_OPTION */
function checkForTarget(image: Image, colorSpace: ColorSpace, options: FilledEncodeOptions): void {
  const { target, ...choice } = options;
  if (target === undefined) return;
  checkTargetSize(target, options, image);
  applyTarget(target, { ...choice, colorSpace });
}

/**
 * The image in integers: floats are HDR unless the caller asks for the LDR profile.
 *
 * @throws {AstcError} E_OPTION, E_UNSUPPORTED
 */
export function integerImage(image: Image, options: FilledEncodeOptions): Image {
  checkImage(image);
  if (!isFloatImage(image)) return image;
  if (options.profile === 'ldr') return toLdrImage(image, resolveColorSpace(image, options));
  throw new AstcError('E_UNSUPPORTED', 'this version encodes the ldr profile only (received float pixels)', {
    hint: 'profile ldr clamps them to 0..1',
  });
}

/** What a texture says of the prepared image that was compressed. */
export function describeContent(
  prepared: Image,
  options: FilledEncodeOptions,
): Pick<Texture, 'colorSpace' | 'primaries' | 'swizzle' | 'premultiplied' | 'writerParams'> {
  const layout = normalLayoutOf(options);
  const swizzle = layout === undefined ? undefined : normalLayoutRow(layout).sampling;
  return {
    colorSpace: prepared.colorSpace,
    primaries: prepared.primaries ?? 'bt709',
    ...(swizzle !== undefined && { swizzle }),
    ...(options.alpha === 'premultiply' && { premultiplied: true }),
    writerParams: writerParamsOf(options),
  };
}

/** The layout of a normal map, undefined for every other content. */
export function normalLayoutOf({ content, normalLayout }: FilledEncodeOptions): NormalLayout | undefined {
  return content === 'normal' ? normalLayout : undefined;
}

/** Significance of the components as stored: those of a normal's, where they are stored, and none of what is not read. */
export function storedWeights(options: FilledEncodeOptions): [number, number, number, number] {
  const weights = options.channelWeights as readonly [number, number, number, number];
  const layout = normalLayoutOf(options);
  if (layout === undefined) return [...weights];
  const stored: [number, number, number, number] = [0, 0, 0, 0];
  for (const [source, target] of normalLayoutRow(layout).kept) stored[target] = weights[source]!;
  return stored;
}

/**
 * How the numbers of a picture map to light where it is filtered: as the texture says, but for targets that call colours
 * linear which they draw as they are, sRGB-encoded.
 */
export function filterSpaceOf(image: Image, options: FilledEncodeOptions): ColorSpace {
  const { target, content } = options;
  const isDrawnAsIs = target !== undefined && content === 'color' && callsColorsLinear(target);
  return isDrawnAsIs ? image.colorSpace : resolveColorSpace(image, options);
}

/** Only colours are sRGB-encoded, and EAC stores none. */
function resolveColorSpace(image: Image, options: FilledEncodeOptions): ColorSpace {
  if (isAlwaysLinear(options.format)) return 'linear';
  if (options.colorSpace !== 'auto') return options.colorSpace;
  return options.content === 'color' ? image.colorSpace : 'linear';
}

/** What are no colours has none: loaders then leave the numbers alone (EXT_texture_astc of glTF asks for it). */
function primariesOf(image: Image, { content }: FilledEncodeOptions): NonNullable<Image['primaries']> {
  return content === 'color' ? (image.primaries ?? 'bt709') : 'unspecified';
}

function applyAlpha(image: Image, alpha: FilledEncodeOptions['alpha']): Image {
  if (alpha === 'premultiply') return premultiplyAlpha(image);
  return alpha === 'bleed' ? bleedAlpha(image) : image;
}
