/** Textures whose footprint is chosen: the fewest bits that reach a PSNR, or the most that fit; and what each would give. */
import { findGradients } from './auto-footprint/block-weights.js';
import { bitsPerTexel, candidateFootprints } from './auto-footprint/candidates.js';
import { gatheredCount } from './auto-footprint/gather-blocks.js';
import { type CountedPicture, probeForTarget, type RoundTrip, reaches, SAMPLE_BLOCKS } from './auto-footprint/probe.js';
import { searchFootprint } from './auto-footprint/search.js';
import { psnrOfErrors, squaredErrors } from './auto-footprint/squared-errors.js';
import { profileId } from './codec/block-codec.js';
import { blockBytes, blockCount, footprintId, footprintSize } from './codec/formats.js';
import { imageOf } from './containers/texture-shape.js';
import { countBlocks, type EncodeInput, encodeStored, type PreparedTexture, prepareTexture } from './encode.js';
import { isFloatImage, isOpaque } from './images/channels.js';
import type { FootprintChoice } from './options/auto-options.js';
import { checkAuto } from './options/check-auto.js';
import { type FilledEncodeOptions, isWeighted, type SettledEncodeOptions } from './options/encode-options.js';
import { failOption } from './options/speech.js';
import type { LevelCodec, LevelControls, Progress } from './pool/level-codec.js';
import { normalLayoutOf, storedWeights, storePicture } from './prepare-image.js';
import type { CompressedTexture, FlatFootprint, Image } from './types.js';
import { warnOnConsole } from './warn.js';

/**
 * Compresses pictures at the footprint that the options ask for by `targetPsnr`, `maxBpp` and `maxBytes`: the same texture
 * as with `block` of that footprint.
 *
 * @throws {AstcError} E_OPTION where no footprint fits, and for light with a target; what any texture throws
 */
export async function encodeAuto(
  codec: LevelCodec,
  input: EncodeInput,
  options: FilledEncodeOptions,
): Promise<CompressedTexture> {
  checkAuto(options);
  const { onProgress, end } = holdEnd(options.onProgress);
  const ready = await prepareTexture(codec, input, { ...options, onProgress });
  const candidates = candidateFootprints(options, roomOf(ready));
  const { texture, choice } = await compressChosen(ready, candidates);
  warnOfMiss(choice, candidates, options);
  end();
  options.onChoice?.(choice);
  return texture;
}

/** A texel of any footprint. */
const MOST_BITS = 8;

/** What a footprint gives. */
export interface FootprintReport {
  block: FlatFootprint;
  /** Of whole blocks. */
  bitsPerTexel: number;
  /** Of all blocks, mip levels included. */
  bytes: number;
  /** In dB, of the largest level, over what `targetPsnr` counts; Infinity for no error. */
  psnr: number;
  /** Of `psnr`, in dB; 0 where it was measured: all blocks were compressed, as of pictures of a thousand or fewer. */
  standardError: number;
  /** Whether it reaches `targetPsnr`, as far as samples tell; not there without. */
  isEnough?: boolean;
}

/** What each footprint that the options leave would give, the fewest bits first. @throws {AstcError} as {@link encodeAuto} */
export async function analyzeFootprints(
  codec: LevelCodec,
  input: EncodeInput,
  options: FilledEncodeOptions,
): Promise<FootprintReport[]> {
  if (isWeighted(options)) {
    failOption('Expected no mask and no alphaWeight for analyze but received one', 'to PSNR all texels are alike');
  }
  // Needs no reason to choose.
  checkAuto({ maxBpp: MOST_BITS, ...options });
  const ready = await prepareTexture(codec, input, options);
  const room = roomOf(ready);
  const candidates = candidateFootprints(options, room);
  const pictures = countPictures(ready);
  const {
    meter,
    options: { targetPsnr },
  } = ready.work;
  const trips = {
    first: roundTripOf(ready, () => meter.blocks()),
    refined: roundTripOf(ready, () => meter.preparation()),
  };
  for (const block of candidates) meter.expect(sampledBlocks(pictures, block));
  const reports: FootprintReport[] = [];
  for (const block of candidates) {
    const prediction = await probeForTarget(pictures, block, trips, targetPsnr);
    const facts = { block, bitsPerTexel: bitsPerTexel(block), bytes: room.bytesOf(block), ...prediction };
    reports.push(targetPsnr === undefined ? facts : { ...facts, isEnough: reaches(prediction, targetPsnr) });
  }
  return reports;
}

/** Searches, compresses, and takes the next footprint as long as one falls short. */
async function compressChosen(ready: PreparedTexture, candidates: readonly FlatFootprint[]) {
  const last = candidates.length - 1;
  const { targetPsnr: target, ...rest } = ready.work.options;
  const compress = (index: number) => ready.compress({ ...ready.work, options: settle(rest, candidates[index]!) });
  if (target === undefined) {
    const choice: FootprintChoice = { block: candidates[last]!, probes: 0, steps: 0 };
    return { texture: await compress(last), choice };
  }
  const pictures = countPictures(ready);
  const trip = roundTripOf(ready, () => ready.work.meter.preparation());
  const trips = { first: trip, refined: trip };
  const found = await searchFootprint(candidates, target, (block) => probeForTarget(pictures, block, trips, target));
  const { predicted, probes } = found;
  for (let index = found.index; ; index++) {
    const texture = await compress(index);
    const psnr = await measureTexture(ready, texture, pictures);
    if (psnr < target && index < last) continue;
    const block = candidates[index]!;
    const choice: FootprintChoice = {
      block,
      target,
      ...(predicted !== undefined && { predicted }),
      psnr,
      probes,
      steps: index - found.index,
    };
    return { texture, choice };
  }
}

/** The options of the texture that is made: what led to its footprint is no part of it. */
function settle(options: FilledEncodeOptions, block: FlatFootprint): SettledEncodeOptions {
  return { ...options, block, targetPsnr: undefined, maxBpp: undefined, maxBytes: undefined, blocks: undefined };
}

function roomOf({ images, levelCount }: PreparedTexture) {
  const size = images[0]!;
  return {
    size,
    bytesOf: (block: FlatFootprint) => countBlocks(size, levelCount, { block }) * images.length * blockBytes('astc'),
  };
}

/** The pictures as they are compressed. @throws {AstcError} E_OPTION for light, whose range has no peak */
function countPictures({ images, work }: PreparedTexture): CountedPicture[] {
  return images.map((each) => {
    const image = storePicture(each, work.options);
    if (isFloatImage(image)) {
      failOption(
        'Expected pixels of integers for a choice by PSNR but received floats',
        'profile ldr cuts them to 0..1; maxBpp and maxBytes choose without PSNR',
      );
    }
    const counts = countedComponents(image, work.options);
    return { image, counts, gradients: findGradients(image, counts) };
  });
}

/** Alpha of opaque pictures does not count, of normals what the layout keeps alone. */
function countedComponents(image: Image, options: FilledEncodeOptions): CountedPicture['counts'] {
  const [red, green, blue, alpha] = storedWeights(options);
  const isColor = normalLayoutOf(options) === undefined && isOpaque(image);
  return [red, green, blue, isColor ? 0 : alpha];
}

function roundTripOf({ work }: PreparedTexture, controls: () => LevelControls): RoundTrip {
  const { codec, options, meter } = work;
  return async (image, block) => {
    const level = await encodeStored(codec, image, settle(options, block), controls());
    return decodeBlocks(codec, { image, block, blocks: level.data }, meter.preparation());
  };
}

/** The blocks of a picture as decoders show them, in 8 bits. */
function decodeBlocks(
  codec: LevelCodec,
  { image, block, blocks }: { image: Image; block: FlatFootprint; blocks: Uint8Array },
  controls: LevelControls,
): Promise<Uint8Array> {
  const { width, height, colorSpace } = image;
  const size = footprintSize(block);
  const shape = {
    width,
    height,
    blockWidth: size.width,
    blockHeight: size.height,
    bytesPerPixel: 4,
    bytesPerBlock: blockBytes('astc'),
  };
  const profile = profileId('ldr', colorSpace === 'srgb');
  return codec.decodeLevel(
    shape,
    blocks,
    { family: 'astc', footprint: footprintId(block), profile, output: 'unorm8' },
    controls,
  );
}

/** PSNR of the largest level, of the worst of its images. */
async function measureTexture(
  { work }: PreparedTexture,
  texture: CompressedTexture,
  pictures: readonly CountedPicture[],
): Promise<number> {
  const { faces = 1 } = texture;
  const block = texture.block as FlatFootprint;
  let worst = Number.POSITIVE_INFINITY;
  for (const [index, { image, counts }] of pictures.entries()) {
    const blocks = imageOf(texture, 0, { layer: Math.floor(index / faces), face: index % faces });
    const decoded = await decodeBlocks(work.codec, { image, block, blocks }, work.meter.preparation());
    const errors = squaredErrors(image, decoded, { x: 0, y: 0, width: image.width, height: image.height }, counts);
    worst = Math.min(worst, psnrOfErrors(errors, image.width * image.height, counts));
  }
  return worst;
}

/** Blocks that a probe compresses. */
function sampledBlocks(pictures: readonly CountedPicture[], block: FlatFootprint): number {
  const counts = pictures.map(({ image }) => blockCount(block, image.width, image.height).total);
  return counts.reduce((sum, count) => sum + gatheredCount(Math.min(SAMPLE_BLOCKS, count)), 0);
}

function warnOfMiss(
  { block, target, psnr }: FootprintChoice,
  candidates: readonly FlatFootprint[],
  { onWarning = warnOnConsole }: FilledEncodeOptions,
): void {
  if (target === undefined || psnr! >= target) return;
  const most =
    candidates.length === 1 ? 'the only footprint there is to choose' : 'the largest rate there is to choose';
  onWarning(`${target} dB are not reached: ${block}, ${most}, gives ${psnr!.toFixed(2)} dB`);
}

/** The end is told once, when it is one: a texture that falls short is followed by another. */
function holdEnd(onProgress: FilledEncodeOptions['onProgress']) {
  if (onProgress === undefined) return { onProgress, end: () => undefined };
  let last: Progress | undefined;
  return {
    onProgress: (progress: Progress) => {
      last = progress;
      if (progress.done < progress.total) onProgress(progress);
    },
    end: () => last && onProgress({ ...last, done: last.total }),
  };
}
