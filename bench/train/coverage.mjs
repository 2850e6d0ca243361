/** Greedy choice of block modes: which short list leaves the least predicted error. Numbers in, numbers out. */

/**
 * Predicted costs of some blocks of one class under every block mode that any of them can use.
 * @typedef {object} CostTable
 * @property {number[]} modes block mode of each column
 * @property {Float32Array[]} rows cost of each block by column; Infinity where the mode does not fit
 * @property {number[]} line line error of each block: costs exclude it
 * @property {number[]} weight what a unit of error counts in each block
 */

/**
 * Orders block modes so that every prefix of the list is about as good as a list of its length can be: each next mode
 * is the one that lowers Σ weight · (cost of the best listed mode) most.
 *
 * @param {CostTable} table
 * @param {number} length
 * @returns {number[]} block modes, at most `length`; ends early when no mode gains anything
 */
export function orderModes({ modes, rows, weight }, length) {
  const capped = rows.map(capRow);
  const best = capped.map((row) => row.cap);
  const gainOf = (/** @type {number} */ column) =>
    capped.reduce((sum, { costs }, block) => {
      const saved = (best[block] ?? 0) - (costs[column] ?? 0);
      return saved > 0 ? sum + saved * (weight[block] ?? 0) : sum;
    }, 0);
  // A mode's gain only shrinks as the list grows, so a stale gain is a bound: the first that stays on top is taken.
  const queue = modes.map((_, column) => ({ column, gain: gainOf(column), size: 0 }));
  const listed = [];
  while (listed.length < length && queue.length > 0) {
    queue.sort((a, b) => b.gain - a.gain);
    const top = queue[0];
    if (top === undefined || top.gain <= 0) break;
    if (top.size < listed.length) {
      top.gain = gainOf(top.column);
      top.size = listed.length;
      continue;
    }
    queue.shift();
    listed.push(modes[top.column] ?? 0);
    capped.forEach(({ costs }, block) => {
      best[block] = Math.min(best[block] ?? 0, costs[top.column] ?? 0);
    });
  }
  return listed;
}

/**
 * A mode that does not fit costs as much as the block's worst that does, so that sums stay finite.
 *
 * @param {Float32Array} costs
 */
function capRow(costs) {
  let cap = 0;
  for (const cost of costs) if (Number.isFinite(cost) && cost > cap) cap = cost;
  return { cap, costs: costs.map((cost) => Math.min(cost, cap)) };
}

/** Error of a block (per block, squared 8-bit steps) below which nobody sees a difference: keeps ratios sane. */
const FLOOR = 4;

/**
 * What a list loses against all modes, on blocks whose predictions are given.
 *
 * @param {CostTable} table
 * @param {readonly number[]} list block modes
 * @returns {{ geomean: number, decibels: number, missed: number }} geometric mean over blocks of predicted error with
 *   the list by that with all modes, line error included; 10 log10 of the ratio of the weighted sums; share of blocks
 *   that no mode of the list fits
 */
export function listLoss({ modes, rows, line, weight }, list) {
  const columns = list.map((mode) => modes.indexOf(mode)).filter((column) => column >= 0);
  let logs = 0;
  let withList = 0;
  let withAll = 0;
  let missed = 0;
  rows.forEach((row, block) => {
    const { cap } = capRow(row);
    const all = Math.min(...row);
    const listed = Math.min(...columns.map((column) => row[column] ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(listed)) missed++;
    const base = (line[block] ?? 0) + FLOOR;
    const error = base + Math.min(listed, cap);
    logs += Math.log(error / (base + all));
    withList += (weight[block] ?? 0) * error;
    withAll += (weight[block] ?? 0) * (base + all);
  });
  const count = Math.max(rows.length, 1);
  return { geomean: Math.exp(logs / count), decibels: 10 * Math.log10(withList / withAll), missed: missed / count };
}
