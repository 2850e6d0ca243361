import { createEncoder } from 'astc-wasm';

export const openEncoder = (options) =>
  createEncoder({
    wasm: new URL('./astc-wasm.wasm', import.meta.url),
    worker: () => new Worker(new URL('./astc-worker.js', import.meta.url), { type: 'module' }),
    ...options,
  });
