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
export * from './search-stages';
export { widenRgba16 } from '../astc-search/load-block';
