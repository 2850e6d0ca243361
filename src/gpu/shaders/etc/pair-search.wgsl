// Two halves of a flip that are legal together: the best of both, or else bases moved towards each other and a search
// of both lists. Individual bases are always legal.

// The table and levels of a base moved just far enough to be `low`..`high` beside another.
fn moveBase(info: u32, anchor: u32, low: i32, high: i32) -> u32 {
  let center = unpackLevels(anchor);
  let moved = clamp(unpackLevels(info), center + vec3i(low), center + vec3i(high));
  return packLevels(clamp(moved, vec3i(0), vec3i(31))) | (info & 0x7000000u);
}

// Halfway from one base to another, level by level; the table of the first.
fn halfway(info: u32, other: u32) -> u32 {
  return packLevels((unpackLevels(info) + unpackLevels(other)) >> vec3u(1u)) | (info & 0x7000000u);
}

// Measures bases moved towards each other, each with its table and the next larger one: the second alone, the first
// alone, both half the way.
fn joinHalves(first: u32, second: u32) {
  // Second less first is −4..3.
  let firstMoved = moveBase(first, second, -3, 4);
  let firstHalfway = halfway(first, firstMoved);
  let secondMoved = moveBase(second, first, -4, 3);
  let secondHalfway = moveBase(second, firstHalfway, -4, 3);
  for (var attempt = 0u; attempt < 8u; attempt++) {
    side = attempt >> 2u;
    let far = select(firstMoved, secondMoved, side == 1u);
    let near = select(firstHalfway, secondHalfway, side == 1u);
    let base = select(far, near, (attempt & 2u) == 2u);
    let next = select(0u, 0x1000000u, (attempt & 1u) == 1u && base >> 24u != 7u);
    placeEntry(side, MOVED_PLACE + (attempt & 3u), Entry(measureHalf(base + next, BITS), base + next));
  }
}

// Whether a pair comes before another: by its error, then by what its lists would give first.
fn isBetterPair(pair: Pair, other: Pair) -> bool {
  let error = pairError(pair);
  let otherError = pairError(other);
  if (error != otherError) {
    return error < otherError;
  }
  let isSame = pair.first.error == other.first.error && pair.first.info == other.first.info;
  return isLess(pair.first, other.first) || (isSame && pair.second.info < other.second.info);
}

// Whether levels of four second candidates are −4..3 from that of a first one.
fn areNear(first: u32, seconds: vec4u, at: u32) -> vec4<bool> {
  let difference = ((seconds >> vec4u(at)) & vec4u(31u)) + vec4u(4u) - vec4u((first >> at) & 31u);
  return difference < vec4u(8u);
}

// The best of a row of second candidates that is legal beside a first one.
fn bestBeside(first: u32, row: u32) -> Entry {
  let infos = listInfos[LIST_ROWS + row];
  let areLegal = areNear(first, infos, 0u) & areNear(first, infos, 8u) & areNear(first, infos, 16u);
  return leastOfRow(select(vec4u(NO_ERROR), listErrors[LIST_ROWS + row], areLegal), infos);
}

// The best legal pair of both lists whose error is below `limit`.
fn searchPairs(limit: u32) -> Pair {
  var found = Pair(NO_ENTRY, NO_ENTRY);
  for (var place = 0u; place < 4u * LIST_ROWS; place++) {
    let first = entryAt(0u, place);
    for (var row = 0u; row < LIST_ROWS; row++) {
      let pair = Pair(first, bestBeside(first.info, row));
      let isPair = first.error != NO_ERROR && pair.second.error != NO_ERROR;
      if (isPair && pairError(pair) < limit && isBetterPair(pair, found)) {
        found = pair;
      }
    }
  }
  return found;
}
