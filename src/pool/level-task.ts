/** One level to compress or decompress, before it is known who will do it; and the job it becomes then. */
import type { DecoderConfig, EncoderConfig } from '../codec/block-codec.js';
import { CONTROL_WORDS, type Job } from './job.js';
import type { LevelShape } from './level-codec.js';
import { shareBytes, sharedBytes } from './shared-bytes.js';
import { cutTiles } from './tiles.js';

interface TaskBase {
  shape: LevelShape;
  /** Pixels to encode, or blocks to decode. */
  input: Uint8Array;
}

export type LevelTask = TaskBase &
  ({ kind: 'encode'; encoder: EncoderConfig } | { kind: 'decode'; decoder: DecoderConfig });

/** The task as a job whose memory is shared with workers (one copy, where the input is not shared already). */
export async function sharedJob(task: LevelTask): Promise<Job> {
  return buildJob(task, await shareBytes(task.input), sharedBytes);
}

/** The task as a job whose memory is this thread's own. */
export function ownJob(task: LevelTask, tileBlocks?: number): Job {
  return buildJob(task, task.input, (byteLength) => new Uint8Array(byteLength), tileBlocks);
}

function buildJob(
  task: LevelTask,
  input: Uint8Array,
  allocate: (byteLength: number) => Uint8Array,
  tileBlocks?: number,
): Job {
  const { shape, kind } = task;
  const { bytesPerPixel, bytesPerBlock } = shape;
  const grid = cutTiles(shape, tileBlocks);
  const isEncoding = kind === 'encode';
  const outputBytes = isEncoding
    ? grid.blockCount * bytesPerBlock
    : grid.width * grid.height * grid.depth * bytesPerPixel;
  const output = allocate(outputBytes);
  const base = {
    grid,
    control: new Int32Array(allocate(CONTROL_WORDS * 4).buffer),
    pixels: isEncoding ? input : output,
    blocks: isEncoding ? output : input,
    bytesPerPixel,
    bytesPerBlock,
  };
  return isEncoding ? { ...base, kind, encoder: task.encoder } : { ...base, kind, decoder: task.decoder };
}
