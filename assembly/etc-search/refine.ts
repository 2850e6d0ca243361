/**
 * Descent from the best pair of half blocks: neighbours of either base and table, measured exactly. Finds what the
 * closed form cannot see: clamped modifiers, and bases beside the line of the cluster fit.
 */
import { MODE_DIFFERENTIAL } from '../etc/color-word';
import { best } from './best-block';
import { opaqueMask } from './block-state';
import { halfMask } from './group';
import { entry, entryInfo, listCount, makeEntry, setEntry, sortList } from './candidates';
import { quality } from './quality';
import { ERRORS, INFOS, measureHalf } from './paint-error';
import { isLegalPair } from './pair-search';

/** i32[12]: steps of a candidate: one in a component, one in all, to the next table; first none. */
// prettier-ignore
const STEPS: usize = memory.data<i32>([
  0, 1, -1, 0x100, -0x100, 0x10000, -0x10000, 0x10101, -0x10101, 0x1000000, -0x1000000, 0x101,
], 16);
const STEP_COUNT: i32 = 12;

/** Whether a step leaves every level within `bits` and the table within 0..7. */
function isInside(info: i32, step: i32, bits: i32): bool {
  // A carry or borrow of a field shows in the bit above it, since fields are wider than levels.
  const moved = info + step;
  const mask = bits == 5 ? 0xf8e0e0e0 : 0xf8f0f0f0;
  return (moved & mask) == 0;
}

/** u64: the best neighbour that {@link findStep} found, as an entry. */
const FOUND: usize = memory.data(8, 8);

/** No other half whose bases have to be near. */
const FREE: i32 = -1;

// @ts-ignore: decorator
@inline
function isLegalBeside(half: i32, moved: i32, other: i32): bool {
  if (other == FREE) return true;
  return half & 1 ? isLegalPair(other, moved) : isLegalPair(moved, other);
}

/**
 * Measures all neighbours of a candidate.
 *
 * @param half  0..3
 * @param other  candidate of the other half, for differential bases; or {@link FREE}
 * @returns by how much the best of them is better; 0 if none is
 */
function findStep(half: i32, bits: i32, own: i32, other: i32): i32 {
  let found = own;
  let gain: i32 = 0;
  let ownError: i32 = 0;
  for (let first: i32 = 0; first < STEP_COUNT; first += 4) {
    for (let lane: i32 = 0; lane < 4; lane++) {
      const step = load<i32>(STEPS + ((<usize>(first + lane)) << 2));
      const moved = isInside(own, step, bits) ? own + step : own;
      store<i32>(INFOS + ((<usize>lane) << 2), isLegalBeside(half, moved, other) ? moved : own);
    }
    measureHalf(half, bits);
    if (first == 0) ownError = load<i32>(ERRORS);
    for (let lane: usize = 0; lane < 16; lane += 4) {
      const less = ownError - load<i32>(ERRORS + lane);
      if (less <= gain) continue;
      gain = less;
      found = load<i32>(INFOS + lane);
    }
  }
  store<u64>(FOUND, makeEntry(ownError - gain, found));
  return gain;
}

/** Takes the best step of one half of the best pair; whether there was one that pays. */
function stepHalf(side: i32): bool {
  const target = best();
  const half = target.flip * 2 + side;
  if ((halfMask(half) & opaqueMask()) == 0) return false;
  const bits = target.mode == MODE_DIFFERENTIAL ? 5 : 4;
  const own = side ? target.second : target.first;
  const gain = findStep(half, bits, own, bits == 4 ? FREE : side ? target.first : target.second);
  if (gain == 0) return false;
  target.error -= gain;
  if (side) target.second = entryInfo(load<u64>(FOUND));
  else target.first = entryInfo(load<u64>(FOUND));
  return true;
}

/** Steps both halves of the best pair in turn until neither gains, at most `rounds` times. */
export function refineHalves(rounds: i32): void {
  for (let round: i32 = 0; round < rounds; round++) {
    const isFirstBetter = stepHalf(0);
    const isSecondBetter = stepHalf(1);
    if (!isFirstBetter && !isSecondBetter) break;
  }
}

/** Lets the best candidates of a list descend, each on its own, and keeps where they arrive. */
export function descendList(half: i32, bits: i32, list: usize, count: i32): void {
  sortList(list);
  const last = min(count, listCount(list));
  for (let index: i32 = 0; index < last; index++) {
    let own = entryInfo(entry(list, index));
    for (let round = quality().refinements; round > 0; round--) {
      if (findStep(half, bits, own, FREE) == 0) break;
      own = entryInfo(load<u64>(FOUND));
      setEntry(list, index, load<u64>(FOUND));
    }
  }
  sortList(list);
}
