// Descent of a pair of halves: neighbours of either base and table, measured exactly. Finds what the closed form
// cannot see: clamped modifiers, and bases beside the line of the cluster fit.

const HALF_STEP_COUNT = 12u;
// No other half whose base has to be near.
const FREE = 0xffffffffu;

// Whether levels are within their bits and the table within 0..7: a carry or borrow of a field shows in the bit above.
fn isInside(info: u32, bits: u32) -> bool {
  return (info & select(0xf8e0e0e0u, 0xf8f0f0f0u, bits == 4u)) == 0u;
}

// Whether a candidate of the half at hand may stand beside that of the other half.
fn isLegalBeside(moved: u32, other: u32, bits: u32) -> bool {
  if (bits == 4u || other == FREE) {
    return true;
  }
  return isLegalPair(select(moved, other, side == 1u), select(other, moved, side == 1u));
}

// The best neighbour of a candidate of the half at hand, or the candidate itself with its error.
fn findStep(own: Entry, other: u32, bits: u32) -> Entry {
  var found = own;
  // The first step goes nowhere: it measures what has no error yet.
  for (var step = select(1u, 0u, own.error == NO_ERROR); step < HALF_STEP_COUNT; step++) {
    let moved = own.info + tables[HALF_STEPS_AT + step];
    if (isInside(moved, bits) && isLegalBeside(moved, other, bits)) {
      let error = measureHalf(moved, bits);
      if (error < found.error) {
        found = Entry(error, moved);
      }
    }
  }
  return found;
}

// Steps both halves in turn until neither gains, at most `rounds` times each.
fn refineHalves(pair: Pair, bits: u32, rounds: u32) -> Pair {
  var refined = array<Entry, 2>(pair.first, pair.second);
  var idleTurns = 0u;
  for (var turn = 0u; turn < 2u * rounds && idleTurns < 2u; turn++) {
    side = turn & 1u;
    let own = refined[side];
    if (halfMask() == 0u) {
      refined[side].error = 0u;
      idleTurns += 1u;
      continue;
    }
    let found = findStep(own, refined[side ^ 1u].info, bits);
    idleTurns = select(0u, idleTurns + 1u, found.info == own.info);
    refined[side] = found;
  }
  return Pair(refined[0], refined[1]);
}
