// The best candidates of each half descend on their own, before halves are paired.

// How many entries of the list of the half at hand come before one of them.
fn rankOf(place: u32) -> u32 {
  let own = entryAt(side, place);
  var rank = 0u;
  for (var other = 0u; other < 4u * FINALIST_ROWS; other++) {
    let entry = entryAt(side, other);
    let isTie = entry.error == own.error && entry.info == own.info;
    rank += select(0u, 1u, isLess(entry, own) || (isTie && other < place));
  }
  return rank;
}

// Bit of each finalist of the half at hand that is among the best `count`.
fn bestEntries(count: u32) -> u32 {
  var mask = 0u;
  for (var place = 0u; place < 4u * FINALIST_ROWS; place++) {
    mask |= select(0u, 1u << place, rankOf(place) < count);
  }
  return mask;
}

// Keeps where the best `count` candidates of the half at hand arrive. Its neighbour does not bind them.
fn descendList(count: u32, rounds: u32) {
  let mask = bestEntries(count);
  for (var place = 0u; place < 4u * FINALIST_ROWS; place++) {
    if (((mask >> place) & 1u) == 0u) {
      continue;
    }
    var own = entryAt(side, place);
    for (var round = 0u; round < rounds; round++) {
      let found = findStep(own, FREE, BITS);
      if (found.info == own.info) {
        break;
      }
      own = found;
    }
    placeEntry(side, place, own);
  }
}
