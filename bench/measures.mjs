/** How far a decoded picture is from its source: which figures say it, and how they are printed. */

/**
 * Figures of a picture, those of its measure.
 * @typedef {object} Quality
 * @property {number} [psnrRgb] dB
 * @property {number} [psnrRgba] dB
 * @property {number} [ssim] of red, green and blue, -1..1
 * @property {number} [ssimAlpha] of alpha; missing where there is none
 * @property {number} [mPsnr] dB, of red, green and blue
 * @property {number} [logRmse] of red, green and blue; less is better
 */

/**
 * @typedef {object} Figure
 * @property {keyof Quality} key
 * @property {string} head of its column
 * @property {number} digits behind the point
 * @property {boolean} [isPartial] whether only some pictures have it
 */

/**
 * @typedef {object} Measure
 * @property {string} name
 * @property {Figure} db what presets are compared at
 * @property {Figure} beside what is told beside it
 * @property {readonly Figure[]} more what is told as means over the pictures that have it
 * @property {readonly string[]} notes what a reader of its tables should know
 */

/** @type {Measure} */
export const PSNR = {
  name: 'PSNR',
  db: { key: 'psnrRgba', head: 'dB RGBA', digits: 3 },
  beside: { key: 'psnrRgb', head: 'dB RGB', digits: 3 },
  more: [
    { key: 'ssim', head: 'SSIM', digits: 5 },
    { key: 'ssimAlpha', head: 'SSIM alpha', digits: 5, isPartial: true },
  ],
  notes: ['SSIM: of red, green and blue as they are stored; SSIM alpha: of alpha, over the pictures that have any.'],
};

/** @type {Measure} */
export const MPSNR = {
  name: 'mPSNR',
  db: { key: 'mPsnr', head: 'mPSNR', digits: 3 },
  beside: { key: 'logRmse', head: 'log RMSE', digits: 4 },
  more: [],
  notes: [],
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

/**
 * @param {Measure} measure
 * @returns {(keyof Quality)[]} what every picture has
 */
export function figuresOfAll({ db, beside, more }) {
  return [db, beside, ...more.filter(({ isPartial }) => isPartial !== true)].map(({ key }) => key);
}
