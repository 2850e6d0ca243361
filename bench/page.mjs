/** A run as a page in Markdown, as `results/` has them: means by preset and footprint, kinds of pictures, fresh processes. */
import { EMPTY_NODE } from './fresh.mjs';
import { CLASSES } from './inputs.mjs';
import { originOf } from './published.mjs';
import { FOOTPRINTS, PRESETS } from './settings.mjs';
import { decodeRates, EVERY, worstImages } from './summary.mjs';
import { formatDecoding, formatLegend, formatWorst, signed } from './table.mjs';

/**
 * @typedef {import('./summary.mjs').Mean} Mean
 * @typedef {import('./fresh.mjs').FreshRow} FreshRow
 */

/**
 * @typedef {object} Result
 * @property {ReturnType<typeof import('./document.mjs').describeRun>} run
 * @property {string} peer what it says of itself
 * @property {number} rounds
 * @property {boolean} isCached
 * @property {import('./measures.mjs').Measure} measure
 * @property {readonly import('./measure.mjs').Cell[]} cells
 * @property {readonly import('./summary.mjs').Row[]} rows
 * @property {readonly Mean[]} means
 * @property {readonly FreshRow[]} fresh
 * @property {string | undefined} plot link to the picture of the plane
 */

/** @param {Result} result */
export function makePage({ run, peer, rounds, isCached, measure, cells, rows, means, fresh, plot }) {
  const count = new Set(cells.map(({ image }) => image)).size;
  const { version, commit, node, machine } = run;
  const cached = isCached ? ', its times from another run' : '';
  const sections = [
    `# ${run.date.slice(0, 10)}: ${count} ${count === 1 ? 'picture' : 'pictures'}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
    `astc-wasm ${version}${commit === undefined ? '' : ` (${commit})`}, Node ${node.slice(1)}, ${machine.cpu}, ${machine.cores} cores; ${peer}${cached}; one thread each, both decoded by native. How it is measured: [../README.md](../README.md).`,
    "v: share of pictures below native's fastest preset, whose speed was taken for them; ^: above its slowest measured one, likewise.",
    plot === undefined ? '' : `![speed against ${measure.name} by footprint](${plot})`,
    byFootprint(`Speed at equal ${measure.name}, ours by native`, means, ({ ratioAtEqualPsnr, ...mean }) =>
      [ratioAtEqualPsnr.toFixed(2), outside(mean)].join(''),
    ),
    byFootprint(
      `${measure.db.head} less that of the namesake: mean / worst picture`,
      means,
      ({ deltaDb, worstDb }) => `${signed(deltaDb, 2)} / ${signed(worstDb, 2)}`,
    ),
    ...measure.more
      .filter(({ key }) => means.some(({ more }) => more[key]))
      .map(({ key, head, digits }) =>
        byFootprint(`${head}, and that less the namesake's`, means, ({ more }) => {
          const pair = more[key];
          return pair === undefined ? '' : `${pair.ours.toFixed(digits)}, ${signed(pair.ours - pair.peer, digits)}`;
        }),
      ),
    byFootprint('Speed, ours by the namesake', means, ({ ratioToNamesake }) => ratioToNamesake.toFixed(2)),
    byClass(means),
    freshProcesses(fresh),
    '### The worst pictures from `medium` up, and decoding',
    [
      '```',
      formatWorst(worstImages(rows, 5)),
      '',
      formatDecoding(decodeRates(cells)),
      '',
      formatLegend(measure),
      '```',
    ].join('\n'),
    pictures(cells),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/**
 * @param {readonly string[]} head the first column is text, the others are figures
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|${'--:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}

/**
 * @param {string} title
 * @param {readonly Mean[]} means
 * @param {(mean: Mean) => string} tell
 */
function byFootprint(title, means, tell) {
  const shown = means.filter((mean) => mean.class === EVERY);
  const footprints = [...FOOTPRINTS, EVERY].filter((name) => shown.some(({ footprint }) => footprint === name));
  const cellOf = (/** @type {string} */ preset) => (/** @type {string} */ name) => {
    const mean = shown.find((each) => each.preset === preset && each.footprint === name);
    return mean === undefined ? '' : tell(mean);
  };
  const presets = PRESETS.filter((name) => shown.some(({ preset }) => preset === name));
  const rows = presets.map((preset) => [preset, ...footprints.map(cellOf(preset))]);
  return `### ${title}\n\n${table(['preset', ...footprints], rows)}`;
}

/** @param {readonly Mean[]} means */
function byClass(means) {
  const shown = means.filter((mean) => mean.class !== EVERY && mean.footprint === EVERY);
  const classes = CLASSES.filter((name) => shown.some((mean) => mean.class === name));
  if (classes.length < 2) return '';
  const rows = PRESETS.filter((name) => shown.some(({ preset }) => preset === name)).map((preset) => [
    preset,
    ...classes.map((name) => {
      const mean = shown.find((each) => each.preset === preset && each.class === name);
      return mean === undefined ? '' : `${mean.ratioAtEqualPsnr.toFixed(2)}; ${signed(mean.deltaDb, 2)}`;
    }),
  ]);
  return `### By kind of picture, all footprints: speed at equal PSNR; mean dB\n\n${table(['preset', ...classes], rows)}`;
}

/** @param {readonly FreshRow[]} fresh */
function freshProcesses(fresh) {
  if (fresh.length === 0) return '';
  const rows = fresh.map(({ side, block, quality, who, cpuMs, wallMs, warmMs }) => [
    `${side}x${side} ${block} ${quality}, ${who}`,
    ...[cpuMs?.least, cpuMs?.middle, wallMs.least, wallMs.middle].map((ms) => ms?.toFixed(0) ?? ''),
    warmMs?.toPrecision(3) ?? '',
  ]);
  const head = ['process', 'CPU, least', 'middle', 'wall, least', 'middle', 'warm'];
  const note = `From start to file, milliseconds, all threads; warm is the compression alone, CPU time of one thread; ${EMPTY_NODE} is what Node itself takes.`;
  return `### Fresh processes\n\n${note}\n\n${table(head, rows)}`;
}

/** @param {readonly import('./measure.mjs').Cell[]} cells */
function pictures(cells) {
  const seen = new Map(cells.map((cell) => [cell.image, cell]));
  const rows = [...seen.values()].map((cell) => [
    cell.image,
    cell.class,
    `${cell.width}x${cell.height}`,
    originOf(cell.image, cell),
  ]);
  const columns = ['picture', 'kind', 'size', 'package, file'];
  const line = (/** @type {readonly string[]} */ texts) => `| ${texts.join(' | ')} |`;
  return ['## The pictures', '', line(columns), '|---|---|---|---|', ...rows.map(line)].join('\n');
}

/** @param {Pick<Mean, 'belowShare' | 'aboveShare'>} mean */
function outside({ belowShare, aboveShare }) {
  const told = [
    { share: belowShare, sign: 'v' },
    { share: aboveShare, sign: '^' },
  ].filter(({ share }) => share > 0);
  return told.map(({ share, sign }) => ` (${Math.round(share * 100)} % ${sign})`).join('');
}
