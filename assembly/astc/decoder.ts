/**
 * What a decoder is prepared for: footprint, profile and output, with the tables of the footprint.
 */
import { allocate } from '../arena';
import { Status } from '../status';
import { MAX_WEIGHTS } from './block-mode';
import { BlockSize } from './decimation';
import { FOOTPRINT_COUNT, footprintDepth, footprintHeight, footprintWidth } from './footprint';
import { buildDecimationTable, DECIMATION_GROUP_BYTES } from './infill';
import { fillPatternCoordinates, MAX_COORDINATES_BYTES } from './partition-pattern';

export const PROFILE_LDR: i32 = 0;
export const PROFILE_LDR_SRGB: i32 = 1;
/** HDR RGB with LDR alpha. A mode without alpha means 1.0 in both HDR profiles, so they decode alike. */
export const PROFILE_HDR_RGB: i32 = 2;
export const PROFILE_HDR: i32 = 3;

/** The top 8 bits of the 16-bit result, 4 bytes a texel. */
export const OUTPUT_UNORM8: i32 = 0;
/** The 16-bit result, 8 bytes a texel. */
export const OUTPUT_UNORM16: i32 = 1;
/** Float16, 8 bytes a texel; the only one of the HDR profiles. */
export const OUTPUT_FLOAT16: i32 = 2;


@unmanaged
export class Decoder {
  /** A {@link BlockSize}. */
  width: i32;
  height: i32;
  depth: i32;
  isPrepared: bool;
  /** 2 or 3. */
  axisCount: i32;
  texelCount: i32;
  /** Groups of 16 texels, the last one padded. */
  groupCount: i32;
  profile: i32;
  output: i32;
  /** u32[depth][height + 1][width + 1]: address of the decimation table by grid depth − 1, height and width. */
  gridTables: usize;


  @inline
  get footprint(): BlockSize {
    return changetype<BlockSize>(changetype<usize>(this));
  }
}

const DECODER: usize = memory.data(48, 16);
/** Of the footprint prepared last. */
export const PATTERN_COORDINATES: usize = memory.data(MAX_COORDINATES_BYTES, 16);

/** Smallest size of a grid along an axis that the footprint has. */
const MIN_GRID: i32 = 2;
/** u32[24]: a footprint's `gridTables`, or 0 before its first use. */
const GRID_TABLES: usize = memory.data(24 * 4, 16);
/** Size of the grid whose table is being built. */
const GRID: usize = memory.data(16, 16);


@inline
export function decoder(): Decoder {
  return changetype<Decoder>(DECODER);
}


@inline
function tableSlot(state: Decoder, gridWidth: i32, gridHeight: i32, gridDepth: i32): usize {
  const index = ((gridDepth - 1) * (state.height + 1) + gridHeight) * (state.width + 1) + gridWidth;
  return state.gridTables + ((<usize>index) << 2);
}

/** Decimation table of a grid that fits in the prepared footprint. */
@inline
export function decimationTable(state: Decoder, gridWidth: i32, gridHeight: i32, gridDepth: i32): usize {
  return <usize>load<u32>(tableSlot(state, gridWidth, gridHeight, gridDepth));
}

/** Finds or builds the tables of all grids that fit in the footprint; false when memory cannot grow. */
function findGridTables(state: Decoder, footprint: i32): bool {
  const known = GRID_TABLES + ((<usize>footprint) << 2);
  state.gridTables = <usize>load<u32>(known);
  if (state.gridTables != 0) return true;
  state.gridTables = allocate((<usize>(state.depth * (state.height + 1) * (state.width + 1))) << 2);
  if (state.gridTables == 0 || !buildGridTables(state)) return false;
  store<u32>(known, <u32>state.gridTables);
  return true;
}

function buildGridTables(state: Decoder): bool {
  const grid = changetype<BlockSize>(GRID);
  const tableBytes = <usize>state.groupCount * DECIMATION_GROUP_BYTES;
  for (grid.depth = min(MIN_GRID, state.depth); grid.depth <= state.depth; grid.depth++) {
    for (grid.height = MIN_GRID; grid.height <= state.height; grid.height++) {
      for (grid.width = MIN_GRID; grid.width <= state.width; grid.width++) {
        if (grid.width * grid.height * grid.depth > MAX_WEIGHTS) continue;
        const table = allocate(tableBytes);
        if (table == 0) return false;
        buildDecimationTable(state.footprint, grid, table);
        store<u32>(tableSlot(state, grid.width, grid.height, grid.depth), <u32>table);
      }
    }
  }
  return true;
}

/**
 * Prepares for {@link decodeRow} and inspectBlock; milliseconds the first time for a footprint.
 *
 * @param footprint  id of the footprint, see footprint.ts
 * @param profile  0 LDR linear, 1 LDR sRGB, 2 HDR RGB with LDR alpha, 3 HDR
 * @param output  0 unorm8, 1 unorm16, 2 float16; the HDR profiles have float16 only
 */
export function prepareDecoder(footprint: i32, profile: i32, output: i32): i32 {
  const state = decoder();
  state.isPrepared = false;
  if (footprint < 0 || footprint >= FOOTPRINT_COUNT) return Status.BAD_FOOTPRINT;
  if (profile < PROFILE_LDR || profile > PROFILE_HDR) return Status.BAD_PROFILE;
  if (output < OUTPUT_UNORM8 || output > OUTPUT_FLOAT16) return Status.BAD_OPTION;
  if (profile >= PROFILE_HDR_RGB && output != OUTPUT_FLOAT16) return Status.BAD_OPTION;
  state.width = footprintWidth(footprint);
  state.height = footprintHeight(footprint);
  state.depth = footprintDepth(footprint);
  state.axisCount = state.depth > 1 ? 3 : 2;
  state.texelCount = state.width * state.height * state.depth;
  state.groupCount = (state.texelCount + 15) >> 4;
  state.profile = profile;
  state.output = output;
  if (!findGridTables(state, footprint)) return Status.OUT_OF_MEMORY;
  fillPatternCoordinates(state.width, state.height, state.depth, PATTERN_COORDINATES);
  state.isPrepared = true;
  return Status.OK;
}
