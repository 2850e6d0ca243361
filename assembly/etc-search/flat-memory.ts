/**
 * Blocks of one colour are searched in full, which takes as long as a hundred others; what was found is kept by colour, so
 * that flat pictures ask for each once. Found again or kept, the bytes are the same.
 */
import { texel } from './block-state';
import { findOpaque } from './load-block';
import { COLOR_PUNCHED, encodeColor } from './search';
import { isSolid } from './solid';

const WHOLE: i32 = 0xffff;
const SLOTS: usize = 256;
const SLOT_BYTES: usize = 16;
/** Each: u32 colour with {@link TAKEN}, 4 bytes nobody reads, u8[8] the block. */
const KEPT: usize = memory.data(4096, 16);
const TAKEN: u32 = 1 << 24;

/** Forgets everything: the settings change. */
export function forgetFlat(): void {
  memory.fill(KEPT, 0, SLOTS * SLOT_BYTES);
}

/** Encodes the block at hand as colour, 8 bytes. */
export function encodeFlat(modes: i32, outPtr: usize): void {
  const hasHoles = modes == COLOR_PUNCHED && findOpaque() != WHOLE;
  if (hasHoles || !isSolid()) {
    encodeColor(modes, outPtr);
    return;
  }
  const color: u32 = (<u32>texel(0, 0)) | ((<u32>texel(1, 0)) << 8) | ((<u32>texel(2, 0)) << 16);
  const slotPtr = KEPT + <usize>((color * 0x9e3779b1) >> 24) * SLOT_BYTES;
  if (load<u32>(slotPtr) != (color | TAKEN)) {
    encodeColor(modes, slotPtr + 8);
    store<u32>(slotPtr, color | TAKEN);
  }
  store<u64>(outPtr, load<u64>(slotPtr, 8));
}
