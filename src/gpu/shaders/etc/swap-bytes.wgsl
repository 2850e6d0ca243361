// Words are stored big-endian, buffers are little-endian.

fn swapBytes(word: u32) -> u32 {
  return (word << 24u) | ((word & 0xff00u) << 8u) | ((word >> 8u) & 0xff00u) | (word >> 24u);
}

// A word of 64 bits, the upper half first, as eight bytes.
fn storedWord(upper: u32, lower: u32) -> vec2u {
  return vec2u(swapBytes(upper), swapBytes(lower));
}
