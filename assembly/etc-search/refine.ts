/**
 * Descent from the best pair of half blocks: neighbours of either base and table, measured exactly. Finds what the
 * closed form cannot see: clamped modifiers, and bases beside the line of the cluster fit.
 */
import { MODE_DIFFERENTIAL } from '../etc/color-word';
import { best } from './best-block';
import { opaqueMask } from './block-state';
import { halfMask } from './group';
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

/**
 * Takes the best step of one half.
 *
 * @param half  0 or 1: which of the two
 * @returns whether there was one that pays
 */
function stepHalf(half: i32): bool {
  const target = best();
  if ((halfMask(target.flip * 2 + half) & opaqueMask()) == 0) return false;
  const bits = target.mode == MODE_DIFFERENTIAL ? 5 : 4;
  const own = half ? target.second : target.first;
  let found = own;
  let gain: i32 = 0;
  let ownError: i32 = 0;
  for (let first: i32 = 0; first < STEP_COUNT; first += 4) {
    for (let lane: i32 = 0; lane < 4; lane++) {
      const step = load<i32>(STEPS + (<usize>(first + lane) << 2));
      const moved = isInside(own, step, bits) ? own + step : own;
      const isLegal = bits == 4 || (half ? isLegalPair(target.first, moved) : isLegalPair(moved, target.second));
      store<i32>(INFOS + (<usize>lane << 2), isLegal ? moved : own);
    }
    measureHalf(target.flip * 2 + half, bits);
    if (first == 0) ownError = load<i32>(ERRORS);
    for (let lane: i32 = 0; lane < 4; lane++) {
      const less = ownError - load<i32>(ERRORS + (<usize>lane << 2));
      if (less <= gain) continue;
      gain = less;
      found = load<i32>(INFOS + (<usize>lane << 2));
    }
  }
  if (gain == 0) return false;
  target.error -= gain;
  if (half) target.second = found;
  else target.first = found;
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
