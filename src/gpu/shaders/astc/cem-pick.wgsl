// Color endpoint mode and quant level of every partition under the bit budget, by exact error of the integers.

// Modes of each integer class, a byte each, for blocks without and with alpha; 255 is none. A block with alpha may still
// have opaque partitions, which do well with modes that leave it out.
const CLASS_MODES = array<u32, 8>(
  0xffff0100u, 0xffffff06u, 0xffff0908u, 0xffffffffu,
  0xffffff00u, 0xff060504u, 0xff09080au, 0xffff0d0cu,
);
const NO_MODE = 255u;
// Instead of modes that are still to be found.
const UNDECIDED = 0xffffffffu;
// Budgets predicted to cost more than this times the best are not priced.
const CLASS_MARGIN = 2.0;

// One way to spend the bits: `pairs` of integers in all, the same mode for all partitions or one each.
struct Budget {
  isMixed: bool,
  lowerClass: u32,
  // Partitions that take the class above.
  upperCount: u32,
  level: u32,
}

// Matched budgets, the richest class first, then mixed ones: with the number of pairs given the level is known.
const MATCHED_BUDGETS = 4u;
const MIXED_BUDGETS = select(min(4u * PARTITION_COUNT, 9u) + 1u - PARTITION_COUNT, 0u, PARTITION_COUNT == 1u);
const BUDGETS = MATCHED_BUDGETS + MIXED_BUDGETS;

fn budgetOf(index: u32, weightBitCount: u32) -> Budget {
  if (index < MATCHED_BUDGETS) {
    let matchedClass = 3u - index;
    return Budget(false, matchedClass, 0u, colorLevel((matchedClass + 1u) * PARTITION_COUNT, weightBitCount, false));
  }
  let pairs = PARTITION_COUNT + index - MATCHED_BUDGETS;
  return Budget(true, pairs / PARTITION_COUNT - 1u, pairs % PARTITION_COUNT, colorLevel(pairs, weightBitCount, true));
}

// Mode `choice` (0..3) of an integer class for the block at hand, or NO_MODE.
fn classMode(integerClass: u32, choice: u32) -> u32 {
  var modes = CLASS_MODES;
  return (modes[integerClass + select(4u, 0u, blockStatistics.isOpaque)] >> (choice * 8u)) & 255u;
}

// The modes of a budget that are best for the fits at hand.
struct Choice {
  cems: u32,
  error: f32,
}

// Errors of the better mode of the lower and of the upper class, and these modes; by partition.
var<private> lowerErrors: array<f32, PARTITION_COUNT>;
var<private> upperErrors: array<f32, PARTITION_COUNT>;
var<private> lowerCems: array<u32, PARTITION_COUNT>;
var<private> upperCems: array<u32, PARTITION_COUNT>;
// Errors of each mode of the lower class, summed over the partitions.
var<private> matchedErrors: vec4f;

// The partitions that gain most from the upper class take it.
fn splitClasses(upperCount: u32) -> Choice {
  var choice = Choice(0u, 0.0);
  var isUpper = 0u;
  for (var taken = 0u; taken < upperCount; taken++) {
    var most = 0u;
    var mostGain = -INFINITE;
    for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
      let gain = lowerErrors[partitionIndex] - upperErrors[partitionIndex];
      if (((isUpper >> partitionIndex) & 1u) == 0u && gain > mostGain) {
        mostGain = gain;
        most = partitionIndex;
      }
    }
    isUpper |= 1u << most;
  }
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    let isAbove = ((isUpper >> partitionIndex) & 1u) == 1u;
    choice.error += select(lowerErrors[partitionIndex], upperErrors[partitionIndex], isAbove);
    choice.cems |= select(lowerCems[partitionIndex], upperCems[partitionIndex], isAbove) << (partitionIndex * 8u);
  }
  return choice;
}

// Predicted cost of a budget, with the classes where they gain most; infinite where it does not fit.
fn predictBudget(budget: Budget) -> f32 {
  if (budget.level == NO_LEVEL) {
    return INFINITE;
  }
  let noise = floats[ENDPOINT_NOISE + budget.level];
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    let costs = classPenalties[partitionIndex] + classGains[partitionIndex] * noise;
    lowerErrors[partitionIndex] = costs[budget.lowerClass];
    upperErrors[partitionIndex] = costs[min(budget.lowerClass + 1u, 3u)];
  }
  return splitClasses(budget.upperCount).error;
}

// The most promising budgets, as a bit set.
fn promisingBudgets(weightBitCount: u32) -> u32 {
  var costs: array<f32, BUDGETS>;
  for (var index = 0u; index < BUDGETS; index++) {
    costs[index] = predictBudget(budgetOf(index, weightBitCount));
  }
  var chosen = 0u;
  var limit = INFINITE;
  for (var rank = 0u; rank < settings.budgets; rank++) {
    var best = 0u;
    var least = INFINITE;
    for (var index = 0u; index < BUDGETS; index++) {
      if (((chosen >> index) & 1u) == 0u && costs[index] < least) {
        least = costs[index];
        best = index;
      }
    }
    if (least >= limit) {
      break;
    }
    // A penalty may round to just below 0.
    limit = min(limit, CLASS_MARGIN * max(least, 0.0) + 1e-3);
    chosen |= 1u << best;
  }
  return chosen;
}

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
  loop {
    let isStoring = left == 0u;
    if (isStoring && best.error >= INFINITE) {
      return INFINITE;
    }
    var budget = Budget(false, 0u, 0u, trialLevel);
    if (!isStoring) {
      budget = budgetOf(countTrailingZeros(left), weightBitCount);
    }
    let total = priceModes(budget, select(UNDECIDED, best.cems, isStoring), select(best.error, INFINITE, isStoring));
    if (isStoring) {
      trialCems = best.cems;
      return total + restError;
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
}
