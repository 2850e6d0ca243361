/**
 * The command line, and the library as Node imports it, in a few files as they are shipped: `dist/cli/bundle`. Why: a run
 * loads 200 modules of ours, half a millisecond each, which is more than it takes to compress a small picture. Both have
 * most of their files in common. Run by `npm run build`.
 *
 * The folder is as deep as `dist/host/node`, whose address of the binary goes along; the script of the workers lies
 * beside what starts them, as it does there.
 */
import { chmodSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
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

/** The shaders, and what drives them. */
const GPU = /\/dist\/(gpu|host\/node\/load-gpu)/;

/** Entries of the library: what a process in Node imports. */
const LIBRARY = { index: `${DIST}index.js`, 'gpu-texture': `${DIST}gpu-texture/index.js` };

/** The command, which begins with what needs nothing else. */
const MAIN = `${DIST}cli/main.js`;

/** What a process that compresses a picture imports late: here it comes along with what all of them import. */
const EVERY_PROCESS = ['images/node-codec', 'host/node/thread-budget', 'codec/compile-binary'].map(
  (name) => `${DIST}${name}.js`,
);
/** Where every run of the command that compresses a picture begins. */
const EVERY_RUN = [...['program', 'encode', 'encode-files'].map((name) => `${DIST}cli/${name}.js`), ...EVERY_PROCESS];

/** Modules that few of the other runs need. The rest lies together in a second file. */
const FEW_RUNS = [
  GPU,
  // Commands, and what they alone do.
  /\/dist\/cli\/(main|analyze|batch|bench|block-map|compare|completion|convert|decode|describe-program|info|one-by-one|print-|queue|svg|validate|watch|worker)/,
  /\/dist\/cli\/(cache\/bucket-store|config\/import-typescript|stages\/difference)/,
  // Textures of some shapes and sizes, and what is measured of them.
  /\/dist\/(auto-footprint|decode|encode-auto|encode-shape|pick-texture|read-texture|resample|settle-content|shapes|unpack|validate)\b/,
  /\/(inspect|metrics)/,
  // Files of some kinds.
  /\/dist\/containers\/(read-container|packing|ktx2-(read|kind|header))\.js/,
  /\/images\/(bmp|exr|file-picture|float-image|guess-content|own-files|pfm|pnm|qoi|radiance|tga)/,
  /texture-picture|write-image|\/sharp-codec|\/icc\.js/,
  // Packages.
  /\/(chokidar|fdir|fflate|fzstd|picomatch|readdirp|tinyglobby)\/|piscina/,
];

/** @type {Record<'run' | 'library', Set<string>>} what each loads from the first on, known once all modules are parsed */
const reached = { run: new Set(EVERY_RUN), library: new Set([LIBRARY.index, ...EVERY_PROCESS]) };

/** @type {import('rolldown').Plugin} */
const findReached = {
  name: 'find-reached',
  buildEnd() {
    // Sets that grow while they are gone through reach all of them.
    for (const ids of Object.values(reached))
      for (const id of ids) for (const imported of this.getModuleInfo(id)?.importedIds ?? []) ids.add(imported);
  },
};

/**
 * What {@link EVERY_RUN} is made of lies in one file: those parts of it that are imported late come from there at once,
 * without a file that links to it, each 1.5 ms of a run.
 *
 * @type {import('rolldown').Plugin}
 */
const importAtOnce = {
  name: 'import-at-once',
  transform(code, id) {
    /** @type {string[]} */
    const early = [];
    const rest = code.replace(/import\('(\.[^']+)'\)/g, (late, path) => {
      const target = resolve(dirname(id), path);
      if (!EVERY_RUN.includes(target) || id === MAIN) return late;
      early.push(`import * as early${early.length} from '${path}';`);
      return `Promise.resolve(early${early.length - 1})`;
    });
    return early.length === 0 ? undefined : `${early.join('')}${rest}`;
  },
};

/** Texts of one byte a character are read in half the time. @type {import('rolldown').Plugin} */
const asciiOnly = {
  name: 'ascii-only',
  generateBundle(_options, outputs) {
    for (const output of Object.values(outputs)) {
      if (output.type === 'chunk') output.code = output.code.replace(/[^\0-\x7f]/g, escapeCharacter);
    }
  },
};

/**
 * What bundlers make CommonJS of has no `import.meta.url`: there `require`, which is for modules of Node alone, may start
 * anywhere.
 * @type {import('rolldown').Plugin}
 */
const requireAnywhere = {
  name: 'require-anywhere',
  generateBundle(_options, outputs) {
    for (const [file, output] of Object.entries(outputs)) {
      if (output.type !== 'chunk' || !file.startsWith('rolldown-runtime')) continue;
      output.code = output.code.replace('(import.meta.url)', '(import.meta.url??process.execPath)');
    }
  },
};

/** @param {string} character in a string, a template or a pattern: names and comments have none */
function escapeCharacter(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const bundle = await rolldown({
  input: { ...LIBRARY, main: MAIN, 'piscina-worker': `${DIST}host/node/piscina-worker.js` },
  platform: 'node',
  plugins: [noChildProcesses, importAtOnce, findReached, asciiOnly, requireAnywhere],
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
  // A few files, each of what is used together: by workers, by every run and the library, by one of these. What few runs
  // need stays apart. A group takes what its modules import along, so that those of every run come first.
  codeSplitting: {
    groups: [
      { name: 'version', test: /\/dist\/version\.js$/, priority: 4 },
      { name: 'codec', test: /\/dist\/(codec|pool|abort|errors|types)\b/, priority: 3 },
      { name: 'core', test: (id) => reached.run.has(id) && reached.library.has(id), priority: 2 },
      { name: 'command', test: (id) => reached.run.has(id), priority: 2 },
      { name: 'library', test: (id) => reached.library.has(id), priority: 2 },
      { name: 'files', test: (id) => !FEW_RUNS.some((pattern) => pattern.test(id)), priority: 1 },
      { name: 'gpu', test: GPU },
    ],
  },
  // Names stay, for the stacks of --verbose.
  minify: { compress: true, mangle: { keepNames: true }, codegen: true },
});
await bundle.close();
chmodSync(`${DIST}cli/bundle/main.js`, 0o755);
