/** Which blocks of a picture stand for all of them: a function of their weights alone, no chance in it. */

/** Blocks by their number, each with the probability at which blocks of its weight are taken, above 0 and up to 1. */
export interface BlockSample {
  blocks: number[];
  shares: number[];
}

/** Levels of weight by which blocks are put in order. */
const LEVELS = 256;

/**
 * Takes `count` blocks with probability in proportion to their weight, spread evenly over weights and places; all of them
 * where there are no more.
 *
 * @param weights  above 0, one or more
 */
export function sampleBlocks(weights: Float64Array, count: number): BlockSample {
  if (count >= weights.length) return { blocks: [...weights.keys()], shares: Array(weights.length).fill(1) };
  const step = findStep(weights, count);
  const blocks: number[] = [];
  for (let block = 0; block < weights.length; block++) if (weights[block]! >= step) blocks.push(block);
  const shares = Array<number>(blocks.length).fill(1);
  // Systematic sampling: a block every step of weight, from the middle of the first one.
  let next = step / 2;
  let passed = 0;
  for (const block of orderByWeight(weights, step)) {
    passed += weights[block]!;
    if (passed <= next) continue;
    next += step;
    blocks.push(block);
    shares.push(weights[block]! / step);
  }
  return { blocks, shares };
}

/** Weight from one draw to the next. Blocks that are heavier are certain, which leaves fewer draws for the others. */
function findStep(weights: Float64Array, count: number): number {
  let certainCount = 0;
  let step = Number.POSITIVE_INFINITY;
  for (;;) {
    const lighter = lighterThan(weights, step);
    if (lighter.count === weights.length - certainCount && step < Number.POSITIVE_INFINITY) return step;
    certainCount = weights.length - lighter.count;
    step = lighter.sum / (count - certainCount);
  }
}

/** Blocks lighter than a step, level by level of weight, those of a level in the order of the picture. */
function orderByWeight(weights: Float64Array, step: number): Uint32Array {
  const levelOf = (weight: number) => Math.floor((weight / step) * LEVELS);
  const starts = new Uint32Array(LEVELS + 1);
  for (const weight of weights) if (weight < step) starts[levelOf(weight) + 1]!++;
  for (let level = 1; level <= LEVELS; level++) starts[level]! += starts[level - 1]!;
  const ordered = new Uint32Array(starts[LEVELS]!);
  for (let block = 0; block < weights.length; block++) {
    const weight = weights[block]!;
    if (weight < step) ordered[starts[levelOf(weight)]!++] = block;
  }
  return ordered;
}

function lighterThan(weights: Float64Array, step: number): { count: number; sum: number } {
  let count = 0;
  let sum = 0;
  for (const weight of weights) {
    if (weight >= step) continue;
    count++;
    sum += weight;
  }
  return { count, sum };
}
