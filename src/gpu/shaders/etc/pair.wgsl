// Candidates of half blocks, two of which make a block.

struct Entry {
  error: u32,
  // Levels r | g << 8 | b << 16 | table << 24.
  info: u32,
}

const NO_ENTRY = Entry(NO_ERROR, 0u);

fn isLess(a: Entry, b: Entry) -> bool {
  return a.error < b.error || (a.error == b.error && a.info < b.info);
}

// Whether every level of `second` is −4..3 from that of `first`.
fn isLegalPair(first: u32, second: u32) -> bool {
  let difference = unpackLevels(second) - unpackLevels(first);
  return all(difference >= vec3i(-4)) && all(difference <= vec3i(3));
}

struct Pair {
  first: Entry,
  second: Entry,
}

fn pairError(pair: Pair) -> u32 {
  return select(pair.first.error + pair.second.error, NO_ERROR, pair.first.error == NO_ERROR);
}
