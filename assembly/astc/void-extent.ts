/**
 * Blocks of one constant color, both ways. Spec: KDFS 1.4, ASTC "Void-Extent Blocks".
 */
import { ILLEGAL_VOID_EXTENT_COORDINATES, ILLEGAL_VOID_EXTENT_RESERVED, LEGAL } from './illegal';
import { KIND_VOID_FLOAT16, KIND_VOID_UNORM16, NO_EXTENT, SymbolicBlock } from './symbolic-block';

/** Bits 0..8 of every void extent. */
const VOID_EXTENT_MARK: i32 = 0x1fc;
/** Bit 9: the color is float16. */
const FLOAT16_FLAG: i32 = 0x200;
/** Bits 10 and 11, which must be set. */
const RESERVED_BITS: i32 = 0xc00;


@inline
export function isVoidExtent(blockPtr: usize): bool {
  return ((<i32>load<u16>(blockPtr)) & 0x1ff) == VOID_EXTENT_MARK;
}

/** Reads a void extent; the kind is set by the caller when the reason is {@link LEGAL}. */
export function unpackVoidExtent(blockPtr: usize, symbolic: SymbolicBlock): i32 {
  const low = load<u64>(blockPtr);
  const mode = (<i32>low) & 0xfff;
  symbolic.blockMode = <u16>(mode & 0x7ff);
  symbolic.plane2Component = -1;
  const extent = symbolic.extentPtr;
  const lowS = (<i32>(low >> 12)) & NO_EXTENT;
  const highS = (<i32>(low >> 25)) & NO_EXTENT;
  const lowT = (<i32>(low >> 38)) & NO_EXTENT;
  const highT = <i32>(low >> 51);
  store<u16>(extent, lowS);
  store<u16>(extent, highS, 2);
  store<u16>(extent, lowT, 4);
  store<u16>(extent, highT, 6);
  store<u64>(symbolic.constantColorPtr, load<u64>(blockPtr, 8));
  if ((mode & RESERVED_BITS) != RESERVED_BITS) return ILLEGAL_VOID_EXTENT_RESERVED;
  const isWithoutExtent = (lowS & highS & lowT & highT) == NO_EXTENT;
  if (!isWithoutExtent && (lowS >= highS || lowT >= highT)) return ILLEGAL_VOID_EXTENT_COORDINATES;
  symbolic.kind = <u8>(mode & FLOAT16_FLAG ? KIND_VOID_FLOAT16 : KIND_VOID_UNORM16);
  return LEGAL;
}

/** Writes a void extent; all 16 bytes are replaced. */
export function packVoidExtent(symbolic: SymbolicBlock, blockPtr: usize): void {
  const extent = symbolic.extentPtr;
  let low: u64 = VOID_EXTENT_MARK | RESERVED_BITS;
  if (symbolic.kind == KIND_VOID_FLOAT16) low |= FLOAT16_FLAG;
  low |= (<u64>load<u16>(extent)) << 12;
  low |= (<u64>load<u16>(extent, 2)) << 25;
  low |= (<u64>load<u16>(extent, 4)) << 38;
  low |= (<u64>load<u16>(extent, 6)) << 51;
  store<u64>(blockPtr, low);
  store<u64>(blockPtr, load<u64>(symbolic.constantColorPtr), 8);
}
