/** Twin of refine: what the block has found, with weights that suit its ends, and ends that suit those. */
import { effort } from '../../../astc-search/lanes/effort';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import {
  CHOICES_MAX,
  CLASS_DUAL,
  CLASS_SINGLE,
  CLASS_TWO,
  Config,
  LaneTables,
  choiceAt,
  laneClass,
} from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { gatherFoundRef } from './gather-found.ref';
import { foundRef } from './offer.ref';
import { realignGridRef, tryWeightsRef } from './trial.ref';

export function refineRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  const order = foundRef().order;
  const which = <i32>order / CHOICES_MAX;
  const group = laneClass(lanes, which, kind);
  const index = <i32>order % CHOICES_MAX;
  const choice = choiceAt(group, index);
  const grid = changetype<LaneGrid>(choice.grid);
  const limits = effort();
  const rounds = which == CLASS_DUAL ? limits.dualRounds : which == CLASS_TWO ? limits.twoRounds : limits.singleRounds;
  // Those were tried with weights that suit their ends.
  if (which == CLASS_SINGLE && index == group.plain && rounds == 1) return;
  const config = changetype<Config>(foundRef().config);
  gatherFoundRef(tables, lanes, kind, which);
  for (let round: i32 = 0; round < <i32>rounds; round++) {
    realignGridRef(lanes, kind, which, grid);
    tryWeightsRef(tables, lanes, kind, which, grid, order, config, grid.isPlain != 0);
  }
}
