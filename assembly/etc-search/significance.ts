/**
 * What an error in each component costs. A component's planes are scaled by a small integer a, so that its squared
 * errors count w = a² times, exactly and without a multiplication a texel.
 */

/** The scales of r, g, b, their squares, and what follows from them. */
@unmanaged
export class Significance {
  /** Scales, 0..4; all 1 when components count the same. */
  ar: i32;
  ag: i32;
  ab: i32;
  /** w = a². */
  wr: i32;
  wg: i32;
  wb: i32;
  /** W = wr + wg + wb, 1..{@link LARGEST_SUM}. */
  sum: i32;
  /** Bits by which a score (4 W times an error) is lowered to fit 21 bits. */
  scoreShift: i32;
}

/** Keeps four times the weighted luma of a block's texels squared within 31 bits. */
const LARGEST_SUM: i32 = 21;

const CURRENT: usize = memory.data(32, 16);

// @ts-ignore: decorator
@inline
export function significance(): Significance {
  return changetype<Significance>(CURRENT);
}

/**
 * Takes the nearest scales to the roots of the weights. All weights 0: components count the same.
 *
 * @param wr, wg, wb  0 or more, any common factor
 */
export function selectSignificance(wr: f32, wg: f32, wb: f32): void {
  const state = significance();
  if (!(wr + wg + wb > 0)) wr = wg = wb = 1;
  let bestMiss: f32 = Infinity;
  for (let top: i32 = 1; top <= 4; top++) {
    const scale = <f32>top / sqrt<f32>(max<f32>(wr, max<f32>(wg, wb)));
    const r = sqrt<f32>(wr) * scale;
    const g = sqrt<f32>(wg) * scale;
    const b = sqrt<f32>(wb) * scale;
    const ar = nearest<f32>(r);
    const ag = nearest<f32>(g);
    const ab = nearest<f32>(b);
    if (ar * ar + ag * ag + ab * ab > <f32>LARGEST_SUM) continue;
    const miss = (abs<f32>(ar - r) + abs<f32>(ag - g) + abs<f32>(ab - b)) / <f32>top;
    if (miss >= bestMiss - 1e-4) continue;
    bestMiss = miss;
    state.ar = <i32>ar;
    state.ag = <i32>ag;
    state.ab = <i32>ab;
  }
  state.wr = state.ar * state.ar;
  state.wg = state.ag * state.ag;
  state.wb = state.ab * state.ab;
  state.sum = state.wr + state.wg + state.wb;
  state.scoreShift = state.sum <= 4 ? 3 : state.sum <= 8 ? 5 : state.sum <= 16 ? 7 : 9;
}
