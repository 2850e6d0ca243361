/** Every fault that the validator knows, in a file made for it. */
import { validateKtx2 } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { ISSUE, type Issue } from '../../src/validate/issues.js';
import type { Case } from './cases/case.js';
import { DESCRIPTOR_CASES } from './cases/descriptor.js';
import { GLOBAL_DATA_CASES } from './cases/global-data.js';
import { HEADER_CASES } from './cases/header.js';
import { KEY_CASES } from './cases/keys.js';
import { LEVEL_CASES } from './cases/levels.js';
import { SUBJECTS } from './subjects.js';

const PARTS: Readonly<Record<string, readonly Case[]>> = {
  header: HEADER_CASES,
  levels: LEVEL_CASES,
  descriptor: DESCRIPTOR_CASES,
  keys: KEY_CASES,
  'global data': GLOBAL_DATA_CASES,
};
const CASES = Object.values(PARTS).flat();
const ISSUES: readonly Issue[] = Object.values(ISSUE);
const isWarning = (id: number) => ISSUES.some(([own, type]) => own === id && type === 'warning');

describe('a valid file', () => {
  it.each(Object.entries(SUBJECTS))('of %s has nothing to tell of', (_, make) => {
    expect(validateKtx2(make())).toEqual({ valid: true, messages: [] });
  });

  it.each(['uastc', 'basis'])('of %s is fit for glTF', (name) => {
    expect(validateKtx2(SUBJECTS[name]!(), { gltfBasisu: true })).toEqual({ valid: true, messages: [] });
  });
});

describe.each(Object.entries(PARTS))('faults of %s', (_, cases) => {
  const named = cases.map(([what, make, ids, options]) => ({ what, make, ids, options }));

  it.each(named)('$what', ({ make, ids, options }) => {
    const { valid, messages } = validateKtx2(make(), options);
    expect(messages.map(({ id }) => id)).toEqual(ids);
    expect(valid).toBe(ids.every(isWarning));
    for (const { message, details } of messages) {
      expect([message, details]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
    }
  });

  it.each(named)('$what, warnings as errors', ({ make, ids, options }) => {
    const { valid, messages } = validateKtx2(make(), { ...options, warningsAsErrors: true });
    expect(messages.map(({ id }) => id)).toEqual(ids);
    expect(messages.filter(({ type }) => type === 'warning')).toEqual([]);
    expect(valid).toBe(ids.length === 0);
  });
});

describe('the list of faults', () => {
  it('is tried in full', () => {
    const tried = new Set(CASES.flatMap(([, , ids]) => ids));
    const missing = ISSUES.map(([id]) => id).filter((id) => !tried.has(id));
    expect(missing).toEqual([]);
  });

  it('has one type an id, and messages that end', () => {
    for (const [id, type, message] of ISSUES) {
      expect(ISSUES.filter(([own]) => own === id).every(([, other]) => other === type)).toBe(true);
      expect(message).toMatch(/^[A-Za-z].*\.$/);
    }
  });
});
