/** Weights of a grid → those of the texels, as a decoder interpolates them. Exact. */
import { GRID_PLANE_BYTES, GRID_WEIGHTS, PLANE_BYTES, TEXEL_WEIGHTS } from './group';
import { BLEND_BYTES, Blend, LaneGrid } from './lane-grids';
import { LaneTables } from './lane-tables';
import { unpackRows } from './plain-grid';

/** i16x8[65]: every weight and the one after it. */
const NEIGHBOURS: usize = memory.data(66 * 16, 16);

export function infillPairs(lanes: LaneTables, grid: LaneGrid, plane: usize): void {
  const from = GRID_WEIGHTS + plane * GRID_PLANE_BYTES;
  const out = TEXEL_WEIGHTS + plane * PLANE_BYTES;
  const bytes = (<usize>lanes.pairCount) << 4;
  if (grid.isPlain) {
    unpackRows(lanes, from, out);
    return;
  }
  pairNeighbours(from, grid.weightCount);
  let blend = grid.blendsPtr;
  for (let at: usize = 0; at < bytes; at += 16, blend += 2 * BLEND_BYTES) {
    v128.store(out + at, v128.or(blendTexel(blend), i32x4.shl(blendTexel(blend + BLEND_BYTES), 16)));
  }
}

function pairNeighbours(from: usize, weightCount: i32): void {
  for (let weight: usize = 0; weight < <usize>weightCount; weight += 2) {
    const pair = v128.load(from + (weight << 3));
    const next = v128.load(from + (weight << 3), 16);
    v128.store(NEIGHBOURS + (weight << 4), pair);
    v128.store(NEIGHBOURS + (weight << 4), v128.or(i32x4.shr_u(pair, 16), i32x4.shl(next, 16)), 16);
  }
}

/** (Σ factor · weight + 8) / 16 of four blocks. */
// @ts-ignore: decorator
@inline
function blendTexel(at: usize): v128 {
  const blend = changetype<Blend>(at);
  const upperFactors = v128.load32_splat(at, offsetof<Blend>('upperFactors'));
  const lowerFactors = v128.load32_splat(at, offsetof<Blend>('lowerFactors'));
  const upper = i32x4.dot_i16x8_s(v128.load(NEIGHBOURS + <usize>blend.upper), upperFactors);
  const lower = i32x4.dot_i16x8_s(v128.load(NEIGHBOURS + <usize>blend.lower), lowerFactors);
  return i32x4.shr_u(i32x4.add(i32x4.add(upper, lower), i32x4.splat(8)), 4);
}
