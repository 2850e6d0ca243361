// Scores of bases under one pair of modifiers, in closed form. The error of a texel is its distance from the nearer of
// two steps along luma: | |D| − middle | − half. Exact unless a modifier is clamped, and then too high.

const LARGEST_SCORE = 0x1fffffu;

// Error times 4 W, lowered to fit 21 bits, of four bases of the group at hand.
//
// middle: W (small + large), halfway between the two steps; half: W (large − small), half their distance.
fn scoreBases(bases: Bases, middle: i32, half: i32) -> vec4u {
  var score = bases.chroma;
  for (var index = 0u; index < GROUP_TEXELS; index++) {
    let distance = abs(vec4i(groupLumas[index]) - bases.luma2);
    let rest = abs(distance - vec4i(middle)) - vec4i(half);
    score += select(vec4i(0), rest * rest, isInGroup(index));
  }
  return min(vec4u(score) >> vec4u(SCORE_SHIFT), vec4u(LARGEST_SCORE));
}

// The best and the second best key of each lane: score << 10 | table << 7 | vector.
struct Keys {
  best: vec4u,
  second: vec4u,
}

const FREE_KEY = 0x7fffffffu;

fn noKeys() -> Keys {
  return Keys(vec4u(FREE_KEY), vec4u(FREE_KEY));
}

fn addKeys(keys: Keys, scores: vec4u, table: u32, vector: i32) -> Keys {
  let key = (scores << vec4u(10u)) | vec4u((table << 7u) | u32(vector));
  return Keys(min(keys.best, key), min(keys.second, max(keys.best, key)));
}

fn leastOf(keys: vec4u) -> u32 {
  return min(min(keys.x, keys.y), min(keys.z, keys.w));
}

fn keyVector(key: u32) -> i32 {
  return i32(key & 127u);
}

fn keyTable(key: u32) -> u32 {
  return (key >> 7u) & 7u;
}

// The second best key of a lane, or its best where it has no other.
fn secondKey(keys: Keys, lane: u32) -> u32 {
  var bests = keys.best;
  var seconds = keys.second;
  return select(seconds[lane], bests[lane], seconds[lane] >> 10u == LARGEST_SCORE);
}
