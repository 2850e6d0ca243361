/** Entry of the release binary: functions only, numbers and pointers only. See README.md for the contract. */
export { initCodec, reserveBuffer } from './codec';
export { prepareDecoder } from './astc/decoder';
export { decodeRow, inspectBlock } from './astc/decode-row';
export { describeBlock } from './astc/describe-block';
export { configureEncoder, encodeRow } from './astc-search/encode-row';
export { configureEtcEncoder, encodeEtcRow } from './etc-search/encode-row';
export { decodeEtcRow, prepareEtcDecoder } from './etc/decode-row';
export { describeEtcBlock } from './etc/describe-block';
export { buildGpuTables } from './gpu/gpu-tables';
export {
  addSourceRow,
  beginBand,
  countFaintTexels,
  finishBand,
  firstSourceRow,
  prepareResampler,
  shapeResampler,
  sourceRowCount,
} from './resample/resampler';
