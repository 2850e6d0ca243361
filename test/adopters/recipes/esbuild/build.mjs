import { build } from 'esbuild';

await build({
  entryPoints: {
    main: 'main.js',
    'astc-worker': 'astc-wasm/worker',
    'in-worker': 'in-worker.js',
  },
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  splitting: true,
  loader: { '.wasm': 'file' },
});
