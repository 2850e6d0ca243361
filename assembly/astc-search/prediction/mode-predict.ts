/**
 * The error every block mode would end with, in closed form, without quantizing or infilling anything: what the grid
 * cannot represent (a projection, through cosine spectra) + the noise of quantized weights + the rounding of endpoints.
 */
import { insertAscending } from '../../ascending-list';
import { blockState } from '../block/block-state';
import { classState } from '../lines/class-state';
import { COLOR_COST, predictColors } from './color-predict';
import { FootprintTables, modeList } from '../tables/footprint-tables';
import {
  GROUP_BITS,
  GROUP_BITS_COUNT,
  GROUP_GAINS,
  GROUP_HEIGHT_COUNT,
  GROUP_MODES,
  GROUP_NOISE,
  MODE_GROUP_BYTES,
  ModeList,
  listKind,
} from '../tables/mode-table';
import { quality } from '../quality';
import { ADDED, FIRST, GRID_ERROR, LEAST, addProjection } from './grid-projection';
import { buildSharedSignal, shareWeights } from './shared-signal';
import { NOISE, addNoise } from './weight-noise';
import { buildSignal } from './weight-signal';

/** f32[24] predicted errors, ascending, and u32[24] addresses of their {@link ModeEntry}. */
export const SHORTLIST_COST: usize = memory.data(100, 16);
export const SHORTLIST_MODE: usize = memory.data(100, 16);

/** Modes that do not fit cost this or more. */
export const NO_MODE: f32 = 1e29;
/** Callers add the line's error to a cost before they compare: rounded, the sum may be at the limit yet. */
const ROUNDED_UP: f32 = 1.0001;

/**
 * Predicts every mode of the class at hand and keeps the best `keep` in the shortlist.
 *
 * @param limit  modes predicted to cost more are of no use
 * @returns the number kept; predictions exclude the class's line error
 */
export function predictModes(tables: FootprintTables, keep: i32, limit: f32): i32 {
  const planeCount: i32 = classState().plane2Component >= 0 ? 2 : 1;
  const list = classList(tables);
  const listed = max(list.leastGroups, (<i32>quality().listedModes + 3) >> 2);
  const groupCount = min(list.groupCount, listed);
  const last = list.groupsPtr + <usize>(groupCount - 1) * MODE_GROUP_BYTES;
  // Four of five patterns are of no use, and a third of these give it away by what their endpoints cost.
  if (predictColors(list.bitsPtr, <i32>load<u8>(last, GROUP_BITS_COUNT)) > limit) return 0;
  const heightCount = <i32>load<u8>(last, GROUP_HEIGHT_COUNT);
  for (let take: usize = FIRST; take != DONE; take = nextTake(take, planeCount)) {
    let rest: f32 = 0;
    if (take == LEAST) {
      rest = buildSharedSignal();
    } else {
      addNoise(take);
      buildSignal(take);
    }
    addProjection(tables, take, list.heightsPtr, heightCount, rest);
  }
  return selectModes(list.groupsPtr, groupCount, keep, min<f32>(NO_MODE, limit * ROUNDED_UP));
}

/** Past the last projection. */
const DONE: usize = 3;

/** The projection after one: of the other plane, or of what partitions share. One call for all, so that it is inlined. */
// @ts-ignore: decorator
@inline
function nextTake(take: usize, planeCount: i32): usize {
  if (take != FIRST) return DONE;
  return planeCount == 2 ? ADDED : shareWeights() ? LEAST : DONE;
}

/** The list of the class at hand. */
export function classList(tables: FootprintTables): ModeList {
  const state = classState();
  const block = blockState();
  const planeCount: i32 = state.plane2Component >= 0 ? 2 : 1;
  return modeList(tables, listKind(planeCount, state.partitionCount, block.isGrey, block.isOpaque));
}

/**
 * Scores modes four at a time and keeps the best.
 *
 * @param groups  groups of a {@link ModeList}
 * @param limit  what costs as much is not kept
 */
export function selectModes(groups: usize, groupCount: i32, keep: i32, limit: f32): i32 {
  const end = groups + <usize>groupCount * MODE_GROUP_BYTES;
  let kept: i32 = 0;
  for (let group = groups; group < end; group += MODE_GROUP_BYTES) {
    const projection = gather(group, GRID_ERROR);
    const noise = f32x4.mul(v128.load(group, GROUP_GAINS), gather(group + GROUP_NOISE, NOISE));
    const cost = f32x4.add(f32x4.add(projection, noise), gather(group + GROUP_BITS, COLOR_COST));
    let better = i32x4.bitmask(f32x4.lt(cost, f32x4.splat(limit)));
    if (better == 0) continue;
    v128.store(GROUP_COST, cost);
    while (better != 0) {
      const lane = (<usize>ctz<i32>(better)) << 2;
      better &= better - 1;
      const laneCost = load<f32>(GROUP_COST + lane);
      if (laneCost >= limit) continue;
      const mode = load<u32>(group + lane, GROUP_MODES);
      kept = insertAscending(SHORTLIST_COST, SHORTLIST_MODE, kept, keep, laneCost, mode);
      if (kept == keep) limit = load<f32>(SHORTLIST_COST + ((<usize>(keep - 1)) << 2));
    }
  }
  return kept;
}

/** f32[4] of a table, by the four u16 byte offsets at `offsets`. */
// @ts-ignore: decorator
@inline
function gather(offsets: usize, table: usize): v128 {
  let values = v128.load32_zero(table + <usize>load<u16>(offsets));
  values = v128.load32_lane(table + <usize>load<u16>(offsets, 2), values, 1);
  values = v128.load32_lane(table + <usize>load<u16>(offsets, 4), values, 2);
  return v128.load32_lane(table + <usize>load<u16>(offsets, 6), values, 3);
}

/** f32[4]: costs of the group at hand. */
export const GROUP_COST: usize = memory.data(16, 16);
