// Candidates of both halves of a flip with their errors, in no order.

// LIST_ROOM entries of the first half, then those of the second.
var<private> entries: array<Entry, 2u * LIST_ROOM>;
var<private> entryCounts: vec2u;

// Adds an entry to the list of the half at hand.
fn addEntry(entry: Entry) {
  let count = entryCounts[side];
  entries[side * LIST_ROOM + count] = entry;
  entryCounts[side] = count + 1u;
}

// The best entry of a half.
fn leastEntry(half: u32) -> Entry {
  var least = NO_ENTRY;
  for (var index = 0u; index < entryCounts[half]; index++) {
    let entry = entries[half * LIST_ROOM + index];
    if (isLess(entry, least)) {
      least = entry;
    }
  }
  return least;
}
