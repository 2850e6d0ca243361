import { build } from 'esbuild';

await build({
  entryPoints: {
    node: 'node.js',
    'astc-worker': 'astc-wasm/worker',
  },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  loader: { '.wasm': 'file' },
  // What only reading image files and workers without the `worker` option need.
  external: ['sharp', 'piscina'],
});
