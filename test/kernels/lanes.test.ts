/**
 * Four blocks abreast: each comes out as the scalar twin makes it of that block alone, in bytes, in the error believed and
 * in the candidate that was taken.
 *
 * LANE_SEED=n replays one picture, LANE_STATES=n sets their number (420 by default).
 */
import { describe, expect, it } from 'vitest';
import { readCheckModule } from '../support/check-wasm.js';
import { createLaneState, FLAT_FOOTPRINTS } from './lane-states.js';
import { LaneHost } from './lane-host.js';

const REPLAYED = process.env.LANE_SEED;
const STATES = REPLAYED === undefined ? Number(process.env.LANE_STATES ?? 420) : 1;
const FIRST_SEED = REPLAYED === undefined ? 1 : Number(REPLAYED);

const CLASSES = ['one color', 'single', 'dual', 'two'] as const;

const host = new LaneHost(readCheckModule('check-search'));

describe(`blocks abreast and their scalar twins, in ${STATES} pictures from seed ${FIRST_SEED}`, () => {
  const classes = CLASSES.map(() => 0);

  it.each(FLAT_FOOTPRINTS)('$name', ({ id }) => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + STATES; seed++) {
      if (seed % FLAT_FOOTPRINTS.length !== id) continue;
      const state = createLaneState(seed);
      const abreast = host.encode(state);
      for (const [index, block] of abreast.entries()) {
        const title = `LANE_SEED=${seed} (${state.title}): block ${index}`;
        const alone = host.encodeAlone(state, index);
        expect(block, title).toEqual(alone);
        classes[block.class + 1]!++;
      }
    }
  });

  it('are of every class', () => {
    const all = classes.reduce((sum, count) => sum + count);
    console.log(CLASSES.map((name, index) => `${name}: ${classes[index]}`).join(', '));
    if (REPLAYED === undefined) expect(Math.min(...classes) / all).toBeGreaterThan(0.05);
  });
});
