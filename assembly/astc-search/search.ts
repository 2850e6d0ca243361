/** The order of trials and every early out: the only file that knows either. */
import { bestBlock, packBest, packConstant, packConstantHalf } from './candidate/best-block';
import { BLOCK_MAX, PIXELS, blockState } from './block/block-state';
import { DOMAIN_LDR } from './block/domain';
import { dualLineError, fitDual, fitPattern, fitSingle } from './lines/class-fit';
import { clearPool, setBestAside, settleBest, takeCandidate } from './candidate/candidate-pool';
import { classState } from './lines/class-state';
import { dualPatternErrors, fitDualPattern } from './lines/dual-pattern';
import { FootprintTables, partitionTables } from './tables/footprint-tables';
import { endsAtSeed, endsClass, errorFloor, isGoodEnough, prepareGoodEnough } from './candidate/good-enough';
import { kickBest } from './trial/kick';
import { clearVisited } from './trial/visited';
import { Found } from './lanes/band';
import { plantSeed, singleErrorOf } from './lanes/seed';
import { latitude, setLatitude } from './latitude';
import { SHORTLIST_COST, SHORTLIST_MODE, predictModes } from './prediction/mode-predict';
import { findLevels, rankByLevels } from './patterns/level-search';
import { MANY_COLORS } from './patterns/palette';
import { RANKED, preparePartitionSearch, rankPartitions } from './patterns/partition-rank';
import { PartitionTables } from './tables/partition-tables';
import {
  PAIRS_MAX,
  PAIR_COST,
  PAIR_DONE,
  PAIR_MODE,
  PAIR_PATTERN,
  fitAgain,
  shortlistPairs,
} from './patterns/pattern-shortlist';
import { growForHdr, growForVolume, growWithFootprint, quality } from './quality';
import { measureSpanShare } from './patterns/span-share';
import { runTrial } from './trial/trial';

/** f32[4]: line error with each component as second plane; infinite once tried. */
const DUAL_ERRORS: usize = memory.data(16, 16);

/** Fits the limits of the quality row to the footprint; after both are known. */
export function prepareSearch(): void {
  growWithFootprint(blockState().texelCount);
  if (blockState().depth > 1) growForVolume();
  if (blockState().domain != DOMAIN_LDR) growForHdr(blockState().texelCount);
  prepareGoodEnough();
}

/**
 * Encodes the block in the block state.
 *
 * @param seed  {@link Found}: where to begin; 0: from nothing
 */
export function encodeBlock(tables: FootprintTables, blockPtr: usize, seed: usize): void {
  const state = blockState();
  if (state.varyingMask == 0) {
    packConstantBlock(blockPtr);
    return;
  }
  const best = bestBlock();
  best.error = 1e30;
  best.partitionCount = 1;
  classState().turnsTies = false;
  clearPool(<i32>quality().kicked);
  let seedError: f32 = 0;
  if (seed != 0) {
    const found = changetype<Found>(seed);
    plantSeed(tables, found);
    seedError = singleErrorOf(found);
  }
  if (!endsAtSeed()) searchBlock(tables, seedError);
  if (hasFarLevels()) searchLevels(tables);
  if (<i32>quality().kicks > 0 && !isGoodEnough()) kickCandidates(tables);
  const partitionCount = best.partitionCount;
  packBest(partitionCount > 1 ? partitionTables(tables, partitionCount) : changetype<PartitionTables>(0), blockPtr);
}

/**
 * A candidate this much worse than the best is not worth a kick. Why: +0.015 / 0.003 dB at 4x4 / 6x6 over 1.2, 8x8
 * 0.004, for 1 to 4 % of the time.
 */
const KICK_REACH: f32 = 1.3;

/** Most rounds of far kicks: they end where a round gains little. */
const FAR_ROUNDS: i32 = 8;

/**
 * Kicks the best candidate, then the others of the pool, a little; far, and as long as it pays, only the one that is
 * ahead then. Why: far kicks of all cost four times as much, 4x4 and 6x6 gain 0.03 and 0.00 dB less by them.
 */
function kickCandidates(tables: FootprintTables): void {
  const row = quality();
  const rounds = <i32>row.kicks;
  clearVisited();
  if (<i32>row.kicked < 2) {
    kickBest(tables, rounds, <i32>row.kickReach, <i32>row.endKicks, false);
    return;
  }
  const limit = bestBlock().error * KICK_REACH;
  setBestAside();
  while (takeCandidate(limit)) {
    kickBest(tables, rounds, 1, min<i32>(1, <i32>row.endKicks), false);
    settleBest();
  }
  if (!isGoodEnough()) kickBest(tables, FAR_ROUNDS, <i32>row.kickReach, <i32>row.endKicks, true);
}

/** Every texel is the same color to 1/64 of a step: it is stored as unorm16, or as its float16. */
function packConstantBlock(blockPtr: usize): void {
  if (blockState().domain != DOMAIN_LDR) {
    packConstantHalf(load<u64>(PIXELS), blockPtr);
    return;
  }
  packConstant(constantComponent(0), constantComponent(1), constantComponent(2), constantComponent(3), blockPtr);
}

/** Unorm16 that decodes to the component's value. */
function constantComponent(component: usize): i32 {
  const value = load<f32>(BLOCK_MAX + (component << 2));
  // The unorm8 target lies inside the step of 256 that decodes to the value.
  return max<i32>(0, min<i32>(65535, <i32>nearest<f32>(value * 257)));
}

/** Error of the best candidate of one partition: that of the seed where its two partitions are still ahead. */
// @ts-ignore: decorator
@inline
function singleBest(seedError: f32): f32 {
  return bestBlock().partitionCount > 1 ? seedError : bestBlock().error;
}

/**
 * @param seedError  what the seed came to with one partition
 */
function searchBlock(tables: FootprintTables, seedError: f32): void {
  latitude().tau = 1;
  fitSingle();
  const singleLineError = classState().lineError;
  const isDualSeed = seedError > 0 && bestBlock().plane2Component >= 0;
  tryClass(tables, <i32>quality().singleModes);
  if (isGoodEnough()) {
    // Its own class, which this search has not tried yet, mends a seed of two planes most: 0.25 dB of 18 pictures at 4x4
    // `medium` and at 8x8 `thorough`, up to 4.6 dB of hard alpha, for 1 % of the time.
    if (isDualSeed && !endsAtSeed()) searchDual(tables);
    return;
  }
  const singleError = singleBest(seedError);
  searchDual(tables);
  if (isGoodEnough()) return;
  const single = singleBest(seedError);
  if (<i32>quality().patterns2 < 1) return;
  preparePartitionSearch();
  measureSpanShare(singleError, singleLineError);
  setLatitude(singleLineError);
  classState().turnsTies = blockState().domain == DOMAIN_LDR && latitude().colorCount < MANY_COLORS;
  const ranked = searchPatterns(tables, 2, <i32>quality().patterns2);
  if (isGoodEnough()) return;
  const two = bestBlock().error;
  searchDualPatterns(tables, ranked);
  if (isGoodEnough() || <i32>quality().patterns3 < 1) return;
  if (two > quality().gate3 * latitude().gate * single && !isFarOff(POOR3)) return;
  searchPatterns(tables, 3, <i32>quality().patterns3);
  if (isGoodEnough() || <i32>quality().patterns4 < 1) return;
  if (bestBlock().error > quality().gate4 * latitude().gate * two && !isFarOff(POOR4)) return;
  searchPatterns(tables, 4, <i32>quality().patterns4);
}

/**
 * Squared steps a texel of a footprint of one texel above which three and four partitions are tried though two did
 * little: a preset that found a better block of one partition would stop short of what a lower one finds. Why: +0.019 /
 * 0.018 / 0.014 dB at 4x4 / 5x5 / 6x6 `medium` for 0 to 4 % of the time, 0.4 dB of random colors, 3 dB of hard alpha at 12x12.
 */
const POOR3: f32 = 10;
const POOR4: f32 = 60;
/** Larger footprints are poor at most photographs: there it takes alpha, whose hard edges hold the error. */
const POOR_TEXELS: i32 = 36;

function isFarOff(share: f32): bool {
  const state = blockState();
  if (state.domain != DOMAIN_LDR) return false;
  const texels = state.texelCount;
  if (texels > POOR_TEXELS && (state.varyingMask & 8) == 0) return false;
  return bestBlock().error > share * <f32>(min<i32>(POOR_TEXELS, texels) * texels);
}

/** Limit below which a prediction is worth a trial. */
// @ts-ignore: decorator
@inline
function trialLimit(): f32 {
  return bestBlock().error * quality().tau * latitude().tau + errorFloor();
}

/** Predicts the modes of the class at hand and tries the best; returns whether any was worth a trial. */
function tryClass(tables: FootprintTables, trials: i32): bool {
  const lineError = classState().lineError;
  const limit = trialLimit();
  if (lineError > limit) return false;
  const count = predictModes(tables, trials, limit - lineError);
  const mostIdle = <i32>quality().idleModes;
  let idle: i32 = 0;
  for (let index: i32 = 0; index < count; index++) {
    const at = (<usize>index) << 2;
    if (load<f32>(SHORTLIST_COST + at) + lineError > trialLimit()) return index > 0;
    const before = bestBlock().error;
    runTrial(tables, <usize>load<u32>(SHORTLIST_MODE + at));
    idle = bestBlock().error < before ? 0 : idle + 1;
    if (endsClass() || idle == mostIdle) return true;
  }
  return count > 0;
}

/** Bit set of the components that may have a plane of their own. */
function plane2Components(): i32 {
  const state = blockState();
  const components = state.varyingMask & (state.isGrey ? 8 : 15);
  // A component alone on its axis leaves nothing for the other plane.
  return components == state.varyingMask && popcnt<i32>(components) == 1 ? 0 : components;
}

/** Each varying component as second plane, the most promising first. */
function searchDual(tables: FootprintTables): void {
  let tried: i32 = 0;
  const components = plane2Components();
  for (let component: i32 = 0; component < 4; component++) {
    const isCandidate = (components >> component) & 1;
    store<f32>(DUAL_ERRORS + ((<usize>component) << 2), isCandidate ? dualLineError(component) : 1e30);
  }
  while (tried < <i32>quality().dualComponents) {
    let best: i32 = 0;
    for (let component: i32 = 1; component < 4; component++) {
      const error = load<f32>(DUAL_ERRORS + ((<usize>component) << 2));
      if (error < load<f32>(DUAL_ERRORS + ((<usize>best) << 2))) best = component;
    }
    const error = load<f32>(DUAL_ERRORS + ((<usize>best) << 2));
    if (error > trialLimit()) return;
    store<f32>(DUAL_ERRORS + ((<usize>best) << 2), 1e30);
    fitDual(best);
    tryClass(tables, <i32>quality().dualModes);
    if (isGoodEnough()) return;
    tried++;
  }
}

/** Ranks the patterns of a partition count and tries the best; returns how many are ranked. */
function searchPatterns(tables: FootprintTables, partitionCount: i32, trials: i32): i32 {
  const patterns = partitionTables(tables, partitionCount);
  const row = quality();
  const isFew = latitude().colorCount < MANY_COLORS;
  trials += latitude().extraPatterns;
  const modes = <i32>row.partitionModes;
  const pairLimit = trials * modes;
  const widen = latitude().widen;
  trials = min(48, widen * trials);
  const rerank = max(isFew ? 32 : <i32>row.rerank, trials);
  const count = rankPartitions(
    patterns,
    <i32>row.starts,
    2,
    <i32>row.refits,
    rerank,
    trials,
    latitude().colorCount,
    latitude().isTwoClusters,
  );
  if (widen > 1) {
    tryPairs(tables, patterns, count, pairLimit);
    return count;
  }
  let idle: i32 = 0;
  for (let index: i32 = 0; index < count; index++) {
    fitPattern(patterns, <i32>load<u32>(RANKED + ((<usize>index) << 2)));
    idle = tryClass(tables, modes) ? 0 : idle + 1;
    if (isGoodEnough() || idle == <i32>row.idlePatterns) break;
  }
  return count;
}

/**
 * Squared steps a texel above which light counts as far from what was found: half a stop and more. With it 8x8 `medium`
 * gains 0.37 dB mPSNR for 1.3 times the time; at 200 it would be 0.3 for 1.2.
 */
const FAR: f32 = 60;
/** Patterns of a count, and modes of a pattern. Why: three patterns and four modes gain another 0.02 dB. */
const FAR_PATTERNS: i32 = 2;
const FAR_MODES: i32 = 2;

function hasFarLevels(): bool {
  const state = blockState();
  if (state.domain == DOMAIN_LDR || quality().patterns3 < 1) return false;
  return bestBlock().error > FAR * <f32>state.texelCount;
}

/** Patterns that part far levels, whatever the classes before them came to. */
function searchLevels(tables: FootprintTables): void {
  const levels = findLevels();
  for (let partitionCount: i32 = 2; partitionCount <= 4; partitionCount++) {
    const patterns = partitionTables(tables, partitionCount);
    const count = rankByLevels(patterns, levels, FAR_PATTERNS);
    for (let index: i32 = 0; index < count; index++) {
      fitPattern(patterns, <i32>load<u32>(RANKED + ((<usize>index) << 2)));
      tryClass(tables, FAR_MODES);
    }
  }
}

/** f32[48][4]: line error of ranked patterns with each component as second plane; infinite once tried. */
const DUAL_PATTERN_ERRORS: usize = memory.data(48 * 16, 16);

/**
 * The most promising pairs of one of the first `ranked` patterns of two partitions and a second plane. Half the modes
 * of a class with two planes: the others gained 0.001 dB for a third of the time.
 */
function searchDualPatterns(tables: FootprintTables, ranked: i32): void {
  const components = plane2Components();
  const trials = <i32>quality().dualPatterns;
  if (trials < 1 || components == 0) return;
  const patterns = partitionTables(tables, 2);
  for (let index: i32 = 0; index < ranked; index++) {
    const errors = DUAL_PATTERN_ERRORS + ((<usize>index) << 4);
    dualPatternErrors(patterns, <i32>load<u32>(RANKED + ((<usize>index) << 2)), components, errors);
  }
  for (let tried: i32 = 0; tried < trials; tried++) {
    let best = DUAL_PATTERN_ERRORS;
    const end = best + ((<usize>ranked) << 4);
    for (let at = best + 4; at < end; at += 4) {
      if (load<f32>(at) < load<f32>(best)) best = at;
    }
    if (load<f32>(best) > trialLimit()) return;
    store<f32>(best, 1e30);
    const place = best - DUAL_PATTERN_ERRORS;
    fitDualPattern(patterns, <i32>load<u32>(RANKED + ((place >> 4) << 2)), <i32>((place >> 2) & 3));
    tryClass(tables, (<i32>quality().dualModes + 1) >> 1);
    if (isGoodEnough()) return;
  }
}

/** Predicts the first `patternCount` ranked patterns and tries the best `limit` pairs of pattern and mode. */
function tryPairs(tables: FootprintTables, patterns: PartitionTables, patternCount: i32, limit: i32): void {
  const modes = <i32>quality().partitionModes;
  const pairs = shortlistPairs(tables, patterns, patternCount, trialLimit(), modes, min(PAIRS_MAX, limit));
  for (let first: i32 = 0; first < pairs; first++) {
    const pattern = load<u32>(PAIR_PATTERN + ((<usize>first) << 2));
    if (pattern == PAIR_DONE) continue;
    if (load<f32>(PAIR_COST + ((<usize>first) << 2)) > trialLimit()) return;
    fitAgain(patterns, pattern);
    tryPairsOf(tables, first, pairs, pattern);
    if (isGoodEnough()) return;
  }
}

/** Tries the pairs of one pattern, `first` and later ones. */
function tryPairsOf(tables: FootprintTables, first: i32, pairs: i32, pattern: u32): void {
  for (let index = first; index < pairs; index++) {
    const at = (<usize>index) << 2;
    if (load<u32>(PAIR_PATTERN + at) != pattern) continue;
    store<u32>(PAIR_PATTERN + at, PAIR_DONE);
    if (load<f32>(PAIR_COST + at) > trialLimit()) continue;
    runTrial(tables, <usize>load<u32>(PAIR_MODE + at));
    if (isGoodEnough()) return;
  }
}
