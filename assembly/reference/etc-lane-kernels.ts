/** What the check binary exports of the ETC lanes: every kernel beside its twin, and where they find what they work on. */
import { laneAt, texelAt } from './etc-lanes/four.ref';
import { GATHERED } from '../etc-lanes/gather-four';
import { WANTED } from '../etc-lanes/shift-bases';
import { COLOR_HIGH, COLOR_LOW } from '../etc-lanes/words';
import { FITS, FIT_BYTES, FIT_COST } from '../etc-lanes/fit';
import { HALF_SUMS, LUMAS, PLANES, PLANE_BYTES } from '../etc-lanes/four-state';

export { loadFour } from '../etc-lanes/load-four';
export { rankFour, sumFour } from '../etc-lanes/sum-halves';
export { loadFourRef, rankFourRef, sumFourRef } from './etc-lanes/four.ref';
export { quantizePair } from '../etc-lanes/quantize-pair';
export { fitTables } from '../etc-lanes/fit-tables';
export { shiftHalf } from '../etc-lanes/shift-bases';
export { keepBetter } from '../etc-lanes/fit';
export { fitTablesRef, keepBetterRef, quantizePairRef, shiftHalfRef } from './etc-lanes/fit.ref';
export { fitPlanes } from '../etc-lanes/planar-four';
export { fitPlanesRef } from './etc-lanes/planar.ref';
export { findPunched } from '../etc-lanes/find-punched';
export { findPunchedRef } from './etc-lanes/punched.ref';
export { emitFour } from '../etc-lanes/emit-halves';
export { emitPlanes } from '../etc-lanes/emit-planar';
export { storeEveryOther, storeSingle } from '../etc-lanes/words';
export { emitFourRef, emitPlanesRef, storeEveryOtherRef, storeSingleRef } from './etc-lanes/emit.ref';
export { takeBytes, takeElevenBits } from '../etc-lanes/load-eac';
export { fitEac, spanEac } from '../etc-lanes/fit-eac';
export { emitEacFour } from '../etc-lanes/emit-eac';
export { emitEacFourRef, fitEacRef, spanEacRef, takeBytesRef, takeElevenBitsRef } from './etc-lanes/eac.ref';

// What the walk needs beside kernels.
export { gatherElevenBits } from '../etc-lanes/load-eac';
export { gatherFour } from '../etc-lanes/gather-four';
export { prepareEac } from '../etc-lanes/eac-scale';

/** Address of a fit 0..2; the last is the one under test. */
export function laneFit(index: i32): usize {
  return FITS + <usize>index * FIT_BYTES;
}

/** Address of a plane 0..3. */
export function lanePlane(component: i32): usize {
  return PLANES + <usize>component * PLANE_BYTES;
}

/** Addresses: 0 sums of halves, 1 colours wanted of them, 2 high and 3 low words of colours, 4 gathered pixels. */
export function lanePlace(which: i32): usize {
  if (which == 0) return HALF_SUMS;
  if (which == 1) return WANTED;
  return which == 2 ? COLOR_HIGH : which == 3 ? COLOR_LOW : GATHERED;
}

/** 12 times the squared error that lanes believe of the better flip of a block 0..3 encoded last. */
export function laneBelief(block: i32): i32 {
  const lane = laneAt(block);
  let total = min(load<i32>(laneFit(0) + lane, FIT_COST), load<i32>(laneFit(1) + lane, FIT_COST));
  for (let texel: i32 = 0; texel < 16; texel++) {
    const at = texelAt(block, texel & 3, texel >> 2);
    for (let c: i32 = 0; c < 3; c++) total += 12 * load<i16>(lanePlane(c) + at) * load<i16>(lanePlane(c) + at);
    total -= load<i16>(LUMAS + at) * load<i16>(LUMAS + at);
  }
  return total;
}
