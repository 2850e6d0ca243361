// The best bases and tables of a half block: closed-form scores of all candidates, exact errors of the finalists.

// The likeliest tables for a span of luma, four bits each, the likeliest in the low bits.
fn rankTables(span2: i32) -> u32 {
  return tables[TABLE_RANKS_AT + u32(min(span2 / (4 * WEIGHT_SUM), 127))];
}

// How far from the mean the tables of a ranking reach.
fn widestReach(order: u32) -> i32 {
  var middle = 0;
  for (var rank = 0u; rank < TABLE_COUNT; rank++) {
    middle = max(middle, reachOf((order >> (rank * 4u)) & 7u));
  }
  return middle;
}

// Scores all candidates of the half at hand.
fn scoreHalf(group: Group, order: u32, middle: i32) -> Keys {
  var keys = noKeys();
  var before = 0xffffffffu;
  for (var vector = 0; vector < 2 * middle; vector++) {
    let bases = basesOf(group, vector, middle, before);
    before = bases.levels.w;
    for (var rank = 0u; rank < TABLE_COUNT; rank++) {
      let table = (order >> (rank * 4u)) & 7u;
      let reach = reachOf(table);
      if (vector >= middle - reach && vector < middle + reach) {
        let large = largeModifier(table);
        let small = select(smallModifier(table), 0, isPunched);
        let scores = scoreBases(bases, WEIGHT_SUM * (large + small), WEIGHT_SUM * (large - small));
        keys = addKeys(keys, scores, table, vector);
      }
    }
  }
  return keys;
}

fn infoOf(mean: vec3i, middle: i32, key: u32, lane: u32) -> u32 {
  return levelsAt(mean, keyVector(key), middle, lane) | (keyTable(key) << 24u);
}

// The best key as an entry; its error is that of the closed form.
fn bestKeyEntry(mean: vec3i, middle: i32, keys: Keys) -> Entry {
  var bests = keys.best;
  let least = leastOf(bests);
  var lane = 3u;
  for (var other = 3u; other > 0u; other--) {
    lane = select(lane, other - 1u, bests[other - 1u] == least);
  }
  let error = ((least >> 10u) << SCORE_SHIFT) / u32(4 * WEIGHT_SUM);
  return Entry(error, infoOf(mean, middle, least, lane));
}

// Fills the list of the half at hand, which has opaque texels.
fn fitHalf() {
  let group = sumGroup(halfMask());
  let order = rankTables(group.span2);
  let middle = widestReach(order);
  let keys = scoreHalf(group, order, middle);
  if (FINALIST_ROWS == 0u) {
    placeEntry(side, 0u, bestKeyEntry(group.mean, middle, keys));
    return;
  }
  var bests = keys.best;
  for (var finalist = 0u; finalist < 4u * FINALIST_ROWS; finalist++) {
    let lane = finalist & 3u;
    let key = select(secondKey(keys, lane), bests[lane], finalist < 4u);
    let info = infoOf(group.mean, middle, key, lane);
    placeEntry(side, finalist, Entry(measureHalf(info, BITS), info));
  }
}
