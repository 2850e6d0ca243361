/** How blocks are split, as types: what differs between the classes is decided when they are compiled. */
import { effort } from './effort';
import { CHOICES_MAX, CLASS_DUAL, CLASS_SINGLE, CLASS_TWO } from './lane-tables';

/** One partition with one plane, one with two planes, two with one plane. */
@final
export class Single {}


@final
export class Dual {}


@final
export class Two {}

// @ts-ignore: decorator
@inline
export function planeCountOf<C>(): i32 {
  return idof<C>() == idof<Dual>() ? 2 : 1;
}

// @ts-ignore: decorator
@inline
export function partitionCountOf<C>(): i32 {
  return idof<C>() == idof<Two>() ? 2 : 1;
}

/** One of the CLASS constants. */
// @ts-ignore: decorator
@inline
export function classOf<C>(): i32 {
  return idof<C>() == idof<Dual>() ? CLASS_DUAL : idof<C>() == idof<Two>() ? CLASS_TWO : CLASS_SINGLE;
}

/** Rounds of refinement of a class. */
// @ts-ignore: decorator
@inline
export function roundsOf<C>(): i32 {
  const limits = effort();
  if (idof<C>() == idof<Dual>()) return <i32>limits.dualRounds;
  return <i32>(idof<C>() == idof<Two>() ? limits.twoRounds : limits.singleRounds);
}

/** Place of a grid of a class among those of all. */
// @ts-ignore: decorator
@inline
export function orderOf<C>(choice: i32): u32 {
  return <u32>(classOf<C>() * CHOICES_MAX + choice);
}
