/**
 * Weights that kicks have led to before. A third of all kicks end at such, and since the best error only falls they lead
 * nowhere again: with the class, the mode and its endpoint modes given, weights decide all that follows.
 */
import { clearVectors } from '../../simd/copy';
import { GRID_PLANE, GRID_RANKS, trialState } from '../candidate/trial-state';
import { classState } from '../lines/class-state';
import { ModeEntry } from '../tables/mode-table';
import { GridTables } from '../tables/grid-tables';

/** u64[512]: fingerprints, each at the place that its top nine bits say; a later one there takes over. */
const VISITED: usize = memory.data(512 * 8, 16);
const VISITED_BYTES: usize = 512 * 8;
/** Any odd numbers of many bits. */
const START: u64 = 0xcbf29ce484222325;
const FACTOR: u64 = 0x9e3779b97f4a7c15;

/** Forgets all weights; once a block. */
export function clearVisited(): void {
  clearVectors(VISITED, VISITED_BYTES);
}

/**
 * 64 bits of what the trial is and of its ranks. Should two trials of a block ever share them, a kick ends early, on every
 * machine alike.
 */
export function weightsPrint(): u64 {
  const trial = trialState();
  const count = <usize>changetype<GridTables>(trial.grid).weightCount;
  const last = count & ~7;
  const rest = ((<u64>1) << (((<u64>count) & 7) << 3)) - 1;
  const state = classState();
  const mode = changetype<ModeEntry>(trial.mode).blockMode;
  const kind = ((<u32>state.pattern) << 8) | (((<u32>state.plane2Component) & 7) << 4) | (<u32>state.partitionCount);
  let print = stir(START ^ (((<u64>kind) << 32) | (<u64>trial.cems)));
  print = stir(print ^ (((<u64>mode) << 8) | (<u64>trial.colorQuantLevel)));
  for (let plane: usize = 0; plane < <usize>trial.planeCount; plane++) {
    const ranks = GRID_RANKS + plane * GRID_PLANE;
    for (let at: usize = 0; at < last; at += 8) print = stir(print ^ load<u64>(ranks + at));
    print = stir(print ^ (load<u64>(ranks + last) & rest));
  }
  return print;
}

// @ts-ignore: decorator
@inline
function stir(print: u64): u64 {
  const product = print * FACTOR;
  return product ^ (product >> 32);
}

// @ts-ignore: decorator
@inline
function placeOf(print: u64): usize {
  return VISITED + ((<usize>(print >> 55)) << 3);
}

/** Whether weights of this print have led nowhere. */
export function isVisited(print: u64): bool {
  return load<u64>(placeOf(print)) == print;
}

/** Notes that weights of this print led nowhere. */
export function noteVisited(print: u64): void {
  store<u64>(placeOf(print), print);
}

/** Takes that back. */
export function forgetVisited(print: u64): void {
  store<u64>(placeOf(print), 0);
}
