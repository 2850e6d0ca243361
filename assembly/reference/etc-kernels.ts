/** What the check binary exports of the ETC search: every kernel beside its twin, and what their arguments come from. */
export {
  findOpaque,
  gatherPixels,
  planesFromPixels,
  prepareLanes,
  prepareLuma,
  prepareSplats,
} from '../etc-search/load-block';
export {
  findOpaqueRef,
  gatherPixelsRef,
  isSolidRef,
  planesFromPixelsRef,
  prepareLanesRef,
  prepareLumaRef,
  prepareSplatsRef,
} from './etc-search/load-block.ref';
export { isSolid } from '../etc-search/solid';
export { packPairs, sumGroup } from '../etc-search/group';
export { sumHalves } from '../etc-search/half-sums';
export { assign, storeChroma } from '../etc-search/chroma-split';
export { assignRef, packPairsRef, storeChromaRef, sumGroupRef, sumHalvesRef } from './etc-search/group.ref';
export { buildBases4, buildBases5 } from '../etc-search/bases';
export { clearKeys, leastKeyLane, scoreGroup, scoreHalf } from '../etc-search/score-bases';
export {
  buildBases4Ref,
  buildBases5Ref,
  clearKeysRef,
  leastKeyLaneRef,
  scoreGroupRef,
  scoreHalfRef,
} from './etc-search/score-bases.ref';
export { measurePaints, paintCandidates4, paintCandidates5 } from '../etc-search/paint-error';
export { paintH, paintT } from '../etc-search/split-paints';
export { selectPaints, splatPaint } from '../etc-search/emit';
export {
  measurePaintsRef,
  paintCandidates4Ref,
  paintCandidates5Ref,
  paintHRef,
  paintTRef,
  selectPaintsRef,
  splatPaintRef,
} from './etc-search/paint-error.ref';
export { measurePlanes, placeCorners, prepareMoments } from '../etc-search/planar';
export { measurePlanesRef, placeCornersRef, prepareMomentsRef } from './etc-search/planar.ref';
export { measureEac } from '../etc-search/eac-error';
export { selectLevels } from '../etc-search/eac-emit';
export { measureEacRef, selectLevelsRef } from './etc-search/eac.ref';

// What the walk needs beside kernels.
export * from './etc-stages';
