/** What the check binary exports of the search: every kernel beside its twin, and the stages that lead up to them. */
export { centrePlane, isGreyBlock, loadBlock, planeStatistics, widenRgba8 } from '../astc-search/load-block';
export {
  centrePlaneRef,
  gatherPixels16,
  gatherPixels16Ref,
  gatherPixels8,
  gatherPixels8Ref,
  isGreyBlockRef,
  loadBlockRef,
  planeStatisticsRef,
  widenRgba8Ref,
} from './load-block.ref';
export { centreScatter, principalDirection, scatterOfMask } from '../astc-search/line-fit';
export { centreScatterRef, principalDirectionRef, scatterOfMaskRef } from './line-fit.ref';
export {
  fitPlane2,
  maskOfPattern,
  orientDirection,
  projectPartition,
  storeIdealEndpoints,
  sumPartition,
} from '../astc-search/class-fit';
export {
  fitPlane2Ref,
  maskOfPatternRef,
  orientDirectionRef,
  projectPartitionRef,
  storeIdealEndpointsRef,
  sumPartitionRef,
} from './class-fit.ref';
export { addMode, predictColors, predictPartition } from '../astc-search/color-predict';
export { addModeRef, predictColorsRef, predictPartitionRef } from './color-predict.ref';
export {
  addNoise,
  addProjection,
  buildSignal,
  keepRows,
  selectModes,
  transformColumns,
  transformRows,
} from '../astc-search/mode-predict';
export {
  addNoiseRef,
  addProjectionRef,
  buildSignalRef,
  keepRowsRef,
  selectModesRef,
  transformColumnsRef,
  transformRowsRef,
} from './mode-predict.ref';
export {
  decimateColumns,
  decimateWeights,
  quantizeWeights,
  rankWeights,
  regressRange,
} from '../astc-search/weight-fit';
export {
  decimateColumnsRef,
  decimateWeightsRef,
  quantizeWeightsRef,
  rankWeightsRef,
  regressRangeRef,
} from './weight-fit.ref';
// The decoder has an infillWeights of its own.
export { infillWeights as infillGrid } from '../astc-search/infill';
export { sumMoments } from '../astc-search/endpoint-fit';
export { decodeComponent, squaredDifference } from '../astc-search/error';
export { decodeComponentRef, infillGridRef, squaredDifferenceRef, sumMomentsRef } from './trial.ref';
export { aimWeights, subtractWeights } from '../astc-search/realign';
export {
  aimWeightsRef,
  subtractWeightsRef,
  sweepWeightsUniform,
  sweepWeightsUniformRef,
  sweepWeightsVarying,
  sweepWeightsVaryingRef,
} from './realign.ref';
export {
  buildAxes,
  buildMoments,
  exactScore,
  fitLines,
  measureDistances,
  projectAxis,
} from '../astc-search/partition-rank';
export {
  buildAxesRef,
  buildMomentsRef,
  exactScoreRef,
  fitLinesRef,
  measureDistancesRef,
  projectAxisRef,
} from './partition-rank.ref';
export { buildLookup, sweepFour, sweepThree, sweepTwo } from '../astc-search/partition-sweep';
export { buildLookupRef, sweepFourRef, sweepThreeRef, sweepTwoRef } from './partition-sweep.ref';
export { addQuad } from '../astc-search/mode-table';
export { addQuadRef } from './mode-table.ref';

// Stages without vectors that the walk goes through.
export { fitDual, fitPattern, fitSingle } from '../astc-search/class-fit';
export { pickModes } from '../astc-search/cem-pick';
export { fitEndpoints } from '../astc-search/endpoint-fit';
export { widenRgba16 } from '../astc-search/load-block';
export { clearGridErrors, clearNoise, predictModes } from '../astc-search/mode-predict';
export { guessSubsets, spanShare } from '../astc-search/partition-rank';
export { countColors, guessFromPalette, paletteStarts } from '../astc-search/palette';
export { scaleCosts } from '../astc-search/partition-sweep';
export * from './search-stages';
