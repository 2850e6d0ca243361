import { build } from 'esbuild';

// What wrangler does: the runtime's conditions, the binary a module beside the bundle.
await build({
  entryPoints: ['edge.js'],
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  conditions: ['workerd', 'worker', 'browser'],
  loader: { '.wasm': 'copy' },
  assetNames: '[name]',
});
