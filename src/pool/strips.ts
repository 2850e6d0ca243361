/**
 * A job for workers that see no memory but their own: the picture is cut into strips of block rows, each sent to a worker
 * as a small job and its result put in its place. What a page does that is not cross-origin isolated.
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
  const rowsPerStrip = Math.max(1, Math.floor(STRIP_TEXELS / (grid.width * grid.blockHeight)));
  const share: Participation = { tileCount: 0, startedMs: 0, endedMs: 0 };
  while (control[CONTROL.cancel] === 0) {
    const firstRow = control[CONTROL.nextTile]!;
    if (firstRow >= grid.blocksY) break;
    const rowCount = Math.min(rowsPerStrip, grid.blocksY - firstRow);
    control[CONTROL.nextTile] = firstRow + rowCount;
    const done = await crew.participate(cutStrip(job, firstRow, rowCount));
    placeStrip(job, firstRow, done);
    control[CONTROL.doneBlocks]! += rowCount * grid.blocksX;
    share.startedMs ||= done.startedMs;
    share.endedMs = done.endedMs;
    share.tileCount += done.tileCount;
  }
  return share;
}

/** Block rows of a job as a job of their own, input copied, output empty. */
function cutStrip(job: Job, firstRow: number, rowCount: number): Job {
  const { grid } = job;
  const y = firstRow * grid.blockHeight;
  const height = Math.min(rowCount * grid.blockHeight, grid.height - y);
  const base = { grid: cutTiles({ ...grid, height }, grid.tileBlocks), control: new Int32Array(CONTROL_WORDS) };
  if (job.kind === 'resample') return { ...job, ...base, ...cutBands(job, y, height) };
  const pixelBytes = grid.width * job.bytesPerPixel;
  const blockBytes = grid.blocksX * job.bytesPerBlock;
  return {
    ...job,
    ...base,
    ...(job.kind === 'encode'
      ? {
          input: job.input.slice(y * pixelBytes, (y + height) * pixelBytes),
          output: new Uint8Array(rowCount * blockBytes),
        }
      : {
          input: job.input.slice(firstRow * blockBytes, (firstRow + rowCount) * blockBytes),
          output: new Uint8Array(height * pixelBytes),
        }),
  };
}

function placeStrip(job: Job, firstRow: number, { own }: Participation): void {
  job.output.set(own!.output, firstRow * rowBytesOf(job));
  job.control[CONTROL.illegalBlocks]! += own!.illegalBlocks;
}

/** Bytes of the output that a row of blocks makes. */
function rowBytesOf(job: Job): number {
  const { grid } = job;
  if (job.kind === 'encode') return grid.blocksX * job.bytesPerBlock;
  const pixelBytes = job.kind === 'decode' ? job.bytesPerPixel : SAMPLE_BYTES[job.resampler.targetType];
  return grid.blockHeight * grid.width * pixelBytes;
}
