// The exact error of a candidate of mode T or H, and the split that its paints attract.

struct SplitError {
  error: u32,
  // Mode T: texels of the isolated paint; mode H: texels of the second pair.
  attracted: u32,
}

// Over all opaque texels.
fn measureSplit(split: Split, mode: u32) -> SplitError {
  let paints = paintSplit(split, mode);
  var measured = SplitError(0u, 0u);
  for (var index = 0u; index < 16u; index++) {
    let distances = paintDistances(texels[index], paints);
    let low = min(distances.x, distances.y);
    let high = min(distances.z, distances.w);
    let isHigh = high < low;
    let isFirst = !isHigh && distances.x <= distances.y;
    let isAttracted = select(isHigh, isFirst, mode == MODE_T);
    let isOpaque = ((opaqueMask >> index) & 1u) == 1u;
    measured.error += u32(select(0.0, min(low, high), isOpaque));
    measured.attracted |= select(0u, 1u << index, isAttracted && isOpaque);
  }
  return measured;
}
