/** The loop every participant of a job runs, in a worker or in place: take a tile, do it, count it. */
import type { BlockCodec } from '../codec/block-codec.js';
import type { PixelWindow } from '../codec/wasm-memory.js';
import { runBands } from './bands.js';
import { CONTROL, type DecodeJob, type EncodeJob, type Job } from './job.js';
import { type Tile, tileAt } from './tiles.js';

/** Readies a codec for the job: tables and limits, once before the first tile. */
export function configureCodec(codec: BlockCodec, job: Job): void {
  if (job.kind === 'encode') codec.configureEncoder(job.encoder);
  else if (job.kind === 'decode') codec.configureDecoder(job.decoder);
  else codec.configureResampler(job.resampler);
}

/** What one call did. */
export interface TileRun {
  tileCount: number;
  /** Whether there is no more to do: false when only the deadline ended the call. */
  isDone: boolean;
}

/**
 * Does tiles until none is left, the job is cancelled or `deadlineMs` (of `performance.now`) has passed.
 *
 * @throws {AstcError} E_WASM; traps of the codec as they are
 */
export function runTiles(codec: BlockCodec, job: Job, deadlineMs = Number.POSITIVE_INFINITY): TileRun {
  const { control, grid } = job;
  let tileCount = 0;
  while (Atomics.load(control, CONTROL.cancel) === 0) {
    const index = Atomics.add(control, CONTROL.nextTile, 1);
    if (index >= grid.tileCount) break;
    const tile = tileAt(grid, index);
    runTile(codec, job, tile);
    Atomics.add(control, CONTROL.doneBlocks, tile.blockCount);
    tileCount++;
    if (performance.now() >= deadlineMs) return { tileCount, isDone: false };
  }
  return { tileCount, isDone: true };
}

function runTile(codec: BlockCodec, job: Job, tile: Tile): void {
  if (job.kind === 'encode') {
    codec.encodeRun(windowOf(job, job.input, tile), tile.width, blocksOf(job, job.output, tile));
  } else if (job.kind === 'resample') {
    runBands(codec, job, tile);
  } else {
    const blocks = blocksOf(job, job.input, tile);
    const illegalCount = codec.decodeRun(blocks, tile.blockCount, tile.width, windowOf(job, job.output, tile));
    if (illegalCount !== 0) Atomics.add(job.control, CONTROL.illegalBlocks, illegalCount);
  }
}

/** Blocks of a tile, of all blocks. */
function blocksOf({ bytesPerBlock }: EncodeJob | DecodeJob, blocks: Uint8Array, tile: Tile): Uint8Array {
  const start = tile.firstBlock * bytesPerBlock;
  return blocks.subarray(start, start + tile.blockCount * bytesPerBlock);
}

/** Pixels of a tile, of all pixels. */
function windowOf(job: EncodeJob | DecodeJob, pixels: Uint8Array, tile: Tile): PixelWindow {
  const strideBytes = job.grid.width * job.bytesPerPixel;
  const sliceBytes = job.grid.height * strideBytes;
  return {
    bytes: pixels,
    byteOffset: tile.z * sliceBytes + tile.y * strideBytes + tile.x * job.bytesPerPixel,
    strideBytes,
    rowBytes: tile.width * job.bytesPerPixel,
    rowCount: tile.rowCount,
    sliceCount: tile.sliceCount,
    sliceBytes,
  };
}
