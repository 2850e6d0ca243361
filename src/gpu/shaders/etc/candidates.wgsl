// Candidates of both halves of a flip with their errors: rows of four, in no order. Free places have no error.

// Rows of the first half, then those of the second.
var<private> listErrors: array<vec4u, 2u * LIST_ROWS>;
var<private> listInfos: array<vec4u, 2u * LIST_ROWS>;

fn clearLists() {
  for (var row = 0u; row < 2u * LIST_ROWS; row++) {
    listErrors[row] = vec4u(NO_ERROR);
    listInfos[row] = vec4u(0u);
  }
}

// Puts an entry into one of the 4 × LIST_ROWS places of a half.
fn placeEntry(half: u32, place: u32, entry: Entry) {
  let row = half * LIST_ROWS + (place >> 2u);
  let isThere = vec4u(place & 3u) == vec4u(0u, 1u, 2u, 3u);
  listErrors[row] = select(listErrors[row], vec4u(entry.error), isThere);
  listInfos[row] = select(listInfos[row], vec4u(entry.info), isThere);
}

fn entryAt(half: u32, place: u32) -> Entry {
  var errors = listErrors[half * LIST_ROWS + (place >> 2u)];
  var infos = listInfos[half * LIST_ROWS + (place >> 2u)];
  return Entry(errors[place & 3u], infos[place & 3u]);
}

// The best of four: the least error, of equals the least candidate.
fn leastOfRow(errors: vec4u, infos: vec4u) -> Entry {
  let error = leastOf(errors);
  return Entry(error, leastOf(select(vec4u(0xffffffffu), infos, errors == vec4u(error))));
}

// The best entry of a half.
fn leastEntry(half: u32) -> Entry {
  var least = NO_ENTRY;
  for (var row = 0u; row < LIST_ROWS; row++) {
    let entry = leastOfRow(listErrors[half * LIST_ROWS + row], listInfos[half * LIST_ROWS + row]);
    if (isLess(entry, least)) {
      least = entry;
    }
  }
  return least;
}
