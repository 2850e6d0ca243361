/** Twins of etc-lanes/load-four and sum-halves, and where the numbers of a block lie. */
import {
  SEARCH_MASK,
  HALF_BYTES,
  HALF_SUMS,
  HALF_TABLES,
  LUMAS,
  PLANES,
  PLANE_BYTES,
} from '../../etc-lanes/four-state';

/** Byte of a texel in a plane. */
export function texelAt(block: i32, x: i32, y: i32): usize {
  return ((<usize>(2 * y + (x >> 1))) << 4) + ((<usize>(2 * block + (x & 1))) << 1);
}

/** Byte of a block in a vector of numbers. */
// @ts-ignore: decorator
@inline
export function laneAt(block: i32): usize {
  return (<usize>block) << 2;
}

/** Whether a texel belongs to half 0..3: left, right, top, bottom. */
export function isInHalf(half: i32, x: i32, y: i32): bool {
  return half < 2 ? x >> 1 == half : y >> 1 == half - 2;
}

export function lumaOf(block: i32, x: i32, y: i32): i32 {
  return load<i16>(LUMAS + texelAt(block, x, y));
}

export function loadFourRef(pixelsPtr: usize, strideBytes: usize): void {
  for (let block: i32 = 0; block < 4; block++) {
    for (let y: i32 = 0; y < 4; y++) {
      for (let x: i32 = 0; x < 4; x++) {
        const from = pixelsPtr + <usize>y * strideBytes + ((<usize>(4 * block + x)) << 2);
        const at = texelAt(block, x, y);
        for (let c: usize = 0; c < 4; c++) store<i16>(PLANES + c * PLANE_BYTES + at, load<u8>(from + c));
        const luma = <i32>load<u8>(from) + load<u8>(from, 1) + load<u8>(from, 2);
        store<i16>(LUMAS + at, <i16>(2 * luma));
      }
    }
  }
}

export function sumFourRef(): void {
  for (let block: i32 = 0; block < 4; block++) {
    for (let half: i32 = 0; half < 4; half++) {
      for (let c: usize = 0; c < 3; c++) {
        let sum: i32 = 0;
        for (let texel: i32 = 0; texel < 16; texel++) {
          if (!isInHalf(half, texel & 3, texel >> 2)) continue;
          sum += load<i16>(PLANES + c * PLANE_BYTES + texelAt(block, texel & 3, texel >> 2));
        }
        store<i32>(HALF_SUMS + <usize>half * HALF_BYTES + (c << 4) + laneAt(block), sum);
      }
    }
  }
}

/** Largest modifiers of neighbouring tables, by which the lower of two is told. */
const LARGE: usize = memory.data<i32>([8, 17, 29, 42, 60, 80, 106, 183], 16);

export function rankFourRef(): void {
  for (let block: i32 = 0; block < 4; block++) {
    let highest: i32 = 0;
    let lowest: i32 = i32.MAX_VALUE;
    for (let half: i32 = 0; half < 4; half++) {
      let top: i32 = 0;
      let bottom: i32 = i32.MAX_VALUE;
      for (let texel: i32 = 0; texel < 16; texel++) {
        if (!isInHalf(half, texel & 3, texel >> 2)) continue;
        const luma = lumaOf(block, texel & 3, texel >> 2);
        top = max(top, luma);
        bottom = min(bottom, luma);
      }
      highest = max(highest, top);
      lowest = min(lowest, bottom);
      let table: i32 = 0;
      for (let k: i32 = 1; k < 7; k++) {
        const at = LARGE + ((<usize>k) << 2);
        const product = <f64>(load<i32>(at - 4) * load<i32>(at + 4));
        if (top - bottom >= <i32>nearest<f64>(12 * (sqrt<f64>(product) - 1.5))) table = k;
      }
      store<i32>(HALF_TABLES + ((<usize>half) << 4) + laneAt(block), table);
    }
    store<i32>(SEARCH_MASK + laneAt(block), highest == lowest ? -1 : 0);
  }
}
