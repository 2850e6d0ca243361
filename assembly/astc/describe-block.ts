/** What a symbolic block says in full, for reports: weights, partition of every texel, endpoints. Decodes no texel. */
import { Status } from '../status';
import { cemIntegerCount, isHdrCem } from './cem';
import { Decoder, decoder, PATTERN_COORDINATES } from './decoder';
import { decodeHdrEndpoints, HDR_RECORD_BYTES } from './endpoint-hdr';
import { decodeLdrEndpoints, LDR_ENDPOINTS_BYTES } from './endpoint-ldr';
import { fillPartitionPattern } from './partition-pattern';
import { unquantizeColor, unquantizeWeight } from './quant';
import { KIND_PARTITIONED, PLANE2_WEIGHTS, SymbolicBlock } from './symbolic-block';

/** Where the parts of a description lie; src/codec/block-inspector.ts reads it. */
const WEIGHTS: usize = 0;
const PATTERN: usize = 64;
const ENDPOINTS: usize = 288;
/** Bytes of a description: weights u8[64], partitions u8[224], endpoints u16[4][2][4]. */
const DESCRIPTION_BYTES: usize = 352;

/** u8[8] unquantized color integers of one partition. */
const COLOR_UVALUES: usize = memory.data(16, 16);
const LDR_ENDPOINTS: usize = memory.data(<i32>LDR_ENDPOINTS_BYTES, 16);
const HDR_RECORD: usize = memory.data(<i32>HDR_RECORD_BYTES, 16);

/**
 * Describes a block that {@link inspectBlock} unpacked, of the prepared footprint.
 *
 * @param descriptionPtr  out: 352 bytes, 16-aligned: u8[64] weights 0..64 (those of plane 2 from 32 on), u8[224]
 *   partition 0..3 of every texel, u16[partition 4][endpoint 2][component 4]: 0..255 for LDR modes, 16 bits as
 *   interpolation sees them for HDR modes; all 0 unless the block is partitioned
 */
export function describeBlock(symbolicPtr: usize, descriptionPtr: usize): i32 {
  const state = decoder();
  if (!state.isPrepared) return Status.NOT_PREPARED;
  memory.fill(descriptionPtr, 0, DESCRIPTION_BYTES);
  const symbolic = changetype<SymbolicBlock>(symbolicPtr);
  if (symbolic.kind != KIND_PARTITIONED) return Status.OK;
  describeWeights(symbolic, 0, descriptionPtr + WEIGHTS);
  if (symbolic.plane2Component >= 0) describeWeights(symbolic, PLANE2_WEIGHTS, descriptionPtr + WEIGHTS);
  describePattern(state, symbolic, descriptionPtr + PATTERN);
  for (let partition: i32 = 0; partition < <i32>symbolic.partitionCount; partition++) {
    describeEndpoints(symbolic, partition, descriptionPtr + ENDPOINTS + ((<usize>partition) << 4));
  }
  return Status.OK;
}

/** Unquantizes the grid of the plane whose weights start at index `first`, in place for place. */
function describeWeights(symbolic: SymbolicBlock, first: i32, weightsPtr: usize): void {
  const end = first + <i32>symbolic.gridWidth * symbolic.gridHeight * symbolic.gridDepth;
  for (let index = first; index < end; index++) {
    const pvalue = <i32>load<u8>(symbolic.weightsPtr + <usize>index);
    store<u8>(weightsPtr + <usize>index, unquantizeWeight(pvalue, symbolic.weightQuantLevel));
  }
}

function describePattern(state: Decoder, symbolic: SymbolicBlock, patternPtr: usize): void {
  const count = <i32>symbolic.partitionCount;
  if (count < 2) return;
  fillPartitionPattern(
    symbolic.partitionSeed,
    count,
    PATTERN_COORDINATES,
    state.axisCount,
    state.groupCount,
    patternPtr,
  );
}

/** @param endpointsPtr  out: u16[endpoint 2][component 4] */
function describeEndpoints(symbolic: SymbolicBlock, partition: i32, endpointsPtr: usize): void {
  const cem = <i32>load<u8>(symbolic.cemPtr + <usize>partition);
  const colors = symbolic.colorsPtr + ((<usize>partition) << 3);
  for (let index: i32 = 0; index < cemIntegerCount(cem); index++) {
    const pvalue = <i32>load<u8>(colors + <usize>index);
    store<u8>(COLOR_UVALUES + <usize>index, unquantizeColor(pvalue, symbolic.colorQuantLevel));
  }
  const isHdr = isHdrCem(cem);
  if (isHdr) decodeHdrEndpoints(cem, COLOR_UVALUES, HDR_RECORD);
  else decodeLdrEndpoints(cem, COLOR_UVALUES, LDR_ENDPOINTS);
  for (let endpoint: usize = 0; endpoint < 2; endpoint++) {
    for (let component: usize = 0; component < 4; component++) {
      const value = isHdr
        ? load<i32>(HDR_RECORD + (endpoint << 4) + (component << 2))
        : <i32>load<u8>(LDR_ENDPOINTS + (component << 3) + (endpoint << 2));
      store<u16>(endpointsPtr + (endpoint << 3) + (component << 1), value);
    }
  }
}
