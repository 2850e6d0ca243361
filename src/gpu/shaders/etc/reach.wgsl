// How far from the mean bases are worth a try.

// Vectors of bases on either side of the mean that table 0..7, or distance 0..7 of modes T and H, needs.
fn reachOf(index: u32) -> i32 {
  return byteOf(REACH_LOW, REACH_HIGH, index);
}
