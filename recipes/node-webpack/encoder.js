import { createEncoder } from 'astc-wasm';
// biome-ignore lint/style/useNodejsImportProtocol: webpack knows the Worker by this name, and not by the other.
import { Worker } from 'worker_threads';

export const openEncoder = (options) =>
  createEncoder({
    worker: () => new Worker(new URL('astc-wasm/worker', import.meta.url)),
    ...options,
  });
