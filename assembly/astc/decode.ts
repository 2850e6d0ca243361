/**
 * One block → its texels. Total: an illegal block becomes the error color.
 * Spec: KDFS 1.4, ASTC "Decode Procedure", "ASTC decoding modes", table "ASTC error colors".
 *
 * The error color is opaque magenta in the LDR profiles and, as the specification recommends for HDR and as native
 * decoders do, four float16 NaNs in the HDR profiles.
 */
import { unorm16ToHalfScalar } from '../simd/half';
import { lookup32 } from '../simd/lookup';
import { cemIntegerCount, isHdrCem } from './cem';
import {
  decimationTable,
  Decoder,
  OUTPUT_FLOAT16,
  OUTPUT_UNORM16,
  OUTPUT_UNORM8,
  PATTERN_COORDINATES,
  PROFILE_HDR_RGB,
  PROFILE_LDR_SRGB,
} from './decoder';
import { decodeHdrEndpoints, HDR_RECORD_BYTES, storeLdr } from './endpoint-hdr';
import { decodeLdrEndpoints } from './endpoint-ldr';
import { infillWeights } from './infill';
import { interpolateHdr } from './interpolate-hdr';
import { interpolateLdrFloat16, interpolateLdrUnorm16, interpolateLdrUnorm8, PLANE_STRIDE } from './interpolate-ldr';
import { fillPartitionPattern } from './partition-pattern';
import { COLOR_UVALUE, WEIGHT_UVALUE } from './quant';
import { KIND_ILLEGAL, KIND_PARTITIONED, KIND_VOID_FLOAT16, SymbolicBlock } from './symbolic-block';
import { unpackBlock } from './unpack';

/** Opaque magenta by output, and NaNs, as the bytes of one texel. */
const ERROR_UNORM8: u64 = 0xff_ff_00_ff;
const ERROR_UNORM16: u64 = 0xffff_ffff_0000_ffff;
const ERROR_FLOAT16: u64 = 0x3c00_3c00_0000_3c00;
const ERROR_HDR: u64 = 0xffff_ffff_ffff_ffff;

const SYMBOLIC: usize = memory.data(144, 16);
/** u8[64] uvalues of each plane's grid; the second plane has 32 at most. */
const GRID_WEIGHTS: usize = memory.data(64 + 32 + 32, 16);
/** u8[2][224] weights of the texels. */
const TEXEL_WEIGHTS: usize = memory.data(2 * 224, 16);
/** u8[224] partition of the texels; the other one stays 0, for blocks of one partition. */
const PATTERN: usize = memory.data(224, 16);
const ZERO_PATTERN: usize = memory.data(224, 16);
/** u8[8] unquantized color integers of one partition. */
const COLOR_UVALUES: usize = memory.data(16, 16);
/** u8[component 4][endpoint 2][partition 4] */
const LDR_ENDPOINTS: usize = memory.data(32, 16);
/** HDR records of four partitions. */
const HDR_RECORDS: usize = memory.data(4 * 48, 16);


@inline
export function texelShift(state: Decoder): i32 {
  return state.output == OUTPUT_UNORM8 ? 2 : 3;
}

function errorColor(state: Decoder): u64 {
  if (state.profile >= PROFILE_HDR_RGB) return ERROR_HDR;
  if (state.output == OUTPUT_FLOAT16) return ERROR_FLOAT16;
  return state.output == OUTPUT_UNORM16 ? ERROR_UNORM16 : ERROR_UNORM8;
}

function fillTexels(state: Decoder, color: u64, texelsPtr: usize): void {
  const both = state.output == OUTPUT_UNORM8 ? color | (color << 32) : color;
  const value = i64x2.splat(both);
  const end = texelsPtr + ((<usize>state.texelCount) << texelShift(state));
  for (let ptr = texelsPtr; ptr < end; ptr += 16) v128.store(ptr, value);
}

/**
 * Decodes a block.
 *
 * @param texelsPtr  out: RGBA of the footprint's texels, row after row, 4 or 8 bytes each; up to the next multiple of 16
 *   texels is overwritten
 * @returns 1 when any texel has the error color, else 0
 */
export function decodeBlock(state: Decoder, blockPtr: usize, texelsPtr: usize): i32 {
  const symbolic = changetype<SymbolicBlock>(SYMBOLIC);
  unpackBlock(blockPtr, state.footprint, symbolic);
  if (symbolic.kind == KIND_PARTITIONED) return decodePartitioned(state, symbolic, texelsPtr);
  const isFloat = symbolic.kind == KIND_VOID_FLOAT16;
  if (symbolic.kind == KIND_ILLEGAL || (isFloat && state.profile < PROFILE_HDR_RGB)) {
    fillTexels(state, errorColor(state), texelsPtr);
    return 1;
  }
  fillTexels(state, constantColor(state, symbolic, isFloat), texelsPtr);
  return 0;
}

/** One texel of a legal void extent. */
function constantColor(state: Decoder, symbolic: SymbolicBlock, isFloat: bool): u64 {
  const stored = load<u64>(symbolic.constantColorPtr);
  if (isFloat || state.output == OUTPUT_UNORM16) return stored;
  let color: u64 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    const c = (<i32>(stored >> (16 * component))) & 0xffff;
    if (state.output == OUTPUT_UNORM8) color |= (<u64>(c >> 8)) << (8 * component);
    else color |= (<u64>unorm16ToHalfScalar(c)) << (16 * component);
  }
  return color;
}

function decodePartitioned(state: Decoder, symbolic: SymbolicBlock, texelsPtr: usize): i32 {
  decodeWeights(state, symbolic);
  let pattern = ZERO_PATTERN;
  if (symbolic.partitionCount > 1) {
    const seed = <i32>symbolic.partitionSeed;
    const count = <i32>symbolic.partitionCount;
    fillPartitionPattern(seed, count, PATTERN_COORDINATES, state.axisCount, state.groupCount, PATTERN);
    pattern = PATTERN;
  }
  const hdrPartitions = decodeEndpoints(symbolic);
  if (hdrPartitions != 0 && state.profile >= PROFILE_HDR_RGB) {
    widenLdrEndpoints(symbolic.partitionCount, hdrPartitions);
    const plane2 = <i32>symbolic.plane2Component;
    interpolateHdr(HDR_RECORDS, pattern, TEXEL_WEIGHTS, plane2, state.texelCount, texelsPtr);
    return 0;
  }
  interpolateLdr(state, pattern, symbolic.plane2Component, texelsPtr);
  if (hdrPartitions == 0) return 0;
  markErrors(state, pattern, hdrPartitions, texelsPtr);
  return 1;
}

/** Unquantizes and infills the weights of both planes into TEXEL_WEIGHTS. */
function decodeWeights(state: Decoder, symbolic: SymbolicBlock): void {
  const row = WEIGHT_UVALUE + ((<usize>symbolic.weightQuantLevel) << 5);
  const low = v128.load(row);
  const high = v128.load(row, 16);
  const weights = symbolic.weightsPtr;
  const gridWidth = <i32>symbolic.gridWidth;
  const gridHeight = <i32>symbolic.gridHeight;
  const gridDepth = <i32>symbolic.gridDepth;
  const isWhole = gridWidth == state.width && gridHeight == state.height && gridDepth == state.depth;
  const target = isWhole ? TEXEL_WEIGHTS : GRID_WEIGHTS;
  v128.store(target, lookup32(low, high, v128.load(weights)));
  v128.store(target, lookup32(low, high, v128.load(weights, 16)), 16);
  const plane2 = lookup32(low, high, v128.load(weights, 32));
  const plane2Rest = lookup32(low, high, v128.load(weights, 48));
  if (symbolic.plane2Component < 0) {
    v128.store(target, plane2, 32);
    v128.store(target, plane2Rest, 48);
  } else {
    const target2 = isWhole ? TEXEL_WEIGHTS + PLANE_STRIDE : GRID_WEIGHTS + 64;
    v128.store(target2, plane2);
    v128.store(target2, plane2Rest, 16);
  }
  if (isWhole) return;
  const table = decimationTable(state, gridWidth, gridHeight, gridDepth);
  const gridCount = gridWidth * gridHeight * gridDepth;
  infillWeights(GRID_WEIGHTS, gridCount, table, state.groupCount, TEXEL_WEIGHTS);
  if (symbolic.plane2Component < 0) return;
  infillWeights(GRID_WEIGHTS + 64, gridCount, table, state.groupCount, TEXEL_WEIGHTS + PLANE_STRIDE);
}

/** Decodes each partition's endpoints into LDR_ENDPOINTS or HDR_RECORDS; returns a bit set of the HDR partitions. */
function decodeEndpoints(symbolic: SymbolicBlock): i32 {
  const uvalues = COLOR_UVALUE + ((<usize>symbolic.colorQuantLevel) << 8);
  let hdrPartitions: i32 = 0;
  for (let partition: i32 = 0; partition < <i32>symbolic.partitionCount; partition++) {
    const cem = <i32>load<u8>(symbolic.cemPtr + <usize>partition);
    const colors = symbolic.colorsPtr + ((<usize>partition) << 3);
    const integerCount = <usize>cemIntegerCount(cem);
    for (let index: usize = 0; index < integerCount; index++) {
      store<u8>(COLOR_UVALUES + index, load<u8>(uvalues + <usize>load<u8>(colors + index)));
    }
    if (isHdrCem(cem)) {
      hdrPartitions |= 1 << partition;
      decodeHdrEndpoints(cem, COLOR_UVALUES, HDR_RECORDS + <usize>partition * HDR_RECORD_BYTES);
    } else {
      decodeLdrEndpoints(cem, COLOR_UVALUES, LDR_ENDPOINTS + <usize>partition);
    }
  }
  return hdrPartitions;
}

/** Gives the LDR partitions of a block with HDR ones records too. */
function widenLdrEndpoints(partitionCount: i32, hdrPartitions: i32): void {
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    if ((hdrPartitions >> partition) & 1) continue;
    const record = HDR_RECORDS + <usize>partition * HDR_RECORD_BYTES;
    for (let component: usize = 0; component < 4; component++) {
      const pair = LDR_ENDPOINTS + (component << 3) + <usize>partition;
      storeLdr(record, component, load<u8>(pair), load<u8>(pair, 4));
    }
  }
}

function interpolateLdr(state: Decoder, pattern: usize, plane2: i32, texelsPtr: usize): void {
  const colorSpace: i32 = state.profile == PROFILE_LDR_SRGB ? 1 : 0;
  const groups = state.groupCount;
  if (state.output == OUTPUT_UNORM8) {
    interpolateLdrUnorm8(LDR_ENDPOINTS, pattern, TEXEL_WEIGHTS, plane2, colorSpace, groups, texelsPtr);
  } else if (state.output == OUTPUT_UNORM16) {
    interpolateLdrUnorm16(LDR_ENDPOINTS, pattern, TEXEL_WEIGHTS, plane2, colorSpace, groups, texelsPtr);
  } else {
    interpolateLdrFloat16(LDR_ENDPOINTS, pattern, TEXEL_WEIGHTS, plane2, colorSpace, groups, texelsPtr);
  }
}

/** In the LDR profiles the texels of HDR partitions, and only those, have the error color. */
function markErrors(state: Decoder, pattern: usize, hdrPartitions: i32, texelsPtr: usize): void {
  const color = errorColor(state);
  for (let texel: i32 = 0; texel < state.texelCount; texel++) {
    if (((hdrPartitions >> load<u8>(pattern + <usize>texel)) & 1) == 0) continue;
    const texelPtr = texelsPtr + ((<usize>texel) << texelShift(state));
    if (state.output == OUTPUT_UNORM8) store<u32>(texelPtr, <u32>color);
    else store<u64>(texelPtr, color);
  }
}
