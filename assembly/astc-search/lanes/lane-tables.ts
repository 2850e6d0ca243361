/** What four blocks abreast look up: tables of a footprint, and of each class of blocks on it, built at first use. */
import { allocateTable } from '../../arena';
import { blockModeAt } from '../../astc/block-mode';
import { colorBitsAvailable, colorQuantLevelFor } from '../../astc/color-bits';
import { LEVEL_COUNTS, QUANT_256 } from '../../astc/quant';
import { FOOTPRINT_COUNT } from '../../astc/footprint';
import { AxisTables } from '../tables/axis-tables';
import { FootprintTables } from '../tables/footprint-tables';
import { LIST_KINDS, ModeEntry, listKind } from '../tables/mode-table';
import { MODE_ORDER, MODE_ORDER_LENGTH } from '../tables/mode-order';
import { KINDS, KIND_GREY } from './band';
import { LaneGrid, buildLaneGrid } from './lane-grids';
import { missedFunction } from './missed-function';
import { initWeightLevels } from './weight-levels';

/** How endpoints are written: every component, colors as a shade of one that starts in black, colors as grey. */
export const ENDS_PLAIN: i32 = 0;
export const ENDS_SCALE: i32 = 1;
export const ENDS_GREY: i32 = 2;
export const ENDS_KINDS: i32 = 3;

/** One way to store a block: its mode, what its endpoints then have. */
@unmanaged
export class Config {
  blockMode: u16;
  weightLevel: u8;
  colorLevel: u8;
  /** One of the ENDS constants. */
  ends: i32;
  /** What rounding the ends costs. */
  colorCost: f32;
  /** Weights of both planes, and their bits. */
  weightCount: u8;
  weightBits: u8;
  unused: u16;
}

export const CONFIG_BYTES: usize = 16;

/** A weight level of a grid, and what it leaves the endpoints. */
@unmanaged
export class LevelChoice {
  level: i32;
  /** What a squared range costs, where weights miss as uniformly distributed ones do. */
  noise: f32;
  /** {@link Config} by kind of ends, 0 where a finer level leaves as much or nothing is left. */
  plain: usize;
  scale: usize;
  grey: usize;
  /** What rounding those costs; {@link NEVER} of 0. */
  plainCost: f32;
  scaleCost: f32;
  greyCost: f32;
}

export const LEVEL_CHOICE_BYTES: usize = 32;
/** More than anything costs. */
export const NEVER: f32 = 1e30;

/** A grid that a class may use. */
@unmanaged
export class GridChoice {
  grid: usize;
  /** {@link LevelChoice}[], the finest first. */
  levelsPtr: usize;
  levelCount: i32;
  /** Of squared misses of the grid's weights, Q28, times a squared range. */
  missCost: f32;
  /** Weights a texel. */
  density: f32;
  /** Its row of {@link LaneTables.lostXPtr} and lostYPtr, which is its size along the axis − 2. */
  lostX: usize;
  lostY: usize;
}

export const CHOICE_BYTES: usize = 28;
/**
 * Most grids of a class, in a trained order. Why so many: 14 lost 0.2 dB from 8x8 on, of interfaces 0.25, and as much as
 * it spared of the time; all that exist, up to 90, gain another 0.01 to 0.05.
 */
export const CHOICES_MAX: i32 = 32;

/** Blocks of one kind with so many planes and partitions. */
@unmanaged
export class LaneClass {
  choiceCount: i32;
  choicesPtr: usize;
  /** The grid of a weight a texel, where blocks try that before any is predicted; or −1. */
  plain: i32;
  /** The most that rounding plain ends costs: other ends that leave more than that never win. */
  colorCostMax: f32;
}


@unmanaged
export class LaneTables {
  footprint: usize;
  pairCount: i32;
  rowPairs: i32;
  height: i32;
  texelCount: i32;
  /** Frequencies along each axis, without the constant one. */
  frequenciesX: i32;
  frequenciesY: i32;
  /** Pairs of half a row, of half a column. */
  foldedX: i32;
  foldedY: i32;
  /** u32[frequency][pairs of half a line]: the functions of an axis, i16 pairs, Q14. */
  cosinesXPtr: usize;
  cosinesYPtr: usize;
  /** f32[grid size − 2][11]: shares of the frequencies of an axis that a grid loses. */
  lostXPtr: usize;
  lostYPtr: usize;
  /** i16[texels of the axis], Q15: what grids that are one short along it cannot show. */
  missedXPtr: usize;
  missedYPtr: usize;
  /** u32[pairs]: −1 in both halves, or in the first where a row ends in half a pair. */
  insidePtr: usize;
  /** usize[3][4]: {@link LaneClass} by class and kind. */
  classesPtr: usize;
}

/** Classes: how a block is split. */
export const CLASS_SINGLE: i32 = 0;
export const CLASS_DUAL: i32 = 1;
export const CLASS_TWO: i32 = 2;

const FREQUENCIES: usize = 11;
const LOST_ROW: usize = 44;

const BY_FOOTPRINT: usize = memory.data(24 * 4, 16);
const IS_READY: usize = memory.data(4, 4);

export function laneTables(tables: FootprintTables): LaneTables {
  assert(tables.footprint < FOOTPRINT_COUNT);
  if (load<u32>(IS_READY) == 0) {
    initWeightLevels();
    store<u32>(IS_READY, 1);
  }
  const slot = BY_FOOTPRINT + ((<usize>tables.footprint) << 2);
  if (load<u32>(slot) != 0) return changetype<LaneTables>(<usize>load<u32>(slot));
  const lanes = changetype<LaneTables>(allocateTable(offsetof<LaneTables>()));
  lanes.footprint = changetype<usize>(tables);
  lanes.rowPairs = (tables.width + 1) >> 1;
  lanes.height = tables.height;
  lanes.pairCount = lanes.rowPairs * tables.height;
  lanes.texelCount = tables.width * tables.height;
  lanes.frequenciesX = tables.width - 1;
  lanes.frequenciesY = tables.height - 1;
  lanes.foldedX = foldedPairs(tables.axisX);
  lanes.foldedY = foldedPairs(tables.axisY);
  lanes.cosinesXPtr = foldedCosines(tables.axisX);
  lanes.cosinesYPtr = foldedCosines(tables.axisY);
  lanes.lostXPtr = lostShares(tables.axisX);
  lanes.lostYPtr = lostShares(tables.axisY);
  lanes.missedXPtr = missedFunction(tables.axisX);
  lanes.missedYPtr = missedFunction(tables.axisY);
  lanes.insidePtr = insideOf(lanes.rowPairs, tables.width, tables.height);
  lanes.classesPtr = allocateTable(3 * 4 * 4);
  store<u32>(slot, <u32>changetype<usize>(lanes));
  return lanes;
}

function insideOf(rowPairs: i32, width: i32, height: i32): usize {
  const out = allocateTable((<usize>(rowPairs * height)) << 2);
  for (let y: i32 = 0; y < height; y++) {
    memory.fill(out + ((<usize>(y * rowPairs)) << 2), 0xff, (<usize>width) << 1);
  }
  return out;
}

function foldedPairs(axis: AxisTables): i32 {
  return (axis.size + 3) >> 2;
}

/** The first half of each function. The middle of an odd size is added to itself, so it counts half. */
function foldedCosines(axis: AxisTables): usize {
  const lineBytes = (<usize>foldedPairs(axis)) << 2;
  const out = allocateTable(<usize>(axis.size - 1) * lineBytes);
  for (let frequency: i32 = 1; frequency < axis.size; frequency++) {
    const basis = axis.dctPtr + <usize>frequency * axis.rowBytes;
    const line = out + <usize>(frequency - 1) * lineBytes;
    for (let x: i32 = 0; 2 * x < axis.size; x++) {
      const share: f32 = 2 * x + 1 == axis.size ? 8192 : 16384;
      const cosine = nearest<f32>(load<f32>(basis + ((<usize>x) << 2)) * share);
      store<i16>(line + ((<usize>x) << 1), <i16>cosine);
    }
  }
  return out;
}

function lostShares(axis: AxisTables): usize {
  const out = allocateTable(FREQUENCIES * LOST_ROW);
  for (let gridSize: i32 = 2; gridSize <= axis.size; gridSize++) {
    const kept = axis.keptPtr + <usize>(gridSize - 2) * axis.rowBytes;
    const row = out + <usize>(gridSize - 2) * LOST_ROW;
    for (let frequency: i32 = 1; frequency < axis.size; frequency++) {
      const share: f32 = gridSize == axis.size ? 0 : 1 - load<f32>(kept + ((<usize>frequency) << 2));
      store<f32>(row + ((<usize>(frequency - 1)) << 2), max<f32>(0, share));
    }
  }
  return out;
}

// @ts-ignore: decorator
@inline
export function choiceAt(group: LaneClass, choice: i32): GridChoice {
  return changetype<GridChoice>(group.choicesPtr + <usize>choice * CHOICE_BYTES);
}

/** Class of a kind of blocks. */
export function laneClass(lanes: LaneTables, which: i32, kind: i32): LaneClass {
  const slot = lanes.classesPtr + ((<usize>(which * KINDS + kind)) << 2);
  if (load<u32>(slot) != 0) return changetype<LaneClass>(<usize>load<u32>(slot));
  const built = buildClass(lanes, which, kind);
  store<u32>(slot, <u32>changetype<usize>(built));
  return built;
}

/**
 * Texels of the largest blocks that try a weight a texel first. Why: of 16 and 25 texels most end there, and are done for
 * 0.75 and 0.9 of the time without a prediction; of 36 few do.
 */
export const PLAIN_TEXELS_MAX: i32 = 25;
/** u16[32]: grid slots of the class under way. */
const SLOTS: usize = memory.data(CHOICES_MAX * 2, 16);

function buildClass(lanes: LaneTables, which: i32, kind: i32): LaneClass {
  const tables = changetype<FootprintTables>(lanes.footprint);
  const planeCount = which == CLASS_DUAL ? 2 : 1;
  const partitionCount = which == CLASS_TWO ? 2 : 1;
  const isGrey: i32 = kind >= KIND_GREY ? 1 : 0;
  const entries = planeCount == 2 ? tables.dualEntries : tables.singleEntries;
  const list = listKind(planeCount, partitionCount, isGrey, 1 - (kind & 1));
  const slotCount = usefulGrids(tables, list, entries);
  const built = changetype<LaneClass>(allocateTable(offsetof<LaneClass>()));
  built.choicesPtr = allocateTable(<usize>slotCount * CHOICE_BYTES);
  built.plain = -1;
  for (let index: usize = 0; index < <usize>slotCount; index++) {
    const slot = <i32>load<u16>(SLOTS + (index << 1));
    const choice = changetype<GridChoice>(built.choicesPtr + <usize>built.choiceCount * CHOICE_BYTES);
    const grid = buildLaneGrid(tables, (slot % 12) + 2, slot / 12 + 2);
    choice.grid = changetype<usize>(grid);
    choice.levelsPtr = allocateTable(12 * LEVEL_CHOICE_BYTES);
    choice.lostX = <usize>(grid.gridWidth - 2);
    choice.lostY = <usize>(grid.gridHeight - 2);
    listLevels(lanes, built, choice, slot, entries, planeCount, partitionCount, kind);
    if (choice.levelCount == 0) continue;
    if (which == CLASS_SINGLE && grid.isPlain && lanes.texelCount <= PLAIN_TEXELS_MAX) built.plain = built.choiceCount;
    built.choiceCount++;
  }
  return built;
}

/** Grids of the first modes of a trained order, to SLOTS. */
function usefulGrids(tables: FootprintTables, list: i32, entries: usize): i32 {
  let count: i32 = 0;
  const order = MODE_ORDER + <usize>((tables.footprint * LIST_KINDS + list) * MODE_ORDER_LENGTH * 2);
  for (let index: usize = 0; index < <usize>MODE_ORDER_LENGTH && count < CHOICES_MAX; index++) {
    const entry = load<u32>(entries + ((<usize>load<u16>(order + (index << 1))) << 2));
    if (entry == 0) continue;
    const slot = changetype<ModeEntry>(<usize>entry).grid;
    let known: i32 = 0;
    while (known < count && load<u16>(SLOTS + ((<usize>known) << 1)) != slot) known++;
    if (known < count) continue;
    store<u16>(SLOTS + ((<usize>count) << 1), slot);
    count++;
  }
  return count;
}

/** Share of a uniform miss that weights have when they may choose their range. */
const NOISE_SHARE: f32 = 0.35;
/** Share of a measured miss that stays once texels are interpolated from fewer weights. */
const MISS_SHARE: f32 = 0.6;
/** Share of a uniform rounding that ends have. */
const COLOR_SHARE: f32 = 0.5;
/**
 * Of one color and its share, in a block of one partition: its rounding shows in every texel, that of two ends is averaged.
 * Of two partitions it lost 0.2 dB of sprites at `thorough`.
 */
const SCALE_COLOR_SHARE: f32 = 0.85;
/** Squared 1/64 steps of a squared step. */
const UNITS: f32 = 4096;
const Q28: f32 = 268435456;

/** Integers of the endpoints of a partition; 0 where a kind of blocks does not have such ends. */
function integersOf(ends: i32, kind: i32): i32 {
  const isGrey = kind >= KIND_GREY;
  const alpha: i32 = (kind & 1) == 0 ? 0 : 2;
  if (isGrey) return ends == ENDS_PLAIN ? 2 + alpha : 0;
  return (ends == ENDS_PLAIN ? 6 : ends == ENDS_SCALE ? 4 : 2) + alpha;
}

/** All levels of a grid that leave endpoints bits. */
function listLevels(
  lanes: LaneTables,
  built: LaneClass,
  choice: GridChoice,
  slot: i32,
  entries: usize,
  planeCount: i32,
  partitionCount: i32,
  kind: i32,
): void {
  const grid = changetype<LaneGrid>(choice.grid);
  const texels = <f32>lanes.texelCount;
  choice.density = <f32>grid.weightCount / texels;
  choice.missCost = ((grid.isPlain ? 1 : MISS_SHARE) * texels) / <f32>grid.weightCount / Q28;
  store<u32>(FINEST, -1);
  store<u64>(FINEST, -1, 4);
  for (let level: i32 = 11; level >= 0; level--) {
    const found = entryOf(entries, slot, level);
    if (found == 0) continue;
    const entry = changetype<ModeEntry>(found);
    const place = changetype<LevelChoice>(choice.levelsPtr + <usize>choice.levelCount * LEVEL_CHOICE_BYTES);
    const steps = <f32>(<i32>load<u16>(LEVEL_COUNTS + ((<usize>level) << 1)) - 1);
    place.level = level;
    place.noise = (NOISE_SHARE * texels) / (12 * steps * steps);
    let isUsed = false;
    for (let ends: i32 = 0; ends < ENDS_KINDS; ends++) {
      const config = buildConfig(lanes, entry, ends, kind, planeCount, partitionCount);
      const slot = changetype<usize>(place) + ((<usize>ends) << 2);
      store<u32>(slot, <u32>config, offsetof<LevelChoice>('plain'));
      store<f32>(slot, NEVER, offsetof<LevelChoice>('plainCost'));
      if (config == 0) continue;
      isUsed = true;
      const cost = changetype<Config>(config).colorCost;
      store<f32>(slot, cost, offsetof<LevelChoice>('plainCost'));
      if (ends == ENDS_PLAIN) built.colorCostMax = max<f32>(built.colorCostMax, cost);
    }
    if (isUsed) choice.levelCount++;
  }
}

/** i32[3]: color level of the finest weights so far, by kind of ends. */
const FINEST: usize = memory.data(12, 16);

/** {@link Config}, or 0. */
function buildConfig(
  lanes: LaneTables,
  entry: ModeEntry,
  ends: i32,
  kind: i32,
  planeCount: i32,
  partitionCount: i32,
): usize {
  const integers = integersOf(ends, kind) * partitionCount;
  const bits = colorBitsAvailable(entry.weightBits, partitionCount, planeCount, false);
  const colorLevel = bits < 0 || integers == 0 ? -1 : colorQuantLevelFor(bits, integers);
  const finest = FINEST + ((<usize>ends) << 2);
  if (colorLevel < 0 || colorLevel == load<i32>(finest)) return 0;
  store<i32>(finest, colorLevel);
  const config = changetype<Config>(allocateTable(CONFIG_BYTES));
  config.blockMode = entry.blockMode;
  config.weightLevel = entry.weightQuantLevel;
  config.weightCount = blockModeAt(entry.blockMode, 2).weightCount;
  config.weightBits = <u8>entry.weightBits;
  config.colorLevel = <u8>colorLevel;
  config.ends = ends;
  const step: f32 = 255 / <f32>(<i32>load<u16>(LEVEL_COUNTS + ((<usize>colorLevel) << 1)) - 1);
  const rounding: f32 = colorLevel == QUANT_256 ? 0 : (step * step) / 12;
  // Grey is three components, however it is written.
  const shown: f32 = (kind & 1) == 0 ? 3 : 4;
  const share: f32 = ends == ENDS_SCALE && partitionCount == 1 ? SCALE_COLOR_SHARE : COLOR_SHARE;
  config.colorCost = share * rounding * (2.0 / 3.0) * UNITS * <f32>lanes.texelCount * shown;
  return changetype<usize>(config);
}

function entryOf(entries: usize, slot: i32, level: i32): usize {
  for (let mode: usize = 0; mode < 2048; mode++) {
    const known = load<u32>(entries + (mode << 2));
    if (known == 0) continue;
    const entry = changetype<ModeEntry>(<usize>known);
    if (<i32>entry.grid == slot && <i32>entry.weightQuantLevel == level) return <usize>known;
  }
  return 0;
}
