/** Image to texture: accepted, changed in size, prepared, its levels made and compressed. */
import type { Size } from './codec/band-resampler.js';
import { type EncoderConfig, type PixelType, profileId } from './codec/block-codec.js';
import { blockBytes, blockCount, footprintId, footprintSize } from './codec/formats.js';
import { fullLevelCount, levelSide, type Shape } from './containers/texture-shape.js';
import { acceptImage } from './images/accept-image.js';
import { checkImage, componentTypeOf, isFloatImage } from './images/channels.js';
import { flipRows } from './images/flip-rows.js';
import {
  countFloatValues,
  describeFloatCounts,
  exposeImage,
  finiteImage,
  joinFloatCounts,
} from './images/float-values.js';
import type { ImageInput } from './images/image-input.js';
import { hdrAdvice } from './options/advice.js';
import {
  type FilledEncodeOptions,
  isSettled,
  qualityNumber,
  type SettledEncodeOptions,
} from './options/encode-options.js';
import type { RunControls } from './options/run-options.js';
import { failOption } from './options/speech.js';
import type { LevelCodec, LevelControls } from './pool/level-codec.js';
import {
  describeContent,
  filterSpaceOf,
  prepareImage,
  profileOf,
  storedWeights,
  storePicture,
} from './prepare-image.js';
import type { FilterWork } from './resample/level-filter.js';
import { TARGET_ROWS } from './targets.js';
import {
  type ColorSpace,
  type CompressedTexture,
  ETC_FORMATS,
  type Image,
  type Profile,
  type TextureLevel,
} from './types.js';
import { warnOnConsole } from './warn.js';
import { WorkMeter } from './work-meter.js';

/** A picture, or those that are one texture together. */
export type EncodeInput = ImageInput | readonly ImageInput[];

/** Who compresses, how, and where that is told. */
export interface EncodeWork<O = FilledEncodeOptions> {
  codec: LevelCodec;
  options: O;
  meter: WorkMeter;
  /** Colour space in which pictures are filtered. */
  filterSpace: ColorSpace;
}

/** The same once it is known which footprint. */
export type BlockWork = EncodeWork<SettledEncodeOptions>;

/** What becomes a texture, before it matters of which footprint. */
export interface PreparedTexture {
  /** As {@link prepareImage} gives them, in the order of layers, faces and slices. */
  images: readonly Image[];
  levelCount: number;
  work: EncodeWork;
  /** @throws {AstcError} E_OPTION for a level that was given in another size, E_ABORTED, E_WASM, E_WORKER */
  compress: (work: BlockWork) => Promise<CompressedTexture>;
}

/**
 * Compresses an image, or several as one texture, with checked options.
 *
 * @throws {AstcError} E_OPTION, E_TOO_LARGE and E_UNSUPPORTED for the image, E_ABORTED, E_WASM, E_WORKER
 */
export async function encodeImage(
  codec: LevelCodec,
  input: EncodeInput,
  options: FilledEncodeOptions,
): Promise<CompressedTexture> {
  if (!isSettled(options)) {
    const { encodeAuto } = await import('./encode-auto.js');
    return encodeAuto(codec, input, options);
  }
  const { work, compress } = await prepareTexture(codec, input, options);
  return compress({ ...work, options });
}

/** All that comes before compression. @throws {AstcError} E_OPTION, E_TOO_LARGE and E_UNSUPPORTED for the image, E_ABORTED */
export async function prepareTexture(
  codec: LevelCodec,
  input: EncodeInput,
  options: FilledEncodeOptions,
): Promise<PreparedTexture> {
  if (isList(input) || options.cubemap || options.array || options.depth) {
    const { prepareShape } = await import('./encode-shape.js');
    return prepareShape(codec, isList(input) ? input : [input], options);
  }
  const accepted = await beginEncoding(input, options);
  warnOfLight([accepted], options);
  const work = beginWork(codec, accepted, options, options);
  const prepared = prepareImage(await sizeImage(accepted, work), options);
  const levelCount = levelCountOf(prepared, options);
  await warnOfVainCoverage([prepared], options);
  await checkShapeForTarget(prepared, levelCount, options);
  const compress = async (blockWork: BlockWork) => {
    blockWork.meter.expect(countBlocks(prepared, levelCount, blockWork.options));
    const levels = await encodePicture(prepared, levelCount, blockWork);
    return { ...describeTexture(prepared, blockWork.options), levels };
  };
  return { images: [prepared], levelCount, work, compress };
}

/** Whether the target takes the shape and its levels. @throws {AstcError} E_OPTION */
export async function checkShapeForTarget(
  { width, height, depth = 0, layers = 0, faces = 1 }: Pick<Shape, 'width' | 'height'> & Partial<Shape>,
  levelCount: number,
  { target, format }: FilledEncodeOptions,
): Promise<void> {
  if (target === undefined) return;
  const { checkTargetShape } = await import('./options/target-shape.js');
  checkTargetShape(target, { format, shape: { width, height, depth, layers, faces }, levelCount });
}

/** Everything but the levels. */
export function describeTexture(prepared: Image, options: SettledEncodeOptions): Omit<CompressedTexture, 'levels'> {
  const { width, height } = prepared;
  const { format, block } = options;
  return { format, block, profile: profileOf(prepared, options), ...describeContent(prepared, options), width, height };
}

function isList(input: EncodeInput): input is readonly ImageInput[] {
  return Array.isArray(input);
}

/**
 * The work of a call.
 *
 * @param image  the one whose colour space the texture has
 * @throws {AstcError} E_OPTION for perceptual weights of what is no sRGB
 */
export function beginWork(
  codec: LevelCodec,
  image: Image,
  options: FilledEncodeOptions,
  controls: RunControls,
): EncodeWork {
  const filterSpace = filterSpaceOf(image, options);
  const areColors = filterSpace === 'srgb' && options.content === 'color' && options.swizzle.startsWith('rgb');
  if (options.channelWeights === 'perceptual' && !areColors) {
    failOption('Expected sRGB colours, red first, for channelWeights perceptual but received other components');
  }
  return { codec, options, meter: new WorkMeter(controls), filterSpace };
}

/** The image behind what the caller has; the numbers of what is no colour stay as they are. */
export function acceptForEncoding(input: ImageInput, { content, onWarning }: FilledEncodeOptions): Promise<Image> {
  const colorProfile = content === 'color' ? 'srgb' : 'keep';
  return acceptImage(input, { colorProfile, onWarning: onWarning ?? warnOnConsole });
}

/** The same, with its rows as they are to be stored. */
export async function beginEncoding(input: ImageInput, options: FilledEncodeOptions): Promise<Image> {
  const image = await acceptForEncoding(input, options);
  if (options.mask !== undefined) {
    const { requireMaskSize } = await import('./encode-weighted.js');
    requireMaskSize(image, options);
  }
  return options.flipY ? flipRows(image) : image;
}

/** The image in the size that the options ask for; floats stay floats, of any range. */
export async function sizeImage(image: Image, { codec, options, meter, filterSpace }: EncodeWork): Promise<Image> {
  const { resize, scale, multipleOf, pot } = options;
  if ((resize ?? scale ?? multipleOf) === undefined && !pot) return image;
  const { resizeImage } = await import('./resample/resample.js');
  checkImage(image);
  return resizeImage(codec, isFloatImage(image) ? finiteImage(image) : image, {
    space: filterSpace,
    options,
    controls: meter.preparation(),
  });
}

/** Says what becomes of floats that cannot be stored, and who cannot show those that can. */
export function warnOfLight(images: readonly Image[], options: FilledEncodeOptions): void {
  const floats = images.filter(isFloatImage);
  const { profile, rgbm, target, onWarning = warnOnConsole } = options;
  const isHdr = rgbm === undefined && (profile === 'auto' ? floats.length > 0 : profile !== 'ldr');
  if (isHdr && target !== undefined && TARGET_ROWS[target].hdr !== true) onWarning(hdrAdvice(target));
  if (profile === 'ldr' && rgbm === undefined) return;
  const counts = floats.map((image) => countFloatValues(exposeImage(image, options.exposure)));
  const message = counts.length > 0 && describeFloatCounts(joinFloatCounts(counts));
  if (message) onWarning(message);
}

/** Coverage is about alpha: said where there is none. */
export async function warnOfVainCoverage(images: readonly Image[], options: FilledEncodeOptions): Promise<void> {
  const { mipCoverage, onWarning } = options;
  if (mipCoverage === undefined) return;
  const { hasStoredAlpha } = await import('./resample/resample.js');
  if (images.some((image) => hasStoredAlpha(image, options))) return;
  (onWarning ?? warnOnConsole)('mipCoverage has no effect: there is no alpha, or the format keeps none');
}

/** Levels the options ask for. @throws {AstcError} E_OPTION for more than the picture has */
export function levelCountOf({ width, height }: Size, { mipmaps, levels }: FilledEncodeOptions, depth = 1): number {
  if (!mipmaps) return 1;
  const most = fullLevelCount(width, height, depth);
  if (levels === undefined || levels <= most) return levels ?? most;
  failOption(`Expected at most ${most} levels of a picture of ${width}x${height} but received ${levels}`);
}

/** The sizes of so many levels of a picture, its own first. */
export function levelSizes({ width, height }: Size, levelCount: number): Size[] {
  return Array.from({ length: levelCount }, (_, level) => ({
    width: levelSide(width, level),
    height: levelSide(height, level),
  }));
}

/** Blocks of so many levels of a picture. */
export function countBlocks(picture: Size, levelCount: number, { block }: Pick<SettledEncodeOptions, 'block'>): number {
  const sizes = levelSizes(picture, levelCount);
  return sizes.reduce((sum, { width, height }) => sum + blockCount(block, width, height).total, 0);
}

/**
 * One flat picture to its levels of blocks: what a texture, a face or a layer has.
 *
 * @param prepared  of integers, as {@link prepareImage} gives it
 * @throws {AstcError} E_OPTION for a level that was given in another size, E_ABORTED, E_WASM, E_WORKER
 */
export async function encodePicture(prepared: Image, levelCount: number, work: BlockWork): Promise<TextureLevel[]> {
  if (levelCount === 1) return [await encodeLevel(prepared, work)];
  // Sizes of given levels are checked before anything is compressed.
  const levels = await makeLevels(prepared, levelCount, work);
  const encoded = [await encodeLevel(prepared, work)];
  for await (const level of levels) encoded.push(await encodeLevel(level, work));
  return encoded;
}

/**
 * Levels 1 and up of a prepared picture, one after the other; normals are X, Y and Z still.
 *
 * @throws {AstcError} E_OPTION for a level that was given in another size
 */
export async function makeLevels(picture: Image, levelCount: number, work: EncodeWork) {
  const { chainLevels, checkGivenLevels } = await import('./resample/resample.js');
  const given = await prepareLevels(picture, work.options);
  const sizes = levelSizes(picture, levelCount);
  checkGivenLevels(given, sizes);
  return chainLevels(picture, sizes, given, filterWork(work));
}

/** The same for those who filter. */
export function filterWork({ codec, options, filterSpace, meter }: EncodeWork): FilterWork {
  return { codec, options, space: filterSpace, controls: () => meter.preparation() };
}

/** Pictures of levels, treated as the largest one. */
async function prepareLevels({ colorSpace }: Image, options: FilledEncodeOptions): Promise<Map<number, Image>> {
  const prepared = new Map<number, Image>();
  for (const [level, input] of Object.entries(options.mipLevels ?? {})) {
    // What a target asks of sizes is about the largest level.
    // The same goes for the mask.
    const settings = { ...options, colorSpace, target: undefined, mask: undefined };
    prepared.set(Number(level), prepareImage(await beginEncoding(input, settings), settings));
  }
  return prepared;
}

/** One picture to blocks. */
export async function encodeLevel(picture: Image, { codec, options, meter }: BlockWork): Promise<TextureLevel> {
  return encodeStored(codec, storePicture(picture, options), options, meter.blocks());
}

/** The same of a picture that {@link storePicture} made. */
export async function encodeStored(
  codec: LevelCodec,
  stored: Image,
  options: SettledEncodeOptions,
  controls: LevelControls,
): Promise<TextureLevel> {
  const { data, width, height } = stored;
  const block = footprintSize(options.block);
  const shape = {
    width,
    height,
    blockWidth: block.width,
    blockHeight: block.height,
    bytesPerPixel: data.BYTES_PER_ELEMENT * 4,
    bytesPerBlock: blockBytes(options.format),
  };
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const blocks = await codec.encodeLevel(shape, pixels, encoderConfig(stored, options), controls);
  return { width, height, data: blocks };
}

/** What the codec is told of an image that {@link storePicture} made. */
export function encoderConfig(image: Image, options: SettledEncodeOptions): EncoderConfig {
  const common = {
    pixelType: componentTypeOf(image) as PixelType,
    quality: qualityNumber(options.quality),
    weights: storedWeights(options),
  } as const;
  if (options.format !== 'astc') return { ...common, family: 'etc', format: ETC_FORMATS.indexOf(options.format) };
  return {
    ...common,
    family: 'astc',
    footprint: footprintId(options.block),
    profile: profileId(storedProfile(image, options), image.colorSpace === 'srgb'),
    decodeMode: options.decodeMode,
  };
}

/** Half floats are HDR: they come from nothing else. */
function storedProfile(stored: Image, { profile }: FilledEncodeOptions): Profile {
  if (componentTypeOf(stored) !== 'float16') return 'ldr';
  return profile === 'hdr-rgb' ? profile : 'hdr';
}
