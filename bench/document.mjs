/** What a run leaves behind: the JSON document of everything, and one line of the history. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {import('./measure.mjs').Cell} Cell
 * @typedef {import('./summary.mjs').Mean} Mean
 * @typedef {import('./summary.mjs').Row} Row
 */

const ROOT = new URL('../', import.meta.url);

/** What a figure depends on: machine, engine, version and commit of this package. */
export function describeRun() {
  const processors = cpus();
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  return {
    date: new Date().toISOString(),
    version,
    commit: readCommit(),
    node: process.version,
    machine: {
      cpu: processors[0]?.model.trim() ?? 'unknown',
      cores: processors.length,
      platform: process.platform,
      arch: process.arch,
    },
  };
}

/**
 * Who is compared, in a line.
 *
 * @param {ReturnType<typeof describeRun>} run
 * @param {string} peer what it says of itself
 */
export function formatRun({ version, commit, node, machine }, peer) {
  const built = commit === undefined ? version : `${version} (${commit})`;
  return `astc-wasm ${built}, Node ${node.slice(1)}; ${peer}; ${machine.cpu}`;
}

/** @returns {string | undefined} of the working tree, with a `+` when it has changes; undefined outside of git */
function readCommit() {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, {
      cwd: fileURLToPath(ROOT),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', '-uno') === '' ? '' : '+');
  } catch {
    return undefined;
  }
}

/**
 * The document that `--json` writes.
 *
 * @param {{ run: ReturnType<typeof describeRun>, settings: object, cells: readonly Cell[], rows: readonly Row[], means: readonly Mean[] }} result
 */
export function toJsonDocument({ run, settings, cells, rows, means }) {
  return { schema: 2, ...run, ...settings, means, rows, cells };
}

/**
 * Adds one line to the history: the means over all images, and nothing of single ones.
 *
 * @param {string} path made when it is not there
 * @param {ReturnType<typeof describeRun>} run
 * @param {readonly Mean[]} means
 * @param {object} settings
 */
export function appendHistory(path, { machine, ...run }, means, settings) {
  const cells = means
    .filter((mean) => mean.class === 'all')
    .map((mean) => ({
      footprint: mean.footprint,
      preset: mean.preset,
      images: mean.images,
      db: round(mean.ourDb),
      delta: round(mean.deltaDb),
      beside: round(mean.deltaBeside),
      ...roundMore(mean.more),
      worst: round(mean.worstDb),
      plain: round(mean.ratioToNamesake),
      equal: round(mean.ratioAtEqualPsnr),
      below: round(mean.belowShare),
      above: round(mean.aboveShare),
    }));
  appendFileSync(path, `${JSON.stringify({ ...run, cpu: machine.cpu, ...settings, cells })}\n`);
}

/** @param {number} value */
function round(value) {
  return Number(value.toFixed(4));
}

/**
 * @param {import('./summary.mjs').More} more
 * @returns {Record<string, [ours: number, peer: number]>}
 */
function roundMore(more) {
  return Object.fromEntries(
    Object.entries(more).map(([key, { ours, peer }]) => [key, [Number(ours.toFixed(6)), Number(peer.toFixed(6))]]),
  );
}
