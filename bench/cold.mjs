/**
 * `npm run bench:cold`: what a fresh process takes to make a file of one picture, ours and native's. See README.md.
 */
import { parseArgs } from 'node:util';
import { describeRun, formatRun } from './document.mjs';
import { FRESH_DEFAULTS, FRESH_PICTURE, measureFresh } from './fresh.mjs';
import { FRESH_LEGEND, formatFresh } from './fresh-table.mjs';
import { readPixels } from './images.mjs';
import { choosePeers, PEER_OPTION, PEER_USAGE } from './peer.mjs';
import { checkOutputs, log, readCount, readList, runCommand, writeWhole } from './run.mjs';
import { FOOTPRINTS, PRESETS } from './settings.mjs';

const USAGE = `usage: npm run bench:cold -- [image] [options]

  --sides 256,1024       the image is repeated, mirrored, or cut to these   default 256,1024
  --blocks 4x4,6x6       footprints, or "all"                               default 4x4,6x6
  --qualities fast,…     presets, or "all"                                  default fastest,fast,medium
  --rounds N             of each, in turns                                  default 9
${PEER_USAGE}
  --json FILE            writes everything measured`;

/** @param {string} scratch */
async function main(scratch) {
  const string = /** @type {const} */ ({ type: 'string' });
  const options = { ...PEER_OPTION, sides: string, blocks: string, qualities: string, rounds: string, json: string };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  checkOutputs([values.json]);
  const { peers, version } = await choosePeers(values.peer);
  const [peer] = /** @type {[import('./peer.mjs').PeerBuild]} */ (peers);
  const run = describeRun();
  const rows = await measureFresh({
    image: await readPixels(positionals[0] ?? FRESH_PICTURE),
    ...FRESH_DEFAULTS,
    ...(values.sides && { sides: values.sides.split(',').map((side) => readCount('--sides', side)) }),
    ...(values.blocks && { blocks: readList('--blocks', values.blocks, FOOTPRINTS) }),
    ...(values.qualities && { qualities: readList('--qualities', values.qualities, PRESETS) }),
    ...(values.rounds && { rounds: readCount('--rounds', values.rounds) }),
    peer,
    scratch,
    log,
  });
  process.stdout.write(`${formatRun(run, version)}\n\n${formatFresh(rows)}\n\n${FRESH_LEGEND}\n`);
  if (values.json !== undefined) {
    writeWhole(values.json, `${JSON.stringify({ schema: 1, ...run, peer: version, rows }, null, 1)}\n`);
  }
}

await runCommand(USAGE, main);
