/**
 * Four blocks abreast: each comes out as the scalar twin makes it of that block alone, in bytes, in the candidate taken and
 * in the error believed. The twin adds whole numbers without limit, so a sum that overflows in a lane fails too.
 *
 * LANE_SEED=n replays one picture, LANE_STATES=n sets their number (1400 by default).
 */
import { describe, expect, it } from 'vitest';
import { readCheckModule } from '../support/check-wasm.js';
import { CLASSES, LaneHost } from './lane-host.js';
import { createLaneState, cropState, FLAT_FOOTPRINTS, tileState } from './lane-states.js';
import { LANE_FILES, LANE_TWINS, TWIN_FILES, twinOf, VECTOR_TWINS } from './lane-twins.js';

const REPLAYED = process.env.LANE_SEED;
const STATES = REPLAYED === undefined ? Number(process.env.LANE_STATES ?? 1400) : 1;
const FIRST_SEED = REPLAYED === undefined ? 1 : Number(REPLAYED);

const host = new LaneHost(readCheckModule('check-search'));

/** Seeds of the pictures of a footprint. */
function seedsOf(footprint: number): number[] {
  const seeds = Array.from({ length: STATES }, (_, index) => FIRST_SEED + index);
  return seeds.filter((seed) => seed % FLAT_FOOTPRINTS.length === footprint);
}

describe(`blocks abreast and the scalar twin, in ${STATES} pictures from seed ${FIRST_SEED}`, () => {
  const counts = new Map<number, number>();

  it.each(FLAT_FOOTPRINTS)('$name', ({ id }) => {
    for (const seed of seedsOf(id)) {
      const state = createLaneState(seed);
      for (const [index, block] of host.encodeAbreast(state).entries()) {
        const alone = host.encodeAlone(state, index);
        expect(block, `LANE_SEED=${seed} (${state.title}): block ${index}`).toEqual(alone);
        counts.set(block.class, (counts.get(block.class) ?? 0) + 1);
      }
    }
  });

  it('reach every class', () => {
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const classes = CLASSES.map((name, index) => `${name} ${counts.get(index) ?? 0}`);
    console.log(`of ${all} blocks: one color ${counts.get(-1)}, ${classes.join(', ')}`);
    if (REPLAYED !== undefined) return;
    for (const [index, name] of CLASSES.entries()) expect(counts.get(index) ?? 0, name).toBeGreaterThan(all / 20);
  });
});

describe('the neighbours of a block', () => {
  it.each(FLAT_FOOTPRINTS)('are of no account, $name', ({ id, width, height }) => {
    for (const seed of seedsOf(id).slice(0, 12)) {
      const state = createLaneState(seed);
      const whole = host.encode(state);
      const columns = Math.ceil(state.width / width);
      for (let left = 1; left < columns; left++) {
        const rest = host.encode(cropState(state, left * width, 0, state.width, state.height));
        for (let row = 0; row * (columns - left) * 16 < rest.length; row++) {
          const wanted = whole.subarray((row * columns + left) * 16, (row + 1) * columns * 16);
          expect(rest.subarray(row * wanted.length, (row + 1) * wanted.length), `seed ${seed}`).toEqual(wanted);
        }
      }
      for (let top = 0; top < state.height; top += height) {
        const band = host.encode(cropState(state, 0, top, state.width, Math.min(state.height, top + height)));
        const from = (top / height) * columns * 16;
        expect(band, `seed ${seed}`).toEqual(whole.subarray(from, from + band.length));
      }
    }
  });

  it('are of no account where a picture has more blocks than are held at once', () => {
    // 12x12: four blocks, then the same 256 times.
    const small = tileState(createLaneState(13), 24, 24);
    const four = host.encode(small);
    const large = host.encode(tileState(small, 384, 384));
    const columns = 32;
    for (let index = 0; index < large.length / 16; index++) {
      const [x, y] = [index % columns, Math.floor(index / columns)];
      const from = ((y % 2) * 2 + (x % 2)) * 16;
      expect(large.subarray(index * 16, index * 16 + 16)).toEqual(four.subarray(from, from + 16));
    }
  });
});

describe('the files of the room', () => {
  it('are found, those with vectors', () => {
    expect(LANE_FILES.length).toBeGreaterThan(20);
  });

  it.each(LANE_FILES)('%s has a file of the twin', (file) => {
    expect(LANE_TWINS).toContain(twinOf(file));
  });

  it('are all there of which the twin has another name', () => {
    expect(Object.keys(TWIN_FILES).filter((file) => !LANE_FILES.includes(file))).toEqual([]);
  });

  it('have twins without vectors', () => {
    expect(VECTOR_TWINS).toEqual([]);
  });
});
