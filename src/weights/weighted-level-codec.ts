/** Levels some of whose texels count more than others: passes over their blocks, behind the pool's interface. */
import { throwIfAborted } from '../abort.js';
import type { EncoderConfig } from '../codec/block-codec.js';
import { allocateComponents } from '../images/channels.js';
import { checkWeights } from '../options/check-weights.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';
import type { LevelCodec, LevelControls, LevelShape } from '../pool/level-codec.js';
import { yieldToEvents } from '../pool/yield-to-events.js';
import type { Image } from '../types.js';
import { compressBlocks, type WeightedLevel, workOf } from './compress-blocks.js';
import { rankBlocks } from './importance.js';
import { LevelProgress } from './level-progress.js';
import { acceptMask } from './mask.js';
import { SheetCodec } from './sheet-codec.js';
import { areFull, type TexelWeights, type WeightSources, weighTexels } from './texel-weights.js';

/** Texels in hand at a time. Why: some ten milliseconds between passes, which an abort waits for at most. */
const BATCH_TEXELS = 1 << 18;
/** Quality from which a third pass is made, `medium`. Why: 0.02 to 0.14 dB of sprites at 6x6. */
const THOROUGH = 60;

export class WeightedLevelCodec implements LevelCodec {
  readonly #codec: LevelCodec;
  readonly #sources: WeightSources;

  /** @throws {AstcError} E_OPTION for options that do not go together, and for a mask that is none */
  constructor(codec: LevelCodec, options: FilledEncodeOptions) {
    checkWeights(options);
    const { alphaWeight, mask, flipY } = options;
    this.#codec = codec;
    this.#sources = { alphaWeight, mask: mask && acceptMask(mask, flipY) };
  }

  get threads(): number {
    return this.#codec.threads;
  }

  async encodeLevel(shape: LevelShape, pixels: Uint8Array, config: EncoderConfig, controls: LevelControls) {
    const picture = pictureOf(shape, pixels, config);
    const weights = weighTexels(picture, this.#sources);
    if (areFull(weights)) return this.#codec.encodeLevel(shape, pixels, config, controls);
    return this.#encodeWeighted(shape, { picture, weights }, config, controls);
  }

  decodeLevel(...call: Parameters<LevelCodec['decodeLevel']>) {
    return this.#codec.decodeLevel(...call);
  }

  resampleLevel(...call: Parameters<LevelCodec['resampleLevel']>) {
    return this.#codec.resampleLevel(...call);
  }

  async #encodeWeighted(
    shape: LevelShape,
    { picture, weights }: { picture: Image; weights: TexelWeights },
    config: EncoderConfig,
    controls: LevelControls,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { width, height, blockWidth, blockHeight, bytesPerBlock } = shape;
    const total = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight);
    const level: WeightedLevel = {
      picture,
      weights,
      block: { width: blockWidth, height: blockHeight },
      significance: config.weights,
      codec: new SheetCodec(this.#codec, shape, config),
      progress: new LevelProgress(controls, total),
      isThorough: config.quality >= THOROUGH,
      output: new Uint8Array(total * bytesPerBlock),
    };
    const blank = await encodeBlank(level);
    const batch = Math.max(1, Math.floor(BATCH_TEXELS / (blockWidth * blockHeight)));
    for (let first = 0; first < total; first += batch) {
      throwIfAborted(controls.signal);
      await compressBatch(level, blank, { first, end: Math.min(total, first + batch) });
      await yieldToEvents();
    }
    level.progress.finish();
    return level.output as Uint8Array<ArrayBuffer>;
  }
}

/** Those of whose texels none matters are all the same block: it costs next to nothing to pack. */
async function compressBatch(
  level: WeightedLevel,
  blank: Uint8Array,
  range: { first: number; end: number },
): Promise<void> {
  const blocks = rankBlocks(level.picture, level.block, level.weights, range);
  const counted = blocks.filter(({ color }) => color > 0);
  level.progress.begin(blocks.length, workOf(counted, level.isThorough));
  for (const { number, color } of blocks) if (color === 0) level.output.set(blank, number * blank.length);
  await compressBlocks(level, counted);
}

/** The block of nothing: black, transparent but in opaque pictures. */
function encodeBlank({ picture, block, codec, progress }: WeightedLevel): Promise<Uint8Array> {
  const opaque = opaqueOf(picture);
  const data = allocateComponents(picture, block.width * block.height * 4);
  if (isOpaque(picture, opaque)) for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = opaque;
  return codec.encode({ ...picture, ...block, data }, 0, progress.aside());
}

function isOpaque({ data }: Image, opaque: number): boolean {
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== opaque) return false;
  return true;
}

function opaqueOf({ data, componentType }: Image): number {
  if (data instanceof Uint8Array) return 0xff;
  return componentType === 'float16' ? 0x3c00 : 0xffff;
}

function pictureOf({ width, height }: LevelShape, pixels: Uint8Array, { pixelType }: EncoderConfig): Image {
  const { buffer, byteOffset, byteLength } = pixels;
  const data = pixelType === 'unorm8' ? pixels : new Uint16Array(buffer, byteOffset, byteLength / 2);
  return { width, height, data, channels: 4, colorSpace: 'linear', hasAlpha: true, componentType: pixelType };
}
