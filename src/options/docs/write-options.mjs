/** `npm run build:schema` and `npm run docs`: what is derived from the declared options, written. Needs the build. */
import { readFileSync, writeFileSync } from 'node:fs';
import { replaceTables } from './option-table.mjs';
import { configSchema, optionSchema, optionTables } from './options.mjs';

const DIST = new URL('../../../dist/', import.meta.url);
const README = new URL('../../../README.md', import.meta.url);

const [what] = process.argv.slice(2);
if (what === 'schema') {
  writeSchema('options.schema.json', optionSchema());
  writeSchema('config.schema.json', configSchema());
} else if (what === 'readme') writeFileSync(README, replaceTables(readFileSync(README, 'utf8'), optionTables()));
else throw new Error(`Expected schema or readme but received ${what}`);

/** @param {string} name @param {object} schema */
function writeSchema(name, schema) {
  writeFileSync(new URL(name, DIST), `${JSON.stringify(schema)}\n`);
}
