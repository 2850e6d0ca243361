import { readFileSync } from 'node:fs';

/** Puts the library's binary beside the bundle, where the library looks for it. */
const astcWasm = {
  name: 'astc-wasm',
  buildStart() {
    const source = readFileSync(new URL(import.meta.resolve('astc-wasm/astc-wasm.wasm')));
    this.emitFile({ type: 'asset', fileName: 'astc-wasm.wasm', source });
  },
};

export default {
  plugins: [astcWasm],
  ssr: {
    noExternal: true,
    // What only reading image files and workers without the `worker` option need.
    external: ['sharp', 'piscina'],
  },
  build: {
    ssr: true,
    ssrEmitAssets: true,
    rolldownOptions: {
      input: {
        node: 'node.js',
        'astc-worker': 'astc-wasm/worker',
      },
    },
  },
};
