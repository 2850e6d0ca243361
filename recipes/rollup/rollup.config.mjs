import { readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';

/** Puts the library's binary beside the bundle. */
const astcWasm = {
  name: 'astc-wasm',
  buildStart() {
    const source = readFileSync(new URL(import.meta.resolve('astc-wasm/astc-wasm.wasm')));
    this.emitFile({ type: 'asset', fileName: 'astc-wasm.wasm', source });
  },
};

export default {
  input: {
    main: 'main.js',
    'astc-worker': 'astc-wasm/worker',
  },
  output: { dir: 'dist', format: 'es' },
  plugins: [nodeResolve({ browser: true }), astcWasm],
};
