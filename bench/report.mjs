/** What `bench:pareto` says and leaves behind. */
import { dirname, relative, resolve, sep } from 'node:path';
import { appendHistory, formatRun, toJsonDocument } from './document.mjs';
import { FRESH_LEGEND, formatFresh } from './fresh-table.mjs';
import { makePage } from './page.mjs';
import { plotClasses, plotPlane } from './plot.mjs';
import { log, writeWhole } from './run.mjs';
import { compareCell, decodeRates, summarize, worstImages } from './summary.mjs';
import { formatClasses, formatDecoding, formatLegend, formatMeans, formatWorst } from './table.mjs';

/**
 * Rounds that were made, and files to write.
 * @typedef {{ rounds: number } & Partial<Record<'json' | 'history' | 'plot' | 'plot-classes' | 'page', string>>} ReportOptions
 */

/**
 * @param {object} result
 * @param {ReportOptions} result.options
 * @param {ReturnType<typeof import('./document.mjs').describeRun>} result.run
 * @param {import('./measure.mjs').Bench} result.bench
 * @param {string} result.version of the peer
 * @param {import('./measure.mjs').Cell[]} result.cells
 * @param {import('./fresh.mjs').FreshRow[]} result.fresh
 */
export async function report({ options, run, bench, version, cells, fresh }) {
  const { profile, measure } = bench.domain;
  const rows = cells.flatMap((cell) => compareCell(cell, measure));
  const means = summarize(rows);
  const isCached = rows.some((row) => row.peer.isCached);
  const settings = { profile, peer: version, rounds: options.rounds, isCached };
  const parts = [
    formatRun(run, version),
    formatMeans(means, measure),
    formatClasses(means),
    formatWorst(worstImages(rows, 5)),
    formatDecoding(decodeRates(cells)),
    fresh.length === 0 ? '' : `${formatFresh(fresh)}\n\n${FRESH_LEGEND}`,
    formatLegend(measure),
  ];
  process.stdout.write(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
  if (isCached) log('note: times of the peer come from the cache: measured in another run, perhaps under another load');
  if (bench.disagreements > 0) log(`warning: our decoder and the peer's differ on ${bench.disagreements} pictures`);
  if (options.json !== undefined) {
    const { disagreements } = bench;
    const document = toJsonDocument({ run, settings: { ...settings, disagreements, fresh }, cells, rows, means });
    writeWhole(options.json, `${JSON.stringify(document, null, 1)}\n`);
  }
  if (options.page !== undefined) {
    const plot = options.plot && relative(dirname(resolve(options.page)), resolve(options.plot)).replaceAll(sep, '/');
    const result = { run, peer: version, rounds: options.rounds, isCached, measure, cells, rows, means, fresh, plot };
    writeWhole(options.page, makePage(result));
  }
  if (options.history !== undefined) appendHistory(options.history, run, means, settings);
  const facts = {
    images: new Set(cells.map((cell) => cell.image)).size,
    cpu: run.machine.cpu,
    peer: version,
    isCached,
    measure: measure.name,
  };
  if (options.plot !== undefined) writeWhole(options.plot, await plotPlane(means, facts));
  if (options['plot-classes'] !== undefined) writeWhole(options['plot-classes'], await plotClasses(means, facts));
}
