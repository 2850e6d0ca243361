/**
 * The one interface behind `encode` and `decode`: pixels of a level in, blocks out, and back; pixels of another size. Worker pools, a codec in
 * place and whatever compresses elsewhere implement it.
 */
import type { ResampleConfig } from '../codec/band-resampler.js';
import type { DecoderConfig, EncoderConfig } from '../codec/block-codec.js';
import type { PictureSize } from './tiles.js';

/** How far a level is. */
export interface Progress {
  /** Blocks finished. */
  done: number;
  /** Blocks in all. */
  total: number;
  /** Seconds since the first block was begun. In the last report, where `done` is `total`: what the level took. */
  seconds: number;
  /** Illegal blocks the decoder met so far; always 0 when encoding. */
  illegalBlocks: number;
  /** The GPU that does it, in its driver's words; not there where the CPU does. */
  adapter?: string;
}

/** What steers a level while it is worked on. */
export interface LevelControls {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Told what does not stop the work but should not go unsaid. */
  onWarning?: ((message: string) => void) | undefined;
}

/** A level: its size in pixels, texels of a block, bytes of both. */
export interface LevelShape extends PictureSize {
  /** 4 or 8. */
  bytesPerPixel: number;
  /** 8 or 16. */
  bytesPerBlock: number;
}

/** What is made of which pixels; how it is cut is the pool's. */
export type Resampling = Omit<ResampleConfig, 'bandRows'>;

export interface LevelCodec {
  /** Threads it keeps busy at most. */
  readonly threads: number;
  /**
   * Compresses pixels, rows without padding, slice by slice, to blocks, row-major, slice by slice.
   *
   * @throws {AstcError} E_ABORTED as soon as the signal fires, E_WASM, E_WORKER; what `onProgress` throws
   */
  encodeLevel(
    shape: LevelShape,
    pixels: Uint8Array,
    encoder: EncoderConfig,
    controls: LevelControls,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** Decompresses blocks to pixels, the other way round. */
  decodeLevel(
    shape: LevelShape,
    blocks: Uint8Array,
    decoder: DecoderConfig,
    controls: LevelControls,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Pixels of another size, rows without padding; memory that the workers share comes back as it is. Progress counts bands
   * of rows.
   */
  resampleLevel(pixels: Uint8Array, config: Resampling, controls: LevelControls): Promise<Uint8Array>;
}
