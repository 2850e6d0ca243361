// Blocks of one color: the best color that any paint of any mode shows, by looking at them all. Components do not
// depend on each other once the modifier is known.

// Paints in a row: 8 tables of 4 modifiers with 5 bits, the same with 4 bits, mode T with distance 0 and 8 × ± d.
const DIFFERENTIAL_END = 32u;
const INDIVIDUAL_END = 64u;
const PAINT_COUNT = 81u;

// The level of 4 or 5 bits that shows a value 0..255 best.
fn nearestLevel(value: i32, bits: u32) -> i32 {
  let at = select(NEAREST4_AT, NEAREST5_AT, bits == 5u);
  return i32((tables[at + (u32(value) >> 2u)] >> ((u32(value) & 3u) * 8u)) & 255u);
}

// Squared distances of a color from levels under a modifier.
fn missOf(color: vec3i, levels: vec3i, modifier: i32, bits: u32) -> vec3i {
  let shown = clamp(expandLevels(packLevels(levels), bits) + vec3i(modifier), vec3i(0), vec3i(255));
  return (shown - color) * (shown - color);
}

// The modifier of a paint and the table or distance it comes from.
fn solidModifier(paint: u32) -> vec2i {
  if (paint < INDIVIDUAL_END) {
    let table = (paint & 31u) >> 2u;
    let size = select(smallModifier(table), largeModifier(table), (paint & 2u) == 2u);
    return vec2i(select(size, -size, (paint & 1u) == 1u), i32(table));
  }
  if (paint == INDIVIDUAL_END) {
    return vec2i(0, 0);
  }
  let index = (paint - INDIVIDUAL_END - 1u) >> 1u;
  let distance = colorDistance(index);
  return vec2i(select(distance, -distance, (paint & 1u) == 0u), i32(index));
}

fn trySolidPaint(color: vec3i, paint: u32, state: ptr<function, BlockState>) {
  let bits = select(4u, 5u, paint < DIFFERENTIAL_END);
  let choice = solidModifier(paint);
  let modifier = choice.x;
  let wanted = clamp(color - vec3i(modifier), vec3i(0), vec3i(255));
  let near = vec3i(nearestLevel(wanted.x, bits), nearestLevel(wanted.y, bits), nearestLevel(wanted.z, bits));
  // Farther levels may be clamped to a value that is nearer.
  let last = vec3i(select(select(15, 31, bits == 5u), 0, modifier < 0));
  let nearMiss = missOf(color, near, modifier, bits);
  let lastMiss = missOf(color, last, modifier, bits);
  let levels = packLevels(select(near, last, lastMiss < nearMiss));
  let error = u32(16 * weigh(min(nearMiss, lastMiss)));
  if (error >= (*state).error) {
    return;
  }
  let isLine = paint >= INDIVIDUAL_END;
  let table = u32(choice.y);
  (*state).error = error;
  (*state).mode = select(select(MODE_INDIVIDUAL, MODE_DIFFERENTIAL, bits == 5u), MODE_T, isLine);
  (*state).first = levels | select(table << 24u, 0u, isLine);
  (*state).second = (*state).first;
  (*state).third = select(0u, table, isLine);
}

fn trySolid(color: vec3i, state: ptr<function, BlockState>) {
  for (var paint = 0u; paint < PAINT_COUNT; paint++) {
    let isIndividual = paint >= DIFFERENTIAL_END && paint < INDIVIDUAL_END;
    let isLine = paint >= INDIVIDUAL_END;
    if (!(isIndividual && HAS_INDIVIDUAL == 0u) && !(isLine && HAS_SPLITS == 0u)) {
      trySolidPaint(color, paint, state);
    }
  }
}
