import { createEncoder } from 'astc-wasm';

export const openEncoder = (options) => createEncoder(options);
