/** The mip levels of a picture, one after the other. */
import type { Size } from '../codec/band-resampler.js';
import { AstcError } from '../errors.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';
import type { LevelCodec, LevelControls } from '../pool/level-codec.js';
import type { ColorSpace, Image } from '../types.js';
import { warnOnConsole } from '../warn.js';
import { coverageOf, scaleForCoverage } from './coverage.js';
import {
  bytesOf,
  hasStoredAlpha,
  type PictureResampling,
  pictureResampling,
  sampleTypeOf,
  withPixels,
} from './picture-resampling.js';

/** Pictures of some levels, by number; prepared as the first one. */
export type GivenLevels = ReadonlyMap<number, Image>;

interface ChainSettings {
  /** Of the colours, as they are to be filtered. */
  space: ColorSpace;
  options: FilledEncodeOptions;
  given: GivenLevels;
  /** Controls of the next job. */
  controls: () => LevelControls;
}

/** What the next level is made of: light in floats, or the pixels of a picture that was given. */
interface Source {
  width: number;
  height: number;
  type: 'unorm8' | 'unorm16' | 'float32';
  bytes: Uint8Array;
}

/**
 * Levels of a picture but the first, in its type of components. Each is made of the floats of the one before, so that
 * rounding does not add up; a level that was given is taken as it is, and those after it are made of it.
 *
 * @param sizes  of all levels, the picture's first
 * @throws {AstcError} E_ABORTED, E_WASM, E_WORKER
 */
export async function* chainLevels(
  codec: LevelCodec,
  picture: Image,
  sizes: readonly Size[],
  settings: ChainSettings,
): AsyncGenerator<Image, void> {
  const chain = new LevelChain(codec, picture, settings);
  for (const [level, size] of sizes.entries()) {
    if (level === 0) continue;
    const image = settings.given.get(level);
    yield image === undefined ? await chain.make(size) : chain.take(image);
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

class LevelChain {
  readonly #codec: LevelCodec;
  readonly #base: Image;
  readonly #settings: PictureResampling;
  readonly #controls: () => LevelControls;
  readonly #reference: number | undefined;
  #coverage: number | undefined;
  #source: Source;

  constructor(codec: LevelCodec, base: Image, { space, options, controls }: ChainSettings) {
    this.#codec = codec;
    this.#base = base;
    this.#settings = pictureResampling(base, space, options);
    this.#reference = hasStoredAlpha(base, options) ? options.mipCoverage : undefined;
    if (this.#reference !== options.mipCoverage) {
      (controls().onWarning ?? warnOnConsole)('mipCoverage has no effect: there is no alpha, or the format keeps none');
    }
    this.#controls = controls;
    this.#source = sourceOf(base);
  }

  /** A level that was given. */
  take(image: Image): Image {
    this.#source = sourceOf(image);
    return image;
  }

  async make(target: Size): Promise<Image> {
    const { width, height, type, bytes } = this.#source;
    const floats = await this.#codec.resampleLevel(
      bytes,
      {
        ...this.#settings,
        isDirection: false,
        source: { width, height },
        target,
        sourceType: type,
        targetType: 'float32',
      },
      this.#controls(),
    );
    this.#source = { ...target, type: 'float32', bytes: floats };
    const pixels = await this.#codec.resampleLevel(
      floats,
      {
        ...this.#settings,
        isAlphaAware: false,
        alphaScale: await this.#alphaScale(floats),
        source: target,
        target,
        sourceType: 'float32',
        targetType: sampleTypeOf(this.#base),
      },
      this.#controls(),
    );
    return withPixels(this.#base, target, pixels);
  }

  async #alphaScale(floats: Uint8Array): Promise<number> {
    if (this.#reference === undefined) return 1;
    this.#coverage ??= await coverageOf(this.#base, this.#reference);
    const texels = new Float32Array(floats.buffer, floats.byteOffset, floats.byteLength / 4);
    return scaleForCoverage(texels, this.#reference, this.#coverage);
  }
}

function sourceOf(image: Image): Source {
  const { width, height } = image;
  return { width, height, type: sampleTypeOf(image), bytes: bytesOf(image) };
}
