/** Twins of etc-search/eac-error and eac-emit: errors of EAC candidates, nearest levels. */
import { eacModifier } from '../../etc/modifiers';
import { SELECTORS, levelOf } from '../../etc-search/eac-emit';
import { EAC_BASES, EAC_ERRORS, EAC_MULTIPLIERS, EAC_TABLES, LEVELS } from '../../etc-search/eac-error';
import { EAC_VALUES, eacState } from '../../etc-search/eac-state';

/** Level of a selector of the candidate in a lane. */
function laneLevel(lane: usize, selector: i32): i32 {
  const state = eacState();
  const multiplier = <i32>load<i16>(EAC_MULTIPLIERS + lane);
  const factor = multiplier ? multiplier * state.unit : state.unit >> 3;
  const modifier = eacModifier(load<i16>(EAC_TABLES + lane), selector);
  const level = load<i16>(EAC_BASES + lane) * state.unit + state.bias + modifier * factor;
  return max(state.bottom, min(state.top, level));
}

export function measureEacRef(): void {
  for (let lane: usize = 0; lane < 16; lane += 2) {
    let error: i32 = 0;
    for (let k: usize = 0; k < 32; k += 2) {
      let least = i32.MAX_VALUE;
      for (let selector: i32 = 0; selector < 8; selector++) {
        const level = laneLevel(lane, selector);
        store<i16>(LEVELS + ((<usize>selector) << 4) + lane, <i16>level);
        least = min(least, abs(<i32>load<i16>(EAC_VALUES + k) - level));
      }
      error += least * least;
    }
    store<i32>(EAC_ERRORS + (lane << 1), error);
  }
}

export function selectLevelsRef(candidate: i32): void {
  for (let k: usize = 0; k < 32; k += 2) {
    let least = i32.MAX_VALUE;
    for (let selector: i32 = 0; selector < 8; selector++) {
      const distance = abs(<i32>load<i16>(EAC_VALUES + k) - levelOf(candidate, selector));
      if (distance >= least) continue;
      least = distance;
      store<i16>(SELECTORS + k, <i16>selector);
    }
  }
}
