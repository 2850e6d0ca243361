/** Twin of gather-found: what the block has kept, as the trial that found it left it. */
import { CLASS_TWO, LaneTables } from '../../../astc-search/lanes/lane-tables';
import { FootprintTables, partitionTables } from '../../../astc-search/tables/footprint-tables';
import { PLANE2, putI32 } from './group.ref';
import { enterPatternRef } from './guess-patterns.ref';
import { enterFoundEnds, foundRef } from './offer.ref';
import { gatherWholeRef } from './single.ref';
import { partedRef } from './trial.ref';
import { fitTwoLinesRef } from './two-lines.ref';

/** Ends, statistics, planes and partitions as the class `which` has them. */
export function gatherFoundRef(tables: FootprintTables, lanes: LaneTables, kind: i32, which: i32): void {
  enterFoundEnds();
  gatherWholeRef(lanes, kind);
  for (let component: i32 = 0; component < 4; component++) {
    putI32(PLANE2, component, component == foundRef().plane2Component ? 1 : 0);
  }
  if (which != CLASS_TWO) return;
  enterPatternRef(tables, lanes, partitionTables(tables, 2), partedRef().pattern);
  fitTwoLinesRef(lanes, kind, partedRef().count1, 1);
}
