/** Pixels to blocks and back, one run of blocks at a time: the interface every codec implements, and the wasm one. */
import { AstcError } from '../errors.js';
import type { Profile } from '../types.js';
import { BandResampler, type ResampleConfig, type RowReader } from './band-resampler.js';
import { checkStatus } from './status.js';
import { type PixelWindow, WasmMemory, windowBytes } from './wasm-memory.js';
import { instantiate, type WasmExports } from './wasm-module.js';

/** Profiles as the binary counts them. Sources: assembly/README.md. */
export const PROFILE_IDS = { ldrLinear: 0, ldrSrgb: 1, hdrRgb: 2, hdr: 3 } as const;

/** What the decoder writes: 8 bits, exact 16 bits, half floats. */
export const OUTPUT_IDS = { unorm8: 0, unorm16: 1, float16: 2 } as const;
export type OutputKind = keyof typeof OUTPUT_IDS;

/** Rounding the search optimises for. */
export const DECODE_MODE_IDS = { float16: 0, unorm8: 1 } as const;
export type DecodeMode = keyof typeof DECODE_MODE_IDS;

/** Component types the encoder reads. */
export const PIXEL_TYPE_IDS = { unorm8: 0, unorm16: 1, float16: 2 } as const;
export type PixelType = keyof typeof PIXEL_TYPE_IDS;

interface EncoderConfigBase {
  pixelType: PixelType;
  /** 0..100, or −1: `realtime`. */
  quality: number;
  /** Significance of r, g, b, a: 0 or more. */
  weights: readonly [number, number, number, number];
}

interface AstcEncoderConfig extends EncoderConfigBase {
  family: 'astc';
  /** See footprintId. */
  footprint: number;
  profile: number;
  decodeMode: DecodeMode;
}

interface EtcEncoderConfig extends EncoderConfigBase {
  family: 'etc';
  /** Index into ETC_FORMATS. */
  format: number;
}

/** Everything the encoder must know before its first block; cloneable. */
export type EncoderConfig = AstcEncoderConfig | EtcEncoderConfig;

interface AstcDecoderConfig {
  family: 'astc';
  /** See footprintId. */
  footprint: number;
  profile: number;
  output: OutputKind;
}

interface EtcDecoderConfig {
  family: 'etc';
  /** Index into ETC_FORMATS. */
  format: number;
  output: Exclude<OutputKind, 'float16'>;
}

/** Everything the decoder must know before its first block; cloneable. */
export type DecoderConfig = AstcDecoderConfig | EtcDecoderConfig;

/** One way to encode and decode blocks, and to resample pictures. Stateful: configure, then any number of runs. */
export interface BlockCodec {
  configureEncoder(config: EncoderConfig): void;
  /** Encodes `width` pixels × the window's rows; fills `blocks` exactly. */
  encodeRun(window: PixelWindow, width: number, blocks: Uint8Array): void;
  configureDecoder(config: DecoderConfig): void;
  /** Decodes `blockCount` blocks into `width` pixels × the window's rows; returns how many were illegal. */
  decodeRun(blocks: Uint8Array, blockCount: number, width: number, window: PixelWindow): number;
  configureResampler(config: ResampleConfig): void;
  /** Makes target rows of source rows; fills `out` exactly. */
  resampleRun(firstRow: number, rowCount: number, readRow: RowReader, out: Uint8Array): void;
}

/** Profile id from a profile and whether colours are sRGB-encoded. */
export function profileId(profile: Profile, isSrgb: boolean): number {
  if (profile === 'hdr') return PROFILE_IDS.hdr;
  if (profile === 'hdr-rgb') return PROFILE_IDS.hdrRgb;
  return isSrgb ? PROFILE_IDS.ldrSrgb : PROFILE_IDS.ldrLinear;
}

/** The codec in WebAssembly: an instance and a memory of its own. */
export class WasmBlockCodec implements BlockCodec {
  readonly #exports: WasmExports;
  readonly #memory: WasmMemory;
  readonly #resampler: BandResampler;
  #pixelType = 0;
  #encodeRow: WasmExports['encodeRow'];
  #decodeRow: WasmExports['decodeRow'];

  /** @throws {AstcError} E_WASM */
  constructor(module: WebAssembly.Module) {
    this.#exports = instantiate(module);
    this.#memory = new WasmMemory(this.#exports);
    this.#resampler = new BandResampler(this.#exports, this.#memory);
    this.#encodeRow = this.#exports.encodeRow;
    this.#decodeRow = this.#exports.decodeRow;
  }

  configureEncoder(config: EncoderConfig): void {
    if (config.family === 'astc') this.#configureAstcEncoder(config);
    else this.#configureEtcEncoder(config);
    this.#pixelType = PIXEL_TYPE_IDS[config.pixelType];
  }

  #configureAstcEncoder({ footprint, profile, decodeMode, quality, weights }: AstcEncoderConfig): void {
    const { configureEncoder, encodeRow } = this.#exports;
    const status = configureEncoder(footprint, profile, DECODE_MODE_IDS[decodeMode], quality, ...weights);
    checkStatus('configureEncoder', status);
    this.#encodeRow = encodeRow;
  }

  #configureEtcEncoder({ format, quality, weights }: EtcEncoderConfig): void {
    const { configureEtcEncoder, encodeEtcRow } = this.#exports;
    if (configureEtcEncoder === undefined || encodeEtcRow === undefined) {
      throw new AstcError('E_UNSUPPORTED', 'this build of the codec has no encoder for ETC and EAC');
    }
    checkStatus('configureEtcEncoder', configureEtcEncoder(format, quality, ...weights));
    this.#encodeRow = encodeEtcRow;
  }

  encodeRun(window: PixelWindow, width: number, blocks: Uint8Array): void {
    const [pixelsPtr, blocksPtr] = this.#memory.reserve(windowBytes(window), blocks.length) as [number, number];
    this.#memory.copyWindowIn(window, pixelsPtr);
    const { rowBytes, rowCount, sliceCount = 1 } = window;
    const status = this.#encodeRow(pixelsPtr, rowBytes, this.#pixelType, width, rowCount, blocksPtr, sliceCount);
    checkStatus('encodeRow', status);
    blocks.set(this.#memory.bytes.subarray(blocksPtr, blocksPtr + blocks.length));
  }

  configureDecoder(config: DecoderConfig): void {
    const { prepareDecoder, prepareEtcDecoder, decodeRow, decodeEtcRow } = this.#exports;
    const output = OUTPUT_IDS[config.output];
    if (config.family === 'astc') {
      checkStatus('prepareDecoder', prepareDecoder(config.footprint, config.profile, output));
      this.#decodeRow = decodeRow;
    } else {
      checkStatus('prepareEtcDecoder', prepareEtcDecoder(config.format, output));
      this.#decodeRow = decodeEtcRow;
    }
  }

  decodeRun(blocks: Uint8Array, blockCount: number, width: number, window: PixelWindow): number {
    const [pixelsPtr, blocksPtr] = this.#memory.reserve(windowBytes(window), blocks.length) as [number, number];
    this.#memory.bytes.set(blocks, blocksPtr);
    const { rowBytes, rowCount, sliceCount = 1 } = window;
    const illegalCount = this.#decodeRow(blocksPtr, blockCount, width, rowCount, pixelsPtr, rowBytes, sliceCount);
    // A count, or minus a status.
    if (illegalCount < 0) checkStatus('decodeRow', -illegalCount);
    this.#memory.copyWindowOut(pixelsPtr, window);
    return illegalCount;
  }

  configureResampler(config: ResampleConfig): void {
    this.#resampler.configure(config);
  }

  resampleRun(firstRow: number, rowCount: number, readRow: RowReader, out: Uint8Array): void {
    this.#resampler.run(firstRow, rowCount, readRow, out);
  }
}
