/**
 * Grids of fewer weights, for blocks that tried a weight a texel first. It comes after the other classes: of blocks that
 * have two planes or partitions by then few come back.
 */
import { band, foundOf, listCount, listOf } from './band';
import { Single, orderOf } from './classes';
import { toBins } from './choose-grid';
import { effort } from './effort';
import { SINGLE_FACTS } from './group';
import { CHOICES_MAX, CLASS_SINGLE, LaneTables, laneClass } from './lane-tables';
import { GROUP } from './load-four';
import { IDEAL, measureFour, predictGrids, runFull, runRest, takeFour } from './single';

/** Error a texel, in squared 1/64 steps, below which nobody sees what is spared. */
const FAINT: f32 = 2048;

/** Blocks of a kind. */
export function searchSmaller<T>(lanes: LaneTables, kind: i32): void {
  const group = laneClass(lanes, CLASS_SINGLE, kind);
  if (group.plain < 0 || effort().smaller == 0) return;
  const list = band().queuePtr;
  const count = queueSmaller(lanes, kind, list);
  for (let from: i32 = 0; from < count; from += 4) {
    const left = takeFour(list, from, count);
    measureFour<T>(lanes, group);
    predictGrids<T>(lanes, group, group.plain);
    for (let lane: i32 = 0; lane < left; lane++) {
      const limit = mostLoss(load<u16>(GROUP + ((<usize>lane) << 1)));
      toBins(<usize>lane, 0, limit, SINGLE_FACTS, IDEAL, lanes.pairCount, 1);
    }
    runFull<T>(lanes, group);
  }
  runRest<T>(lanes, group);
}

/** What a grid may cost a block above its line. */
// @ts-ignore: decorator
@inline
function mostLoss(block: i32): f32 {
  const found = foundOf(block);
  return (found.error - found.lineError) * effort().tau;
}

/** Numbers of the blocks that a smaller grid may suit better, u16 each, to `out`; returns how many. */
function queueSmaller(lanes: LaneTables, kind: i32, out: usize): i32 {
  const share = effort().smaller;
  const faint = FAINT * <f32>lanes.texelCount;
  const first = orderOf<Single>(0);
  const list = listOf(kind);
  const count = listCount(kind);
  let queued: i32 = 0;
  for (let index: i32 = 0; index < count; index++) {
    const block = load<u16>(list + ((<usize>index) << 1));
    const found = foundOf(block);
    if (found.error < faint || found.order - first >= <u32>CHOICES_MAX) continue;
    if (found.smallerLoss >= mostLoss(block) * share) continue;
    store<u16>(out + ((<usize>queued) << 1), block);
    queued++;
  }
  return queued;
}
