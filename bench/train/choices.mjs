/**
 * How good a choice between block modes is when it follows predictions of the form rest + factor(level) · noise, and
 * which factors make it best. Numbers in, numbers out.
 */

/** @typedef {{ level: number, noise: number, rest: number, error: number }} Candidate `error` as a trial left it */

/** Factors the descent multiplies one number by; finer once nothing coarse helps. */
const STEPS = [
  [0.6, 0.8, 1.25, 1.6],
  [0.9, 1.11],
  [0.96, 1.04],
];

/** Candidates of many blocks, by picture, with their true errors. */
export class Choices {
  constructor() {
    /** @type {Map<string, { floor: number, groups: Candidate[][] }>} */
    this.pictures = new Map();
  }

  /**
   * @param {string} picture blocks of a picture count together, as in its PSNR
   * @param {number} floor error every block is granted
   * @param {Candidate[]} candidates modes of one class of one block
   */
  add(picture, floor, candidates) {
    const found = this.pictures.get(picture);
    if (found === undefined) this.pictures.set(picture, { floor, groups: [candidates] });
    else found.groups.push(candidates);
  }

  /**
   * What is lost by trying only the modes that are predicted best, against trying all candidates.
   *
   * @param {readonly number[]} factors by level
   * @param {number} trials modes tried a class
   * @returns {number} dB of summed error, mean over the pictures; 0 or more
   */
  loss(factors, trials) {
    let decibels = 0;
    for (const { floor, groups } of this.pictures.values()) {
      let chosen = 0;
      let least = 0;
      for (const candidates of groups) {
        chosen += floor + leastOfPredicted(candidates, factors, trials);
        least += floor + candidates.reduce((best, { error }) => Math.min(best, error), Number.POSITIVE_INFINITY);
      }
      decibels += 10 * Math.log10(chosen / least);
    }
    return decibels / this.pictures.size;
  }

  /**
   * Descends from `start`, one factor at a time, until no step lowers the mean loss of one to three trials.
   *
   * @param {readonly number[]} start
   * @returns {number[]}
   */
  bestFactors(start) {
    const factors = [...start];
    const judge = () => this.loss(factors, 1) + this.loss(factors, 2) + this.loss(factors, 3);
    let least = judge();
    for (const steps of STEPS) {
      for (let isBetter = true; isBetter; ) {
        isBetter = false;
        for (let level = 0; level < factors.length; level++) {
          for (const step of steps) {
            const before = factors[level] ?? 0;
            factors[level] = before * step;
            const loss = judge();
            if (loss < least - 1e-6) [least, isBetter] = [loss, true];
            else factors[level] = before;
          }
        }
      }
    }
    return factors;
  }
}

/**
 * @param {readonly Candidate[]} candidates
 * @param {readonly number[]} factors
 * @param {number} trials 1..3
 * @returns {number} least true error of the `trials` best predicted
 */
function leastOfPredicted(candidates, factors, trials) {
  const costs = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const errors = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { level, noise, rest, error } of candidates) {
    let cost = rest + (factors[level] ?? 0) * noise;
    let carried = error;
    for (let place = 0; place < trials; place++) {
      if (cost >= (costs[place] ?? 0)) continue;
      [cost, costs[place]] = [costs[place] ?? 0, cost];
      [carried, errors[place]] = [errors[place] ?? 0, carried];
    }
  }
  return Math.min(...errors);
}
