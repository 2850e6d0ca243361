/** Writes the manual pages from the declared commands and options: `man/`. Run by `npm run build`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

/** @param {string} path */
const load = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
/** @type {typeof import('./describe-program.js')} */
const { describeProgram } = await load('cli/describe-program.js');
/** @type {typeof import('./manual.js')} */
const { manualPages } = await load('cli/manual.js');
/** @type {typeof import('./open-program.js')} */
const { openProgram } = await load('cli/open-program.js');
/** @type {typeof import('../version.js')} */
const { VERSION } = await load('version.js');

const FOLDER = new URL('../../man/', import.meta.url);
// The convention of reproducible-builds.org.
const epoch = process.env.SOURCE_DATE_EPOCH;
const built = epoch === undefined ? new Date() : new Date(Number(epoch) * 1000);

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);
const facts = { version: VERSION, date: built.toISOString().slice(0, 10) };
for (const [name, text] of manualPages(describeProgram(await openProgram()), facts)) {
  writeFileSync(new URL(name, FOLDER), text);
}
