/** Twin of parting: how much of what the weights of a block miss two partitions would spare. */
import { KIND_GREY } from '../../../astc-search/lanes/band';
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { pseudoMax } from '../../lanes.ref';
import { i16At } from './group.ref';

/** Share 0..1 for weights in Q14. */
export function partedShareRef(lanes: LaneTables, kind: i32, weights: usize): f32 {
  const slots = lanes.pairCount * 2;
  let highestBelow: i32 = 0;
  let lowestAbove: i32 = 16384;
  let aboveCount: i32 = 0;
  for (let slot: i32 = 0; slot < slots; slot++) {
    const weight = i16At(weights, slot);
    if (weight > 8192) {
      lowestAbove = min(lowestAbove, weight);
      aboveCount++;
    } else highestBelow = max(highestBelow, weight);
  }
  const inverse: f32 = 1 / <f32>slots;
  const part: f32 = <f32>aboveCount * inverse;
  const below: f32 = <f32>highestBelow * (1.0 / 16384);
  const aboveStart: f32 = <f32>lowestAbove * (1.0 / 16384);
  const above: f32 = 1 - aboveStart;
  const noiseAbove: f32 = part * (above * above);
  const noiseBelow: f32 = (1 - part) * (below * below);
  const noise: f32 = noiseAbove + noiseBelow;
  // Greys have the fewest ends to pay for; in large blocks grids miss more than levels do.
  const spread: f32 = kind == KIND_GREY ? max<f32>(1.6, <f32>slots * 0.025) : 3;
  const scaled: f32 = spread * noise;
  return pseudoMax(0, 1 - scaled);
}
