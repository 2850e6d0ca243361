/**
 * Entry of the check binary: the release exports plus what only tests call. Functions only, as in index.ts.
 * A kernel is exported beside its reference, `name` beside `nameRef`; test/kernels compares every such pair.
 */
export * from './index';
export { packBlock } from './astc/pack';
export { decodeBlockMode } from './astc/block-mode';
export { selectPartition } from './astc/partition';
export { decodeIse, encodeIse, iseBitCount } from './bits/ise';
export { unquantizeColor, unquantizeWeight } from './astc/quant';
export { fillPartitionPattern } from './astc/partition-pattern';
export { fillPartitionPatternRef } from './reference/partition-pattern.ref';
export { infillWeights } from './astc/infill';
export { infillWeightsRef } from './reference/infill.ref';
export { interpolateLdrFloat16, interpolateLdrUnorm16, interpolateLdrUnorm8 } from './astc/interpolate-ldr';
export { interpolateHdr } from './astc/interpolate-hdr';
export {
  interpolateHdrRef,
  interpolateLdrFloat16Ref,
  interpolateLdrUnorm16Ref,
  interpolateLdrUnorm8Ref,
} from './reference/interpolate.ref';

// The encoder search: its kernels, their scalar twins and the stages in between.
export * from './reference/search-kernels';
