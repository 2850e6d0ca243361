/** Twin of etc-lanes/planar-four, in its order of additions. */
import { FITS, FIT_BYTES, FIT_COST } from '../../etc-lanes/fit';
import { PLANES, PLANE_BYTES } from '../../etc-lanes/four-state';
import { CORNERS, DECODER_ROUNDING, IDEALS, PLANAR_MASK } from '../../etc-lanes/planar-four';
import { laneAt, lumaOf, texelAt } from './four.ref';

function fitPlane(block: i32, component: usize): f32 {
  let total: i32 = 0;
  let slopeX: i32 = 0;
  let slopeY: i32 = 0;
  for (let texel: i32 = 0; texel < 16; texel++) {
    const x = texel & 3;
    const y = texel >> 2;
    const value: i32 = load<i16>(PLANES + component * PLANE_BYTES + texelAt(block, x, y));
    total += value;
    slopeX += (2 * x - 3) * value;
    slopeY += (2 * y - 3) * value;
  }
  const sum = <f32>total;
  const x = <f32>slopeX;
  const y = <f32>slopeY;
  const perX: f32 = x * 0.0125;
  const perY: f32 = y * 0.0125;
  const origin: f32 = sum * 0.0625 - 3 * (perX + perY);
  const out = IDEALS + component * 48 + laneAt(block);
  store<f32>(out, origin);
  store<f32>(out, origin + 8 * perX, 16);
  store<f32>(out, origin + 8 * perY, 32);
  return 0.75 * (sum * sum) + 0.15 * (x * x + y * y);
}

function roundCorner(at: usize, bits: i32): f32 {
  const ideal = load<f32>(IDEALS + at);
  const top = <f32>((1 << bits) - 1);
  const inside: f32 = min<f32>(max<f32>(ideal, 0), 255);
  const level = <i32>(inside * (top / 255) + 0.5);
  store<i32>(CORNERS + at, level);
  const shown = (level << (8 - bits)) | (level >> (2 * bits - 8));
  return <f32>shown - ideal;
}

function roundPlane(block: i32, component: usize, bits: i32): f32 {
  const at = component * 48 + laneAt(block);
  const origin = roundCorner(at, bits);
  const x: f32 = (roundCorner(at + 16, bits) - origin) * 0.25;
  const y: f32 = (roundCorner(at + 32, bits) - origin) * 0.25;
  const linear: f32 = origin * (16 * origin + 48 * (x + y));
  const squares: f32 = 56 * (x * x + y * y);
  const both: f32 = 72 * (x * y);
  return 12 * (linear + (squares + both));
}

/** What halves cost less what a plane is measured against. */
function wantedCost(block: i32): f32 {
  const lane = laneAt(block);
  let squares: i32 = 0;
  for (let texel: i32 = 0; texel < 16; texel++) {
    const luma = lumaOf(block, texel & 3, texel >> 2);
    squares += luma * luma;
  }
  return <f32>(min(load<i32>(FITS + lane, FIT_COST), load<i32>(FITS + FIT_BYTES + lane, FIT_COST)) - squares);
}

export function fitPlanesRef(): bool {
  let isAny = false;
  for (let block: i32 = 0; block < 4; block++) {
    const taken: f32 = fitPlane(block, 0) + fitPlane(block, 1) + fitPlane(block, 2);
    const cost: f32 = DECODER_ROUNDING - taken;
    if (cost < wantedCost(block)) isAny = true;
    // Kept in the mask until it is known whether anybody goes on.
    store<f32>(PLANAR_MASK + laneAt(block), cost);
  }
  let isPlanar = false;
  for (let block: i32 = 0; block < 4; block++) {
    let mask: i32 = 0;
    if (isAny) {
      const rounded: f32 = roundPlane(block, 0, 6) + roundPlane(block, 1, 7) + roundPlane(block, 2, 6);
      if (load<f32>(PLANAR_MASK + laneAt(block)) + rounded < wantedCost(block)) mask = -1;
    }
    store<i32>(PLANAR_MASK + laneAt(block), mask);
    if (mask) isPlanar = true;
  }
  return isPlanar;
}
