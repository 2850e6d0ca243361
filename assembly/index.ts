/** Entry of the release binary: functions only, numbers and pointers only. See README.md for the contract. */
export { initCodec, reserveBuffer } from './codec';
export { configureEncoder, encodeRow } from './astc-search/encode-row';
