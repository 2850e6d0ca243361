/**
 * The published JSON schema says what the check says, over random options. Witnesses: a validator written here from the
 * specification, and jsonschema for Python where that is installed. No validator for JavaScript is among our packages.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { AstcError } from 'astc-wasm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillOptions } from '../../src/options/check.js';
import { checkAuto } from '../../src/options/check-auto.js';
import { checkWeights } from '../../src/options/check-weights.js';
import { PICK_OPTIONS } from '../../src/options/convert-options.js';
import { DECODE_OPTIONS } from '../../src/options/decode-options.js';
import { optionSchema } from '../../src/options/docs/options.mjs';
import { ENCODE_OPTIONS } from '../../src/options/encode-options.js';
import { ENCODER_OPTIONS } from '../../src/options/encoder-options.js';
import type { Option, Options } from '../../src/options/option.js';
import { INSPECT_OPTIONS, READ_IMAGE_OPTIONS } from '../../src/options/read-options.js';
import {
  resolveDecodeOptions,
  resolveEncoderOptions,
  resolveInspectOptions,
  resolveReadImageOptions,
  resolveValidateOptions,
  resolveWriteOptions,
} from '../../src/options/resolve.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import { VALIDATE_OPTIONS } from '../../src/options/validate-options.js';
import { WRITE_OPTIONS } from '../../src/options/write-options.js';
import { isValid } from '../support/json-schema.js';

const ROOT = new URL('../../', import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
const SCHEMA = JSON.parse(readFileSync(new URL(exports['./options.schema.json'], ROOT), 'utf8'));

const CALLS: Readonly<Record<string, { options: Options; resolve: (options: never) => unknown }>> = {
  EncodeOptions: {
    options: ENCODE_OPTIONS,
    resolve: (options) => {
      const filled = resolveEncodeOptions(options);
      checkAuto(filled);
      checkWeights(filled);
    },
  },
  DecodeOptions: { options: DECODE_OPTIONS, resolve: resolveDecodeOptions },
  EncoderOptions: { options: ENCODER_OPTIONS, resolve: resolveEncoderOptions },
  WriteOptions: { options: WRITE_OPTIONS, resolve: resolveWriteOptions },
  ReadImageOptions: { options: READ_IMAGE_OPTIONS, resolve: resolveReadImageOptions },
  InspectOptions: { options: INSPECT_OPTIONS, resolve: resolveInspectOptions },
  PickOptions: { options: PICK_OPTIONS, resolve: (options) => fillOptions(options, PICK_OPTIONS) },
  ValidateOptions: { options: VALIDATE_OPTIONS, resolve: resolveValidateOptions },
};

/** Values about the edges of what an option takes, and a few of no sense at all. */
function valuesOf({ words = [], range, count, fields, pattern, isList }: Option): fc.Arbitrary<unknown> {
  const numbers = range ? [range.min, range.max, range.min - 1, range.max + 1, range.min + 0.5] : [];
  const right = [...(isList ? [] : words), ...(range && !count && !fields ? [range.min, range.max] : [])];
  const number = fc.constantFrom(0, 1, 2.5, ...numbers);
  const own = [
    ...(right.length > 0 ? [{ weight: 8, arbitrary: fc.constantFrom(...right) }] : []),
    ...(isList ? [{ weight: 8, arbitrary: fc.array(fc.constantFrom(...words, '7x7'), { maxLength: 3 }) }] : []),
    ...(range ? [{ weight: 1, arbitrary: number }] : []),
    ...(count ? [{ weight: 8, arbitrary: fc.array(number, { minLength: count - 1, maxLength: count + 1 }) }] : []),
    ...(fields ? [{ weight: 8, arbitrary: fc.record({ x: number, y: number }, { requiredKeys: ['x'] }) }] : []),
    ...(pattern ? [{ weight: 8, arbitrary: fc.stringMatching(/^[rgba01x]{3,5}$/) }] : []),
  ];
  return fc.oneof(...own, { weight: 1, arbitrary: fc.constantFrom('', 'nonsense', true, null, [], {}) });
}

/** A few options at a time: of many one is nearly always wrong. */
function optionsOf(options: Options): fc.Arbitrary<Record<string, unknown>> {
  const shown = Object.entries(options).filter(([, option]) => option.is === undefined);
  const known: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
    shown.map(([name, option]) => [name, valuesOf(option)]),
  );
  const names = fc.subarray([...Object.keys(known), 'unknown'], { maxLength: Math.min(4, shown.length) });
  return names.chain((chosen) =>
    fc.record(Object.fromEntries(chosen.map((name) => [name, known[name] ?? fc.constant(1)]))),
  );
}

function isTaken(call: string, options: object): boolean {
  try {
    CALLS[call]!.resolve(options as never);
    return true;
  } catch (error) {
    if (error instanceof AstcError || (error as Error).name === 'AstcError') return false;
    throw error;
  }
}

const SAMPLE_COUNT = 3000;
const schemaOf = (call: string) => ({ $ref: `#/$defs/${call}`, $defs: SCHEMA.$defs });
const samplesOf = (call: string) => fc.sample(optionsOf(CALLS[call]!.options), { numRuns: SAMPLE_COUNT, seed: 8 });

describe('the schema', () => {
  it('is the one the build wrote', () => {
    expect(SCHEMA).toEqual(JSON.parse(JSON.stringify(optionSchema())));
    expect(Object.keys(SCHEMA.$defs)).toEqual(Object.keys(CALLS));
  });

  it('describes every option, and the root is EncodeOptions', () => {
    for (const { properties } of Object.values<{ properties: object }>(SCHEMA.$defs)) {
      for (const property of Object.values(properties)) expect(property.description).toMatch(/^[A-Z0-9].*\.$/);
    }
    expect(isValid({ block: '4x4', quality: 12 }, SCHEMA)).toBe(true);
    expect(isValid({ level: 1 }, SCHEMA)).toBe(false);
  });

  it.each(Object.keys(CALLS))('takes and refuses the %s that the check does', (call) => {
    const schema = schemaOf(call);
    let takenCount = 0;
    for (const options of samplesOf(call)) {
      const taken = isTaken(call, options);
      if (isValid(options, schema) !== taken)
        expect.fail(`${JSON.stringify(options)} is ${taken ? 'taken' : 'refused'}`);
      takenCount += Number(taken);
    }
    expect(takenCount).toBeGreaterThan(SAMPLE_COUNT / 10);
    expect(takenCount).toBeLessThan((SAMPLE_COUNT * 9) / 10);
  });
});

/** Reads [schema, values][] on stdin, writes whether each value is valid. */
const PYTHON = `
import json, sys
from jsonschema import Draft202012Validator
out = []
for schema, values in json.load(sys.stdin):
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    out.append([validator.is_valid(value) for value in values])
json.dump(out, sys.stdout)`;
/** The first Python that has the validator: the one on PATH may be another than the system's, which packages go to. */
const python = ['python3', '/usr/bin/python3'].find(
  (path) => spawnSync(path, ['-c', 'from jsonschema import Draft202012Validator']).status === 0,
);
if (python === undefined) console.warn('SKIPPED: jsonschema for Python, the second witness of the option schema');

describe.skipIf(python === undefined)('jsonschema for Python', () => {
  it('finds the schema well-formed, and the same options valid', () => {
    const calls = Object.keys(CALLS);
    // Undefined is nothing in JSON; so are the other values JSON has no word for.
    const input = JSON.stringify(calls.map((call) => [schemaOf(call), samplesOf(call)]));
    const { stdout, stderr } = spawnSync(python!, ['-c', PYTHON], { input, encoding: 'utf8', maxBuffer: 1 << 26 });
    expect(stderr).toBe('');
    const verdicts = JSON.parse(stdout) as boolean[][];
    for (const [index, call] of calls.entries()) {
      const expected = samplesOf(call).map((options) => isTaken(call, options));
      expect(verdicts[index]).toEqual(expected);
    }
  });
});
