/**
 * The bytes of a block are a function of its pixels and the settings: what the instance encoded before leaves no trace.
 *
 * KERNEL_SEED=n replays one state, KERNEL_STATES=n sets the number of states (2400 by default).
 */
import { expect, it } from 'vitest';
import { ALL_FOOTPRINTS } from '../../src/types.js';
import { readCheckModule } from '../support/check-wasm.js';
import { TwinChecker } from './search-kernels.js';
import { createState } from './search-states.js';
import { encodeState, prepareInstance } from './search-walk.js';

const REPLAYED = process.env.KERNEL_SEED;
const STATES = REPLAYED === undefined ? Number(process.env.KERNEL_STATES ?? 2400) : 1;
const FIRST_SEED = REPLAYED === undefined ? 1 : Number(REPLAYED);

/** Blocks of other content before the second encode. */
const PREDECESSORS = 3;
/** Theirs: some classes are tried at the slowest alone, and what they leave behind must not be seen either. */
const PREDECESSOR_QUALITIES = [99, 10, 60];

const module = readCheckModule('check-search');

it.each(ALL_FOOTPRINTS.map((name, footprint) => ({ name, footprint })))(
  '$name blocks are the same whatever was encoded before',
  ({ footprint }) => {
    const checker = new TwinChecker(module, new Map());
    const host = prepareInstance(checker, footprint);
    const fresh = checker.bytes().slice();
    for (let seed = FIRST_SEED; seed < FIRST_SEED + STATES; seed++) {
      if (seed % ALL_FOOTPRINTS.length !== footprint) continue;
      const state = createState(seed);
      checker.bytes().set(fresh);
      const first = encodeState(checker, state, host);
      checker.bytes().set(fresh);
      for (let before = 1; before <= PREDECESSORS; before++) {
        const other = createState(seed + before * 1_000_003 * ALL_FOOTPRINTS.length);
        encodeState(checker, { ...other, quality: PREDECESSOR_QUALITIES[before % 3]! }, host);
      }
      expect(encodeState(checker, state, host), `KERNEL_SEED=${seed} (${state.title})`).toEqual(first);
    }
  },
  120_000,
);
