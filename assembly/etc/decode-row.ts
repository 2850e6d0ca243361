/** Rows of ETC and EAC blocks → rows of pixels, cut off at the image's edges. */
import { Status } from '../status';
import { loadWord } from './color-word';
import { decodeColorWord } from './decode-color';
import { decodeEac11, decodeEacAlpha } from './decode-eac';
import { ETC2_RGBA, ETC_BLOCK_SIDE, ETC_FORMAT_COUNT, etcBlockBytes, isEac11, isRg11, isSnorm } from './formats';

/** RGBA8. */
const OUTPUT_UNORM8: i32 = 0;
/** RGBA of 16 bits. */
const OUTPUT_UNORM16: i32 = 1;

/** i32: the format prepared for, plus 1 (0 is none); i32: the output. */
const PREPARED: usize = memory.data(8, 8);
/** u32[16] texels of a color block; the texels of one block as they leave, 8 bytes each at most. */
const COLORS: usize = memory.data(16 * 4, 16);
const TEXELS: usize = memory.data(16 * 8, 16);

/** Opaque black, what a block of 11-bit components has where it stores nothing. */
const BLACK_UNORM8: u64 = 0xff000000_ff000000;
const BLACK_UNORM16: u64 = 0xffff_0000_0000_0000;

/**
 * Prepares for {@link decodeEtcRow}.
 *
 * @param format  id of formats.ts
 * @param output  0 RGBA8, 1 RGBA unorm16
 */
export function prepareEtcDecoder(format: i32, output: i32): i32 {
  store<i32>(PREPARED, 0);
  if (format < 0 || format >= ETC_FORMAT_COUNT) return Status.BAD_OPTION;
  if (output < OUTPUT_UNORM8 || output > OUTPUT_UNORM16) return Status.BAD_OPTION;
  store<i32>(PREPARED, format + 1);
  store<i32>(PREPARED, output, 4);
  return Status.OK;
}

/** u8[64] → u16[64], 255 to 65535. */
function widenColors(): void {
  for (let component: usize = 0; component < 64; component++) {
    store<u16>(TEXELS + (component << 1), <u16>(<i32>load<u8>(COLORS + component) * 257));
  }
}

function decodeColorBlock(blockPtr: usize, format: i32, isWide: bool): i32 {
  const hasAlphaWord = format == ETC2_RGBA;
  const texels = isWide ? COLORS : TEXELS;
  const isIllegal = decodeColorWord(loadWord(blockPtr + (hasAlphaWord ? 8 : 0)), format, texels);
  if (hasAlphaWord) decodeEacAlpha(loadWord(blockPtr), texels + 3);
  if (isWide) widenColors();
  return isIllegal;
}

function decodeComponentBlock(blockPtr: usize, format: i32, isWide: bool): void {
  const black = isWide ? BLACK_UNORM16 : BLACK_UNORM8;
  const end = TEXELS + (isWide ? 128 : 64);
  for (let ptr = TEXELS; ptr < end; ptr += 8) store<u64>(ptr, black);
  decodeEac11(loadWord(blockPtr), isSnorm(format), isWide, TEXELS);
  if (isRg11(format)) decodeEac11(loadWord(blockPtr + 8), isSnorm(format), isWide, TEXELS + (isWide ? 2 : 1));
}

/** Copies one row of the block, `byteLength` bytes: a multiple of 4, 32 at most. */
@inline
function copyTexels(sourcePtr: usize, targetPtr: usize, byteLength: i32): void {
  for (let offset: i32 = 0; offset < byteLength; offset += 4) {
    store<u32>(targetPtr + <usize>offset, load<u32>(sourcePtr + <usize>offset));
  }
}

/**
 * Decodes one row of blocks.
 *
 * @param blocksPtr  blockCount blocks of 8 or 16 bytes
 * @param width  pixels to write a row; blocks wholly to the right of it are decoded for the count only
 * @param rowCount  rows to write, at most 4
 * @param pixelsPtr  out: RGBA, 4 or 8 bytes a pixel; `strideBytes` from row to row
 * @returns number of blocks in the error color (ETC1 without meaning), or minus a Status
 */
export function decodeEtcRow(
  blocksPtr: usize,
  blockCount: i32,
  width: i32,
  rowCount: i32,
  pixelsPtr: usize,
  strideBytes: usize,
): i32 {
  const format = load<i32>(PREPARED) - 1;
  if (format < 0) return -Status.NOT_PREPARED;
  const isWide = load<i32>(PREPARED, 4) == OUTPUT_UNORM16;
  const rows = min(rowCount, ETC_BLOCK_SIDE);
  const blockRowBytes = isWide ? 32 : 16;
  let remaining = width << (isWide ? 3 : 2);
  let errorCount: i32 = 0;
  for (let block: i32 = 0; block < blockCount; block++) {
    if (isEac11(format)) decodeComponentBlock(blocksPtr, format, isWide);
    else errorCount += decodeColorBlock(blocksPtr, format, isWide);
    const rowBytes = max(0, min(remaining, blockRowBytes));
    for (let row: i32 = 0; row < rows; row++) {
      copyTexels(TEXELS + <usize>(row * blockRowBytes), pixelsPtr + <usize>row * strideBytes, rowBytes);
    }
    blocksPtr += <usize>etcBlockBytes(format);
    pixelsPtr += <usize>blockRowBytes;
    remaining -= blockRowBytes;
  }
  return errorCount;
}
