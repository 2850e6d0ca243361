/** The binary's exports, and instances of it. */
import { AstcError } from '../errors.js';
import { checkStatus } from './status.js';

// @types/node does not know WebAssembly's names, which our declarations use. Where DOM's types are, they join these.
declare global {
  namespace WebAssembly {
    interface Module {}
    interface Memory {}
  }
}

/** The exports, see assembly/README.md. Pointers and lengths are unsigned 32-bit numbers. */
export interface WasmExports {
  memory: WebAssembly.Memory;
  initCodec(): number;
  reserveBuffer(byteLength: number): number;
  prepareDecoder(footprint: number, profile: number, output: number): number;
  decodeRow(
    blocksPtr: number,
    blockCount: number,
    width: number,
    rowCount: number,
    outPtr: number,
    outStride: number,
    sliceCount: number,
  ): number;
  inspectBlock(blockPtr: number, symbolicPtr: number): number;
  describeBlock(symbolicPtr: number, descriptionPtr: number): number;
  configureEncoder(
    footprint: number,
    profile: number,
    decodeMode: number,
    quality: number,
    weightR: number,
    weightG: number,
    weightB: number,
    weightA: number,
  ): number;
  encodeRow(
    pixelsPtr: number,
    strideBytes: number,
    pixelType: number,
    width: number,
    rowCount: number,
    outPtr: number,
    sliceCount: number,
  ): number;
  prepareEtcDecoder(format: number, output: number): number;
  decodeEtcRow: WasmExports['decodeRow'];
  describeEtcBlock(blockPtr: number, format: number, descriptionPtr: number): number;
  /** Missing where the binary was built without the ETC search. */
  configureEtcEncoder?(
    format: number,
    quality: number,
    weightR: number,
    weightG: number,
    weightB: number,
    weightA: number,
  ): number;
  encodeEtcRow?: WasmExports['encodeRow'];
  buildGpuTables(footprint: number): number;
  shapeResampler(
    sourceWidth: number,
    sourceHeight: number,
    targetWidth: number,
    targetHeight: number,
    filter: number,
    filterScale: number,
    edge: number,
    bandRows: number,
  ): number;
  prepareResampler(workPtr: number, sourceType: number, isSrgb: number, isAlphaAware: number): number;
  firstSourceRow(row: number): number;
  sourceRowCount(): number;
  beginBand(firstRow: number, rowCount: number, isSteady: number): number;
  addSourceRow(row: number, pixelsPtr: number): void;
  countFaintTexels(): number;
  finishBand(targetType: number, isDirection: number, alphaScale: number, outPtr: number): number;
}

/**
 * A fresh instance with its own memory and the shared tables built.
 *
 * @throws {AstcError} E_WASM when memory is short
 */
export function instantiate(module: WebAssembly.Module): WasmExports {
  let exports: WasmExports;
  try {
    const instance = new WebAssembly.Instance(module, { env: { abort: abortCodec } });
    exports = instance.exports as unknown as WasmExports;
  } catch (cause) {
    throw new AstcError('E_WASM', `The codec cannot be instantiated: ${(cause as Error).message}`, { cause });
  }
  checkStatus('initCodec', exports.initCodec());
  return exports;
}

/** Called by assertions of debug builds. */
function abortCodec(_message: number, _file: number, line: number, column: number): never {
  throw new AstcError('E_WASM', `The codec stopped at an assertion (line ${line}, column ${column})`);
}
