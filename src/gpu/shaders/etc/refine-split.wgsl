// Descent from the best block of mode T or H: neighbours of both colors and the distance, measured exactly.

const SPLIT_STEP_COUNT = 20u;

// Levels moved by a step, or as they were where that leaves 0..15: a carry or borrow shows in the bits above.
fn moveLevels(levels: u32, step: u32) -> u32 {
  let moved = levels + step;
  return select(moved, levels, (moved & 0x80f0f0f0u) != 0u);
}

// A neighbour of a split.
fn stepOf(split: Split, step: u32) -> Split {
  let at = SPLIT_STEPS_AT + 3u * step;
  let index = clamp(i32(split.index) + bitcast<i32>(tables[at + 2u]), 0, 7);
  return Split(moveLevels(split.first, tables[at]), moveLevels(split.second, tables[at + 1u]), u32(index));
}

// Steps until nothing gains.
fn refineSplit(start: BestSplit) -> BestSplit {
  var best = start;
  // In punched blocks the two colors of mode H cannot be swapped to suit the distance: they stay.
  if (isPunched && best.mode != MODE_T) {
    return best;
  }
  for (var round = 0u; round < SPLIT_REFINEMENTS; round++) {
    let origin = best;
    for (var step = 0u; step < SPLIT_STEP_COUNT; step++) {
      let split = stepOf(origin.split, step);
      best = takeSplit(best, measureSplit(split, origin.mode).error, origin.mode, split);
    }
    if (best.error == origin.error) {
      break;
    }
  }
  return best;
}
