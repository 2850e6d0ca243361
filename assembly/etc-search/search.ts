/** The order of stages and the early outs of a colour block. */
import { best } from './best-block';
import { emitEac } from './eac-emit';
import { searchEac } from './eac-search';
import { loadValues } from './eac-state';
import { emitBlock } from './emit';
import { group, halfMask, linkHalf, sumGroup } from './group';
import { fitHalf } from './half-fit';
import { prepareLuma, prepareTexels } from './load-block';
import { tryPlanar } from './planar';
import { quality } from './quality';
import { refineHalves } from './refine';
import { trySplit } from './split-fit';
import { nudgeHalf, pairDifferential, pairIndividual } from './pair-search';

/** Encodes the block at hand as colour, 8 bytes. */
export function encodeColor(isEtc2: bool, outPtr: usize): void {
  prepareLuma();
  prepareTexels();
  best().error = i32.MAX_VALUE;
  for (let half: i32 = 0; half < 4; half++) {
    sumGroup(half, halfMask(half));
    linkHalf(half);
  }
  for (let flip: i32 = 0; flip < 2; flip++) {
    fitHalf(flip * 2, 5);
    fitHalf(flip * 2 + 1, 5);
    nudgeHalf(flip * 2);
    nudgeHalf(flip * 2 + 1);
    pairDifferential(flip);
    fitHalf(flip * 2, 4);
    fitHalf(flip * 2 + 1, 4);
    pairIndividual(flip);
  }
  refineHalves(<i32>quality().refinements);
  if (isEtc2) {
    tryPlanar();
    if (quality().splitRounds > 0) trySplit();
  }
  emitBlock(outPtr);
}

/** Encodes a component of the block at hand by EAC, 8 bytes. */
export function encodeEac(component: usize, outPtr: usize): void {
  loadValues(component);
  emitEac(searchEac(), outPtr);
}
