import { Worker } from 'node:worker_threads';
import { createEncoder } from 'astc-wasm';
import wasm from 'astc-wasm/astc-wasm.wasm';

export const openEncoder = (options) =>
  createEncoder({
    wasm: new URL(wasm, import.meta.url),
    worker: () => new Worker(new URL('./astc-worker.js', import.meta.url)),
    ...options,
  });
