/**
 * Stored grid weights → one weight a texel, with the contributions of decimation.ts laid out for sixteen texels at a
 * time. Spec: KDFS 1.4, ASTC "Weight Infill".
 */
import { lookup32, lookup64 } from '../simd/lookup';
import { BlockSize, InfillTexel, INFILL_TEXEL_BYTES, infillTexel } from './decimation';

/** Bytes of one group of 16 texels in a decimation table: u8[4][16] grid indices, u8[4][16] factors. */
export const DECIMATION_GROUP_BYTES: usize = 128;

/** Scratch for one texel while a table is built. */
const TEXEL: usize = memory.data(8, 16);

/**
 * Builds the decimation table of a grid on a footprint.
 *
 * @param outPtr  out: u8[ceil(texelCount / 16)][8][16]; lanes past the last texel have factor 0
 */
export function buildDecimationTable(footprint: BlockSize, grid: BlockSize, outPtr: usize): void {
  const texelCount = footprint.width * footprint.height * footprint.depth;
  memory.fill(outPtr, 0, ((<usize>texelCount + 15) >> 4) * DECIMATION_GROUP_BYTES);
  for (let texel: i32 = 0; texel < texelCount; texel++) {
    const x = texel % footprint.width;
    const row = texel / footprint.width;
    const y = row % footprint.height;
    infillTexel(footprint, grid, x, y, row / footprint.height, changetype<InfillTexel>(TEXEL));
    const lanePtr = outPtr + <usize>(texel >> 4) * DECIMATION_GROUP_BYTES + <usize>(texel & 15);
    // The eight fields of a texel become the eight rows of its lane.
    for (let row: usize = 0; row < INFILL_TEXEL_BYTES; row++) store<u8>(lanePtr + (row << 4), load<u8>(TEXEL + row));
  }
}


@final
class Grid16 {}


@final
class Grid32 {}


@final
class Grid64 {}


@inline
function gridLookup<Size>(w0: v128, w1: v128, w2: v128, w3: v128, index: v128): v128 {
  if (idof<Size>() == idof<Grid16>()) return i8x16.swizzle(w0, index);
  if (idof<Size>() == idof<Grid32>()) return lookup32(w0, w1, index);
  return lookup64(w0, w1, w2, w3, index);
}


@inline
function infillGroups<Size>(gridPtr: usize, decimationPtr: usize, groupCount: i32, texelPtr: usize): void {
  const w0 = v128.load(gridPtr);
  const w1 = v128.load(gridPtr, 16);
  const w2 = v128.load(gridPtr, 32);
  const w3 = v128.load(gridPtr, 48);
  do {
    const p00 = gridLookup<Size>(w0, w1, w2, w3, v128.load(decimationPtr));
    const p01 = gridLookup<Size>(w0, w1, w2, w3, v128.load(decimationPtr, 16));
    const p10 = gridLookup<Size>(w0, w1, w2, w3, v128.load(decimationPtr, 32));
    const p11 = gridLookup<Size>(w0, w1, w2, w3, v128.load(decimationPtr, 48));
    const f00 = v128.load(decimationPtr, 64);
    const f01 = v128.load(decimationPtr, 80);
    const f10 = v128.load(decimationPtr, 96);
    const f11 = v128.load(decimationPtr, 112);
    let low = i16x8.add(i16x8.extmul_low_i8x16_u(p00, f00), i16x8.extmul_low_i8x16_u(p01, f01));
    low = i16x8.add(low, i16x8.add(i16x8.extmul_low_i8x16_u(p10, f10), i16x8.extmul_low_i8x16_u(p11, f11)));
    let high = i16x8.add(i16x8.extmul_high_i8x16_u(p00, f00), i16x8.extmul_high_i8x16_u(p01, f01));
    high = i16x8.add(high, i16x8.add(i16x8.extmul_high_i8x16_u(p10, f10), i16x8.extmul_high_i8x16_u(p11, f11)));
    low = i16x8.shr_u(i16x8.add(low, i16x8.splat(8)), 4);
    high = i16x8.shr_u(i16x8.add(high, i16x8.splat(8)), 4);
    v128.store(texelPtr, i8x16.narrow_i16x8_u(low, high));
    decimationPtr += DECIMATION_GROUP_BYTES;
    texelPtr += 16;
  } while (--groupCount);
}

/**
 * Interpolates stored grid weights to one weight a texel.
 *
 * @param gridPtr  u8[64]: uvalues 0..64 of gridCount weights, row-major; what follows them is not used
 * @param gridCount  1..64
 * @param decimationPtr  see {@link buildDecimationTable}
 * @param groupCount  groups of 16 texels, 1 or more
 * @param texelPtr  out: u8[16 * groupCount], 0..64; padding lanes are 0
 * Exact: equals infillWeightsRef for every input.
 */
export function infillWeights(
  gridPtr: usize,
  gridCount: i32,
  decimationPtr: usize,
  groupCount: i32,
  texelPtr: usize,
): void {
  if (gridCount <= 16) infillGroups<Grid16>(gridPtr, decimationPtr, groupCount, texelPtr);
  else if (gridCount <= 32) infillGroups<Grid32>(gridPtr, decimationPtr, groupCount, texelPtr);
  else infillGroups<Grid64>(gridPtr, decimationPtr, groupCount, texelPtr);
}
