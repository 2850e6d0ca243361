/** Twin of what keeps the best candidate. */
import { BEST_COLORS, BEST_DECODED, BEST_RANKS } from '../../../astc-search/candidate/best-block';
import { COLOR_UVALUES, DECODED_ENDPOINTS, GRID_PLANE, GRID_RANKS } from '../../../astc-search/candidate/trial-state';

export function keepTrialRef(planeCount: i32): void {
  memory.copy(BEST_COLORS, COLOR_UVALUES, 32);
  memory.copy(BEST_DECODED, DECODED_ENDPOINTS, 64);
  memory.copy(BEST_RANKS, GRID_RANKS, <usize>planeCount * GRID_PLANE);
}
