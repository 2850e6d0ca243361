// Candidates of modes T and H under an assumed split: bases and distances scored in closed form, four of them the
// best. In T the first group is one paint and the second a line of three along grey, in H both are pairs.

const DISTANCE_COUNT = 8u;

var<private> splits: array<Split, 4>;

fn meanLevels(mean: vec3i) -> u32 {
  return packLevels((mean * 30 + (mean >> vec3u(3u)) + vec3i(2048)) >> vec3u(12u));
}

// Mode T with the texels of a mask in the isolated paint.
fn proposeLines(isolatedMask: u32) {
  let isolated = meanLevels(sumGroup(isolatedMask).mean);
  let line = sumGroup(isolatedMask ^ opaqueMask);
  let middle = reachOf(DISTANCE_COUNT - 1u);
  var keys = noKeys();
  var before = 0xffffffffu;
  for (var vector = 0; vector < 2 * middle; vector++) {
    let bases = basesOf(line, vector, middle, before);
    before = bases.levels.w;
    for (var index = 0u; index < DISTANCE_COUNT; index++) {
      let reach = reachOf(index);
      if (vector >= middle - reach && vector < middle + reach) {
        // Base ± d, and base itself unless that selector is transparent.
        let step = WEIGHT_SUM * colorDistance(index);
        keys = addKeys(keys, scoreBases(bases, select(step, 2 * step, isPunched), select(step, 0, isPunched)), index, vector);
      }
    }
  }
  for (var lane = 0u; lane < 4u; lane++) {
    let key = keys.best[lane];
    splits[lane] = Split(isolated, levelsAt(line.mean, keyVector(key), middle, lane), keyTable(key));
  }
}

// The best base of a group for every distance of mode H: score << 9 | vector << 2 | lane.
fn scorePairs(group: Group) -> array<u32, DISTANCE_COUNT> {
  let middle = reachOf(DISTANCE_COUNT - 1u);
  var least: array<u32, DISTANCE_COUNT>;
  for (var index = 0u; index < DISTANCE_COUNT; index++) {
    least[index] = 0xffffffffu;
  }
  var before = 0xffffffffu;
  for (var vector = 0; vector < 2 * middle; vector++) {
    let bases = basesOf(group, vector, middle, before);
    before = bases.levels.w;
    for (var index = 0u; index < DISTANCE_COUNT; index++) {
      let reach = reachOf(index);
      if (vector >= middle - reach && vector < middle + reach) {
        let scores = scoreBases(bases, 2 * WEIGHT_SUM * colorDistance(index), 0);
        let keys = (scores << vec4u(9u)) | vec4u(u32(vector) << 2u) | vec4u(0u, 1u, 2u, 3u);
        least[index] = min(least[index], leastOf(keys));
      }
    }
  }
  return least;
}

// Packed levels of a key of scorePairs.
fn pairLevels(mean: vec3i, key: u32) -> u32 {
  return levelsAt(mean, i32((key >> 2u) & 127u), reachOf(DISTANCE_COUNT - 1u), key & 3u);
}

// Mode H with the texels of a mask in the second pair.
fn proposePairs(secondMask: u32) {
  var keys: array<array<u32, DISTANCE_COUNT>, 2>;
  var means: array<vec3i, 2>;
  for (var pair = 0u; pair < 2u; pair++) {
    let group = sumGroup(select(secondMask ^ opaqueMask, secondMask, pair == 1u));
    keys[pair] = scorePairs(group);
    means[pair] = group.mean;
  }
  var taken = 0u;
  for (var place = 0u; place < 4u; place++) {
    var found = 0u;
    var least = 0xffffffffu;
    for (var index = 0u; index < DISTANCE_COUNT; index++) {
      let score = (keys[0][index] >> 9u) + (keys[1][index] >> 9u);
      if (score < least && ((taken >> index) & 1u) == 0u) {
        least = score;
        found = index;
      }
    }
    taken |= 1u << found;
    splits[place] = Split(pairLevels(means[0], keys[0][found]), pairLevels(means[1], keys[1][found]), found);
  }
}
