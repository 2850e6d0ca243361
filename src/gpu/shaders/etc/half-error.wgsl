// The exact error of a candidate of a half block.

// Over the opaque texels of the half at hand.
fn measureHalf(info: u32, bits: u32) -> u32 {
  let paints = paintHalf(info, bits);
  let mask = halfMask();
  // Sums of eight stay below 2^24.
  var error = 0.0;
  for (var index = 0u; index < 8u; index++) {
    let least = leastDistance(paintDistances(groupTexel(index), paints));
    error += select(least, 0.0, HAS_HOLES == 1u && ((mask >> index) & 1u) == 0u);
  }
  return u32(error);
}
