// Candidates of modes T and H under an assumed split: bases and distances scored in closed form, the best four of them.
// In T the first group is one paint and the second a line of three along grey, in H both are pairs.
//
// Both modes score alike and share the one place that does: what is written out twice costs twice the instructions.

// The best keys of a group under all distances and bases.
struct SplitKeys {
  // Of each lane: score << 10 | distance index << 7 | vector.
  lanes: vec4u,
  // Of distances 0..3 and 4..7: score << 9 | vector << 2 | lane.
  near: vec4u,
  far: vec4u,
}

// Scores bases of the group at hand. Trials say which vector is tried with which distance, by vector: all invocations
// walk the same list.
fn scoreSplit(group: Group, isLine: bool) -> SplitKeys {
  let middle = reachOf(7u);
  var keys = SplitKeys(vec4u(0xffffffffu), vec4u(0xffffffffu), vec4u(0xffffffffu));
  var bases: Bases;
  var before = 0xffffffffu;
  var last = -1;
  let trialCount = tables[SPLIT_TRIALS_AT];
  for (var trial = 1u; trial <= trialCount; trial++) {
    let vector = i32(tables[SPLIT_TRIALS_AT + trial] & 127u);
    let index = tables[SPLIT_TRIALS_AT + trial] >> 7u;
    if (vector != last) {
      bases = basesOf(group, vector, middle, before);
      before = bases.levels.w;
      last = vector;
    }
    // Of a line base ± d and, unless that selector is transparent, base itself; of a pair base ± d.
    let step = WEIGHT_SUM * colorDistance(index);
    let hasBase = isLine && !isPunched;
    let scores = scoreBases(bases, select(2 * step, step, hasBase), select(0, step, hasBase));
    keys.lanes = min(keys.lanes, (scores << vec4u(10u)) | vec4u((index << 7u) | u32(vector)));
    let least = leastOf((scores << vec4u(9u)) | vec4u(u32(vector) << 2u) | vec4u(0u, 1u, 2u, 3u));
    keys.near = select(keys.near, min(keys.near, vec4u(least)), vec4u(index) == vec4u(0u, 1u, 2u, 3u));
    keys.far = select(keys.far, min(keys.far, vec4u(least)), vec4u(index) == vec4u(4u, 5u, 6u, 7u));
  }
  return keys;
}

fn meanLevels(mean: vec3i) -> u32 {
  return packLevels((mean * 30 + (mean >> vec3u(3u)) + vec3i(2048)) >> vec3u(12u));
}

// What is known of both groups of a split.
struct SplitGroups {
  firstMean: vec3i,
  secondMean: vec3i,
  firstKeys: SplitKeys,
  secondKeys: SplitKeys,
  // Distances of mode H that are used up.
  taken: u32,
}

// Mode T with the texels outside a mask in the isolated paint, or mode H with those of the mask in the second pair.
fn scoreGroups(secondMask: u32, mode: u32) -> SplitGroups {
  var groups: SplitGroups;
  for (var second = 0u; second < 2u; second++) {
    let group = sumGroup(select(secondMask ^ opaqueMask, secondMask, second == 1u));
    if (second == 0u) {
      groups.firstMean = group.mean;
      if (mode == MODE_T) {
        continue;
      }
    }
    let keys = scoreSplit(group, mode == MODE_T);
    if (second == 0u) {
      groups.firstKeys = keys;
    } else {
      groups.secondMean = group.mean;
      groups.secondKeys = keys;
    }
  }
  return groups;
}

// Mode T: the candidate of a lane.
fn lineOf(groups: SplitGroups, lane: u32) -> Split {
  var lanes = groups.secondKeys.lanes;
  let key = lanes[lane];
  let second = levelsAt(groups.secondMean, keyVector(key), reachOf(7u), lane);
  return Split(meanLevels(groups.firstMean), second, keyTable(key));
}

// Key of one of eight distances.
fn keyOf(keys: SplitKeys, index: u32) -> u32 {
  var near = keys.near;
  var far = keys.far;
  return select(near[index & 3u], far[index & 3u], index >= 4u);
}

// Packed levels of a key of a distance.
fn pairLevels(mean: vec3i, key: u32) -> u32 {
  return levelsAt(mean, i32((key >> 2u) & 127u), reachOf(7u), key & 3u);
}

// Mode H: the candidate of the best distance that is not taken.
fn pairsOf(groups: ptr<function, SplitGroups>) -> Split {
  var found = 0u;
  var least = 0xffffffffu;
  for (var index = 0u; index < 8u; index++) {
    let score = (keyOf((*groups).firstKeys, index) >> 9u) + (keyOf((*groups).secondKeys, index) >> 9u);
    if (score < least && (((*groups).taken >> index) & 1u) == 0u) {
      least = score;
      found = index;
    }
  }
  (*groups).taken |= 1u << found;
  let first = pairLevels((*groups).firstMean, keyOf((*groups).firstKeys, found));
  return Split(first, pairLevels((*groups).secondMean, keyOf((*groups).secondKeys, found)), found);
}
