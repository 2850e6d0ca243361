/** From the image the caller has to the one that is compressed: alpha, components, meaning. */
import { isAlwaysLinear } from './codec/formats.js';
import { AstcError } from './errors.js';
import { bleedAlpha, premultiplyAlpha } from './images/alpha.js';
import { checkImage, isFloatImage } from './images/channels.js';
import { toLdrImage } from './images/color-convert.js';
import { clampToHalf, exposeImage, toFloatImage } from './images/float-values.js';
import { narrowToHalves } from './images/half-float.js';
import { packRgbm } from './images/rgbm.js';
import { swizzleImage } from './images/swizzle.js';
import { type NormalLayout, normalLayoutRow } from './normal-layout.js';
import { applyTarget, callsColorsLinear, checkTargetSize } from './options/apply-target.js';
import { type FilledEncodeOptions, isSettled, weightNumbers } from './options/encode-options.js';
import { writerParamsOf } from './options/writer-params.js';
import type { ColorSpace, Image, Profile, Texture } from './types.js';

/**
 * The image as it is filtered: alpha handled, components rearranged, colour space settled, integers or, for light of a range,
 * floats. Normals are X, Y and Z still: {@link storePicture} comes after the mip levels.
 *
 * @throws {AstcError} E_OPTION for an image whose parts disagree, and for pixels that the options are not for
 */
export function prepareImage(image: Image, options: FilledEncodeOptions): Image {
  const settled = settleNumbers(image, options);
  const colorSpace = resolveColorSpace(image, options);
  checkForTarget(image, colorSpace, options);
  const tagged: Image = {
    ...settled,
    colorSpace,
    primaries: primariesOf(image, options),
  };
  return swizzleImage(applyAlpha(tagged, options.alpha), options.swizzle);
}

/** A prepared image as it is compressed: normals where their layout has them, light as RGBM or as half floats. */
export function storePicture(image: Image, options: FilledEncodeOptions): Image {
  const layout = normalLayoutOf(options);
  if (layout !== undefined) return swizzleImage(image, normalLayoutRow(layout).store);
  if (!(image.data instanceof Float32Array)) return image;
  // Filters overshoot.
  const light = clampToHalf(image);
  if (options.rgbm !== undefined) return packRgbm(light, options.rgbm);
  return { ...light, data: narrowToHalves(light.data as Float32Array), componentType: 'float16' };
}

/** The profile of the texture that a prepared image becomes. */
export function profileOf({ data }: Image, { profile, rgbm }: FilledEncodeOptions): Profile {
  if (!(data instanceof Float32Array) || rgbm !== undefined) return 'ldr';
  return profile === 'hdr-rgb' ? profile : 'hdr';
}

/** What only the image tells: the colour space of colours, and its size. @throws {AstcError} E_OPTION */
function checkForTarget(image: Image, colorSpace: ColorSpace, options: FilledEncodeOptions): void {
  const { target, ...choice } = options;
  if (target === undefined) return;
  if (isSettled(options)) checkTargetSize(target, options, image);
  applyTarget(target, { ...choice, colorSpace });
}

/**
 * The image in the numbers that are filtered: floats of what can be stored for HDR and RGBM, else integers.
 *
 * @throws {AstcError} E_OPTION
 */
function settleNumbers(image: Image, options: FilledEncodeOptions): Image {
  checkImage(image);
  const { profile, rgbm, exposure, content } = options;
  const isFloat = isFloatImage(image);
  const isHdr = profile === 'hdr' || profile === 'hdr-rgb';
  if (!isFloat && !isHdr) {
    const option = rgbm === undefined ? (exposure === 0 ? undefined : 'exposure') : 'rgbm';
    if (option === undefined) return image;
    throw new AstcError('E_OPTION', `Expected float pixels for ${option} but received integers`, {
      ...(option === 'exposure' && { hint: 'profile hdr takes integers as light' }),
    });
  }
  const light = exposeImage(toFloatImage(image, content === 'color'), exposure);
  if (profile === 'ldr' && rgbm === undefined) return toLdrImage(light, resolveColorSpace(image, options));
  if (!isHdr && rgbm === undefined) requireRoomForLight(options);
  return clampToHalf(light);
}

/** Floats are HDR where nobody says otherwise. @throws {AstcError} E_OPTION */
function requireRoomForLight({ format, content, colorSpace }: FilledEncodeOptions): void {
  const hint = 'profile ldr cuts them to 0..1';
  const refuse = (expected: string, received: string) => {
    throw new AstcError('E_OPTION', `Expected ${expected} for float pixels but received ${received}`, { hint });
  };
  if (format !== 'astc') refuse('format astc', format);
  if (content === 'normal') refuse('content color, mask or data', content);
  if (colorSpace === 'srgb') refuse('colorSpace auto or linear', colorSpace);
}

/** What a texture says of the prepared image that was compressed. */
export function describeContent(
  prepared: Image,
  options: FilledEncodeOptions,
): Pick<Texture, 'colorSpace' | 'primaries' | 'swizzle' | 'premultiplied' | 'orientation' | 'writerParams'> {
  const layout = normalLayoutOf(options);
  const swizzle = layout === undefined ? undefined : normalLayoutRow(layout).sampling;
  return {
    colorSpace: prepared.colorSpace,
    primaries: prepared.primaries ?? 'bt709',
    ...(swizzle !== undefined && { swizzle }),
    ...(options.alpha === 'premultiply' && { premultiplied: true }),
    ...(options.flipY && { orientation: options.depth ? 'rui' : 'ru' }),
    writerParams: writerParamsOf(options),
  };
}

/** The layout of a normal map, undefined for every other content. */
export function normalLayoutOf({ content, normalLayout }: FilledEncodeOptions): NormalLayout | undefined {
  return content === 'normal' ? normalLayout : undefined;
}

/** Significance of the components as stored: those of a normal's, where they are stored, and none of what is not read. */
export function storedWeights(options: FilledEncodeOptions): [number, number, number, number] {
  const weights = weightNumbers(options.channelWeights);
  if (options.rgbm !== undefined) return [weights[0], weights[1], weights[2], weights[3] * 2 * options.rgbm];
  const layout = normalLayoutOf(options);
  if (layout === undefined) return weights;
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

/** Only colours are sRGB-encoded, EAC stores none, and light of a range is linear. */
function resolveColorSpace(image: Image, options: FilledEncodeOptions): ColorSpace {
  if (isAlwaysLinear(options.format) || storesLight(image, options)) return 'linear';
  if (options.colorSpace !== 'auto') return options.colorSpace;
  return options.content === 'color' ? image.colorSpace : 'linear';
}

/** Whether floats stay floats, or become RGBM. */
function storesLight(image: Image, { profile, rgbm }: FilledEncodeOptions): boolean {
  return rgbm !== undefined || (profile === 'auto' ? isFloatImage(image) : profile !== 'ldr');
}

/** What are no colours has none: loaders then leave the numbers alone (EXT_texture_astc of glTF asks for it). */
function primariesOf(image: Image, { content }: FilledEncodeOptions): NonNullable<Image['primaries']> {
  return content === 'color' ? (image.primaries ?? 'bt709') : 'unspecified';
}

function applyAlpha(image: Image, alpha: FilledEncodeOptions['alpha']): Image {
  if (alpha === 'premultiply') return premultiplyAlpha(image);
  return alpha === 'bleed' ? bleedAlpha(image) : image;
}
