/** Twins of etc-search/planar: moments of a component, corners under test, errors of planes. */
import { texel } from '../../etc-search/block-state';
import { CORNERS, MOMENTS, PLANE_ERRORS } from '../../etc-search/planar';

export function prepareMomentsRef(component: usize): void {
  let sum: i32 = 0;
  let slopeX: i32 = 0;
  let slopeY: i32 = 0;
  let squares: i32 = 0;
  for (let k: i32 = 0; k < 16; k++) {
    const value = texel(component, k);
    sum += value;
    slopeX += (2 * (k >> 2) - 3) * value;
    slopeY += (2 * (k & 3) - 3) * value;
    squares += value * value;
  }
  const outPtr = MOMENTS + (component << 4);
  store<i32>(outPtr, sum);
  store<i32>(outPtr, slopeX, 4);
  store<i32>(outPtr, slopeY, 8);
  store<i32>(outPtr, squares - (sum * sum) / 16 - (slopeX * slopeX + slopeY * slopeY) / 80, 12);
}

export function placeCornersRef(offsetsPtr: usize, o: i32, h: i32, v: i32, top: i32): void {
  for (let lane: usize = 0; lane < 16; lane += 2) {
    store<i16>(CORNERS + lane, <i16>max(0, min(top, load<i16>(offsetsPtr + lane) + o)));
    store<i16>(CORNERS + lane, <i16>max(0, min(top, load<i16>(offsetsPtr + lane, 16) + h)), 16);
    store<i16>(CORNERS + lane, <i16>max(0, min(top, load<i16>(offsetsPtr + lane, 32) + v)), 32);
  }
}

function shown(level: i32, component: i32): i32 {
  return component == 1 ? (level << 1) | (level >> 6) : (level << 2) | (level >> 4);
}

export function measurePlanesRef(component: i32): void {
  for (let lane: usize = 0; lane < 16; lane += 2) {
    const o = shown(load<i16>(CORNERS + lane), component);
    const h = shown(load<i16>(CORNERS + lane, 16), component);
    const v = shown(load<i16>(CORNERS + lane, 32), component);
    let error: i32 = 0;
    for (let k: i32 = 0; k < 16; k++) {
      const value = ((k >> 2) * (h - o) + (k & 3) * (v - o) + 4 * o + 2) >> 2;
      const miss = max(0, min(255, value)) - texel(component, k);
      error += miss * miss;
    }
    store<u16>(PLANE_ERRORS + lane, <u16>min(0xffff, error));
  }
}
