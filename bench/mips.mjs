/**
 * `npm run bench:mips -- [image]`: what mip levels cost beside compression, in CPU time of this process and in wall time.
 * See README.md.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readPixels, tilePixels } from './images.mjs';
import { log, median, readCount, runCommand } from './run.mjs';

/** The built library, by an address: types come from the sources, which are there before the build. */
const LIBRARY = new URL('../dist/index.js', import.meta.url).href;

const USAGE = `usage: npm run bench:mips -- [image] [options]

  --size N       side of the square picture that the image is tiled to    default 4096
  --threads N    workers                                                  default 2
  --quality Q    preset or 0 to 100                                       default medium
  --block B      footprint                                                default 6x6
  --filters L    of the mip levels                                        default lanczos3
  --alpha        with the red component as alpha                          default opaque
  --rounds N     in turns; medians count                                  default 5
  --json         one document on stdout`;

const DEFAULT_IMAGE = fileURLToPath(new URL('../fixtures/photos/boats.png', import.meta.url));

/** @typedef {{ cpu: number, wall: number }} Cost seconds */

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Cost>}
 */
async function costOf(work) {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1e6, wall: (performance.now() - start) / 1000 };
}

/**
 * @param {Cost[]} costs
 * @returns {Cost}
 */
function medianCost(costs) {
  return { cpu: median(costs.map(({ cpu }) => cpu)), wall: median(costs.map(({ wall }) => wall)) };
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      size: { type: 'string', default: '4096' },
      threads: { type: 'string', default: '2' },
      quality: { type: 'string', default: 'medium' },
      block: { type: 'string', default: '6x6' },
      filters: { type: 'string', default: 'lanczos3' },
      alpha: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  });
  const side = readCount('--size', values.size);
  const rounds = readCount('--rounds', values.rounds);
  const data = tilePixels(await readPixels(positionals[0] ?? DEFAULT_IMAGE), side);
  if (values.alpha) for (let texel = 0; texel < data.length; texel += 4) data[texel + 3] = Number(data[texel]);
  const image = /** @type {const} */ ({
    width: side,
    height: side,
    data,
    channels: 4,
    colorSpace: 'srgb',
    hasAlpha: values.alpha,
  });
  const quality = Number.isNaN(Number(values.quality)) ? values.quality : Number(values.quality);
  const options = /** @type {import('../src/index.js').EncodeOptions} */ ({ quality, block: values.block });
  /** @type {typeof import('../src/index.js')} */
  const { createEncoder } = await import(LIBRARY);
  const encoder = await createEncoder({ threads: readCount('--threads', values.threads) });
  await encoder.warmUp();
  await encoder.encode(image, options);
  const results = [];
  for (const mipFilter of values.filters.split(',')) {
    const mips = /** @type {import('../src/index.js').EncodeOptions} */ ({ mipmaps: true, mipFilter });
    /** @type {{ base: Cost[], levels: Cost[], both: Cost[] }} */
    const costs = { base: [], levels: [], both: [] };
    for (let round = 0; round < rounds; round++) {
      costs.base.push(await costOf(() => encoder.encode(image, options)));
      costs.levels.push(await costOf(() => encoder.makeMipLevels(image, mips)));
      costs.both.push(await costOf(() => encoder.encode(image, { ...options, ...mips })));
    }
    const [base, levels, both] = [costs.base, costs.levels, costs.both].map(medianCost);
    if (!base || !levels || !both) continue;
    const making = { cpu: 1 + levels.cpu / (base.cpu * (4 / 3)), wall: 1 + levels.wall / (base.wall * (4 / 3)) };
    const whole = { cpu: both.cpu / (base.cpu * (4 / 3)), wall: both.wall / (base.wall * (4 / 3)) };
    results.push({ mipFilter, base, levels, both, making, whole });
    const show = (/** @type {Cost} */ { cpu, wall }) => `${cpu.toFixed(2)} CPU, ${wall.toFixed(2)} wall`;
    log(
      `${mipFilter}: one level ${show(base)} s; making levels ${show(levels)} s; all levels ${show(both)} s; ` +
        `beside 4/3 of one level: making ${show(making)}, all ${show(whole)}`,
    );
  }
  await encoder.close();
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ side, threads: values.threads, ...options, rounds, results }, null, 2)}\n`,
    );
  }
}

await runCommand(USAGE, main);
