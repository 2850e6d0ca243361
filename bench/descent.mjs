/**
 * `npm run bench:descent -- <image…>`: the measure of the design that the search on the GPU began with. Lines through the
 * colors of each block by descent, in floating point, free assignments snapped to legal patterns; the mean loss a block
 * after every step, and beside it what our encoder's real blocks leave. See README.md.
 */
import { parseArgs } from 'node:util';
import { crewSource, descent, formats, hostModule, library, openDeviceModule } from './built.mjs';
import { render, style } from './plot.mjs';
import { checkOutputs, log, readCount, runCommand, UsageError, writeWhole } from './run.mjs';

const USAGE = `usage: npm run bench:descent -- <image…> [options]

  --block FOOTPRINT  default 4x4
  --steps N          steps before snapping, half as many after           default 40
  --rate R           of gradient steps                                   default 0.05
  --plot FILE        SVG
  --json FILE        writes everything measured`;

const METHODS = /** @type {const} */ (['gradient', 'least squares']);
const PARTITIONS = /** @type {const} */ ([1, 2, 3]);
const QUALITIES = /** @type {const} */ (['fastest', 'fast', 'medium', 'thorough']);

/**
 * @typedef {{ method: string, partitions: number, step: number, loss: number, isSnapped: boolean }} Point
 * @typedef {import('../src/gpu/descent.js').DescentPicture} Picture
 */

function readOptions() {
  const string = /** @type {const} */ ({ type: 'string' });
  const { values, positionals } = parseArgs({
    options: { block: string, steps: string, rate: string, plot: string, json: string },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new UsageError('Expected an image but received none');
  return {
    images: positionals,
    block: /** @type {import('../src/types.js').Footprint} */ (values.block ?? '4x4'),
    steps: readCount('--steps', values.steps ?? '40'),
    rate: Number(values.rate ?? 0.05),
    plot: values.plot,
    json: values.json,
  };
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * @param {GPUDevice} device
 * @param {readonly Picture[]} pictures
 * @param {ReturnType<typeof readOptions>} options
 * @returns {Promise<Point[]>}
 */
async function measureDescent(device, pictures, { block, steps, rate }) {
  const module = await crewSource.loadOwnModule();
  const points = [];
  for (const partitions of PARTITIONS) {
    for (const method of METHODS) {
      log(`descending: ${partitions} partitions, ${method}`);
      const runs = [];
      for (const picture of pictures) {
        const settings = {
          footprint: formats.footprintId(block),
          partitionCount: partitions,
          freeSteps: steps,
          snappedSteps: steps >> 1,
          rate: method === 'gradient' ? rate : undefined,
        };
        runs.push(await descent.runDescent(device, module, picture, settings));
      }
      const rows = /** @type {const} */ ([
        ['free', false, 0],
        ['snapped', true, steps],
      ]);
      for (const [part, isSnapped, before] of rows) {
        if (isSnapped && partitions === 1) continue;
        for (const step of (runs[0]?.[part] ?? []).keys()) {
          const loss = mean(runs.map((run) => run[part][step] ?? 0));
          points.push({ method, partitions, step: before + step, loss, isSnapped });
        }
      }
    }
  }
  return points;
}

/**
 * Mean squared distance a block of what our encoder makes and a decoder shows, in the measure of the descent.
 *
 * @param {readonly Picture[]} pictures
 * @param {import('../src/types.js').Footprint} block
 */
async function measureBlocks(pictures, block) {
  const encoder = await library.createEncoder();
  const [across = 4, down = 4] = block.split('x').map(Number);
  const losses = [];
  for (const quality of QUALITIES) {
    const each = [];
    for (const picture of pictures) {
      const texture = await encoder.encode(picture, {
        block,
        quality,
        colorSpace: 'linear',
        channelWeights: [1, 1, 1, 0],
      });
      const { data } = await encoder.decode(texture);
      let sum = 0;
      for (const [index, value] of data.entries()) {
        if (index % 4 < 3) sum += ((value - (picture.data[index] ?? 0)) / 255) ** 2;
      }
      each.push(sum / (Math.ceil(picture.width / across) * Math.ceil(picture.height / down)));
    }
    losses.push({ quality, loss: mean(each) });
  }
  await encoder.close();
  return losses;
}

/**
 * @param {readonly Point[]} points
 * @param {readonly { quality: string, loss: number }[]} blocks
 * @param {string} block
 */
function plot(points, blocks, block) {
  const scale = { type: 'log', nice: false };
  return render({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: 'white',
    padding: 16,
    width: 520,
    height: 340,
    title: {
      text: `Loss of a ${block} block by step of the descent`,
      subtitle: [
        'Mean squared distance, components in 0..1, floating point; after the jump with legal patterns.',
        'Dotted: what decoders show of our encoder’s blocks, quantized and packed.',
      ],
    },
    config: style(),
    layer: [
      {
        data: { values: points.map((point) => ({ ...point, line: `${point.partitions} partitions` })) },
        mark: { type: 'line', strokeWidth: 1.5 },
        encoding: {
          x: { field: 'step', type: 'quantitative', title: 'step' },
          y: { field: 'loss', type: 'quantitative', title: 'loss a block', scale },
          color: { field: 'line', type: 'nominal', title: null },
          strokeDash: { field: 'method', type: 'nominal', title: null },
          detail: { field: 'isSnapped' },
        },
      },
      {
        data: { values: blocks },
        mark: { type: 'rule', strokeDash: [1, 3] },
        encoding: { y: { field: 'loss', type: 'quantitative', scale } },
      },
      {
        data: { values: blocks },
        mark: { type: 'text', align: 'left', dx: 4, dy: -4, fontSize: 9 },
        encoding: {
          x: { datum: 0 },
          y: { field: 'loss', type: 'quantitative', scale },
          text: { field: 'quality' },
        },
      },
    ],
  });
}

async function main() {
  const options = readOptions();
  checkOutputs([options.plot, options.json]);
  const { device, adapterName } = await openDeviceModule.openDevice(
    /** @type {GPU | undefined} */ (await hostModule.host.loadGpu()),
    'software',
  );
  const pictures = [];
  for (const path of options.images) {
    const { width, height, data } = await library.readImage(path);
    pictures.push({ width, height, data: Uint8Array.from(data) });
  }
  const points = await measureDescent(device, pictures, options);
  const blocks = await measureBlocks(pictures, options.block);
  const at = (
    /** @type {number} */ partitions,
    /** @type {string} */ method,
    /** @type {number} */ step,
    isSnapped = false,
  ) =>
    points.find((point) => {
      return (
        point.partitions === partitions &&
        point.method === method &&
        point.step === step &&
        point.isSnapped === isSnapped
      );
    })?.loss ?? Number.NaN;
  const { steps } = options;
  const last = steps + (steps >> 1);
  process.stdout.write(`${adapterName}, ${pictures.length} pictures, ${options.block}\n\n`);
  process.stdout.write('partitions  method          start    free     snapped  after\n');
  for (const partitions of PARTITIONS) {
    for (const method of METHODS) {
      const figures = [at(partitions, method, 0), at(partitions, method, steps)];
      if (partitions > 1) figures.push(at(partitions, method, steps, true), at(partitions, method, last, true));
      const texts = figures.map((loss) => loss.toFixed(5)).join('  ');
      process.stdout.write(`${partitions}           ${method.padEnd(14)}  ${texts}\n`);
    }
  }
  process.stdout.write('\nblocks of the encoder, as decoders show them\n');
  for (const { quality, loss } of blocks) process.stdout.write(`${quality.padEnd(12)}${loss.toFixed(5)}\n`);
  if (options.plot) writeWhole(options.plot, await plot(points, blocks, options.block));
  if (options.json) writeWhole(options.json, `${JSON.stringify({ adapterName, points, blocks }, null, 1)}\n`);
  process.exit();
}

await runCommand(USAGE, main);
