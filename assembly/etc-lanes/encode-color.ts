/** The order of stages for the colours of four blocks. */
import { FITS, FIT_BYTES, TRIAL, keepBetter } from './fit';
import { fitTables } from './fit-tables';
import { HALF_BYTES, HALF_SUMS } from './four-state';
import { quantizePair } from './quantize-pair';
import { WANTED, shiftHalf } from './shift-bases';
import { rankFour, sumFour } from './sum-halves';
import { emitFour } from './emit-halves';
import { emitPlanes } from './emit-planar';
import { fitPlanes } from './planar-four';

/** Fits both halves of a flip. */
function fitFlip(flip: i32): void {
  const fit = FITS + <usize>flip * FIT_BYTES;
  const first = flip << 1;
  const sums = HALF_SUMS + <usize>first * HALF_BYTES;
  quantizePair(fit, sums, sums);
  fitTables(fit, first);
  fitTables(fit, first + 1);
  shiftHalf(fit, first);
  shiftHalf(fit, first + 1);
  quantizePair(TRIAL, WANTED, sums);
  fitTables(TRIAL, first);
  fitTables(TRIAL, first + 1);
  keepBetter(fit, TRIAL);
}

/** Colours of the four blocks that are loaded → their words. */
export function encodeFour(hasPlanar: bool): void {
  sumFour();
  rankFour();
  fitFlip(0);
  fitFlip(1);
  emitFour();
  if (hasPlanar && fitPlanes()) emitPlanes();
}
