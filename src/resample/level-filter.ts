/** One step of a mip chain: the light of a level from that of the one before, and its pixels from its light. */
import type { Size } from '../codec/band-resampler.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';
import type { LevelCodec, LevelControls } from '../pool/level-codec.js';
import type { ColorSpace, Image } from '../types.js';
import { coverageOf, scaleForCoverage } from './coverage.js';
import {
  bytesOf,
  hasStoredAlpha,
  type PictureResampling,
  pictureResampling,
  sampleTypeOf,
  withPixels,
} from './picture-resampling.js';
import { resampleLight } from './resample-light.js';

/** What a level is made of: light in floats, or the pixels of a picture. */
export interface Light extends Size {
  type: 'unorm8' | 'unorm16' | 'float32';
  bytes: Uint8Array;
}

/** Who filters, how, and where that is told. */
export interface FilterWork {
  codec: LevelCodec;
  options: FilledEncodeOptions;
  /** Of the colours, as they are to be filtered. */
  space: ColorSpace;
  /** Controls of the next job. */
  controls: () => LevelControls;
}

/** What a picture is before it is filtered. */
export function lightOf(image: Image): Light {
  const { width, height } = image;
  return { width, height, type: sampleTypeOf(image), bytes: bytesOf(image) };
}

export class LevelFilter {
  readonly #work: FilterWork;
  readonly #base: Image;
  readonly #settings: PictureResampling;
  /** Of the alpha test whose coverage is kept; undefined where none is. */
  readonly #reference: number | undefined;
  #coverage: number | undefined;

  /** @param base  the picture of the largest level, halves widened: coverage and type of components are its own */
  constructor(work: FilterWork, base: Image) {
    this.#work = work;
    this.#base = base;
    this.#settings = pictureResampling(base, work.space, work.options);
    this.#reference = hasStoredAlpha(base, work.options) ? work.options.mipCoverage : undefined;
  }

  /** Filters to another size; a side that stays as it is is copied. */
  async shrink({ width, height, type, bytes }: Light, target: Size): Promise<Light> {
    const { codec, controls } = this.#work;
    const source = { width, height };
    const sizes = { source, target, sourceType: type, targetType: 'float32' } as const;
    const config = { ...this.#settings, isDirection: false, ...sizes };
    const isLight = this.#base.data instanceof Float32Array;
    const floats = await resampleLight(codec, bytes, config, { isLight, controls: controls() });
    return { ...target, type: 'float32', bytes: floats };
  }

  /** The pixels of a level: directions made unit vectors, coverage kept, encoded and rounded. */
  async finish({ width, height, bytes }: Light): Promise<Image> {
    const { codec, controls } = this.#work;
    const size = { width, height };
    const types = { sourceType: 'float32', targetType: sampleTypeOf(this.#base) } as const;
    const alphaScale = await this.#alphaScale(bytes);
    const config = { ...this.#settings, isAlphaAware: false, alphaScale, source: size, target: size, ...types };
    return withPixels(this.#base, size, await codec.resampleLevel(bytes, config, controls()));
  }

  async #alphaScale(floats: Uint8Array): Promise<number> {
    if (this.#reference === undefined) return 1;
    this.#coverage ??= await coverageOf(this.#base, this.#reference);
    const texels = new Float32Array(floats.buffer, floats.byteOffset, floats.byteLength / 4);
    return scaleForCoverage(texels, this.#reference, this.#coverage);
  }
}
