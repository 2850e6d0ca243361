/**
 * Entry of the check binary: the release exports, what only tests call, and every kernel beside its scalar reference,
 * `name` beside `nameRef`. Functions only, as in index.ts. test/kernels compares each pair and fails on a kernel
 * without one.
 */
export * from './index';
export * from './check-access';

export { fillPartitionPattern } from './astc/partition-pattern';
export { fillPartitionPatternRef } from './reference/astc/partition-pattern.ref';
export { infillWeights } from './astc/infill';
export { infillWeightsRef } from './reference/astc/infill.ref';
export { interpolateLdrFloat16, interpolateLdrUnorm16, interpolateLdrUnorm8 } from './astc/interpolate-ldr';
export { interpolateHdr } from './astc/interpolate-hdr';
export {
  interpolateHdrRef,
  interpolateLdrFloat16Ref,
  interpolateLdrUnorm16Ref,
  interpolateLdrUnorm8Ref,
} from './reference/astc/interpolate.ref';

export { addRow, filterRow } from './resample/filter-row';
export { normalizeRow, scaleAlphaRow, unpremultiplyRow } from './resample/finish-row';
export { loadRow16, loadRow16Srgb, loadRow8, premultiplyRow, weighRow } from './resample/load-row';
export { encodeSrgbRow, storeRow16, storeRow8 } from './resample/store-row';
export {
  addRowRef,
  encodeSrgbRowRef,
  filterRowRef,
  loadRow16Ref,
  loadRow16SrgbRef,
  loadRow8Ref,
  normalizeRowRef,
  premultiplyRowRef,
  scaleAlphaRowRef,
  storeRow16Ref,
  storeRow8Ref,
  unpremultiplyRowRef,
  weighRowRef,
} from './reference/resample/rows.ref';
