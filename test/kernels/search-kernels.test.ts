/**
 * Every SIMD kernel of the encoder search equals its scalar twin in every byte of memory.
 *
 * KERNEL_SEED=n replays one state, KERNEL_STATES=n sets the number of states (600 by default).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { ALL_FOOTPRINTS } from '../../src/types.js';
import { readCheckModule } from '../support/check-wasm.js';
import { findVectorFunctions, INLINE_PARTS } from './kernel-scan.js';
import { type KernelRecord, listKernels, TwinChecker } from './search-kernels.js';
import { createState } from './search-states.js';
import { encodeState, enterState, prepareInstance, walkSearch } from './search-walk.js';

const REPLAYED = process.env.KERNEL_SEED;
const STATES = REPLAYED === undefined ? Number(process.env.KERNEL_STATES ?? 600) : 1;
const FIRST_SEED = REPLAYED === undefined ? 1 : Number(REPLAYED);

/** Content of the block before is that of another seed. */
const BEFORE = 1_000_003 * ALL_FOOTPRINTS.length;

const module = readCheckModule('check-search');
const kernels = listKernels(module);
const records = new Map<string, KernelRecord>();

/** All states of one footprint, each from the same memory, so that a seed alone replays it. */
function runFootprint(seeds: number[]): void {
  if (seeds.length === 0) return;
  const checker = new TwinChecker(module, records);
  const host = prepareInstance(checker, seeds[0]! % ALL_FOOTPRINTS.length);
  const fresh = checker.bytes().slice();
  for (const seed of seeds) {
    checker.bytes().set(fresh);
    // What a search of other content leaves, as a block in the middle of an image finds it; not four blocks abreast.
    const before = createState(seed + BEFORE);
    encodeState(checker, { ...before, quality: Math.min(60, Math.max(20, before.quality)) }, host);
    const state = createState(seed);
    checker.enterState(seed, state.title);
    enterState(checker, state, host);
    walkSearch(checker, state, host);
    if (checker.bytes().length !== fresh.length) throw new Error(`memory grew in the state of seed ${seed}`);
  }
}

describe(`search kernels in ${STATES} states from seed ${FIRST_SEED}`, () => {
  beforeAll(() => {
    const seeds = Array.from({ length: STATES }, (_, index) => FIRST_SEED + index);
    for (let footprint = 0; footprint < ALL_FOOTPRINTS.length; footprint++) {
      runFootprint(seeds.filter((seed) => seed % ALL_FOOTPRINTS.length === footprint));
    }
  }, 600_000);

  it.each(kernels)('%s leaves the memory that its scalar twin leaves', (name) => {
    const record = records.get(name);
    // A single state need not reach every kernel; the whole run must.
    if (REPLAYED === undefined) {
      expect(record?.states.size ?? 0, `states that reached ${name}`).toBeGreaterThan(STATES / 20);
    }
    expect(record?.failures.slice(0, 3) ?? []).toEqual([]);
  });
});

describe('the list of search kernels', () => {
  const found = findVectorFunctions();

  it('finds the functions with vector instructions', () => {
    expect(found.length).toBeGreaterThan(50);
  });

  it.each(found)('$file $name is a kernel with a twin or part of one', ({ name }) => {
    const owner = INLINE_PARTS[name] ?? [name];
    for (const kernel of owner) expect(kernels, `${name} has no scalar twin`).toContain(kernel);
  });

  it.each(Object.keys(INLINE_PARTS))('%s exists, uses vectors and has no twin of its own', (name) => {
    expect(found.map((entry) => entry.name)).toContain(name);
    expect(kernels).not.toContain(name);
  });
});
