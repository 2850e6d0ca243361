/** Twin of etc-lanes/find-punched. */
import { FITS, FIT_BYTES, FIT_COST, FIT_INDIVIDUAL } from '../../etc-lanes/fit';
import { PLANES, PLANE_BYTES, SEARCH_MASK } from '../../etc-lanes/four-state';
import { PLANAR_MASK } from '../../etc-lanes/planar-four';
import { laneAt, texelAt } from './four.ref';

export function findPunchedRef(): void {
  for (let block: i32 = 0; block < 4; block++) {
    const lane = laneAt(block);
    let hasHoles = false;
    for (let texel: i32 = 0; texel < 16; texel++) {
      if (load<i16>(PLANES + 3 * PLANE_BYTES + texelAt(block, texel & 3, texel >> 2)) < 128) hasHoles = true;
    }
    const isFlipped = load<i32>(FITS + FIT_BYTES + lane, FIT_COST) < load<i32>(FITS + lane, FIT_COST);
    const isIndividual = load<i32>(FITS + (isFlipped ? FIT_BYTES : 0) + lane, FIT_INDIVIDUAL) != 0;
    if (hasHoles || (isIndividual && !load<i32>(PLANAR_MASK + lane))) store<i32>(SEARCH_MASK + lane, -1);
  }
}
