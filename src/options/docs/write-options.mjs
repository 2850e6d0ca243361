/** `npm run build:schema` and `npm run docs`: what is derived from the declared options, written. Needs the build. */
import { readFileSync, writeFileSync } from 'node:fs';
import { replaceTables } from './option-table.mjs';
import { optionSchema, optionTables } from './options.mjs';

const SCHEMA = new URL('../../../dist/options.schema.json', import.meta.url);
const README = new URL('../../../README.md', import.meta.url);

const [what] = process.argv.slice(2);
if (what === 'schema') writeFileSync(SCHEMA, `${JSON.stringify(optionSchema(), null, 2)}\n`);
else if (what === 'readme') writeFileSync(README, replaceTables(readFileSync(README, 'utf8'), optionTables()));
else throw new Error(`Expected schema or readme but received ${what}`);
