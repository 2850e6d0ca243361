/** Twin of load-pairs: pixels of a block → texels, and what kind of block it is. */
import { PIXEL_RGBA8 } from '../../../astc-search/block/load-block';
import { ROUND_DOWN, blockState } from '../../../astc-search/block/block-state';
import { KIND_GREY, KIND_RGB } from '../../../astc-search/lanes/band';
import { KIND_FLAT } from '../../../astc-search/lanes/load-pairs';
import { SLOT_PLANE, TEXELS, putI16 } from './group.ref';

/** Texels, then the kind. */
export function loadPairsRef(pixelsPtr: usize, stride: usize, pixelType: i32, x0: i32, width: i32, rowCount: i32): i32 {
  const state = blockState();
  const componentBytes: usize = pixelType == PIXEL_RGBA8 ? 1 : 2;
  const full: i32 = pixelType == PIXEL_RGBA8 ? 255 : 65535;
  const rowSlots = (state.width + 1) & ~1;
  const first = pixelsPtr + <usize>x0 * 4 * componentBytes;
  memory.fill(TEXELS, 0, 4 * SLOT_PLANE);
  let isFlat = true;
  let isGrey = true;
  let isOpaque = true;
  for (let y: i32 = 0; y < state.height; y++) {
    for (let x: i32 = 0; x < state.width; x++) {
      const column = <usize>min(x, width - 1 - x0);
      const pixel = first + <usize>min(y, rowCount - 1) * stride + column * 4 * componentBytes;
      for (let component: i32 = 0; component < 4; component++) {
        const value = componentAt(pixel, component, componentBytes);
        if (value != componentAt(first, component, componentBytes)) isFlat = false;
        if (component < 3 && value != componentAt(pixel, 0, componentBytes)) isGrey = false;
        if (component == 3 && value != full) isOpaque = false;
        const steps = componentBytes == 1 ? widenByteRef(value) : widenWordRef(value);
        putI16(TEXELS + <usize>component * SLOT_PLANE, y * rowSlots + x, steps);
      }
    }
  }
  if (isFlat) return KIND_FLAT;
  return (isGrey ? KIND_GREY : KIND_RGB) + (isOpaque ? 0 : 1);
}

function componentAt(pixel: usize, component: i32, bytes: usize): i32 {
  const at = pixel + <usize>component * bytes;
  return bytes == 1 ? <i32>load<u8>(at) : <i32>load<u16>(at);
}

/** 0..255 in 1/64 of a step about 128; of a decoder that rounds down the middle of what decodes to the value. */
function widenByteRef(value: i32): i32 {
  if (blockState().rounding != ROUND_DOWN || value == 0 || value == 255) return (value - 128) * 64;
  return ((value * 255) >> 2) - 8160;
}

function widenWordRef(value: i32): i32 {
  let steps: f32 = <f32>value / 257;
  if (blockState().rounding == ROUND_DOWN && value > 0 && value < 65535) {
    const middle: f32 = steps + 0.5;
    const scaled: f32 = middle * 256;
    steps = scaled / 257;
  }
  const centred: f32 = steps - 128;
  return <i32>nearest<f32>(centred * 64);
}
