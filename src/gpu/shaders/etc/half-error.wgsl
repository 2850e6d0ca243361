// The exact error of a candidate of a half block.

// Over the opaque texels of the half at hand.
fn measureHalf(info: u32, bits: u32) -> u32 {
  let paints = paintHalf(info, bits);
  let mask = halfMask();
  var error = 0u;
  for (var index = 0u; index < 8u; index++) {
    let least = leastOf(paintDistances(groupTexel(index), paints));
    error += select(least, 0u, HAS_HOLES == 1u && ((mask >> index) & 1u) == 0u);
  }
  return error;
}
