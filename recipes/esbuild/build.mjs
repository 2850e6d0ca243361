import { build } from 'esbuild';

await build({
  entryPoints: {
    main: 'main.js',
    'astc-worker': 'astc-wasm/worker',
  },
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  splitting: true,
  loader: { '.wasm': 'file' },
});
