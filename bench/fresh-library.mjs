/** What `fresh.mjs` starts: the library as programs import it, a picture to a file. */
import { writeFile } from 'node:fs/promises';
import { encode, readImage, writeTexture } from 'astc-wasm';

const [input = '', output = '', block, quality] = process.argv.slice(2);
const options = /** @type {import('../src/index.js').EncodeOptions} */ ({ block, quality });
await writeFile(output, writeTexture(await encode(await readImage(input), options), { container: 'astc' }));
