/**
 * A job for workers that see no memory but their own: the picture is cut into strips of block rows, of a volume within a
 * slice of blocks, each sent to a worker as a small job and its result put in its place. What a page does that is not
 * cross-origin isolated.
 */
import { SAMPLE_BYTES } from '../codec/band-resampler.js';
import { cutBands } from './bands.js';
import type { Crew } from './crew.js';
import { CONTROL, CONTROL_WORDS, type Job, type Participation } from './job.js';
import { cutTiles } from './tiles.js';

/**
 * Texels of a strip. Why: the fastest preset works on so many for 2 ms and `medium` for 8; two workers then take 0.51 of
 * one's time in Chromium, as over shared memory (0.52, `npm run bench:web`), and the last is alone for a moment only.
 */
const STRIP_TEXELS = 32768;

/**
 * One worker's share of a job: strip after strip, until none is left or the job is cancelled. Callers of the same job
 * take turns on this thread, so its control words need no atomics.
 *
 * @throws {AstcError} E_WASM, E_WORKER
 */
export async function takeStrips(crew: Crew, job: Job): Promise<Participation> {
  const { control, grid } = job;
  const rowTexels = grid.width * grid.blockHeight * grid.blockDepth;
  const rowsPerStrip = Math.max(1, Math.floor(STRIP_TEXELS / rowTexels));
  const share: Participation = { tileCount: 0, startedMs: 0, endedMs: 0 };
  while (control[CONTROL.cancel] === 0) {
    const firstRow = control[CONTROL.nextTile]!;
    if (firstRow >= grid.blocksY * grid.blocksZ) break;
    const rowCount = Math.min(rowsPerStrip, grid.blocksY - (firstRow % grid.blocksY));
    control[CONTROL.nextTile] = firstRow + rowCount;
    const strip = stripAt(job, firstRow, rowCount);
    const done = await crew.participate(cutStrip(job, strip));
    placeStrip(job, strip, done);
    control[CONTROL.doneBlocks]! += rowCount * grid.blocksX;
    share.startedMs ||= done.startedMs;
    share.endedMs = done.endedMs;
    share.tileCount += done.tileCount;
  }
  return share;
}

/** Where a strip's pixels and blocks lie, in bytes. */
interface Strip {
  /** First row of blocks, and of pixels in its slice. */
  firstRow: number;
  y: number;
  /** Rows and slices of pixels. */
  height: number;
  depth: number;
  /** First byte of the pixels; from one slice to the next; of a slice of the strip. */
  pixelOffset: number;
  sliceBytes: number;
  stripBytes: number;
  /** First byte of the blocks, and how many; none where pixels are resampled. */
  blockOffset: number;
  blockBytes: number;
}

/** Block rows, counted through all slices of blocks, of one of which the strip is a part. */
function stripAt(job: Job, firstRow: number, rowCount: number): Strip {
  const { grid } = job;
  const y = (firstRow % grid.blocksY) * grid.blockHeight;
  const z = Math.floor(firstRow / grid.blocksY) * grid.blockDepth;
  const height = Math.min(rowCount * grid.blockHeight, grid.height - y);
  const pixelRowBytes = grid.width * pixelBytesOf(job);
  const blockRowBytes = job.kind === 'resample' ? 0 : grid.blocksX * job.bytesPerBlock;
  return {
    firstRow,
    y,
    height,
    depth: Math.min(grid.blockDepth, grid.depth - z),
    pixelOffset: (z * grid.height + y) * pixelRowBytes,
    sliceBytes: grid.height * pixelRowBytes,
    stripBytes: height * pixelRowBytes,
    blockOffset: firstRow * blockRowBytes,
    blockBytes: rowCount * blockRowBytes,
  };
}

/** Bytes of a pixel; where pixels are resampled, of one of the target. */
function pixelBytesOf(job: Job): number {
  return job.kind === 'resample' ? SAMPLE_BYTES[job.resampler.targetType] : job.bytesPerPixel;
}

/** A strip of a job as a job of its own, input copied, output empty. */
function cutStrip(job: Job, strip: Strip): Job {
  const { y, height, depth, stripBytes, blockOffset, blockBytes } = strip;
  const base = {
    grid: cutTiles({ ...job.grid, height, depth }, job.grid.tileBlocks),
    control: new Int32Array(CONTROL_WORDS),
  };
  if (job.kind === 'resample') return { ...job, ...base, ...cutBands(job, y, height) };
  const pixels = new Uint8Array(stripBytes * depth);
  if (job.kind === 'decode') {
    return { ...job, ...base, input: job.input.slice(blockOffset, blockOffset + blockBytes), output: pixels };
  }
  for (const [from, to] of stripSlices(strip)) pixels.set(job.input.subarray(from, from + stripBytes), to);
  return { ...job, ...base, input: pixels, output: new Uint8Array(blockBytes) };
}

/** First bytes of each slice of the strip's pixels: in the job, and in the strip. */
function stripSlices({ depth, pixelOffset, sliceBytes, stripBytes }: Strip): [from: number, to: number][] {
  return Array.from({ length: depth }, (_, slice) => [pixelOffset + slice * sliceBytes, slice * stripBytes]);
}

function placeStrip(job: Job, strip: Strip, { own }: Participation): void {
  const { output, illegalBlocks } = own!;
  if (job.kind === 'encode') {
    job.output.set(output, strip.blockOffset);
  } else {
    for (const [to, from] of stripSlices(strip)) job.output.set(output.subarray(from, from + strip.stripBytes), to);
  }
  job.control[CONTROL.illegalBlocks]! += illegalBlocks;
}
