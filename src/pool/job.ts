/**
 * What a worker is given: plain, cloneable. Input and output are shared with everyone else who works on the job, or,
 * where memory cannot be shared, a part of the picture that belongs to the worker alone.
 */

import type { ResampleConfig } from '../codec/band-resampler.js';
import type { DecoderConfig, EncoderConfig } from '../codec/block-codec.js';
import type { TileGrid } from './tiles.js';

/** Words of the control block, an Int32Array all participants share. */
export const CONTROL = {
  /** Number of the next tile nobody has taken. */
  nextTile: 0,
  /** Blocks finished so far, for progress. */
  doneBlocks: 1,
  /** Not 0: take no further tile. */
  cancel: 2,
  /** Illegal blocks met by the decoder. */
  illegalBlocks: 3,
} as const;
export const CONTROL_WORDS = 4;

interface JobBase {
  grid: TileGrid;
  control: Int32Array;
  /** What there is: a whole picture, rows without padding, slice by slice, or the blocks of a level, row-major. */
  input: Uint8Array;
  /** What the job fills. */
  output: Uint8Array;
}

interface BlockJob extends JobBase {
  /** 4 or 8. */
  bytesPerPixel: number;
  /** 8 or 16. */
  bytesPerBlock: number;
}

/** Pixels to blocks. */
export interface EncodeJob extends BlockJob {
  kind: 'encode';
  encoder: EncoderConfig;
}

/** Blocks to pixels. */
export interface DecodeJob extends BlockJob {
  kind: 'decode';
  decoder: DecoderConfig;
}

/** Pixels to pixels of another size. A block of the grid is a band of target rows. */
export interface ResampleJob extends JobBase {
  kind: 'resample';
  resampler: ResampleConfig;
  /**
   * Where the job has a part only: the target row that is the grid's first, and the source row that the input begins with.
   * Rows beyond the edges of the source are in the input then.
   */
  window?: { targetRow: number; sourceRow: number };
}

export type Job = EncodeJob | DecodeJob | ResampleJob;

/** What a participant reports when no tile is left. Times are milliseconds since the epoch. */
export interface Participation {
  /** Tiles it did: none when the others were faster. */
  tileCount: number;
  /** When it was configured and took its first tile. */
  startedMs: number;
  endedMs: number;
  /** Of a job whose memory is not shared: the bytes it made, and the illegal blocks it met. */
  own?: { output: Uint8Array<ArrayBuffer>; illegalBlocks: number };
}

/** A failure that keeps its code on the way from a worker. */
export interface ParticipationFailure {
  failure: { code: string; message: string; stack: string | undefined };
}

/** Milliseconds since the epoch, comparable between threads. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
