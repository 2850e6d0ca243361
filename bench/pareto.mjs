import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeRun } from './document.mjs';
import { chooseDomain, DOMAIN_OPTIONS, DOMAIN_USAGE } from './domains.mjs';
import { FRESH_DEFAULTS, FRESH_PICTURE, measureFresh } from './fresh.mjs';
import { readPixels } from './images.mjs';
import { readSources, spread } from './inputs.mjs';
import { measureImage } from './measure.mjs';
import { DEFAULT_WASM_URL, OurEncoder } from './ours.mjs';
import { choosePeers, PEER_OPTION, PEER_USAGE } from './peer.mjs';
import { PeerCache } from './peer-cache.mjs';
import { report } from './report.mjs';
import { checkOutputs, log, readCount, readList, runCommand } from './run.mjs';
import { CURVE_PRESETS, curvePresets, FOOTPRINTS, PRESETS } from './settings.mjs';

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
  --cold                 fresh processes as well, as bench:cold has them
  --page FILE.md         the run as a page, with a link to the --plot
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
      cold: { type: 'boolean' },
      page: string,
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
  checkOutputs([options.json, options.history, options.plot, options['plot-classes'], options.page, options.cache]);
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
  const fresh = options.cold ? await runFresh(bench) : [];
  await report({ options, run, bench, version, cells, fresh });
}

/** @param {import('./measure.mjs').Bench} bench */
async function runFresh({ peers, scratch }) {
  const [peer] = /** @type {[import('./peer.mjs').PeerBuild]} */ (peers);
  return await measureFresh({ ...FRESH_DEFAULTS, image: await readPixels(FRESH_PICTURE), peer, scratch, log });
}

await runCommand(USAGE, main);
