/**
 * What a worker is given: plain, cloneable. Pixels and blocks are shared with everyone else who works on the job, or,
 * where memory cannot be shared, a part of the picture that belongs to the worker alone.
 */
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
  /** The whole picture: rows without padding, slice by slice. */
  pixels: Uint8Array;
  /** 4 or 8. */
  bytesPerPixel: number;
  /** The whole level, row-major. */
  blocks: Uint8Array;
  /** 8 or 16. */
  bytesPerBlock: number;
}

export interface EncodeJob extends JobBase {
  kind: 'encode';
  encoder: EncoderConfig;
}

export interface DecodeJob extends JobBase {
  kind: 'decode';
  decoder: DecoderConfig;
}

export type Job = EncodeJob | DecodeJob;

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

/** What the job fills: blocks when encoding, pixels when decoding. */
export function outputOf(job: Job): Uint8Array {
  return job.kind === 'encode' ? job.blocks : job.pixels;
}

/** Milliseconds since the epoch, comparable between threads. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
