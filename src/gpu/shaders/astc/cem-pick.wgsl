// Color endpoint mode and quant level of every partition under the bit budget, by exact error of the integers.

// Modes of each integer class, a byte each, for blocks without and with alpha; 255 is none. A block with alpha may still
// have opaque partitions, which do well with modes that leave it out.
const CLASS_MODES = array<u32, 8>(
  0xffff0100u, 0xffffff06u, 0xffff0908u, 0xffffffffu,
  0xffffff00u, 0xff060504u, 0xff09080au, 0xffff0d0cu,
);
const NO_MODE = 255u;
// Classes predicted to cost more than this times the best are not priced.
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

// Tries all modes and levels for the fits at hand, then stores the best integers; with `first` past the budgets it keeps
// modes and level and only stores. One loop for both, since each call of quantizeEndpoints is compiled in place.
// Returns the error of the candidate, infinite when nothing fits.
fn settleEndpoints(weightBitCount: u32, first: u32) -> f32 {
  var best = Choice(trialCems, select(INFINITE, 0.0, first == BUDGETS));
  var total = 0.0;
  let costs = classCosts(weightBitCount);
  let limit = CLASS_MARGIN * max(0.0, min(min(costs.x, costs.y), min(costs.z, costs.w)));
  for (var index = first; index <= BUDGETS; index++) {
    let isStoring = index == BUDGETS;
    var budget = Budget(false, 0u, 0u, trialLevel);
    if (!isStoring) {
      budget = budgetOf(index, weightBitCount);
      let isClear = PARTITION_COUNT == 1u || blockStatistics.isOpaque;
      if (budget.level == NO_LEVEL || (!budget.isMixed && isClear && costs[budget.lowerClass] > limit)) {
        continue;
      }
    } else if (best.error >= INFINITE) {
      return INFINITE;
    }
    // Of a matched budget, the errors of its modes summed over the partitions.
    var matched = vec4f(0.0);
    for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
      lowerErrors[partitionIndex] = INFINITE;
      upperErrors[partitionIndex] = INFINITE;
      let slots = select(select(4u, 8u, budget.upperCount > 0u), 1u, isStoring);
      for (var slot = 0u; slot < slots; slot++) {
        let isUpper = slot >= 4u;
        var cem = classMode(budget.lowerClass + (slot >> 2u), slot & 3u);
        if (isStoring) {
          cem = (best.cems >> (partitionIndex * 8u)) & 255u;
        }
        if (cem == NO_MODE) {
          matched[slot & 3u] = INFINITE;
          continue;
        }
        let quantized = quantizeEndpoints(cem, budget.level, partitionIndex, select(best.error, INFINITE, isStoring));
        if (isStoring) {
          endpoints[partitionIndex] = QuantizedEndpoints(Endpoints(vec4u(quantized.end0), vec4u(quantized.end1)), quantized.integers);
          total += quantized.error;
        } else if (isUpper) {
          if (quantized.error < upperErrors[partitionIndex]) {
            upperErrors[partitionIndex] = quantized.error;
            upperCems[partitionIndex] = cem;
          }
        } else {
          matched[slot] += quantized.error;
          if (quantized.error < lowerErrors[partitionIndex]) {
            lowerErrors[partitionIndex] = quantized.error;
            lowerCems[partitionIndex] = cem;
          }
        }
      }
    }
    if (isStoring) {
      break;
    }
    var choice = Choice(0u, INFINITE);
    if (budget.isMixed) {
      choice = splitClasses(budget.upperCount);
    } else {
      for (var slot = 0u; slot < 4u; slot++) {
        if (matched[slot] < choice.error) {
          choice = Choice(classMode(budget.lowerClass, slot) * 0x01010101u, matched[slot]);
        }
      }
    }
    if (choice.error < best.error) {
      best = choice;
      trialLevel = budget.level;
    }
  }
  trialCems = best.cems;
  return total + restError;
}
