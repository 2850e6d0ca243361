/**
 * The command line in a few files, as it is shipped: `dist/cli/bundle`. Why: a run loads 138 modules of ours, half a
 * millisecond each, which is more than it takes to compress a small picture. Run by `npm run build`.
 *
 * The folder is as deep as `dist/host/node`, whose address of the binary goes along; the script of the workers lies
 * beside what starts them, as it does there.
 */
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/**
 * The parser can start commands that are programs of their own, and loads a third of Node's network for it: 6 ms of every
 * run. Ours are none.
 */
const noChildProcesses = {
  name: 'no-child-processes',
  resolveId: (/** @type {string} */ id, /** @type {string | undefined} */ importer) =>
    /^(node:)?child_process$/.test(id) && importer?.includes('/commander/') ? '\0no-child-processes' : undefined,
  load: (/** @type {string} */ id) => (id === '\0no-child-processes' ? 'export {};' : undefined),
};

/** Modules that few runs need. The others are those of every run, and lie together in one file. */
const FEW_RUNS = [
  // Commands, and what they alone do.
  /\/dist\/cli\/(main|analyze|batch|bench|block-map|compare|completion|convert|decode|describe-program|info|one-by-one|print-|queue|svg|validate|watch|worker)/,
  /\/dist\/cli\/(cache\/bucket-store|config\/import-typescript|stages\/difference)/,
  // Textures of some shapes and sizes, and what is measured of them.
  /\/dist\/(auto-footprint|decode|encode-auto|encode-shape|gpu|pick-texture|read-texture|resample|settle-content|shapes|unpack|validate)\b/,
  /\/(inspect|metrics)/,
  // Files of some kinds.
  /\/dist\/containers\/(read-container|packing|ktx2-(read|kind|header))\.js/,
  /\/images\/(bmp|exr|file-picture|float-image|guess-content|own-files|pfm|pnm|qoi|radiance|tga)/,
  /texture-picture|write-image|\/sharp-codec|\/icc\.js/,
  // Packages.
  /\/(chokidar|fflate|fzstd|readdirp)\/|piscina/,
];

const bundle = await rolldown({
  input: { main: `${DIST}cli/main.js`, 'piscina-worker': `${DIST}host/node/piscina-worker.js` },
  platform: 'node',
  plugins: [noChildProcesses],
  // A measure that is loaded late by `encode` comes along with `compare`, which is another run.
  checks: { ineffectiveDynamicImport: false },
  // Native, or with workers of its own: both are loaded when needed, from where they are installed.
  external: ['sharp', 'piscina', 'webgpu', 'bullmq', 'ioredis', 'aws4fetch'],
});
await bundle.write({
  dir: `${DIST}cli/bundle`,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  // A few files, each of what is used together: those of workers, those of every run. What few runs need stays apart.
  codeSplitting: {
    groups: [
      { name: 'version', test: /\/dist\/version\.js$/, priority: 1 },
      { name: 'gpu', test: /\/dist\/(gpu\/|host\/node\/load-gpu)/, priority: 1 },
      { name: 'codec', test: /\/dist\/(codec|pool|abort|errors|types)\b/ },
      {
        name: 'command',
        test: (id) => !FEW_RUNS.some((pattern) => pattern.test(id)),
      },
    ],
  },
  // Names stay, for the stacks of --verbose.
  minify: { compress: true, mangle: { keepNames: true }, codegen: true },
});
await bundle.close();
chmodSync(`${DIST}cli/bundle/main.js`, 0o755);
