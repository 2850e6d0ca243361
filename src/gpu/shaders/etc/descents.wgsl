// The best candidates of each half descend on their own, before halves are paired.

// How many entries of the list of the half at hand come before one of them.
fn rankOf(index: u32) -> u32 {
  let own = entries[side * LIST_ROOM + index];
  var rank = 0u;
  for (var other = 0u; other < entryCounts[side]; other++) {
    let entry = entries[side * LIST_ROOM + other];
    let isTie = entry.error == own.error && entry.info == own.info;
    rank += select(0u, 1u, isLess(entry, own) || (isTie && other < index));
  }
  return rank;
}

// Bit of each entry of the list of the half at hand that is among the best `count`.
fn bestEntries(count: u32) -> u32 {
  var mask = 0u;
  for (var index = 0u; index < entryCounts[side]; index++) {
    mask |= select(0u, 1u << index, rankOf(index) < count);
  }
  return mask;
}

// Keeps where the best `count` candidates of the half at hand arrive. Its neighbour does not bind them.
fn descendList(count: u32, rounds: u32) {
  let mask = bestEntries(count);
  for (var index = 0u; index < entryCounts[side]; index++) {
    if (((mask >> index) & 1u) == 0u) {
      continue;
    }
    var own = entries[side * LIST_ROOM + index];
    for (var round = 0u; round < rounds; round++) {
      let found = findStep(own, FREE, BITS);
      if (found.info == own.info) {
        break;
      }
      own = found;
    }
    entries[side * LIST_ROOM + index] = own;
  }
}
