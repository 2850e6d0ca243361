/** What the check binary exports of the search: every kernel beside its twin, and the stages that lead up to them. */
export { centrePlane, loadBlock, sumPlanes, widenRgba8 } from '../astc-search/load-block';
export {
  centrePlaneRef,
  gatherPixels16,
  gatherPixels16Ref,
  gatherPixels8,
  gatherPixels8Ref,
  loadBlockRef,
  sumPlanesRef,
  widenRgba8Ref,
} from './load-block.ref';
export {
  centreScatter,
  keepWholeScatter,
  principalDirection,
  scatterOfMask,
  takeWholeScatter,
} from '../astc-search/line-fit';
export {
  centreScatterRef,
  keepWholeScatterRef,
  principalDirectionRef,
  scatterOfMaskRef,
  takeWholeScatterRef,
} from './line-fit.ref';
export {
  completeSums,
  coverBlock,
  fitPlane2,
  keepWholeSums,
  maskOfPattern,
  orientDirection,
  projectPartition,
  storeIdealEndpoints,
  sumPartition,
} from '../astc-search/class-fit';
export {
  completeSumsRef,
  coverBlockRef,
  fitPlane2Ref,
  keepWholeSumsRef,
  maskOfPatternRef,
  orientDirectionRef,
  projectPartitionRef,
  storeIdealEndpointsRef,
  sumPartitionRef,
} from './class-fit.ref';
export { fitPartitionPlane2 } from '../astc-search/dual-pattern';
export { fitPartitionPlane2Ref } from './dual-pattern.ref';
export { predictColors, predictPartition, promisingClasses } from '../astc-search/color-predict';
export { predictColorsRef, predictPartitionRef, promisingClassesRef } from './color-predict.ref';
export { addNoise, buildAmplitudes, buildFractions, highestEnergy } from '../astc-search/weight-noise';
export {
  addLevelsUniform,
  addLevelsUniformRef,
  addLevelsVarying,
  addLevelsVaryingRef,
  addNoiseRef,
  buildAmplitudesRef,
  buildFractionsRef,
  highestEnergyRef,
} from './weight-noise.ref';
export { buildSignal } from '../astc-search/weight-signal';
export { buildSignalRef } from './weight-signal.ref';
export { addProjection, transformColumns } from '../astc-search/grid-projection';
export {
  addHeightOne,
  addHeightOneRef,
  addHeightThree,
  addHeightThreeRef,
  addHeightTwo,
  addHeightTwoRef,
  addProjectionRef,
  transformColumnsRef,
  transformRowsOne,
  transformRowsOneRef,
  transformRowsThree,
  transformRowsThreeRef,
  transformRowsTwo,
  transformRowsTwoRef,
} from './grid-projection.ref';
export { selectModes } from '../astc-search/mode-predict';
export { selectModesRef } from './mode-predict.ref';
export { decimateWeights, quantizeWeights, rankWeights, regressRange } from '../astc-search/weight-fit';
export {
  decimateColumnsOne,
  decimateColumnsOneRef,
  decimateColumnsThree,
  decimateColumnsThreeRef,
  decimateColumnsTwo,
  decimateColumnsTwoRef,
  decimateRowsOne,
  decimateRowsOneRef,
  decimateRowsThree,
  decimateRowsThreeRef,
  decimateRowsTwo,
  decimateRowsTwoRef,
  decimateWeightsRef,
  quantizeWeightsRef,
  rankWeightsRef,
  regressRangeRef,
} from './weight-fit.ref';
// The decoder has an infillWeights of its own.
export { infillWeights as infillGrid } from '../astc-search/infill';
export { fitEndpoints, sumMoments } from '../astc-search/endpoint-fit';
export { fitEndpointsRef } from './endpoint-fit.ref';
export { quantizeDirect } from '../astc-search/endpoint-quant-direct';
export { fitGrey, quantizeLuma } from '../astc-search/endpoint-quant-luma';
export { quantizeBaseOffset } from '../astc-search/endpoint-quant-offset';
export { quantizeScale } from '../astc-search/endpoint-quant-scale';
export {
  fitGreyRef,
  quantizeBaseOffsetRef,
  quantizeDirectRef,
  quantizeLumaRef,
  quantizeScaleRef,
} from './endpoint-quant.ref';
export { keepTrial } from '../astc-search/best-block';
export { decodeComponent, squaredDifference } from '../astc-search/error';
export { decodeComponentRef, infillGridRef, keepTrialRef, squaredDifferenceRef, sumMomentsRef } from './trial.ref';
export { aimWeights, snapWeights, subtractWeights } from '../astc-search/realign';
export {
  aimWeightsRef,
  snapWeightsRef,
  subtractWeightsRef,
  sweepWeightsUniform,
  sweepWeightsUniformRef,
  sweepWeightsVarying,
  sweepWeightsVaryingRef,
} from './realign.ref';
export { adoptPattern, buildAxes, measureDistances, projectAxis, reassign } from '../astc-search/partition-guess';
export { adoptPatternRef, buildAxesRef, measureDistancesRef, projectAxisRef, reassignRef } from './partition-guess.ref';
export { buildMoments, exactScore, fitLines } from '../astc-search/partition-moments';
export { buildMomentsRef, exactScoreRef, fitLinesRef } from './partition-moments.ref';
export { countOverlaps, findClusters } from '../astc-search/partition-overlap';
export { countOverlapsRef, findClustersRef } from './partition-overlap.ref';
export { noteSweep } from '../astc-search/partition-rank';
export { noteSweepRef } from './partition-rank.ref';
export { buildLookup, scaleCosts, sweepFour, sweepThree, sweepTwo } from '../astc-search/partition-sweep';
export { buildLookupRef, scaleCostsRef, sweepFourRef, sweepThreeRef, sweepTwoRef } from './partition-sweep.ref';

// Stages without vectors that the walk goes through.
export { fitDualPattern } from '../astc-search/dual-pattern';
export { fitDual, fitPattern, fitSingle } from '../astc-search/class-fit';
export { pickModes } from '../astc-search/cem-pick';
export { widenRgba16 } from '../astc-search/load-block';
export { predictModes } from '../astc-search/mode-predict';
export { guessSubsets } from '../astc-search/partition-guess';
export { spanShare } from '../astc-search/span-share';
export { countColors, guessFromPalette, paletteStarts } from '../astc-search/palette';
export { sweepPatterns } from '../astc-search/partition-sweep';
export * from './search-stages';
