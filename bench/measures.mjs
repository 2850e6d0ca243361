/** How far a decoded picture is from its source: which figures say it, and how they are printed. */

/**
 * Figures of a picture, those of its measure.
 * @typedef {object} Quality
 * @property {number} [psnrRgb] dB
 * @property {number} [psnrRgba] dB
 * @property {number} [mPsnr] dB, of red, green and blue
 * @property {number} [logRmse] of red, green and blue; less is better
 */

/**
 * @typedef {object} Figure
 * @property {keyof Quality} key
 * @property {string} head of its column
 * @property {number} digits behind the point
 */

/**
 * @typedef {object} Measure
 * @property {string} name
 * @property {Figure} db what presets are compared at
 * @property {Figure} beside what is told beside it
 */

/** @type {Measure} */
export const PSNR = {
  name: 'PSNR',
  db: { key: 'psnrRgba', head: 'dB RGBA', digits: 3 },
  beside: { key: 'psnrRgb', head: 'dB RGB', digits: 3 },
};

/** @type {Measure} */
export const MPSNR = {
  name: 'mPSNR',
  db: { key: 'mPsnr', head: 'mPSNR', digits: 3 },
  beside: { key: 'logRmse', head: 'log RMSE', digits: 4 },
};

/** What identical pictures score (dB): a number that means "lossless" and still averages. */
export const LOSSLESS_DB = 99;

/**
 * @param {Quality} quality
 * @param {Figure} figure
 * @returns {number} NaN where it was not measured
 */
export function figureOf(quality, { key }) {
  return quality[key] ?? Number.NaN;
}
