// EAC candidates as numbers, the values that their selectors stand for, and their exact errors.

// A candidate: table << 24 | multiplier << 16 | base + 128; fields out of range are clamped, tables wrap.
fn codeOf(table: i32, multiplier: i32, base: i32) -> u32 {
  let inside = clamp(base, LOWEST_BASE, HIGHEST_BASE);
  return u32(((table & 15) << 24u) | (clamp(multiplier, 0, 15) << 16u) | (inside + 128));
}

fn eacTable(code: u32) -> i32 {
  return i32(code >> 24u);
}

fn eacMultiplier(code: u32) -> i32 {
  return i32((code >> 16u) & 15u);
}

fn eacBase(code: u32) -> i32 {
  return i32(code & 0xffffu) - 128;
}

// Modifiers of selectors 0..3 (half 0) or 4..7 (half 1) of a table, ascending away from 0.
fn eacModifiers(table: u32, half: u32) -> vec4i {
  let packed = bitcast<i32>(tables[EAC_MODIFIERS_AT + 2u * table + half]);
  return (vec4i(packed) << vec4u(24u, 16u, 8u, 0u)) >> vec4u(24u);
}

// Values of selectors 0..3 or 4..7 of a candidate.
fn levelsOf(code: u32, half: u32) -> vec4i {
  let multiplier = eacMultiplier(code);
  let factor = select(multiplier * UNIT, UNIT >> 3u, multiplier == 0);
  let center = eacBase(code) * UNIT + BIAS;
  return clamp(vec4i(center) + eacModifiers(code >> 24u, half) * factor, vec4i(BOTTOM), vec4i(TOP));
}

// Sum of squared distances of the values from the nearest level.
fn measureEac(code: u32) -> u32 {
  let lows = levelsOf(code, 0u);
  let highs = levelsOf(code, 1u);
  var error = 0u;
  for (var index = 0u; index < 16u; index++) {
    let value = vec4i(values[index]);
    let nearer = min(abs(value - lows), abs(value - highs));
    let least = u32(min(min(nearer.x, nearer.y), min(nearer.z, nearer.w)));
    error += least * least;
  }
  return error;
}
