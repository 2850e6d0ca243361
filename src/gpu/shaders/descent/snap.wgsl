// The legal pattern nearest to a free assignment: what a texel loses on the line that a pattern gives it counts, not that
// it changed sides, and any of the lines may belong to any of the pattern's partitions.

// Partition of a texel in a pattern of the tables, as its seed numbers them.
fn patternPartition(pattern: u32, texel: u32) -> u32 {
  var found = 0u;
  for (var plane = 0u; plane + 1u < PARTITION_COUNT; plane++) {
    let word = integers[PATTERNS + pattern * PATTERN_WORDS + 1u + plane * WORDS + (texel >> 5u)];
    found = select(found, plane + 1u, ((word >> (texel & 31u)) & 1u) == 1u);
  }
  return found;
}

// The six orders of three lines; the first two begin those of two.
fn lineOf(order: u32, part: u32) -> u32 {
  const ORDERS = array<u32, 6>(0x210u, 0x201u, 0x120u, 0x102u, 0x021u, 0x012u);
  return (ORDERS[order] >> (part * 4u)) & 3u;
}

// Loss of a pattern whose partitions take the lines in an order.
fn mismatch(pattern: u32, order: u32) -> f32 {
  var loss = 0.0;
  for (var texel = 0u; texel < TEXELS; texel++) {
    loss += distanceTo(texels[texel], lineOf(order, patternPartition(pattern, texel)));
  }
  return loss;
}

fn snapToPattern() {
  if (PARTITION_COUNT == 1u) {
    return;
  }
  var best = 1e30;
  var bestPattern = 0u;
  var bestOrder = 0u;
  for (var pattern = 0u; pattern < PATTERN_COUNT; pattern++) {
    for (var order = 0u; order < select(2u, 6u, PARTITION_COUNT == 3u); order++) {
      let loss = mismatch(pattern, order);
      if (loss < best) {
        best = loss;
        bestPattern = pattern;
        bestOrder = order;
      }
    }
  }
  for (var texel = 0u; texel < TEXELS; texel++) {
    partitionOf[texel] = lineOf(bestOrder, patternPartition(bestPattern, texel));
  }
  for (var line = 0u; line < PARTITION_COUNT; line++) {
    spanLine(line);
  }
}
