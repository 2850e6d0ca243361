/** Twin of the exact error: a component as a decoder shows it, squared differences. */
import { PIXELS, ROUND_DOWN, blockState } from '../../../astc-search/block/block-state';
import { Many, One, Two, componentError } from '../../../astc-search/candidate/error';
import { DECODED_BYTES, DECODED_ENDPOINTS } from '../../../astc-search/candidate/trial-state';
import { MASK_BYTES, PARTITION_MASKS, classState } from '../../../astc-search/lines/class-state';
import { isInside } from '../../lanes.ref';

/**
 * Top 8 bits of the component, as a decoder gets them: endpoints expanded to 16 bits, interpolated, rounded.
 * Spec: KDFS 1.4, ASTC "Weight Application"
 */
function decodeValue(e0: i32, e1: i32, weight: i32): i32 {
  const isLinear = blockState().rounding == ROUND_DOWN;
  const wide0 = isLinear ? e0 * 257 : (e0 << 8) | 0x80;
  const wide1 = isLinear ? e1 * 257 : (e1 << 8) | 0x80;
  return ((wide0 * (64 - weight) + wide1 * weight + 32) >> 6) >> 8;
}

function componentErrorRef(weights: usize, component: usize): i32 {
  let sum: i32 = 0;
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    let value: i32 = 0;
    for (let partition: usize = 0; partition < <usize>classState().partitionCount; partition++) {
      if (!isInside(PARTITION_MASKS + partition * MASK_BYTES, texel)) continue;
      const decoded = DECODED_ENDPOINTS + partition * DECODED_BYTES + (component << 1);
      value = decodeValue(load<u16>(decoded), load<u16>(decoded, 8), load<i16>(weights + (texel << 1)));
    }
    const difference = value - <i32>load<u8>(PIXELS + (texel << 2) + component);
    sum += difference * difference;
  }
  return sum;
}

export function componentErrorOne(weights: usize, component: usize): i32 {
  return componentError<One>(weights, component);
}

export function componentErrorOneRef(weights: usize, component: usize): i32 {
  return componentErrorRef(weights, component);
}

export function componentErrorTwo(weights: usize, component: usize): i32 {
  return componentError<Two>(weights, component);
}

export function componentErrorTwoRef(weights: usize, component: usize): i32 {
  return componentErrorRef(weights, component);
}

export function componentErrorMany(weights: usize, component: usize): i32 {
  return componentError<Many>(weights, component);
}

export function componentErrorManyRef(weights: usize, component: usize): i32 {
  return componentErrorRef(weights, component);
}
