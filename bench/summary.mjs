/** Measurements of one image × footprint × preset to ratios, and rows of them to means. Numbers in, numbers out. */
import { geometricMean, ratioAtEqualPsnr } from './curve.mjs';
import { CLASSES } from './inputs.mjs';
import { figureOf } from './measures.mjs';
import { FOOTPRINTS, namesakeOf, PRESET_QUALITY, PRESETS } from './settings.mjs';

/**
 * @typedef {import('./measure.mjs').Cell} Cell
 * @typedef {import('./measure.mjs').Measurement} Measurement
 * @typedef {import('./measure.mjs').PeerMeasurement} PeerMeasurement
 */

/**
 * Ours and the namesake's, of what else a measure tells, by name; less where it was not measured.
 * @typedef {Partial<Record<keyof import('./measures.mjs').Quality, { ours: number, peer: number }>>} More
 */

/**
 * One of our presets on one image and footprint.
 * @typedef {object} Row
 * @property {string} image
 * @property {string} class
 * @property {string} footprint
 * @property {string} preset
 * @property {Measurement} ours
 * @property {PeerMeasurement} peer the peer's preset of the same name, for `realtime` its fastest
 * @property {number} ourDb by the measure of the run
 * @property {number} peerDb of the namesake
 * @property {number} deltaDb ours less the namesake's
 * @property {number} ourBeside the figure beside dB
 * @property {number} deltaBeside ours less the namesake's
 * @property {More} more
 * @property {number} ratioToNamesake our speed divided by the namesake's, whatever the quality
 * @property {number} ratioAtEqualPsnr our speed divided by the peer's at our dB
 * @property {'inside' | 'below' | 'above'} where our dB lies on the peer's curve
 */

/**
 * Rows of one class, footprint and preset together; dB as arithmetic, speeds and ratios as geometric means.
 * @typedef {object} Mean
 * @property {string} class `all` is every image
 * @property {string} footprint `all` is every footprint
 * @property {string} preset
 * @property {number} images
 * @property {number} ourDb
 * @property {number} peerDb of the namesake
 * @property {number} deltaDb
 * @property {number} deltaBeside of the figure beside dB
 * @property {More} more each over the images that have it
 * @property {number} worstDb least deltaDb of an image
 * @property {string} worstImage
 * @property {number} ourSpeed texels a second
 * @property {number} peerSpeed of the namesake
 * @property {number} ratioToNamesake
 * @property {number} ratioAtEqualPsnr
 * @property {number} belowShare share of rows below the peer's fastest preset, whose speed was taken
 * @property {number} aboveShare share of rows above the peer's slowest measured preset, whose speed was taken
 */

export const EVERY = 'all';

/**
 * @param {Cell} cell
 * @param {import('./measures.mjs').Measure} measure of its figures
 * @returns {Row[]} one for each of our presets
 */
export function compareCell({ image, class: name, footprint, ours, peer }, { db, beside, more }) {
  const toPoint = (/** @type {Measurement} */ measured) => ({
    psnrDb: figureOf(measured, db),
    speed: measured.texelsPerSecond,
  });
  const curve = Object.values(peer).map(toPoint);
  return Object.entries(ours).map(([preset, measured]) => {
    const namesake = peer[namesakeOf(preset)];
    if (namesake === undefined) throw new RangeError(`${image} ${footprint}: the peer has no ${preset}`);
    const { ratio, where } = ratioAtEqualPsnr(toPoint(measured), curve);
    const [ourDb, peerDb] = [figureOf(measured, db), figureOf(namesake, db)];
    const ourBeside = figureOf(measured, beside);
    return {
      image,
      class: name,
      footprint,
      preset,
      ours: measured,
      peer: namesake,
      ourDb,
      peerDb,
      deltaDb: ourDb - peerDb,
      ourBeside,
      deltaBeside: ourBeside - figureOf(namesake, beside),
      more: pairFigures(more, measured, namesake),
      ratioToNamesake: measured.texelsPerSecond / namesake.texelsPerSecond,
      ratioAtEqualPsnr: ratio,
      where,
    };
  });
}

/**
 * @param {readonly import('./measures.mjs').Figure[]} figures
 * @param {Measurement} ours
 * @param {Measurement} namesake
 * @returns {More}
 */
function pairFigures(figures, ours, namesake) {
  /** @type {More} */
  const more = {};
  for (const figure of figures) {
    const pair = { ours: figureOf(ours, figure), peer: figureOf(namesake, figure) };
    if (!Number.isNaN(pair.ours - pair.peer)) more[figure.key] = pair;
  }
  return more;
}

/**
 * Means of every class × footprint × preset that has rows, over all images and over all footprints too.
 *
 * @param {readonly Row[]} rows
 * @returns {Mean[]} all images first, then by class; footprints and presets in their order, `all` last
 */
export function summarize(rows) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    for (const name of [row.class, EVERY]) {
      for (const footprint of [row.footprint, EVERY]) {
        const key = [name, footprint, row.preset].join(' ');
        const members = groups.get(key);
        if (members === undefined) groups.set(key, [row]);
        else members.push(row);
      }
    }
  }
  const order = (/** @type {Mean} */ mean) =>
    (1 + CLASSES.indexOf(mean.class)) * 1e4 +
    ((FOOTPRINTS.indexOf(mean.footprint) + 99) % 99) * 10 +
    PRESETS.indexOf(mean.preset);
  return [...groups.values()].map(toMeans(groups)).sort((a, b) => order(a) - order(b));
}

/** @param {Map<string, Row[]>} groups */
function toMeans(groups) {
  const keys = [...groups.keys()];
  return (/** @type {Row[]} */ members, /** @type {number} */ index) => {
    const [name = '', footprint = '', preset = ''] = (keys[index] ?? '').split(' ');
    return { class: name, footprint, preset, ...meanOf(members) };
  };
}

/** @param {readonly Row[]} rows at least one */
function meanOf(rows) {
  const geometric = (/** @type {(row: Row) => number} */ pick) => geometricMean(rows.map(pick));
  const worst = rows.reduce((least, row) => (row.deltaDb < least.deltaDb ? row : least));
  return {
    images: new Set(rows.map((row) => row.image)).size,
    ourDb: mean(rows.map((row) => row.ourDb)),
    peerDb: mean(rows.map((row) => row.peerDb)),
    deltaDb: mean(rows.map((row) => row.deltaDb)),
    deltaBeside: mean(rows.map((row) => row.deltaBeside)),
    more: meanFigures(rows.map((row) => row.more)),
    worstDb: worst.deltaDb,
    worstImage: worst.image,
    ourSpeed: geometric((row) => row.ours.texelsPerSecond),
    peerSpeed: geometric((row) => row.peer.texelsPerSecond),
    ratioToNamesake: geometric((row) => row.ratioToNamesake),
    ratioAtEqualPsnr: geometric((row) => row.ratioAtEqualPsnr),
    belowShare: rows.filter((row) => row.where === 'below').length / rows.length,
    aboveShare: rows.filter((row) => row.where === 'above').length / rows.length,
  };
}

/**
 * @param {readonly More[]} all
 * @returns {More}
 */
function meanFigures(all) {
  /** @type {More} */
  const means = {};
  for (const key of /** @type {(keyof More)[]} */ (all.flatMap(Object.keys))) {
    const pairs = all.flatMap((each) => each[key] ?? []);
    means[key] ??= { ours: mean(pairs.map(({ ours }) => ours)), peer: mean(pairs.map(({ peer }) => peer)) };
  }
  return means;
}

/**
 * The images that lose most against the namesake from `medium` up, each with its worst footprint and preset.
 *
 * @param {readonly Row[]} rows
 * @param {number} count
 * @returns {Row[]} worst first
 */
export function worstImages(rows, count) {
  const careful = rows.filter((row) => (PRESET_QUALITY[row.preset] ?? 0) >= (PRESET_QUALITY.medium ?? 0));
  const sorted = careful.sort((a, b) => a.deltaDb - b.deltaDb);
  const first = sorted.filter((row, index) => sorted.findIndex(({ image }) => image === row.image) === index);
  return first.slice(0, count);
}

/**
 * Geometric means of decoding by footprint, in texels a second.
 *
 * @param {readonly Cell[]} cells
 * @returns {{ footprint: string, ours: number, peer: number }[]}
 */
export function decodeRates(cells) {
  const timed = cells.filter((cell) => cell.decode !== undefined);
  return FOOTPRINTS.filter((footprint) => timed.some((cell) => cell.footprint === footprint)).map((footprint) => {
    const rates = timed.flatMap((cell) => (cell.footprint === footprint && cell.decode ? [cell.decode] : []));
    return {
      footprint,
      ours: geometricMean(rates.map((rate) => rate.ours)),
      peer: geometricMean(rates.map((rate) => rate.peer)),
    };
  });
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
