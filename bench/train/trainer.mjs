/**
 * The training binary (assembly/train.ts) with one image in it: walks its blocks and says of each what the search
 * predicts and what trials end with.
 */
import { existsSync, readFileSync } from 'node:fs';
import { OurEncoder } from '../ours.mjs';
import { UsageError } from '../run.mjs';
import { FOOTPRINTS, footprintSize } from '../settings.mjs';

/** The binary that `npm run build:train` makes. */
export const TRAIN_WASM_URL = new URL('../../build/train.wasm', import.meta.url);

export const BLOCK_MODES = 2048;
/** Terms of a prediction: line, grid, weights, colors. */
export const TERM_COUNT = 4;
/** A class or block mode that does not exist costs this much or more. */
export const NONE = 1e30;

const VARYING = 15;
const GREY = 16;
const OPAQUE = 32;

/**
 * Kinds of endpoint values, as a bit set of what trainLoad says.
 * @param {number} facts
 * @returns {'luminance' | 'luminance-alpha' | 'rgb' | 'rgba'}
 */
export function endpointValues(facts) {
  if (facts & GREY) return facts & OPAQUE ? 'luminance' : 'luminance-alpha';
  return facts & OPAQUE ? 'rgb' : 'rgba';
}

const QUALITY_SOURCE = new URL('../../assembly/astc-search/quality.ts', import.meta.url);

/**
 * @returns {string[]} the columns of the quality table in their order, as its source names them
 */
export function qualityColumns() {
  const [, body = ''] = /class QualityRow \{([\s\S]*?)^\}/m.exec(readFileSync(QUALITY_SOURCE, 'utf8')) ?? [];
  return [...body.matchAll(/^ {2}(\w+): f32;/gm)].map(([, name = '']) => name);
}

/** @typedef {import('../images.mjs').Pixels} Pixels */

/** One instance of the training binary. */
export class Trainer extends OurEncoder {
  /** @param {URL | string} [wasmPath] */
  constructor(wasmPath = TRAIN_WASM_URL) {
    if (!existsSync(wasmPath)) throw new UsageError(`${wasmPath}: no such wasm binary (npm run build:train)`);
    super(wasmPath);
    /** @type {{ image: Pixels, pixelsPtr: number } | undefined} */
    this.current = undefined;
    /** @type {Record<string, number>} columns of the quality table to encode with, by name, instead of the preset's */
    this.columns = {};
  }

  /**
   * Takes an image in, LDR linear with float16 decoding: errors are then free of the decoder's rounding.
   *
   * @param {Pixels} image
   * @param {string} footprint
   * @param {number} quality 0–100
   */
  open(image, footprint, quality) {
    this.check(
      'configureEncoder',
      this.exports.configureEncoder(FOOTPRINTS.indexOf(footprint), 0, 0, quality, 1, 1, 1, 1),
    );
    const pixelsPtr = this.reserve(image.data.byteLength);
    this.bytes(pixelsPtr, image.data.byteLength).set(image.data);
    this.current = { image, pixelsPtr };
  }

  /**
   * Loads blocks of the open image, evenly spread, at most `limit`, without those of one colour.
   *
   * @param {string} footprint the one it was opened with
   * @param {number} limit
   * @returns {Generator<number>} facts of the block now loaded
   */
  *blocks(footprint, limit) {
    const { image, pixelsPtr } = /** @type {{ image: Pixels, pixelsPtr: number }} */ (this.current);
    const [width, height] = footprintSize(footprint);
    const columns = Math.ceil(image.width / width);
    const count = columns * Math.ceil(image.height / height);
    const step = Math.max(1, count / limit);
    for (let place = 0; Math.floor(place) < count; place += step) {
      const block = Math.floor(place);
      const y = Math.floor(block / columns) * height;
      const x = (block % columns) * width;
      const rows = Math.min(height, image.height - y);
      const stride = image.width * 4;
      const facts = this.exports.trainLoad(pixelsPtr + y * stride, stride, x, image.width, rows);
      if (facts & VARYING) yield facts;
    }
  }

  /** Terms of every block mode of the class at hand, after trainPredict: f32[2048][4], the first NONE or more: no mode. */
  predict() {
    this.exports.trainPredict();
    return new Float32Array(this.exports.memory.buffer, this.exports.trainTerms(), BLOCK_MODES * TERM_COUNT);
  }

  /** The twelve shares of noise in force; writable, but look again after memory has grown. */
  get noiseShare() {
    return new Float32Array(this.exports.memory.buffer, this.exports.trainNoiseShare(), 12);
  }

  /**
   * Writes {@link Trainer.columns} over the quality row, which then grows with the footprint, once.
   *
   * @override
   * @param {number} level −1..100
   */
  adjust(level) {
    this.exports.trainSelectQuality(Math.max(0, level));
    const names = qualityColumns();
    const row = new Float32Array(this.exports.memory.buffer, this.exports.trainQuality(), names.length);
    for (const [name, value] of Object.entries(this.columns)) row[names.indexOf(name)] = value;
    this.exports.trainQualityChanged();
  }
}

/**
 * Makes one class after the other the one at hand: one partition, two planes, the best pattern of two and of three.
 *
 * @param {Trainer} trainer
 * @returns {Generator<[name: string, lineError: number]>}
 */
export function* classesOf({ exports }) {
  yield ['single', exports.trainSingle()];
  const dual = exports.trainDual();
  if (dual < NONE) yield ['dual', dual];
  for (const partitionCount of [2, 3]) {
    if (exports.trainRank(partitionCount, 1) > 0) yield ['partitioned', exports.trainPattern(partitionCount, 0)];
  }
}
