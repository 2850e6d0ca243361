/** One level to compress, decompress or resample, before it is known who will do it; and the job it becomes then. */

import { type ResampleConfig, SAMPLE_BYTES } from '../codec/band-resampler.js';
import type { DecoderConfig, EncoderConfig } from '../codec/block-codec.js';
import { bandShape } from './bands.js';
import { CONTROL_WORDS, type Job } from './job.js';
import type { LevelShape } from './level-codec.js';
import { shareBytes, sharedBytes } from './shared-bytes.js';
import { cutTiles, type PictureSize, type TileGrid } from './tiles.js';

interface BlockTask {
  shape: LevelShape;
  /** Pixels to encode, or blocks to decode. */
  input: Uint8Array;
}

interface ResampleTask {
  kind: 'resample';
  /** Bands of target rows, as if they were blocks. */
  shape: PictureSize;
  /** Pixels of the source. */
  input: Uint8Array;
  resampler: ResampleConfig;
}

export type LevelTask =
  | (BlockTask & ({ kind: 'encode'; encoder: EncoderConfig } | { kind: 'decode'; decoder: DecoderConfig }))
  | ResampleTask;

/** The task of resampling `input`. */
export function resampleTask(input: Uint8Array, config: Omit<ResampleConfig, 'bandRows'>): ResampleTask {
  const shape = bandShape(config);
  return { kind: 'resample', shape, input, resampler: { ...config, bandRows: shape.blockHeight } };
}

/**
 * The task as a job whose memory is shared with workers (one copy, where the input is not shared already).
 *
 * @throws {AstcError} E_ABORTED
 */
export async function sharedJob(task: LevelTask, tileBlocks?: number, signal?: AbortSignal): Promise<Job> {
  return buildJob(task, tileBlocks, await shareBytes(task.input, signal), sharedBytes);
}

/** The task as a job whose memory is this thread's own. */
export function ownJob(task: LevelTask, tileBlocks?: number): Job {
  return buildJob(task, tileBlocks, task.input, (byteLength) => new Uint8Array(byteLength));
}

function buildJob(
  task: LevelTask,
  tileBlocks: number | undefined,
  input: Uint8Array,
  allocate: (byteLength: number) => Uint8Array,
): Job {
  const grid = cutTiles(task.shape, tileBlocks);
  const base = {
    grid,
    control: new Int32Array(allocate(CONTROL_WORDS * 4).buffer),
    input,
    output: allocate(outputBytes(task, grid)),
  };
  if (task.kind === 'resample') return { ...base, kind: task.kind, resampler: task.resampler };
  const { bytesPerPixel, bytesPerBlock } = task.shape;
  const bytes = { bytesPerPixel, bytesPerBlock };
  return task.kind === 'encode'
    ? { ...base, ...bytes, kind: task.kind, encoder: task.encoder }
    : { ...base, ...bytes, kind: task.kind, decoder: task.decoder };
}

function outputBytes(task: LevelTask, grid: TileGrid): number {
  if (task.kind === 'encode') return grid.blockCount * task.shape.bytesPerBlock;
  const pixelBytes = task.kind === 'decode' ? task.shape.bytesPerPixel : SAMPLE_BYTES[task.resampler.targetType];
  return grid.width * grid.height * grid.depth * pixelBytes;
}
