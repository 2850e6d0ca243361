/** Twin of weight-signal: a plane of ideal weights as a signal. */
import { blockState } from '../../../astc-search/block/block-state';
import { IDEAL_WEIGHTS, LINE_ENERGY, WEIGHT_PLANE, classState } from '../../../astc-search/lines/class-state';
import { SIGNAL, fillFreeTexels } from '../../../astc-search/prediction/weight-signal';
import { texelAt } from '../../lanes.ref';

export function buildSignalRef(plane: usize): void {
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
    const energy = texelAt(LINE_ENERGY + plane * WEIGHT_PLANE, texel);
    const weight = texelAt(IDEAL_WEIGHTS + plane * WEIGHT_PLANE, texel);
    store<f32>(SIGNAL + (texel << 2), (weight - 0.5) * sqrt<f32>(energy));
  }
  if (classState().partitionCount > 1) fillFreeTexels(plane);
}
