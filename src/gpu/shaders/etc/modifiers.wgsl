// Tables of eight bytes as two words each: no memory is read, and the index need not be known in advance.

fn byteOf(low: u32, high: u32, index: u32) -> i32 {
  return i32((select(low, high, index >= 4u) >> ((index & 3u) * 8u)) & 255u);
}

// Modifier nearer to 0 of table 0..7.
fn smallModifier(table: u32) -> i32 {
  return byteOf(SMALL_MODIFIERS_LOW, SMALL_MODIFIERS_HIGH, table);
}

// Modifier farther from 0 of table 0..7.
fn largeModifier(table: u32) -> i32 {
  return byteOf(LARGE_MODIFIERS_LOW, LARGE_MODIFIERS_HIGH, table);
}

// Distance of modes T and H, index 0..7.
fn colorDistance(index: u32) -> i32 {
  return byteOf(DISTANCES_LOW, DISTANCES_HIGH, index);
}
