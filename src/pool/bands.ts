/** Pictures of another size as jobs: bands of target rows, and the source rows that each is made of. */

import { type ResampleConfig, type RowReader, SAMPLE_BYTES } from '../codec/band-resampler.js';
import type { BlockCodec } from '../codec/block-codec.js';
import type { Edge } from '../resample-words.js';
import type { ResampleJob } from './job.js';
import type { PictureSize, Tile } from './tiles.js';

/** Target texels of a band. Why: a millisecond or two; the rows around it that its neighbours filter too are few beside it. */
const BAND_TEXELS = 1 << 16;
/** Rows of a band at least, however wide the picture: fewer would filter most source rows twice. */
const MIN_BAND_ROWS = 32;
/** Source texels of a band at most, as far as MIN_SMALL_ROWS allows: what an abort may have to wait for. */
const BAND_SOURCE_TEXELS = 1 << 22;
const MIN_SMALL_ROWS = 8;
/** The furthest that any filter reaches, in texels of the coarser picture. */
const MAX_REACH = 4;

/** The target as a picture of blocks that are bands: a function of the sizes alone. */
export function bandShape({ source, target }: Omit<ResampleConfig, 'bandRows'>): PictureSize {
  const rows = Math.max(MIN_BAND_ROWS, Math.floor(BAND_TEXELS / target.width));
  const sourceTexelsOfRow = (source.width * source.height) / target.height;
  const most = Math.max(MIN_SMALL_ROWS, Math.floor(BAND_SOURCE_TEXELS / sourceTexelsOfRow));
  const blockHeight = Math.min(rows, most, target.height);
  return { ...target, blockWidth: target.width, blockHeight };
}

/** Does the bands of a tile. */
export function runBands(codec: BlockCodec, job: ResampleJob, { y, rowCount }: Tile): void {
  const { target, targetType } = job.resampler;
  const rowBytes = target.width * SAMPLE_BYTES[targetType];
  const out = job.output.subarray(y * rowBytes, (y + rowCount) * rowBytes);
  codec.resampleRun((job.window?.targetRow ?? 0) + y, rowCount, rowReader(job), out);
}

/** Source rows by number, negative ones and those past the last by the edge rule. */
function rowReader({ input, resampler, window }: ResampleJob): RowReader {
  const { source, sourceType, edge } = resampler;
  const rowBytes = source.width * SAMPLE_BYTES[sourceType];
  return (row) => {
    const at = window ? row - window.sourceRow : rowAtEdge(row, source.height, edge);
    return input.subarray(at * rowBytes, (at + 1) * rowBytes);
  };
}

/** Target rows of a job as a job of their own: the source rows they are made of, copied, those beyond the edges too. */
export function cutBands(
  job: ResampleJob,
  y: number,
  height: number,
): Pick<ResampleJob, 'input' | 'output' | 'window'> {
  const { source, target, sourceType, targetType, filterScale } = job.resampler;
  const ratio = source.height / target.height;
  const reach = MAX_REACH * Math.max(1, ratio) * filterScale + 1;
  const first = Math.floor((y + 0.5) * ratio - reach);
  const end = Math.ceil((y + height - 0.5) * ratio + reach) + 1;
  const rowBytes = source.width * SAMPLE_BYTES[sourceType];
  const input = new Uint8Array((end - first) * rowBytes);
  const readRow = rowReader(job);
  for (let row = first; row < end; row++) input.set(readRow(row), (row - first) * rowBytes);
  const output = new Uint8Array(height * target.width * SAMPLE_BYTES[targetType]);
  return { input, output, window: { targetRow: y, sourceRow: first } };
}

/** The row that stands at `row`, of any sign, in a picture of `height` rows; as the binary does it for columns. */
export function rowAtEdge(row: number, height: number, edge: Edge): number {
  if (edge === 'clamp') return Math.min(Math.max(row, 0), height - 1);
  const period = edge === 'mirror' ? 2 * height : height;
  const wrapped = ((row % period) + period) % period;
  return wrapped < height ? wrapped : period - 1 - wrapped;
}
