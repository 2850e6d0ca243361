/** Pictures of another size, a band of rows at a time: the calls of the binary's resampler. */
import { AstcError } from '../errors.js';
import { EDGES, type Edge, FILTERS, type Filter } from '../resample-words.js';
import { checkStatus } from './status.js';
import type { WasmMemory } from './wasm-memory.js';
import type { WasmExports } from './wasm-module.js';

/** How a component is stored, as the binary counts it. Floats are linear light. */
export const SAMPLE_TYPES = ['unorm8', 'unorm16', 'float32'] as const;
export type SampleType = (typeof SAMPLE_TYPES)[number];
/** Bytes of a pixel of four components. */
export const SAMPLE_BYTES: Readonly<Record<SampleType, number>> = { unorm8: 4, unorm16: 8, float32: 16 };

export interface Size {
  width: number;
  height: number;
}

/** Everything the resampler must know; cloneable. */
export interface ResampleConfig {
  source: Size;
  target: Size;
  sourceType: SampleType;
  targetType: SampleType;
  filter: Filter;
  /** Stretches the filter: below 1 sharper, above 1 softer. */
  filterScale: number;
  edge: Edge;
  /** Whether colours of integers are sRGB-encoded. */
  isSrgb: boolean;
  /** Whether colours count by their alpha. */
  isAlphaAware: boolean;
  /** Whether red, green and blue are X, Y and Z of directions, to be of length 1. */
  isDirection: boolean;
  /** What alpha is multiplied by in the end. */
  alphaScale: number;
  /** Target rows of a band at most. */
  bandRows: number;
}

/** Rows of a picture, or of the part of it that is there. */
export type RowReader = (row: number) => Uint8Array;

export class BandResampler {
  readonly #exports: WasmExports;
  readonly #memory: WasmMemory;
  #config: ResampleConfig | undefined;
  #pixelsPtr = 0;
  #outPtr = 0;

  constructor(exports: WasmExports, memory: WasmMemory) {
    this.#exports = exports;
    this.#memory = memory;
  }

  /** @throws {AstcError} E_WASM where memory is short */
  configure(config: ResampleConfig): void {
    const { source, target, sourceType, targetType, bandRows } = config;
    const workBytes = this.#exports.shapeResampler(
      source.width,
      source.height,
      target.width,
      target.height,
      FILTERS.indexOf(config.filter),
      config.filterScale,
      EDGES.indexOf(config.edge),
      bandRows,
    );
    if (workBytes === 0) {
      const sizes = `${source.width}x${source.height} to ${target.width}x${target.height}`;
      throw new AstcError('E_WASM', `The codec's memory cannot hold what resampling ${sizes} takes`);
    }
    const [workPtr, pixelsPtr, outPtr] = this.#memory.reserve(
      workBytes >>> 0,
      source.width * SAMPLE_BYTES[sourceType],
      target.width * bandRows * SAMPLE_BYTES[targetType],
    ) as [number, number, number];
    const status = this.#exports.prepareResampler(
      workPtr,
      SAMPLE_TYPES.indexOf(sourceType),
      Number(config.isSrgb),
      Number(config.isAlphaAware),
    );
    checkStatus('prepareResampler', status);
    this.#config = config;
    this.#pixelsPtr = pixelsPtr;
    this.#outPtr = outPtr;
  }

  /**
   * Makes target rows.
   *
   * @param readRow  gives source rows, those beyond the edges too: the edge rule of rows is the caller's
   * @param out  filled exactly
   */
  run(firstRow: number, rowCount: number, readRow: RowReader, out: Uint8Array): void {
    const { targetType, isDirection, alphaScale } = this.#config!;
    this.#sumRows(firstRow, rowCount, readRow, false);
    if (this.#exports.countFaintTexels() > 0) this.#sumRows(firstRow, rowCount, readRow, true);
    const type = SAMPLE_TYPES.indexOf(targetType);
    checkStatus('finishBand', this.#exports.finishBand(type, Number(isDirection), alphaScale, this.#outPtr));
    out.set(this.#memory.bytes.subarray(this.#outPtr, this.#outPtr + out.length));
  }

  #sumRows(firstRow: number, rowCount: number, readRow: RowReader, isSteady: boolean): void {
    const { beginBand, addSourceRow, firstSourceRow, sourceRowCount } = this.#exports;
    checkStatus('beginBand', beginBand(firstRow, rowCount, Number(isSteady)));
    const end = firstSourceRow(firstRow + rowCount - 1) + sourceRowCount();
    const pixels = this.#memory.bytes;
    for (let row = firstSourceRow(firstRow); row < end; row++) {
      pixels.set(readRow(row), this.#pixelsPtr);
      addSourceRow(row, this.#pixelsPtr);
    }
  }
}
