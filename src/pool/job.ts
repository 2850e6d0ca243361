/** What a worker is given: plain, cloneable, pixels and blocks shared with everyone else who works on the job. */
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
const CONTROL_WORDS = 4;

interface JobBase {
  grid: TileGrid;
  control: Int32Array;
  /** The whole picture: rows without padding. */
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

/** What a worker gets when its thread starts. */
export interface WorkerData {
  module: WebAssembly.Module;
}

/** What a participant reports when no tile is left. Times are milliseconds since the epoch. */
export interface Participation {
  /** Tiles it did: none when the others were faster. */
  tileCount: number;
  /** When it was configured and took its first tile. */
  startedMs: number;
  endedMs: number;
}

/** A failure that keeps its code on the way from a worker. */
export interface ParticipationFailure {
  failure: { code: string; message: string; stack: string | undefined };
}

/** Fresh control words, all 0. */
export function createControl(): Int32Array {
  return new Int32Array(sharedBytes(CONTROL_WORDS * 4).buffer);
}

/**
 * Bytes every worker can see: shared where the engine lets us (browsers want cross-origin isolation), otherwise
 * ordinary, which serves a job that runs in place.
 */
export function sharedBytes(byteLength: number): Uint8Array {
  if (typeof SharedArrayBuffer === 'undefined') return new Uint8Array(byteLength);
  return new Uint8Array(new SharedArrayBuffer(byteLength));
}

/** The same bytes, shared: the argument itself where it is so already. */
export function shareBytes(bytes: Uint8Array): Uint8Array {
  if (typeof SharedArrayBuffer !== 'undefined' && bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const shared = sharedBytes(bytes.length);
  shared.set(bytes);
  return shared;
}
