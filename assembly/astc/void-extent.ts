/**
 * Blocks of one constant color, both ways. Spec: KDFS 1.4, ASTC "Void-Extent Blocks".
 */
import { ILLEGAL_VOID_EXTENT_COORDINATES, ILLEGAL_VOID_EXTENT_RESERVED, LEGAL } from './illegal';
import { KIND_VOID_FLOAT16, KIND_VOID_UNORM16, SymbolicBlock } from './symbolic-block';

/** Bits 0..8 of every void extent. */
const VOID_EXTENT_MARK: i32 = 0x1fc;
/** Bit 9: the color is float16. */
const FLOAT16_FLAG: i32 = 0x200;
/** Bits 10 and 11, which must be set with two axes; with three they belong to the first coordinate. */
const RESERVED_BITS: i32 = 0xc00;

/** First bit of the coordinates, and bits of each: two an axis fill the lower half of the block. */
@inline
function firstBit(axisCount: i32): i32 {
  return axisCount == 3 ? 10 : 12;
}


@inline
function coordinateBits(axisCount: i32): i32 {
  return axisCount == 3 ? 9 : 13;
}

/** What all coordinates are where the block makes no claim about its neighbours: all bits set. */
export function noExtent(axisCount: i32): i32 {
  return (1 << coordinateBits(axisCount)) - 1;
}


@inline
export function isVoidExtent(blockPtr: usize): bool {
  return ((<i32>load<u16>(blockPtr)) & 0x1ff) == VOID_EXTENT_MARK;
}

/** Reads a void extent; the kind is set by the caller when the reason is {@link LEGAL}. */
export function unpackVoidExtent(blockPtr: usize, symbolic: SymbolicBlock): i32 {
  const low = load<u64>(blockPtr);
  const mode = (<i32>low) & 0xfff;
  const axisCount = <i32>symbolic.axisCount;
  symbolic.blockMode = <u16>(mode & 0x7ff);
  symbolic.plane2Component = -1;
  store<u64>(symbolic.constantColorPtr, load<u64>(blockPtr, 8));
  const areCoordinatesLegal = unpackCoordinates(low, axisCount, symbolic.extentPtr);
  if (axisCount == 2 && (mode & RESERVED_BITS) != RESERVED_BITS) return ILLEGAL_VOID_EXTENT_RESERVED;
  if (!areCoordinatesLegal) return ILLEGAL_VOID_EXTENT_COORDINATES;
  symbolic.kind = <u8>(mode & FLOAT16_FLAG ? KIND_VOID_FLOAT16 : KIND_VOID_UNORM16);
  return LEGAL;
}

/** Reads the coordinates; returns whether all bits are set or every lower one is below its upper one. */
function unpackCoordinates(low: u64, axisCount: i32, extentPtr: usize): bool {
  const none = noExtent(axisCount);
  const bits = coordinateBits(axisCount);
  let all = none;
  let isOrdered = true;
  let first = firstBit(axisCount);
  for (let axis: i32 = 0; axis < axisCount; axis++, first += 2 * bits) {
    const lower = (<i32>(low >> first)) & none;
    const upper = (<i32>(low >> (first + bits))) & none;
    const pair = extentPtr + ((<usize>axis) << 2);
    store<u16>(pair, lower);
    store<u16>(pair, upper, 2);
    all &= lower & upper;
    if (lower >= upper) isOrdered = false;
  }
  return isOrdered || all == none;
}

/** Writes a void extent; all 16 bytes are replaced. */
export function packVoidExtent(symbolic: SymbolicBlock, blockPtr: usize): void {
  const axisCount = <i32>symbolic.axisCount;
  const bits = coordinateBits(axisCount);
  let low: u64 = VOID_EXTENT_MARK;
  if (axisCount == 2) low |= RESERVED_BITS;
  if (symbolic.kind == KIND_VOID_FLOAT16) low |= FLOAT16_FLAG;
  for (let index: i32 = 0; index < 2 * axisCount; index++) {
    const coordinate = <u64>load<u16>(symbolic.extentPtr + ((<usize>index) << 1));
    low |= coordinate << (firstBit(axisCount) + index * bits);
  }
  store<u64>(blockPtr, low);
  store<u64>(blockPtr, load<u64>(symbolic.constantColorPtr), 8);
}
