// A measured candidate of mode T or H becomes the best if it beats it and the format can say it.

struct BestSplit {
  error: u32,
  mode: u32,
  split: Split,
}

// A base as the format orders the two of mode H.
fn orderOf(levels: u32) -> u32 {
  return ((levels & 15u) << 8u) | ((levels >> 4u) & 0xf0u) | ((levels >> 16u) & 15u);
}

// The better of both. The lowest bit of the distance of mode H is told by the order of the bases: they swap places to
// suit it, except in a punched block, whose paints are not alike.
fn takeSplit(best: BestSplit, error: u32, mode: u32, split: Split) -> BestSplit {
  if (error >= best.error) {
    return best;
  }
  if (mode == MODE_T) {
    return BestSplit(error, mode, split);
  }
  let isOdd = (split.index & 1u) == 1u;
  let isOrdered = (orderOf(split.first) >= orderOf(split.second)) == isOdd;
  let isUnsayable = select(!isOdd && split.first == split.second, !isOrdered, isPunched);
  if (isUnsayable) {
    return best;
  }
  if (isOrdered) {
    return BestSplit(error, mode, split);
  }
  return BestSplit(error, mode, Split(split.second, split.first, split.index));
}
