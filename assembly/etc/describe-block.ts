/** What one block says, field by field, for reports. */
import { Status } from '../status';
import { colorComponent, halfTable, unpackColorWord } from './color-fields';
import { diffBit, field, loadWord, MODE_ILLEGAL, pixelIndex, signedField } from './color-word';
import { colorMode } from './decode-color';
import { eacPixelIndex } from './decode-eac';
import { ETC2_RGBA, ETC2_RGBA1, ETC_FORMAT_COUNT, isEac11, isRg11, isSnorm } from './formats';

/** Words of 32 bits: the mode, −1 where there is no color word; 1 where the halves lie one above the other. */
const MODE: usize = 0;
const FLIP: usize = 4;
/** 0 where punch-through alpha is in use. */
const OPAQUE: usize = 8;
/** Two modifier tables, or the distance of T and H in the first. */
const TABLES: usize = 12;
/** i32[3][3]: colors, see color-fields.ts. */
const COLORS: usize = 20;
/** i32[2][3]: base, multiplier and table of each EAC word; the table is −1 where there is no such word. */
const EAC: usize = 56;
/** u8[16] row-major: pixel indices of the color word, and of each EAC word. */
const COLOR_INDICES: usize = 80;
const EAC_INDICES: usize = 96;
const DESCRIPTION_BYTES: usize = 128;

/** Row-major place of texel number x · 4 + y. */
@inline
function rowMajor(texel: i32): usize {
  return <usize>(((texel & 3) << 2) | (texel >> 2));
}

function describeColor(word: u64, format: i32, outPtr: usize): void {
  const mode = colorMode(word, format);
  store<i32>(outPtr + MODE, mode);
  store<i32>(outPtr + FLIP, field(word, 32, 1));
  store<i32>(outPtr + OPAQUE, format == ETC2_RGBA1 ? diffBit(word) : 1);
  if (mode == MODE_ILLEGAL) return;
  unpackColorWord(word, mode);
  store<i32>(outPtr + TABLES, halfTable(0));
  store<i32>(outPtr + TABLES, halfTable(1), 4);
  for (let index: i32 = 0; index < 9; index++) {
    store<i32>(outPtr + COLORS + ((<usize>index) << 2), colorComponent(0, index));
  }
  for (let texel: i32 = 0; texel < 16; texel++) {
    store<u8>(outPtr + COLOR_INDICES + rowMajor(texel), <u8>pixelIndex(word, texel));
  }
}

function describeEac(word: u64, slot: usize, isSigned: bool, outPtr: usize): void {
  const ptr = outPtr + EAC + slot * 12;
  store<i32>(ptr, isSigned ? signedField(word, 63, 8) : field(word, 63, 8));
  store<i32>(ptr, field(word, 55, 4), 4);
  store<i32>(ptr, field(word, 51, 4), 8);
  for (let texel: i32 = 0; texel < 16; texel++) {
    store<u8>(outPtr + EAC_INDICES + (slot << 4) + rowMajor(texel), <u8>eacPixelIndex(word, texel));
  }
}

/**
 * Describes a block of 8 or 16 bytes.
 *
 * @param format  id of formats.ts
 * @param descriptionPtr  out: 128 bytes, laid out as above
 */
export function describeEtcBlock(blockPtr: usize, format: i32, descriptionPtr: usize): i32 {
  if (format < 0 || format >= ETC_FORMAT_COUNT) return Status.BAD_OPTION;
  memory.fill(descriptionPtr, 0, DESCRIPTION_BYTES);
  store<i32>(descriptionPtr + MODE, -1);
  store<i32>(descriptionPtr + EAC, -1, 8);
  store<i32>(descriptionPtr + EAC, -1, 20);
  if (isEac11(format)) {
    describeEac(loadWord(blockPtr), 0, isSnorm(format), descriptionPtr);
    if (isRg11(format)) describeEac(loadWord(blockPtr + 8), 1, isSnorm(format), descriptionPtr);
    return Status.OK;
  }
  const hasAlphaWord = format == ETC2_RGBA;
  if (hasAlphaWord) describeEac(loadWord(blockPtr), 0, false, descriptionPtr);
  describeColor(loadWord(blockPtr + (hasAlphaWord ? 8 : 0)), format, descriptionPtr);
  return Status.OK;
}
