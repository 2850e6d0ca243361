// Pixels of the chunk, 8 or 16 bits a component. What lies beyond the picture repeats its edge.

fn pixelIndex(x: u32, y: u32) -> u32 {
  return min(y, chunk.height - 1u) * chunk.width + min(x, chunk.width - 1u);
}

// Unorm16 to unorm8, to the nearest.
fn narrow(value: u32) -> u32 {
  return (value * 255u + 32767u) / 65535u;
}

// A pixel as RGBA8.
fn readPixel8(x: u32, y: u32) -> u32 {
  let index = pixelIndex(x, y) * PIXEL_WORDS;
  let low = source[index];
  if (PIXEL_WORDS == 1u) {
    return low;
  }
  let high = source[index + PIXEL_WORDS - 1u];
  let red = narrow(low & 0xffffu);
  let green = narrow(low >> 16u);
  let blue = narrow(high & 0xffffu);
  return red | (green << 8u) | (blue << 16u) | (narrow(high >> 16u) << 24u);
}

// A component of a pixel as unorm16.
fn readComponent16(x: u32, y: u32, component: u32) -> u32 {
  let index = pixelIndex(x, y) * PIXEL_WORDS;
  if (PIXEL_WORDS == 1u) {
    return ((source[index] >> (component * 8u)) & 255u) * 257u;
  }
  return (source[index + (component >> 1u)] >> ((component & 1u) * 16u)) & 0xffffu;
}
