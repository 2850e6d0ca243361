/** What a proof must say wherever it was made. */
import { expect } from 'vitest';
import type { Hashes } from './expected.js';
import type { Proof } from './recipes.js';

/**
 * @param expected  the files' hashes
 * @param workers   how many workers the run with two threads must have started
 */
export function expectProof(proof: Proof, expected: Hashes, workers = 2): void {
  expect(proof.warnings).toEqual([]);
  expect(proof.runs.map(({ threads, astc, etc }) => ({ threads, astc, etc }))).toEqual([
    { threads: 1, ...expected },
    { threads: 2, ...expected },
  ]);
  expect(proof.runs[1]!.workers).toBe(workers);
}

/** Where workers cannot start: said once, and the bytes are right all the same. */
export function expectInPlace(proof: Proof, expected: Hashes, warning: RegExp): void {
  expect(proof.runs).toEqual([{ threads: 2, ...expected, workers: expect.any(Number) }]);
  expect(proof.warnings).toEqual([expect.stringMatching(warning)]);
}
