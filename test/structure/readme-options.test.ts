/** What is written from the declared options is current. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { replaceTables } from '../../src/options/docs/option-table.mjs';
import { optionTables } from '../../src/options/docs/options.mjs';

it('README: the tables of options are those npm run docs writes', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(replaceTables(readme, optionTables()));
});
