import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createEncoder } from 'astc-wasm';
import wasm from 'astc-wasm/astc-wasm.wasm';

export const openEncoder = (options) =>
  createEncoder({
    wasm: pathToFileURL(join(__dirname, wasm)),
    worker: () => new Worker(join(__dirname, 'astc-worker.cjs')),
    ...options,
  });
