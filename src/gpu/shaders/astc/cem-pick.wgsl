// Color endpoint mode and quant level of every partition under the bit budget, by exact error of the integers.

// Modes of each integer class, a byte each, for blocks without and with alpha; 255 is none. A block with alpha may have
// opaque partitions, which do well with modes that leave it out.
const CLASS_MODES = array<u32, 8>(
  0xffff0100u, 0xffffff06u, 0xffff0908u, 0xffffffffu,
  0xffffff00u, 0xff060504u, 0xff09080au, 0xffff0d0cu,
);
const NO_MODE = 255u;
// Instead of modes that are still to be found.
const UNDECIDED = 0xffffffffu;

// Mode `choice` (0..3) of an integer class for the block at hand, or NO_MODE.
fn classMode(integerClass: u32, choice: u32) -> u32 {
  var modes = CLASS_MODES;
  return (modes[integerClass + select(4u, 0u, blockStatistics.isOpaque)] >> (choice * 8u)) & 255u;
}

// Errors of each mode of the lower class, summed over the partitions.
var<private> matchedErrors: vec4f;

// Prices the modes of a budget in every partition: lowerErrors, upperErrors, matchedErrors. Where modes are given it
// stores their integers instead and returns their error; both in one, since quantizeEndpoints is compiled in place.
fn priceModes(budget: Budget, cems: u32, limit: f32) -> f32 {
  let isStoring = cems != UNDECIDED;
  let slots = select(select(4u, 8u, budget.upperCount > 0u), 1u, isStoring);
  var total = 0.0;
  matchedErrors = vec4f(0.0);
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    lowerErrors[partitionIndex] = INFINITE;
    upperErrors[partitionIndex] = INFINITE;
    for (var slot = 0u; slot < slots; slot++) {
      let cem = select(
        classMode(budget.lowerClass + (slot >> 2u), slot & 3u),
        (cems >> (partitionIndex * 8u)) & 255u,
        isStoring,
      );
      if (cem == NO_MODE) {
        noteError(partitionIndex, slot, cem, INFINITE);
        continue;
      }
      let quantized = quantizeEndpoints(cem, budget.level, partitionIndex, limit);
      if (isStoring) {
        let ends = Endpoints(vec4u(quantized.end0), vec4u(quantized.end1));
        endpoints[partitionIndex] = QuantizedEndpoints(ends, quantized.integers);
        total += quantized.error;
      } else {
        noteError(partitionIndex, slot, cem, quantized.error);
      }
    }
  }
  return total;
}

// Slots 0..3 are modes of the lower class, 4..7 of the upper one.
fn noteError(partitionIndex: u32, slot: u32, cem: u32, error: f32) {
  if (slot >= 4u) {
    if (error < upperErrors[partitionIndex]) {
      upperErrors[partitionIndex] = error;
      upperCems[partitionIndex] = cem;
    }
    return;
  }
  matchedErrors[slot] += error;
  if (error < lowerErrors[partitionIndex]) {
    lowerErrors[partitionIndex] = error;
    lowerCems[partitionIndex] = cem;
  }
}

// The best mode for all partitions alike.
fn matchedChoice(lowerClass: u32) -> Choice {
  var choice = Choice(0u, INFINITE);
  for (var slot = 0u; slot < 4u; slot++) {
    if (matchedErrors[slot] < choice.error) {
      choice = Choice(classMode(lowerClass, slot) * 0x01010101u, matchedErrors[slot]);
    }
  }
  return choice;
}

// Picks modes and level among budgets (a bit set) for the fits at hand and stores the best integers; without budgets
// modes and level stay. Returns the error of the candidate, infinite when nothing fits.
fn settleEndpoints(weightBitCount: u32, budgets: u32) -> f32 {
  var best = Choice(trialCems, select(INFINITE, 0.0, budgets == 0u));
  var left = budgets;
  var settled = INFINITE;
  loop {
    let isStoring = left == 0u;
    if (isStoring && best.error >= INFINITE) {
      break;
    }
    var budget = Budget(false, 0u, 0u, trialLevel);
    if (!isStoring) {
      budget = budgetOf(countTrailingZeros(left), weightBitCount);
    }
    let total = priceModes(budget, select(UNDECIDED, best.cems, isStoring), select(best.error, INFINITE, isStoring));
    if (isStoring) {
      trialCems = best.cems;
      settled = total + restError;
      break;
    }
    var choice = matchedChoice(budget.lowerClass);
    if (budget.isMixed) {
      choice = splitClasses(budget.upperCount);
    }
    if (choice.error < best.error) {
      best = choice;
      trialLevel = budget.level;
    }
    left &= left - 1u;
  }
  return settled;
}
