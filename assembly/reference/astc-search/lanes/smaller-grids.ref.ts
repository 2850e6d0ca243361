/** Twin of smaller-grids: grids of fewer weights, for blocks that tried a weight a texel first. */
import { effort } from '../../../astc-search/lanes/effort';
import { CHOICES_MAX, CLASS_SINGLE, LaneTables, laneClass } from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { promisingRef } from './choose-grid.ref';
import { PREDICTED } from './group.ref';
import { foundRef } from './offer.ref';
import { leastLossRef } from './one-short.ref';
import { measureSingleRef, predictSingleRef, tryPlaceRef } from './single.ref';

/** Error a texel, in squared 1/64 steps, below which nobody sees what is spared. */
const FAINT: f32 = 2048;

export function searchSmallerRef(tables: FootprintTables, lanes: LaneTables, kind: i32): void {
  const group = laneClass(lanes, CLASS_SINGLE, kind);
  const found = foundRef();
  const faint: f32 = FAINT * <f32>lanes.texelCount;
  if (group.plain < 0 || effort().smaller == 0) return;
  if (found.error < faint || <i32>found.order / CHOICES_MAX != CLASS_SINGLE) return;
  const rest: f32 = found.error - found.lineError;
  const limit: f32 = rest * effort().tau;
  const worth = measureSingleRef(lanes, kind, group);
  const most: f32 = limit * effort().smaller;
  if (leastLossRef(lanes, PREDICTED, worth) >= most) return;
  predictSingleRef(lanes, kind, group, worth, group.plain);
  const count = promisingRef(0, limit);
  for (let place: i32 = 0; place < count; place++) {
    tryPlaceRef(tables, lanes, kind, place, worth);
  }
}
