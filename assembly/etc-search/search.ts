/** The order of stages and the early outs of a block. */
import { MODE_T } from '../etc/color-word';
import { best, restoreBest, saveBest, savedError } from './best-block';
import { isPunched, opaqueMask, setOpaqueMask } from './block-state';
import { emitEac } from './eac-emit';
import { searchEac } from './eac-search';
import { loadValues } from './eac-state';
import { emitBlock, emitTransparent } from './emit';
import { group, halfMask, linkHalves, packPairs, sumGroup } from './group';
import { sumHalves } from './half-sums';
import { copyNeighbour, fitHalf } from './half-fit';
import { findOpaque, prepareLanes, prepareLuma, prepareSplats } from './load-block';
import { pairDifferential, pairIndividual } from './pair-search';
import { tryPlanar } from './planar';
import { quality } from './quality';
import { refineHalves } from './refine';
import { significance } from './significance';
import { isSolid, trySolid } from './solid';
import { trySplit } from './split-fit';

/** What modes a colour block may use. */
export const COLOR_ETC1: i32 = 0;
export const COLOR_ETC2: i32 = 1;
/** Without individual mode; texels of alpha below one half are transparent. */
export const COLOR_PUNCHED: i32 = 2;

/**
 * Both halves of a flip with bases of 5 bits.
 *
 * @returns whether the best of both are legal together
 */
function fitDifferential(flip: i32, hasIndividual: bool): bool {
  const first = flip * 2;
  const second = first + 1;
  const hasFirst = (halfMask(first) & opaqueMask()) != 0;
  const hasSecond = (halfMask(second) & opaqueMask()) != 0;
  // Where nothing but a legal pair will do there has to be a choice.
  const ranks = <usize>max(quality().finalists, hasIndividual ? 0 : 1);
  if (hasFirst) fitHalf(first, 5, ranks);
  if (hasSecond) fitHalf(second, 5, ranks);
  if (!hasFirst || !hasSecond) copyNeighbour(hasFirst ? second : first);
  const isEach = quality().refineEach > 0;
  if (isEach) saveBest();
  const isUnconstrained = pairDifferential(flip, hasIndividual);
  if (isEach) finishPair();
  return isUnconstrained;
}

/** Whether the pair at hand may still become the best. */
function isRefineWorth(): bool {
  return <i64>best().error * 64 <= <i64>savedError() * quality().refineGate;
}

/** Refines the pair at hand on its own before it meets the best. */
function finishPair(): void {
  if (best().error != i32.MAX_VALUE && isRefineWorth()) refineHalves(quality().refinements);
  restoreBest();
}

/** Both halves of a flip with bases of 4 bits. */
function fitIndividual(flip: i32): void {
  fitHalf(flip * 2, 4, <usize>quality().finalists);
  fitHalf(flip * 2 + 1, 4, <usize>quality().finalists);
  const isEach = quality().refineEach > 0;
  if (isEach) saveBest();
  pairIndividual(flip);
  if (isEach) finishPair();
}

/** A share of the best error, in 64ths. */
function scaleGate(share: i32): i32 {
  return best().error > 0x1ffffff ? best().error : (best().error * share) >> 6;
}

/** The flip that leaves less, when modifiers take most of luma. */
function guessFlip(): i32 {
  const upright = group(0).chroma + group(1).chroma + ((group(0).luma + group(1).luma) >> 4);
  const flipped = group(2).chroma + group(3).chroma + ((group(2).luma + group(3).luma) >> 4);
  return flipped < upright ? 1 : 0;
}

/** Chroma of both halves of a flip, an error. */
function chromaOf(flip: i32): i32 {
  return (group(flip * 2).chroma + group(flip * 2 + 1).chroma) / significance().sum;
}

/** Whether chroma, which modes T and H serve, is enough of the best error. */
function isSplitWorth(): bool {
  if (isPunched()) return true;
  return min(chromaOf(0), chromaOf(1)) >= scaleGate(quality().splitGate);
}

/** Sums of the halves over their opaque texels. */
function sumPunchedHalves(): void {
  for (let half: i32 = 0; half < 4; half++) {
    const mask = halfMask(half) & opaqueMask();
    if (mask == 0) continue;
    sumGroup(half, mask);
    packPairs(half);
  }
}

/** Tries both halves of a flip, unless chroma forbids that it wins. */
function tryFlip(flip: i32, modes: i32): void {
  if (!isPunched() && chromaOf(flip) >= scaleGate(quality().flipGate)) return;
  const isUnconstrained = fitDifferential(flip, modes != COLOR_PUNCHED);
  if (modes != COLOR_PUNCHED && !(isUnconstrained && quality().individual == 0)) fitIndividual(flip);
}

/** Searches a block of more than one colour. */
function searchColor(modes: i32): void {
  const isExact = quality().finalists + quality().splitRounds + quality().refinements > 0;
  if (isExact || modes == COLOR_PUNCHED) prepareSplats();
  if (isPunched()) sumPunchedHalves();
  else {
    sumHalves();
    linkHalves();
  }
  const likely = isPunched() ? 0 : guessFlip();
  tryFlip(likely, modes);
  if (modes != COLOR_ETC1 && !isPunched()) tryPlanar();
  if (isPunched() || !quality().oneFlip) tryFlip(likely ^ 1, modes);
  if (best().mode < MODE_T && quality().refineEach == 0) refineHalves(quality().refinements);
  if (modes != COLOR_ETC1 && quality().splitRounds > 0 && isSplitWorth()) trySplit();
}

/** Encodes the block at hand as colour, 8 bytes. */
export function encodeColor(modes: i32, outPtr: usize): void {
  setOpaqueMask(modes == COLOR_PUNCHED ? findOpaque() : 0xffff);
  if (opaqueMask() == 0) {
    emitTransparent(outPtr);
    return;
  }
  prepareLuma();
  prepareLanes();
  best().error = i32.MAX_VALUE;
  if (!isPunched() && isSolid()) {
    trySolid(modes != COLOR_PUNCHED, modes != COLOR_ETC1);
    if (modes != COLOR_ETC1 && best().error > 0) tryPlanar();
  } else searchColor(modes);
  emitBlock(outPtr);
}

/** Encodes a component of the block at hand by EAC, 8 bytes. */
export function encodeEac(component: usize, outPtr: usize): void {
  loadValues(component);
  emitEac(searchEac(), outPtr);
}
