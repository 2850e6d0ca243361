// Paints of modes T and H.

struct Split {
  // Levels of 4 bits, r | g << 8 | b << 16.
  first: u32,
  second: u32,
  // Distance index 0..7.
  index: u32,
}

// Mode T: first, second + d, second, second − d. Mode H: first ± d, second ± d. Selector 2 of a punched block is
// transparent: its paint repeats the first.
fn paintSplit(split: Split, mode: u32) -> Paints {
  let distance = vec3i(colorDistance(split.index));
  let first = expandLevels(split.first, 4u);
  let second = expandLevels(split.second, 4u);
  let isLine = mode == MODE_T;
  let one = paintOf(select(first + distance, first, isLine));
  let two = paintOf(select(first - distance, second + distance, isLine));
  let three = paintOf(select(second + distance, second, isLine));
  return Paints(one, two, select(three, one, isPunched), paintOf(second - distance));
}
