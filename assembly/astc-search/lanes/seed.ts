/** What four blocks abreast found → the first candidate of the search of one block. */
import { LEVEL_COUNTS, WEIGHT_RANK_UVALUE } from '../../astc/quant';
import { keepCandidate } from '../candidate/candidate-pool';
import { decodedError } from '../candidate/error';
import {
  COLOR_UVALUES,
  DECODED_BYTES,
  DECODED_ENDPOINTS,
  GRID_PLANE,
  GRID_RANKS,
  GRID_UVALUES,
  trialState,
} from '../candidate/trial-state';
import { decodeEndpoints } from '../endpoints/endpoint-decode';
import { maskOfPattern, takePattern, takeWholeBlock } from '../lines/class-fit';
import { FootprintTables, gridTables, partitionTables } from '../tables/footprint-tables';
import { ModeEntry } from '../tables/mode-table';
import { infillWeights } from '../weights/infill';
import { FOUND_COLORS, FOUND_RANKS, Found } from './band';
import { Config } from './lane-tables';

/** Squared 1/64 steps of a squared step. */
const UNITS: f32 = 4096;
/** Where the ranks of plane 1 lie, see {@link Found}. */
const FOUND_PLANE: usize = 32;

/** The least error of one partition, in squared steps. */
export function singleErrorOf(found: Found): f32 {
  return found.singleError / UNITS;
}

/** Makes the block of `found` the trial at hand, judges and keeps it; after the block was loaded. */
export function plantSeed(tables: FootprintTables, found: Found): void {
  const config = changetype<Config>(found.config);
  const trial = trialState();
  const isDual = found.plane2Component >= 0;
  const entries = isDual ? tables.dualEntries : tables.singleEntries;
  trial.mode = <usize>load<u32>(entries + ((<usize>config.blockMode) << 2));
  const grid = gridTables(tables, changetype<ModeEntry>(trial.mode).grid);
  trial.grid = changetype<usize>(grid);
  trial.planeCount = isDual ? 2 : 1;
  trial.colorQuantLevel = config.colorLevel;
  const isTurned = enterClass(tables, found);
  trial.cems = 0;
  for (let partition: i32 = 0; partition < <i32>found.partitionCount; partition++) {
    enterEnds(found, partition, isTurned ? 1 - partition : partition);
  }
  for (let plane: usize = 0; plane < <usize>trial.planeCount; plane++) {
    enterRanks(found, config, <usize>grid.weightCount, plane);
    infillWeights(grid, plane);
  }
  keepCandidate(decodedError(found.error / UNITS));
}

/** Partitions and planes; returns whether the format numbers the partitions the other way round. */
function enterClass(tables: FootprintTables, found: Found): bool {
  if (found.partitionCount == 1) {
    takeWholeBlock(found.plane2Component);
    return false;
  }
  const patterns = partitionTables(tables, 2);
  const pattern = takePattern(patterns, found.pattern, -1);
  maskOfPattern(pattern, 0);
  maskOfPattern(pattern, 1);
  return load<u8>(patterns.orderPtr + ((<usize>found.pattern) << 2)) == 1;
}

/** Integers of a partition, `place` being its number in the format. */
function enterEnds(found: Found, partition: i32, place: i32): void {
  const from = changetype<usize>(found);
  const cem = <u32>load<u8>(from + <usize>place, offsetof<Found>('cem0'));
  trialState().cems |= cem << (<u32>partition * 8);
  const colors = COLOR_UVALUES + ((<usize>partition) << 3);
  store<u64>(colors, load<u64>(from + ((<usize>place) << 3), FOUND_COLORS));
  decodeEndpoints(cem, colors, DECODED_ENDPOINTS + <usize>partition * DECODED_BYTES);
}

/** Ranks of a plane, and what they stand for. */
function enterRanks(found: Found, config: Config, count: usize, plane: usize): void {
  const from = changetype<usize>(found) + FOUND_RANKS + plane * FOUND_PLANE;
  const top = <i32>load<u16>(LEVEL_COUNTS + ((<usize>config.weightLevel) << 1)) - 1;
  const uvalues = WEIGHT_RANK_UVALUE + ((<usize>config.weightLevel) << 5);
  const to = plane * GRID_PLANE;
  for (let weight: usize = 0; weight < count; weight++) {
    const kept = <i32>load<u8>(from + weight);
    const rank = found.turned ? top - kept : kept;
    store<u8>(GRID_RANKS + to + weight, <u8>rank);
    store<u8>(GRID_UVALUES + to + weight, load<u8>(uvalues + <usize>rank));
  }
}
