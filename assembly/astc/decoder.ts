/**
 * What a decoder is prepared for: footprint, profile and output, with the tables of the footprint.
 */
import { allocate } from '../arena';
import { Status } from '../status';
import { MAX_WEIGHTS } from './block-mode';
import { FOOTPRINT_COUNT, footprintHeight, footprintWidth } from './footprint';
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
  isPrepared: bool;
  width: i32;
  height: i32;
  texelCount: i32;
  /** Groups of 16 texels, the last one padded. */
  groupCount: i32;
  profile: i32;
  output: i32;
  /** Address of the row of {@link GRID_TABLES} of this footprint. */
  gridTables: usize;
}

const DECODER: usize = memory.data(32, 16);
/** Of the footprint prepared last. */
export const PATTERN_COORDINATES: usize = memory.data(MAX_COORDINATES_BYTES, 16);

/** Smallest and largest size of a grid on either axis. */
const MIN_GRID: i32 = 2;
const MAX_GRID: i32 = 12;
const GRID_SIZES: i32 = MAX_GRID - MIN_GRID + 1;
/** u32[14][11][11]: address of the decimation table by footprint, grid height and grid width; 0 before its first use. */
const GRID_TABLES: usize = memory.data(14 * 11 * 11 * 4, 16);


@inline
export function decoder(): Decoder {
  return changetype<Decoder>(DECODER);
}


@inline
function tableSlot(gridTables: usize, gridWidth: i32, gridHeight: i32): usize {
  return gridTables + ((<usize>((gridHeight - MIN_GRID) * GRID_SIZES + gridWidth - MIN_GRID)) << 2);
}

/** Decimation table of a grid that fits in the prepared footprint. */
@inline
export function decimationTable(state: Decoder, gridWidth: i32, gridHeight: i32): usize {
  return <usize>load<u32>(tableSlot(state.gridTables, gridWidth, gridHeight));
}

/** Builds the tables of all grids that fit in the footprint, once; false when memory cannot grow. */
function buildGridTables(state: Decoder): bool {
  const tableBytes = <usize>state.groupCount * DECIMATION_GROUP_BYTES;
  for (let gridHeight = MIN_GRID; gridHeight <= state.height; gridHeight++) {
    for (let gridWidth = MIN_GRID; gridWidth <= state.width; gridWidth++) {
      const slot = tableSlot(state.gridTables, gridWidth, gridHeight);
      if (gridWidth * gridHeight > MAX_WEIGHTS || load<u32>(slot) != 0) continue;
      const table = allocate(tableBytes);
      if (table == 0) return false;
      buildDecimationTable(state.width, state.height, gridWidth, gridHeight, table);
      store<u32>(slot, <u32>table);
    }
  }
  return true;
}

/**
 * Prepares for {@link decodeRow} and inspectBlock; below a millisecond the first time for a footprint.
 *
 * @param footprint  index into FOOTPRINTS of src/types.ts
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
  state.texelCount = state.width * state.height;
  state.groupCount = (state.texelCount + 15) >> 4;
  state.profile = profile;
  state.output = output;
  state.gridTables = GRID_TABLES + <usize>(footprint * GRID_SIZES * GRID_SIZES) * 4;
  if (!buildGridTables(state)) return Status.OUT_OF_MEMORY;
  fillPatternCoordinates(state.width, state.height, PATTERN_COORDINATES);
  state.isPrepared = true;
  return Status.OK;
}
