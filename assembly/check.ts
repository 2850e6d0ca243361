/** Entry of the check binary: the release exports plus what only tests call. Functions only, as in index.ts. */
export * from './index';
export { packBlock } from './astc/pack';
export { decodeBlockMode } from './astc/block-mode';
export { selectPartition } from './astc/partition';
export { decodeIse, encodeIse, iseBitCount } from './bits/ise';
export { unquantizeColor, unquantizeWeight } from './astc/quant';

// The encoder search: its kernels, their scalar twins and the stages in between.
export * from './reference/search-kernels';
