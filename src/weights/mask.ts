/** Masks: how much each texel of the picture matters, in the size of a level. */
import type { Size } from '../codec/band-resampler.js';
import { acceptPixels, type PixelInput } from '../images/accept-pixels.js';
import { componentMax } from '../images/channels.js';
import { flipRows } from '../images/flip-rows.js';
import { failOption } from '../options/speech.js';

/** One number a texel, 0..1, row-major. */
export interface Mask extends Size {
  values: Float32Array;
}

/** Red of the picture that was given; reversed as the rows of pictures are. @throws {AstcError} E_OPTION for what is none */
export function acceptMask(input: PixelInput, isFlipped: boolean): Mask {
  const accepted = acceptPixels(input, { colorProfile: 'keep' });
  const { data, width, height } = isFlipped ? flipRows(accepted) : accepted;
  const max = componentMax({ data });
  const values = new Float32Array(width * height);
  for (let texel = 0; texel < values.length; texel++) {
    const value = data[texel * 4]! / max;
    values[texel] = value > 0 ? Math.min(1, value) : 0;
  }
  return { width, height, values };
}

/** @throws {AstcError} E_OPTION for a mask of another size than the picture, and for pictures that are cut into faces */
export function requireMaskSize(
  picture: Size,
  { mask, cubemap }: { mask?: PixelInput | undefined; cubemap: boolean },
): void {
  if (mask === undefined) return;
  const expected = `${picture.width}x${picture.height}`;
  const received = `${mask.width}x${mask.height}`;
  if (received !== expected) failOption(`Expected a mask of ${expected}, as the picture, but received ${received}`);
  if (cubemap && picture.width !== picture.height) {
    failOption(`Expected six square pictures for a cubemap beside mask but received one of ${expected}`);
  }
}

/** The mask in another size: of each texel the mean over the area it covers. */
export function maskOfSize(mask: Mask, { width, height }: Size): Mask {
  if (mask.width === width && mask.height === height) return mask;
  const values = new Float32Array(width * height);
  const columns = spans(mask.width, width);
  const rows = spans(mask.height, height);
  let texel = 0;
  for (const row of rows) {
    for (const column of columns) values[texel++] = Math.min(1, meanOf(mask, column, row));
  }
  return { width, height, values };
}

/** Texels that a texel of the other size covers: from `first` on with these shares, 1 in all. */
interface Span {
  first: number;
  shares: readonly number[];
}

function spans(from: number, to: number): Span[] {
  const step = from / to;
  return Array.from({ length: to }, (_, index) => {
    const start = (index * from) / to;
    const end = Math.min(from, ((index + 1) * from) / to);
    const first = Math.floor(start);
    const last = Math.max(first, Math.ceil(end) - 1);
    const shares = Array.from(
      { length: last - first + 1 },
      (_, at) => (Math.min(end, first + at + 1) - Math.max(start, first + at)) / step,
    );
    return { first, shares };
  });
}

function meanOf({ values, width }: Mask, column: Span, row: Span): number {
  let mean = 0;
  for (let down = 0; down < row.shares.length; down++) {
    const first = (row.first + down) * width + column.first;
    let sum = 0;
    for (let across = 0; across < column.shares.length; across++) {
      sum += values[first + across]! * column.shares[across]!;
    }
    mean += sum * row.shares[down]!;
  }
  return mean;
}
