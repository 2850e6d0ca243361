/** Twin of mode-predict: the shortlist. */
import { COLOR_COST } from '../../../astc-search/prediction/color-predict';
import { GRID_ERROR } from '../../../astc-search/prediction/grid-projection';
import { GROUP_COST, SHORTLIST_COST, SHORTLIST_MODE } from '../../../astc-search/prediction/mode-predict';
import {
  GROUP_BITS,
  GROUP_GAINS,
  GROUP_GRIDS,
  GROUP_MODES,
  GROUP_NOISE,
  MODE_GROUP_BYTES,
} from '../../../astc-search/tables/mode-table';
import { NOISE } from '../../../astc-search/prediction/weight-noise';
import { texelAt } from '../../lanes.ref';

/** Predicted error of a mode of a group: projection, noise and endpoints. */
function modeCost(group: usize, mode: usize): f32 {
  const at = group + (mode << 1);
  const projection = load<f32>(GRID_ERROR + <usize>load<u16>(at, GROUP_GRIDS));
  const noise = load<f32>(NOISE + <usize>load<u16>(at, GROUP_NOISE));
  const color = load<f32>(COLOR_COST + <usize>load<u16>(at, GROUP_BITS));
  return projection + texelAt(group + GROUP_GAINS, mode) * noise + color;
}

/** Puts a mode in its place in the ascending shortlist and drops what falls off the end; returns the new length. */
function shortlist(kept: i32, keep: i32, cost: f32, mode: u32): i32 {
  let place = kept;
  while (place > 0 && texelAt(SHORTLIST_COST, <usize>(place - 1)) > cost) place--;
  for (let index = min(kept, keep - 1); index > place; index--) {
    const to = (<usize>index) << 2;
    store<f32>(SHORTLIST_COST + to, load<f32>(SHORTLIST_COST + to - 4));
    store<u32>(SHORTLIST_MODE + to, load<u32>(SHORTLIST_MODE + to - 4));
  }
  store<f32>(SHORTLIST_COST + ((<usize>place) << 2), cost);
  store<u32>(SHORTLIST_MODE + ((<usize>place) << 2), mode);
  return min(kept + 1, keep);
}

export function selectModesRef(groups: usize, groupCount: i32, keep: i32, limit: f32): i32 {
  let kept: i32 = 0;
  for (let index: usize = 0; index < <usize>groupCount; index++) {
    const group = groups + index * MODE_GROUP_BYTES;
    const limitBefore = limit;
    let lowest: f32 = Infinity;
    for (let mode: usize = 0; mode < 4; mode++) {
      const cost = modeCost(group, mode);
      lowest = min<f32>(lowest, cost);
      if (cost >= limit) continue;
      kept = shortlist(kept, keep, cost, load<u32>(group + (mode << 2), GROUP_MODES));
      if (kept == keep) limit = texelAt(SHORTLIST_COST, <usize>(keep - 1));
    }
    // The scratch of a group with a mode below the limit.
    if (!(lowest < limitBefore)) continue;
    for (let mode: usize = 0; mode < 4; mode++) store<f32>(GROUP_COST + (mode << 2), modeCost(group, mode));
  }
  return kept;
}
