import { Worker } from 'node:worker_threads';
import { createEncoder } from 'astc-wasm';

export const openEncoder = (options) =>
  createEncoder({
    worker: () => new Worker(new URL('./astc-worker.js', import.meta.url)),
    ...options,
  });
