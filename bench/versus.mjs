/**
 * `npm run bench -- <image…>`: our presets against native astcenc, one thread each, interleaved. See README.md.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readPixels, writePng } from './images.mjs';
import { measureImage } from './measure.mjs';
import { DEFAULT_WASM_URL, OurEncoder } from './ours.mjs';
import { bundledPeers, peerVersion, runPeer } from './peer.mjs';
import { compareCell, formatReport, summarize, toJsonDocument } from './report.mjs';
import { FOOTPRINTS, PRESETS } from './settings.mjs';

const USAGE = `usage: npm run bench -- <image…> [options]

  --blocks 4x4,6x6        footprints, or "all"                           default 6x6
  --qualities fast,medium our presets, or "all"                          default fastest,fast,medium,thorough
  --peer PATH             astcenc binary                                 default the fastest that @gpu-tex-enc/astc has here
  --rounds N              interleaved rounds, the best counts            default 3
  --wasm PATH             our binary                                     default dist/wasm/astc-wasm.wasm
  --json FILE             writes everything measured`;

/** The presets of the peer that are measured in any case: its curve. */
const CURVE_PRESETS = ['fastest', 'fast', 'medium', 'thorough'];

/** Preset with which the builds of the peer are held against each other. */
const PROBE_PRESET = 'medium';
const PROBE_ROUNDS = 3;

/** Wrong usage: the message is for the user, without a stack. */
class UsageError extends Error {}

function readOptions() {
  const string = /** @type {const} */ ({ type: 'string' });
  const options = { blocks: string, qualities: string, peer: string, rounds: string, wasm: string, json: string };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (positionals.length === 0) throw new UsageError('no image given');
  const rounds = Number(values.rounds ?? 3);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new UsageError(`--rounds: expected a whole number from 1, got ${values.rounds}`);
  return {
    ...values,
    images: positionals,
    rounds,
    wasm: values.wasm ?? DEFAULT_WASM_URL,
    footprints: readList('--blocks', values.blocks ?? '6x6', FOOTPRINTS),
    presets: readList('--qualities', values.qualities ?? CURVE_PRESETS.join(','), PRESETS),
  };
}

/**
 * @param {string} option
 * @param {string} text comma-separated, or `all`
 * @param {readonly string[]} known
 */
function readList(option, text, known) {
  const words = text === 'all' ? [...known] : text.split(',');
  const wrong = words.find((word) => !known.includes(word));
  if (wrong !== undefined) throw new UsageError(`${option}: expected some of ${known.join(' ')}, got ${wrong}`);
  return words;
}

/**
 * Picks the peer of each footprint: the binary given, or the fastest bundled build on the first image.
 *
 * @param {ReturnType<typeof readOptions>} options
 * @param {string} scratch
 * @returns {Promise<Record<string, string>>} binary by footprint
 */
async function choosePeers({ peer, images: [image = ''], footprints }, scratch) {
  const builds = peer === undefined ? await runnable(bundledPeers()) : [peer];
  if (builds.length === 0) throw new UsageError('no native astcenc for this platform: name one with --peer');
  const pixels = await readPixels(image);
  const job = {
    input: join(scratch, 'probe.png'),
    output: join(scratch, 'probe-out.png'),
    preset: PROBE_PRESET,
    texelCount: pixels.width * pixels.height,
  };
  await writePng(job.input, pixels);
  /** @type {Record<string, string>} */
  const chosen = {};
  for (const footprint of footprints) {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < PROBE_ROUNDS; round++) {
      for (const build of builds) {
        const { seconds } = await runPeer(build, { ...job, footprint });
        if (seconds < least) [least, chosen[footprint]] = [seconds, build];
      }
    }
  }
  return chosen;
}

/**
 * @param {string[]} binaries
 * @returns {Promise<string[]>} those that run on this processor
 */
async function runnable(binaries) {
  const works = await Promise.all(
    binaries.map((path) =>
      peerVersion(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return binaries.filter((_, index) => works[index]);
}

/**
 * @param {ReturnType<typeof readOptions>} options
 * @param {string} scratch
 */
async function compare(options, scratch) {
  const { presets, rounds } = options;
  const peers = await choosePeers(options, scratch);
  const peerBinary = (/** @type {string} */ footprint) => peers[footprint] ?? '';
  const peerPresets = PRESETS.filter((preset) => CURVE_PRESETS.includes(preset) || presets.includes(preset));
  const encoder = new OurEncoder(options.wasm);
  const bench = { encoder, peerBinary, presets, peerPresets, rounds, scratch, busyRuns: 0, disagreements: 0 };
  const cells = [];
  for (const path of options.images) {
    log(`measuring ${path}`);
    cells.push(...(await measureImage(bench, path, options.footprints)));
  }
  const rows = cells.flatMap(compareCell);
  const means = summarize(rows);
  process.stdout.write(formatReport(rows, means));
  const { busyRuns, disagreements } = bench;
  if (busyRuns > 0) log(`note: ${busyRuns} runs of the peer shared their core: their CPU time was taken`);
  if (disagreements > 0)
    log(
      `warning: our decoder and the peer's differ on ${disagreements} pictures (astcenc before 4.3 rounds otherwise)`,
    );
  if (options.json === undefined) return;
  const settings = { ...(await describeBinaries(peers, options.wasm)), rounds, busyRuns, disagreements };
  writeFileSync(options.json, `${JSON.stringify(toJsonDocument({ settings, cells, rows, means }), null, 1)}\n`);
}

/**
 * @param {Record<string, string>} peers binary by footprint
 * @param {URL | string} wasm
 */
async function describeBinaries(peers, wasm) {
  const binaries = [...new Set(Object.values(peers))];
  const versions = Object.fromEntries(await Promise.all(binaries.map(async (path) => [path, await peerVersion(path)])));
  return { peers, versions, wasmSha256: createHash('sha256').update(readFileSync(wasm)).digest('hex') };
}

/** @param {string} text */
function log(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * @param {unknown} error
 * @returns {number} exit code
 */
function reportError(error) {
  const message = error instanceof Error ? error.message : String(error);
  const isUsage =
    error instanceof UsageError || String(Reflect.get(Object(error), 'code')).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`error: ${message}\n${isUsage ? `\n${USAGE}\n` : ''}`);
  return isUsage ? 1 : 4;
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), 'astc-wasm-bench-'));
  try {
    await compare(readOptions(), scratch);
  } catch (error) {
    process.exitCode = reportError(error);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main();
