/** Rows of blocks → rows of pixels, cut off at the image's edges; and the view into one block. */
import { Status } from '../status';
import { BlockSize } from './decimation';
import { decodeBlock, texelShift } from './decode';
import { decoder } from './decoder';
import { SymbolicBlock } from './symbolic-block';
import { unpackBlock } from './unpack';

/** Texels of one block, 8 bytes each at most. */
const TEXELS: usize = memory.data(224 * 8, 16);

/** {@link BlockSize} of 12x12. */
const LARGEST_FLAT: usize = memory.data<i32>([12, 12, 1], 16);

/** Copies `byteLength` bytes, a multiple of 4, in pieces as large as they fit. */
@inline
function copyTexels(sourcePtr: usize, targetPtr: usize, byteLength: i32): void {
  while (byteLength >= 16) {
    v128.store(targetPtr, v128.load(sourcePtr));
    sourcePtr += 16;
    targetPtr += 16;
    byteLength -= 16;
  }
  if (byteLength & 8) {
    store<u64>(targetPtr, load<u64>(sourcePtr));
    sourcePtr += 8;
    targetPtr += 8;
  }
  if (byteLength & 4) store<u32>(targetPtr, load<u32>(sourcePtr));
}

/**
 * Decodes one row of blocks.
 *
 * @param blocksPtr  blockCount · 16 bytes
 * @param width  pixels to write a row; blocks wholly to the right of it are decoded for the count only
 * @param rowCount  rows to write, at most the footprint's height
 * @param outPtr  out: RGBA, 4 or 8 bytes a pixel; `outStride` bytes from row to row
 * @param sliceCount  slices to write, one behind the other, at most the footprint's depth; 0 as 1
 * @returns number of blocks with texels in the error color, or minus a Status
 */
export function decodeRow(
  blocksPtr: usize,
  blockCount: i32,
  width: i32,
  rowCount: i32,
  outPtr: usize,
  outStride: usize,
  sliceCount: i32,
): i32 {
  const state = decoder();
  if (!state.isPrepared) return -Status.NOT_PREPARED;
  const shift = texelShift(state);
  const blockBytes = state.width << shift;
  const rows = min(rowCount, state.height);
  const slices = max(1, min(sliceCount, state.depth));
  const hiddenBytes = <usize>((state.height - rows) * blockBytes);
  let remaining = width << shift;
  let errorCount: i32 = 0;
  for (let block: i32 = 0; block < blockCount; block++) {
    errorCount += decodeBlock(state, blocksPtr, TEXELS);
    const rowBytes = min(remaining, blockBytes);
    let source = TEXELS;
    let target = outPtr;
    for (let slice: i32 = 0; slice < slices; slice++) {
      for (let row: i32 = 0; row < rows; row++) {
        copyTexels(source, target, rowBytes);
        source += <usize>blockBytes;
        target += outStride;
      }
      source += hiddenBytes;
    }
    blocksPtr += 16;
    outPtr += <usize>blockBytes;
    remaining = max(0, remaining - blockBytes);
  }
  return errorCount;
}

/**
 * Unpacks one block for reports: of the prepared footprint, or of 12x12 when nothing is prepared.
 *
 * @param symbolicPtr  out: a SymbolicBlock of 144 bytes
 * @returns 0 or the reason why the block is illegal
 */
export function inspectBlock(blockPtr: usize, symbolicPtr: usize): i32 {
  const state = decoder();
  const footprint = state.isPrepared ? state.footprint : changetype<BlockSize>(LARGEST_FLAT);
  return unpackBlock(blockPtr, footprint, changetype<SymbolicBlock>(symbolicPtr));
}
