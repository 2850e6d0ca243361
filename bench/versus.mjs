/**
 * `npm run bench -- <image…>`: our presets against native astcenc, image by image. See README.md.
 */
import { parseArgs } from 'node:util';
import { describeRun, formatRun, toJsonDocument } from './document.mjs';
import { chooseDomain, DOMAIN_OPTIONS, DOMAIN_USAGE } from './domains.mjs';
import { readSources } from './inputs.mjs';
import { measureImage } from './measure.mjs';
import { DEFAULT_WASM_URL, OurEncoder } from './ours.mjs';
import { choosePeers, PEER_OPTION, PEER_USAGE } from './peer.mjs';
import { checkOutputs, log, readCount, readList, runCommand, writeWhole } from './run.mjs';
import { CURVE_PRESETS, curvePresets, FOOTPRINTS, PRESETS } from './settings.mjs';
import { compareCell, summarize } from './summary.mjs';
import { formatLegend, formatMeans, formatRows } from './table.mjs';

const USAGE = `usage: npm run bench -- <image…> [options]

  --blocks 4x4,6x6        footprints, or "all"                           default 6x6
  --qualities fast,medium our presets, or "all"                          default fastest,fast,medium,thorough
${DOMAIN_USAGE}
${PEER_USAGE}
  --rounds N              interleaved rounds, the median counts          default 3
  --wasm PATH             our binary                                     default dist/wasm/astc-wasm.wasm
  --json FILE             writes everything measured
  --gpu                   WebGPU instead: see npm run bench -- --gpu --help`;

function readOptions() {
  const string = /** @type {const} */ ({ type: 'string' });
  const strings = { blocks: string, qualities: string, rounds: string, wasm: string, json: string };
  const options = { ...DOMAIN_OPTIONS, ...PEER_OPTION, ...strings };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  return {
    ...values,
    images: positionals,
    rounds: readCount('--rounds', values.rounds ?? '3'),
    wasm: values.wasm ?? DEFAULT_WASM_URL,
    footprints: readList('--blocks', values.blocks ?? '6x6', FOOTPRINTS),
    presets: readList('--qualities', values.qualities ?? CURVE_PRESETS.join(','), PRESETS),
  };
}

/** @param {string} scratch */
async function main(scratch) {
  const { images, presets, rounds, footprints, wasm, ...options } = readOptions();
  checkOutputs([options.json]);
  const domain = await chooseDomain(options);
  const { profile, measure } = domain;
  const sources = await readSources(images, { domain });
  const { peers, version } = await choosePeers(options.peer);
  const peerPresets = curvePresets(presets);
  const encoder = new OurEncoder(wasm, profile);
  const bench = { domain, encoder, peers, presets, peerPresets, rounds, scratch, disagreements: 0 };
  const cells = [];
  for (const source of sources) {
    log(`measuring ${source.path}`);
    cells.push(...(await measureImage(bench, source, footprints)));
  }
  const rows = cells.flatMap((cell) => compareCell(cell, measure));
  const means = summarize(rows);
  const run = describeRun();
  process.stdout.write(
    `${formatRun(run, version)}\n\n${formatRows(rows, measure)}\n\n${formatMeans(means, measure)}\n\n${formatLegend(measure)}\n`,
  );
  const { disagreements } = bench;
  if (disagreements > 0) log(`warning: our decoder and the peer's differ on ${disagreements} pictures`);
  if (options.json === undefined) return;
  const settings = { profile, peer: version, rounds, disagreements };
  const document = toJsonDocument({ run, settings, cells, rows, means });
  writeWhole(options.json, `${JSON.stringify(document, null, 1)}\n`);
}

// The GPU has a bench of its own.
if (process.argv.includes('--gpu')) await import('./gpu.mjs');
else await runCommand(USAGE, main);
