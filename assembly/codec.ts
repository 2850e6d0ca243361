/** What the host calls once an instance: tables shared by all footprints, and the buffer for its bytes. */
import { allocate, extendLast } from './arena';
import { initBlockModes } from './astc/block-mode';
import { initPartitionPattern } from './astc/partition-pattern';
import { initQuant } from './astc/quant';
import { initIseWords } from './bits/ise-words';
import { initTritsQuints } from './bits/trits-quints';
import { Status } from './status';

let bufferPtr: usize = 0;
let bufferBytes: usize = 0;

/** Builds the tables every footprint shares; microseconds. */
export function initCodec(): i32 {
  initTritsQuints();
  initIseWords();
  initQuant();
  initBlockModes();
  initPartitionPattern();
  return Status.OK;
}

/**
 * The host's buffer, at least `byteLength` bytes, 16-aligned; 0 when memory cannot grow. A larger request may move it
 * and its old content is then lost; typed views on the memory are detached whenever it grew.
 */
export function reserveBuffer(byteLength: usize): usize {
  const rounded = (byteLength + 15) & ~15;
  if (rounded <= bufferBytes) return bufferPtr;
  if (!extendLast(bufferPtr, bufferBytes, rounded)) {
    const moved = allocate(rounded);
    if (moved == 0) return 0;
    bufferPtr = moved;
  }
  bufferBytes = rounded;
  return bufferPtr;
}
