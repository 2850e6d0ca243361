/** What the check binary exports of the search: every kernel beside its twin, and the stages that lead up to them. */
export { centrePlane, loadBlock, sumPlanes, widenRgba8 } from '../astc-search/block/load-block';
export {
  centrePlaneRef,
  gatherPixels16,
  gatherPixels16Ref,
  gatherPixels8,
  gatherPixels8Ref,
  loadBlockRef,
  sumPlanesRef,
  widenRgba8Ref,
} from './astc-search/block/load-block.ref';
export { cleanHalves, widenHalves } from '../astc-search/block/load-half';
export { cleanHalvesRef, widenHalvesRef } from './astc-search/block/load-half.ref';
export {
  centreScatter,
  keepWholeScatter,
  principalDirection,
  scatterOfMask,
  takeWholeScatter,
} from '../astc-search/lines/line-fit';
export {
  centreScatterRef,
  keepWholeScatterRef,
  principalDirectionRef,
  scatterOfMaskRef,
  takeWholeScatterRef,
} from './astc-search/lines/line-fit.ref';
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
} from '../astc-search/lines/class-fit';
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
} from './astc-search/lines/class-fit.ref';
export { fitPartitionPlane2 } from '../astc-search/lines/dual-pattern';
export { fitPartitionPlane2Ref } from './astc-search/lines/dual-pattern.ref';
export { predictColors, predictPartition, promisingClasses } from '../astc-search/prediction/color-predict';
export { predictColorsRef, predictPartitionRef, promisingClassesRef } from './astc-search/prediction/color-predict.ref';
export { addNoise, buildAmplitudes, buildFractions, highestEnergy } from '../astc-search/prediction/weight-noise';
export {
  addLevelsUniform,
  addLevelsUniformRef,
  addLevelsVarying,
  addLevelsVaryingRef,
  addNoiseRef,
  buildAmplitudesRef,
  buildFractionsRef,
  highestEnergyRef,
} from './astc-search/prediction/weight-noise.ref';
export { sumHalves } from '../astc-search/prediction/two-levels';
export { sumHalvesRef } from './astc-search/prediction/two-levels.ref';
export { buildSignal } from '../astc-search/prediction/weight-signal';
export { buildSignalRef } from './astc-search/prediction/weight-signal.ref';
export { addProjection, transformColumns } from '../astc-search/prediction/grid-projection';
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
} from './astc-search/prediction/grid-projection.ref';
export { selectModes } from '../astc-search/prediction/mode-predict';
export { selectModesRef } from './astc-search/prediction/mode-predict.ref';
export { decimateWeights, quantizeWeights, rankWeights, regressRange } from '../astc-search/weights/weight-fit';
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
} from './astc-search/weights/weight-fit.ref';
// The decoder has an infillWeights of its own.
export { infillWeights as infillGrid } from '../astc-search/weights/infill';
export { infillGridRef } from './astc-search/weights/infill.ref';
export { widenEndpoints } from '../astc-search/endpoints/endpoint-decode';
export { widenEndpointsRef } from './astc-search/endpoints/endpoint-decode.ref';
export { fitEndpoints, sumMoments } from '../astc-search/endpoints/endpoint-fit';
export { fitEndpointsRef, sumMomentsRef } from './astc-search/endpoints/endpoint-fit.ref';
export { quantizeEndpoints } from '../astc-search/endpoints/endpoint-quant';
export { decodeEndpoints } from '../astc-search/endpoints/endpoint-decode';
export { quantizeDirect } from '../astc-search/endpoints/endpoint-quant-direct';
export { quantizeDirectRef } from './astc-search/endpoints/endpoint-quant-direct.ref';
export { fitGrey, quantizeLuma } from '../astc-search/endpoints/endpoint-quant-luma';
export { fitGreyRef, quantizeLumaRef } from './astc-search/endpoints/endpoint-quant-luma.ref';
export { quantizeBaseOffset } from '../astc-search/endpoints/endpoint-quant-offset';
export { quantizeBaseOffsetRef } from './astc-search/endpoints/endpoint-quant-offset.ref';
export { quantizeScale } from '../astc-search/endpoints/endpoint-quant-scale';
export { quantizeScaleRef } from './astc-search/endpoints/endpoint-quant-scale.ref';
export { keepTrial } from '../astc-search/candidate/best-block';
export { keepTrialRef } from './astc-search/candidate/best-block.ref';
export {
  componentErrorMany,
  componentErrorManyRef,
  componentErrorOne,
  componentErrorOneRef,
  componentErrorTwo,
  componentErrorTwoRef,
} from './astc-search/candidate/error.ref';
export { aimWeights, snapWeights, subtractWeights } from '../astc-search/weights/realign';
export {
  aimWeightsRef,
  snapWeightsRef,
  subtractWeightsRef,
  sweepWeightsUniform,
  sweepWeightsUniformRef,
  sweepWeightsVarying,
  sweepWeightsVaryingRef,
} from './astc-search/weights/realign.ref';
export {
  adoptPattern,
  buildAxes,
  measureDistances,
  projectAxis,
  reassign,
} from '../astc-search/patterns/partition-guess';
export {
  adoptPatternRef,
  buildAxesRef,
  measureDistancesRef,
  projectAxisRef,
  reassignRef,
} from './astc-search/patterns/partition-guess.ref';
export { buildMoments, exactScores, fitLines } from '../astc-search/patterns/partition-moments';
export { buildMomentsRef, exactScoresRef, fitLinesRef } from './astc-search/patterns/partition-moments.ref';
export { countOverlaps, findClusters } from '../astc-search/patterns/partition-overlap';
export { countOverlapsRef, findClustersRef } from './astc-search/patterns/partition-overlap.ref';
export { countBetter, noteSweep } from '../astc-search/patterns/sweep-winners';
export { countBetterRef, noteSweepRef } from './astc-search/patterns/sweep-winners.ref';
export { buildLookup, scaleCosts, sweepFour, sweepThree, sweepTwo } from '../astc-search/patterns/partition-sweep';
export {
  buildLookupRef,
  scaleCostsRef,
  sweepFourRef,
  sweepThreeRef,
  sweepTwoRef,
} from './astc-search/patterns/partition-sweep.ref';

// Stages without vectors that the walk goes through.
export { fitDualPattern } from '../astc-search/lines/dual-pattern';
export { fitDual, fitPattern, fitSingle, sumClass } from '../astc-search/lines/class-fit';
export { pickModes } from '../astc-search/endpoints/cem-pick';
export { widenRgba16 } from '../astc-search/block/load-block';
export { predictModes } from '../astc-search/prediction/mode-predict';
export { guessSubsets } from '../astc-search/patterns/partition-guess';
export { spanShare } from '../astc-search/patterns/span-share';
export { countColors, guessFromPalette, paletteStarts } from '../astc-search/patterns/palette';
export { sweepPatterns } from '../astc-search/patterns/partition-sweep';
export { gatherWinners } from '../astc-search/patterns/sweep-winners';
export * from './search-stages';
