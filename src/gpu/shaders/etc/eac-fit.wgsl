// Pass: EAC, sixteen values by table, multiplier and base. The best starts are moved step by step while it pays.

// Table with six modifiers in a row, −3..2.
const DENSE_TABLE = 13;

// A neighbour of a candidate.
fn eacStep(code: u32, step: u32) -> u32 {
  let packed = bitcast<i32>(tables[EAC_STEPS_AT + step]);
  let change = (vec3i(packed) << vec3u(24u, 16u, 8u)) >> vec3u(24u);
  return codeOf(eacTable(code) + change.x, eacMultiplier(code) + change.y, eacBase(code) + change.z);
}

// Moves a candidate to its best neighbour until none is better.
fn descend(start: EacEntry) -> EacEntry {
  var found = start;
  for (var round = 0u; round < EAC_ROUNDS; round++) {
    let origin = found;
    for (var step = 0u; step < EAC_STEPS; step++) {
      let code = eacStep(origin.code, step);
      let error = measureEac(code);
      if (error < found.error) {
        found = EacEntry(error, code);
      }
    }
    if (found.error == origin.error) {
      break;
    }
  }
  return found;
}

fn searchEac() -> u32 {
  let range = highest - lowest;
  if (VALUES_KIND == VALUES_ALPHA && range <= 5) {
    return select(codeOf(DENSE_TABLE, 1, lowest + 3), codeOf(0, 0, lowest), range == 0);
  }
  findStarts();
  var found = EacEntry(0xffffffffu, 0u);
  for (var index = 0u; index < startCount && found.error > 0u; index++) {
    let arrived = descend(starts[index]);
    if (arrived.error < found.error) {
      found = arrived;
    }
  }
  return found.code;
}

// The nearest level of a value, the first of equals.
fn selectLevel(value: i32, lows: vec4i, highs: vec4i) -> u32 {
  var levels = array<vec4i, 2>(lows, highs);
  var selected = 0u;
  var least = 0x7fffffff;
  for (var selector = 0u; selector < 8u; selector++) {
    let distance = abs(value - levels[selector >> 2u][selector & 3u]);
    selected = select(selected, selector, distance < least);
    least = min(least, distance);
  }
  return selected;
}

// The word of a candidate, the upper half first: base, multiplier, table, then 16 selectors of 3 bits.
fn packEac(code: u32) -> vec2u {
  let lows = levelsOf(code, 0u);
  let highs = levelsOf(code, 1u);
  let fields = ((u32(eacBase(code)) & 255u) << 8u) | u32((eacMultiplier(code) << 4u) | eacTable(code));
  // Sixteen selectors are 48 bits, of which the upper 16 join the fields.
  var first = 0u;
  var second = 0u;
  for (var index = 0u; index < 8u; index++) {
    first = (first << 3u) | selectLevel(values[index], lows, highs);
    second = (second << 3u) | selectLevel(values[index + 8u], lows, highs);
  }
  return vec2u((fields << 16u) | (first >> 8u), (first << 24u) | second);
}

// One invocation a word: formats of two components have two a block.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linearIndex(id, groups, 64u);
  let block = index / EAC_COMPONENTS;
  if (block >= chunk.blockCount) {
    return;
  }
  let word = index % EAC_COMPONENTS;
  loadValues(block, FIRST_COMPONENT + word);
  let packed = packEac(searchEac());
  words[block * WORDS_PER_BLOCK + word] = storedWord(packed.x, packed.y);
}
