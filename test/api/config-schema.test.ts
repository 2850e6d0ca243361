/** The schema of configs says what the check says, by two validators; what it promises is published. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Config, ConfigRule } from 'astc-wasm';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { checkConfig } from '../../src/cli/config/check-config.js';
import { CONFIG_OPTIONS, RULE_OPTIONS } from '../../src/options/config-options.js';
import { configSchema } from '../../src/options/docs/options.mjs';
import type { Option } from '../../src/options/option.js';
import { isValid } from '../support/json-schema.js';

const SCHEMA = JSON.parse(readFileSync(new URL('../../dist/config.schema.json', import.meta.url), 'utf8'));

const GOOD: readonly Config[] = [
  {},
  { $schema: './node_modules/astc-wasm/config.schema.json', quality: 'thorough', threads: 4, cache: '.cache' },
  { mipmaps: true, zstd: 19, output: 'out/', report: ['junit=r.xml', 'github'], rules: [] },
  { channelWeights: [1, 1, 1, 0.5], blocks: ['4x4', '6x6'], gpu: 'auto', keepGoing: true },
  {
    rules: [
      { files: 'normals/**', content: 'normal' },
      { files: ['*.png', '!a.png'], container: 'ktx', zlib: 3 },
    ],
  },
  { rules: [{ files: 'raw/*', raw: '64x64:rgba8', failOnColorConversions: true, mipLevel: ['1=a.png'] }] },
];

/** Each option with a value that it takes and one that it does not. */
const EACH = Object.entries(CONFIG_OPTIONS as Readonly<Record<string, Option>>).flatMap(([name, option]) => {
  const right = sampleOf(option);
  const texts = [{ [name]: right }, { [name]: {} }, { [name]: null }, { [name]: -7.5 }];
  return [...texts, ...texts.map((text) => ({ rules: [{ files: '**', ...text }] }))];
});

const BAD: readonly unknown[] = [
  [],
  'text',
  { blok: '4x4' },
  { rules: {} },
  { rules: [{}] },
  { rules: [{ files: '' }] },
  { rules: [{ files: [] }] },
  { rules: [{ files: ['a', 3] }] },
  { rules: [{ files: '*', threads: 2 }] },
  { rules: [{ files: '*', files2: '*' }] },
  { report: ['nonsense'] },
  { signal: {} },
  { dryRun: true },
  { config: 'x' },
  { $schema: 3 },
];

function sampleOf({ words, range, count, pattern, isList, default: value, examples = [] }: Option): unknown {
  if (isList || examples.length > 0) return examples[0];
  if (value !== undefined) return value;
  if (words) return words[0];
  if (count !== undefined) return Array.from({ length: count }, () => 1);
  if (range) return range.min;
  return ['a', '1/2', '2GiB', '1=a.png', 'github', 'redis://host'].find((text) => new RegExp(pattern!).test(text));
}

function isTaken(config: unknown): boolean {
  try {
    checkConfig(config, '/project/astc.config.json');
    return true;
  } catch (error) {
    expect((error as Error).name).toBe('AstcError');
    return false;
  }
}

const ALL = [...GOOD, ...BAD, ...EACH];

describe('the schema of configs', () => {
  it('is the one the build wrote, and every field is described', () => {
    expect(SCHEMA).toEqual(JSON.parse(JSON.stringify(configSchema())));
    expect(Object.keys(SCHEMA.properties)).toEqual(['$schema', ...Object.keys(CONFIG_OPTIONS), 'rules']);
    expect(Object.keys(SCHEMA.$defs.Rule.properties)).toEqual(['files', ...Object.keys(RULE_OPTIONS)]);
    for (const { description } of Object.values<{ description: string }>(SCHEMA.$defs.Rule.properties))
      expect(description).toMatch(/^[A-Z0-9].*\.$/);
  });

  it('takes what the check takes, and nothing else', () => {
    for (const config of GOOD) expect([config, isTaken(config)]).toEqual([config, true]);
    for (const config of BAD) expect([config, isTaken(config)]).toEqual([config, false]);
    for (const config of ALL) expect([config, isValid(config, SCHEMA)]).toEqual([config, isTaken(config)]);
    const taken = EACH.filter(isTaken).length;
    expect(taken).toBeGreaterThan(EACH.length / 6);
    expect(taken).toBeLessThan(EACH.length / 2);
  });

  it('has the types that are exported', () => {
    expectTypeOf<Config['block']>().toEqualTypeOf<ConfigRule['block']>();
    expectTypeOf<Config>().toHaveProperty('threads');
    expectTypeOf<ConfigRule>().not.toHaveProperty('threads');
    expectTypeOf<Config>().not.toHaveProperty('signal');
  });
});

/** Reads [schema, values] on stdin, writes whether each value is valid. */
const PYTHON = `
import json, sys
from jsonschema import Draft202012Validator
schema, values = json.load(sys.stdin)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
json.dump([validator.is_valid(value) for value in values], sys.stdout)`;
/** The first Python that has the validator: the one on PATH may be another than the system's, which packages go to. */
const python = ['python3', '/usr/bin/python3'].find(
  (path) => spawnSync(path, ['-c', 'from jsonschema import Draft202012Validator']).status === 0,
);
if (python === undefined) console.warn('SKIPPED: jsonschema for Python, the second witness of the schema of configs');

it.skipIf(python === undefined)('jsonschema for Python finds the same configs valid', () => {
  const input = JSON.stringify([SCHEMA, ALL]);
  const { stdout, stderr } = spawnSync(python!, ['-c', PYTHON], { input, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(ALL.map(isTaken));
});
