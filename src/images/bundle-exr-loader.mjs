/**
 * The OpenEXR loader of three.js as a module of ours: `exr-loader.ts`, made of the installed package, not committed. Why: it is
 * the kept reader of PIZ, B44 and DWA in JavaScript, 40 kB of a package of 30 MB; users install neither.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ENTRY = fileURLToPath(new URL('exr-loader-entry.mjs', import.meta.url));
const SHIM = fileURLToPath(new URL('exr-three-shim.mjs', import.meta.url));
const TARGET = new URL('exr-loader.ts', import.meta.url);
const HEAD = `// @ts-nocheck
// Made by bundle-exr-loader.mjs of the EXRLoader of three.js ${versionOfThree()}: not to be changed, not committed.
// Licences: exr-loader.LICENSE beside it.
`;

function versionOfThree() {
  const file = new URL('../../node_modules/three/package.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

const bundle = await rolldown({
  input: ENTRY,
  treeshake: { moduleSideEffects: false },
  plugins: [
    {
      name: 'shim',
      resolveId: (/** @type {string} */ id) => (id === 'three' || id.endsWith('/fflate.module.js') ? SHIM : undefined),
    },
  ],
});
const { output } = await bundle.generate({ format: 'esm', minify: { compress: true, mangle: true, codegen: true } });
await bundle.close();
writeFileSync(TARGET, HEAD + output[0].code);

// The build has no place for what is no module.
const licenses = new URL('../../dist/images/', import.meta.url);
mkdirSync(licenses, { recursive: true });
copyFileSync(new URL('exr-loader.LICENSE', import.meta.url), new URL('exr-loader.LICENSE', licenses));
