/**
 * `npm run bench:pareto -- <image or folder…>`: the whole plane of speed and quality, every preset of both encoders,
 * as tables, a history line and pictures. See README.md.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { appendHistory, describeRun, formatRun, toJsonDocument } from './document.mjs';
import { chooseDomain, DOMAIN_OPTIONS, DOMAIN_USAGE } from './domains.mjs';
import { readSources, spread } from './inputs.mjs';
import { measureImage } from './measure.mjs';
import { DEFAULT_WASM_URL, OurEncoder } from './ours.mjs';
import { choosePeers, PEER_OPTION, PEER_USAGE } from './peer.mjs';
import { PeerCache } from './peer-cache.mjs';
import { plotClasses, plotPlane } from './plot.mjs';
import { checkOutputs, log, readCount, readList, runCommand, writeWhole } from './run.mjs';
import { CURVE_PRESETS, curvePresets, FOOTPRINTS, PRESETS } from './settings.mjs';
import { compareCell, decodeRates, summarize, worstImages } from './summary.mjs';
import { formatClasses, formatDecoding, formatLegend, formatMeans, formatWorst } from './table.mjs';

const USAGE = `usage: npm run bench:pareto -- <image or folder…> [options]

  --blocks 4x4,6x6       footprints, or "all"           default 4x4,5x5,6x6,8x8,10x10,12x12
  --qualities fast,…     our presets, or "all"          default all
${DOMAIN_USAGE}
  --rounds N             the median counts              default 3
  --quick                4x4,6x6,8x8,12x12, presets up to thorough, one round, at most 8 images spread over the classes
  --manifest FILE        class of each image: JSON {"path": "class"}, or lines of path, tab, class
  --class-from TEXT=CLASS  class of every path with that text in it; may be given again
${PEER_USAGE}
  --wasm PATH            our binary                     default dist/wasm/astc-wasm.wasm
  --json FILE            writes everything measured
  --history [FILE]       adds a line of means           default file bench/history.jsonl
  --plot FILE.svg        speed against quality by footprint
  --plot-classes FILE.svg  the same by class of image
  --cache FILE           keeps the peer's figures there and does not measure them again: for tuning, not for publishing`;

const DEFAULT_BLOCKS = '4x4,5x5,6x6,8x8,10x10,12x12';
const DEFAULT_HISTORY = fileURLToPath(new URL('history.jsonl', import.meta.url));

/** What `--quick` measures. */
const QUICK = { blocks: '4x4,6x6,8x8,12x12', qualities: CURVE_PRESETS.join(','), rounds: '1', images: 8 };

/** @param {readonly string[]} args */
function readOptions(args) {
  const string = /** @type {const} */ ({ type: 'string' });
  const { values, positionals } = parseArgs({
    // `--history` alone takes the default file, which parseArgs does not know of.
    args: args.map((word, index) =>
      word === '--history' && isOption(args[index + 1]) ? `--history=${DEFAULT_HISTORY}` : word,
    ),
    options: {
      ...DOMAIN_OPTIONS,
      ...PEER_OPTION,
      blocks: string,
      qualities: string,
      rounds: string,
      quick: { type: 'boolean' },
      manifest: string,
      'class-from': { type: 'string', multiple: true },
      wasm: string,
      json: string,
      history: string,
      plot: string,
      'plot-classes': string,
      cache: string,
    },
    allowPositionals: true,
  });
  const usual = values.quick ? QUICK : { blocks: DEFAULT_BLOCKS, qualities: 'all', rounds: '3' };
  return {
    ...values,
    paths: positionals,
    rounds: readCount('--rounds', values.rounds ?? usual.rounds),
    footprints: readList('--blocks', values.blocks ?? usual.blocks, FOOTPRINTS),
    presets: readList('--qualities', values.qualities ?? usual.qualities, PRESETS),
  };
}

/** @param {string | undefined} word */
function isOption(word) {
  return word === undefined || word.startsWith('--');
}

/** @param {string} scratch */
async function main(scratch) {
  const options = readOptions(process.argv.slice(2));
  checkOutputs([options.json, options.history, options.plot, options['plot-classes'], options.cache]);
  const domain = await chooseDomain(options);
  const found = await readSources(options.paths, { manifest: options.manifest, rules: options['class-from'], domain });
  const sources = options.quick ? spread(found, QUICK.images) : found;
  const { peers, version } = await choosePeers(options.peer);
  const run = describeRun();
  const { presets, footprints, rounds } = options;
  const { profile } = domain;
  // The figures of LDR stood in caches before there were others.
  const owner = [version, run.machine.cpu, ...(profile === 'ldr' ? [] : [profile])].join(', ');
  const bench = {
    domain,
    encoder: new OurEncoder(options.wasm ?? DEFAULT_WASM_URL, profile),
    peers,
    presets,
    peerPresets: curvePresets(presets),
    rounds,
    scratch,
    cache: options.cache === undefined ? undefined : new PeerCache(options.cache, owner),
    disagreements: 0,
  };
  const cells = [];
  for (const [index, source] of sources.entries()) {
    log(`${index + 1}/${sources.length} ${source.path} (${source.class})`);
    cells.push(...(await measureImage(bench, source, footprints)));
  }
  await report({ options, run, bench, version, cells });
}

/**
 * @param {object} result
 * @param {ReturnType<typeof readOptions>} result.options
 * @param {ReturnType<typeof describeRun>} result.run
 * @param {import('./measure.mjs').Bench} result.bench
 * @param {string} result.version of the peer
 * @param {import('./measure.mjs').Cell[]} result.cells
 */
async function report({ options, run, bench, version, cells }) {
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
    formatLegend(measure),
  ];
  process.stdout.write(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
  if (isCached) log('note: times of the peer come from the cache: measured in another run, perhaps under another load');
  if (bench.disagreements > 0) log(`warning: our decoder and the peer's differ on ${bench.disagreements} pictures`);
  if (options.json !== undefined) {
    const { disagreements } = bench;
    const document = toJsonDocument({ run, settings: { ...settings, disagreements }, cells, rows, means });
    writeWhole(options.json, `${JSON.stringify(document, null, 1)}\n`);
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

await runCommand(USAGE, main);
