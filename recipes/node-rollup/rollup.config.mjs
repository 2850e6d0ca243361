import { readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';

/** Puts the library's binary beside the bundle, where the library looks for it. */
const astcWasm = {
  name: 'astc-wasm',
  buildStart() {
    const source = readFileSync(new URL(import.meta.resolve('astc-wasm/astc-wasm.wasm')));
    this.emitFile({ type: 'asset', fileName: 'astc-wasm.wasm', source });
  },
};

export default {
  input: {
    node: 'node.js',
    'astc-worker': 'astc-wasm/worker',
  },
  output: { dir: 'dist', format: 'es' },
  // What only reading image files and workers without the `worker` option need.
  external: [/^node:/, 'sharp', 'piscina'],
  plugins: [nodeResolve({ exportConditions: ['node'] }), astcWasm],
};
