/** Twin of refine: what the block has found, with weights that suit its ends, and ends that suit those. */
import { effort } from '../../../astc-search/lanes/effort';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import {
  CHOICES_MAX,
  CLASS_DUAL,
  CLASS_TWO,
  Config,
  LaneTables,
  choiceAt,
  laneClass,
} from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { decimateRef } from './decimate.ref';
import { gatherFoundRef } from './gather-found.ref';
import { MASK, REALIGNED, SLOT_PLANE, i16At, putI16 } from './group.ref';
import { foundRef } from './offer.ref';
import { realignRef } from './realign.ref';
import { tryWeightsRef } from './trial.ref';

/** Weights of partition 0 while those of partition 1 are found. */
const KEPT: usize = memory.data(288, 16);

export function refineRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  const order = foundRef().order;
  const which = <i32>order / CHOICES_MAX;
  const choice = choiceAt(laneClass(lanes, which, kind), <i32>order % CHOICES_MAX);
  const grid = changetype<LaneGrid>(choice.grid);
  const limits = effort();
  const rounds = which == CLASS_DUAL ? limits.dualRounds : which == CLASS_TWO ? limits.twoRounds : limits.singleRounds;
  const config = changetype<Config>(foundRef().config);
  gatherFoundRef(tables, lanes, kind, which);
  for (let round: i32 = 0; round < <i32>rounds; round++) {
    realignPlanes(lanes, kind, which);
    for (let plane: i32 = 0; plane < (which == CLASS_DUAL ? 2 : 1); plane++) {
      decimateRef(lanes, grid, REALIGNED + <usize>plane * SLOT_PLANE, plane);
    }
    tryWeightsRef(tables, lanes, kind, which, grid, order, config);
  }
}

/** Weights to REALIGNED: of both planes, or of both partitions as one. */
function realignPlanes(lanes: LaneTables, kind: i32, which: i32): void {
  realignRef(lanes, kind, 0, 0);
  if (which == CLASS_DUAL) realignRef(lanes, kind, 0, 1);
  if (which != CLASS_TWO) return;
  memory.copy(KEPT, REALIGNED, SLOT_PLANE);
  realignRef(lanes, kind, 1, 0);
  for (let slot: i32 = 0; slot < lanes.pairCount * 2; slot++) {
    if (i16At(MASK, slot) == 0) putI16(REALIGNED, slot, i16At(KEPT, slot));
  }
}
