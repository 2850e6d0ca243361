// Ways to spend the bits of the color integers, and which of them are worth pricing for the class at hand.

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
