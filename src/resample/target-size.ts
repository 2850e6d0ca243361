/** The size a picture is changed to: what `resize`, `scale`, `multipleOf` and `pot` ask for. */
import type { Size } from '../codec/band-resampler.js';
import { AstcError } from '../errors.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';

/** As many as the readers of images take. */
const MAX_PIXELS = 16384 * 16384;

type SizeOptions = Pick<FilledEncodeOptions, 'resize' | 'scale' | 'multipleOf' | 'pot'>;

/**
 * The size of a picture once it is changed.
 *
 * @throws {AstcError} E_TOO_LARGE for more pixels than the readers of images take
 */
export function targetSize(options: SizeOptions, source: Size): Size {
  const { multipleOf = 1, pot } = options;
  const { width, height } = scaledSize(options, source);
  const round = pot ? nearestPower : (side: number) => nearestMultiple(side, multipleOf);
  const size = { width: round(width), height: round(height) };
  if (size.width * size.height <= MAX_PIXELS) return size;
  throw new AstcError(
    'E_TOO_LARGE',
    `a picture changed to ${size.width}x${size.height} pixels (expected at most ${MAX_PIXELS} pixels)`,
  );
}

/** Before it is rounded: sides may be fractions. */
function scaledSize({ resize, scale = 1 }: SizeOptions, { width, height }: Size): Size {
  if (resize === undefined) return { width: width * scale, height: height * scale };
  const [wantedWidth, wantedHeight] = resize.split('x').map(Number) as [number, number];
  return {
    width: wantedWidth || (width * wantedHeight) / height,
    height: wantedHeight || (height * wantedWidth) / width,
  };
}

function nearestMultiple(side: number, factor: number): number {
  return Math.max(factor, Math.round(side / factor) * factor);
}

function nearestPower(side: number): number {
  let power = 1;
  while (power * 1.5 <= side) power *= 2;
  return power;
}
