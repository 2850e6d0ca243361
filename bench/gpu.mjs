/**
 * `npm run bench -- --gpu [image]`: how fast WebGPU compresses here, with and without the way there and back; where the
 * adapter computes on the CPU, what its passes cost and how fast that lets a GPU be, which is a prediction. See README.md.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createPassesModule, crewSource, formats, hostModule, library, openDeviceModule, usage } from './built.mjs';
import { PassTimer, sumByLabel } from './gpu-passes.mjs';
import { readRegisters } from './gpu-registers.mjs';
import { checkOutputs, log, readCount, readList, runCommand, writeWhole } from './run.mjs';
import { FOOTPRINTS } from './settings.mjs';

const USAGE = `usage: npm run bench -- --gpu [image] [options]

  image                   repeated to the size                           default a photo of the project
  --blocks 4x4,6x6        footprints, or "all"                           default 4x4,6x6
  --qualities fast,medium presets                                        default fast,medium
  --size N                pixels a side                                  default 4096, on the CPU 256
  --rounds N              the median counts                              default 5
  --registers FILE        file of a driver radv (test/gpu/fetch-mesa.sh): registers of a GPU that need not be here
  --json FILE             writes everything measured`;

/** Pixels a side where a GPU computes, and where the CPU does it in its place. */
const SIZES = { gpu: 4096, software: 256 };
/** Blocks of a dispatch. Why: as encode cuts them at most. */
const MAX_BLOCKS = 2 ** 17;
/** Lanes that work in step in lavapipe, a vector of AVX2; SwiftShader has four. */
const VECTOR_LANES = { llvmpipe: 8, SwiftShader: 4 };
/** Operations a lane and clock: vector instructions that such code gets through, of 4 a core could start. */
const VECTOR_OPERATIONS = 1.5;
const CLOCK_GHZ = 3;
/**
 * GPUs to predict for: 32-bit operations a second. What such code reaches of them is a guess that the prediction names: lanes
 * that part ways, memory, registers that leave few groups in flight.
 */
const GPUS = [
  { name: 'a phone of 2023 (Adreno 740)', teraOperations: 1.7 },
  { name: 'a laptop (Radeon 780M)', teraOperations: 4.1 },
  { name: 'a desktop (GeForce RTX 4070)', teraOperations: 14.6 },
  { name: 'a server (H200)', teraOperations: 33 },
];
const REACHED_SHARE = 0.2;

const { createEncoder, QUALITY_PRESETS, readImage } = library;
const { BUFFER_USAGE } = usage;

const PHOTO = new URL('../fixtures/photos/allium.png', import.meta.url);

function readOptions() {
  const string = /** @type {const} */ ({ type: 'string' });
  const { values, positionals } = parseArgs({
    options: {
      gpu: { type: 'boolean' },
      blocks: string,
      qualities: string,
      size: string,
      rounds: string,
      registers: string,
      json: string,
    },
    allowPositionals: true,
  });
  return {
    image: positionals[0],
    footprints: readList('--blocks', values.blocks ?? '4x4,6x6', FOOTPRINTS),
    qualities: readList('--qualities', values.qualities ?? 'fast,medium', Object.keys(QUALITY_PRESETS)),
    size: values.size === undefined ? undefined : readCount('--size', values.size),
    rounds: readCount('--rounds', values.rounds ?? '5'),
    registers: values.registers,
    json: values.json,
  };
}

/**
 * A picture of `side` × `side` pixels, of another one side by side.
 *
 * @param {import('../src/types.js').Image} image
 * @param {number} side
 */
function repeatPicture({ data, width, height }, side) {
  const words = new Uint32Array(side * side);
  const source = new Uint32Array(Uint8Array.from(data).buffer);
  for (let y = 0; y < side; y++) {
    const row = (y % height) * width;
    for (let x = 0; x < side; x++) words[y * side + x] = source[row + (x % width)] ?? 0;
  }
  return { width: side, height: side, data: new Uint8Array(words.buffer), channels: /** @type {const} */ (4) };
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * @typedef {ReturnType<typeof repeatPicture>} Picture
 * @typedef {{ footprint: string, quality: string }} Cell
 * @typedef {{ device: GPUDevice, picture: Picture, rounds: number }} Bench
 */

/**
 * Mtexel/s of `encode`: pixels up, blocks down, several chunks in flight.
 *
 * @param {import('../src/index.js').Encoder} encoder
 * @param {Picture} picture
 * @param {Cell} cell
 * @param {number} rounds
 */
async function measureEncode(encoder, picture, { footprint, quality }, rounds) {
  const seconds = [];
  const options = /** @type {import('../src/index.js').EncodeOptions} */ ({
    gpu: 'software',
    block: footprint,
    quality,
    colorSpace: 'linear',
  });
  await encoder.encode(picture, options);
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await encoder.encode(picture, options);
    seconds.push((performance.now() - started) / 1000);
  }
  return (picture.width * picture.height) / median(seconds) / 1e6;
}

/**
 * Mtexel/s of the passes alone, pixels and blocks staying on the device, and the time of each.
 *
 * @param {Bench} bench
 * @param {Cell} cell
 */
async function measurePasses({ device, picture, rounds }, { footprint, quality }) {
  const config = /** @type {import('../src/codec/block-codec.js').EncoderConfig} */ ({
    family: 'astc',
    footprint: formats.footprintId(/** @type {never} */ (footprint)),
    profile: 0,
    decodeMode: 'float16',
    pixelType: 'unorm8',
    quality: QUALITY_PRESETS[/** @type {keyof typeof QUALITY_PRESETS} */ (quality)],
    weights: [1, 1, 1, 1],
  });
  const passes = await createPassesModule.createPasses(device, await crewSource.loadOwnModule(), config);
  const blocksX = Math.ceil(picture.width / passes.blockWidth);
  const rows = Math.min(Math.ceil(picture.height / passes.blockHeight), Math.max(1, Math.floor(MAX_BLOCKS / blocksX)));
  const height = Math.min(picture.height, rows * passes.blockHeight);
  const source = device.createBuffer({
    size: picture.width * height * 4,
    usage: BUFFER_USAGE.storage | BUFFER_USAGE.copyTarget,
  });
  device.queue.writeBuffer(source, 0, picture.data, 0, picture.width * height * 4);
  const blocks = device.createBuffer({ size: blocksX * rows * 16, usage: BUFFER_USAGE.storage });
  const slot = passes.createSlot(blocksX * rows);
  const chunk = { source, width: picture.width, height, blocks };
  const timer = new PassTimer(device);
  await timer.run(slot, chunk);
  const wall = [];
  /** @type {Map<string, number>[]} */
  const runs = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const encoder = device.createCommandEncoder();
    slot.record(encoder, chunk);
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    wall.push((performance.now() - started) / 1000);
    runs.push(sumByLabel(await timer.run(slot, chunk)));
  }
  slot.destroy();
  for (const buffer of [source, blocks]) buffer.destroy();
  const texels = picture.width * height;
  const nsPerTexel = Object.fromEntries(
    [...(runs[0]?.keys() ?? [])].map((label) => [
      label,
      (median(runs.map((run) => run.get(label) ?? 0)) * 1e6) / texels,
    ]),
  );
  return { texelsPerSecond: texels / median(wall), nsPerTexel };
}

/**
 * What a texel costs in operations of one lane, from the time that a driver in software takes for it.
 *
 * @param {string} adapterName
 * @param {number} nsPerTexel
 */
function operationsOf(adapterName, nsPerTexel) {
  const [, lanes] = Object.entries(VECTOR_LANES).find(([name]) => adapterName.includes(name)) ?? ['', 4];
  return nsPerTexel * cpus().length * CLOCK_GHZ * VECTOR_OPERATIONS * lanes;
}

/** @param {number} value */
const figure = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

async function main() {
  const { image, footprints, qualities, size, rounds, registers, json } = readOptions();
  checkOutputs([json]);
  const gpu = /** @type {GPU | undefined} */ (await hostModule.host.loadGpu());
  const { adapterName, isSoftware } = await openDeviceModule.openDevice(gpu, 'software').then((opened) => {
    opened.device.destroy();
    return opened;
  });
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter?.features.has('timestamp-query')) throw new Error(`${adapterName} has no timestamps`);
  const device = await adapter.requestDevice({ requiredFeatures: ['timestamp-query'] });
  const side = size ?? (isSoftware ? SIZES.software : SIZES.gpu);
  const picture = repeatPicture(await readImage(image ?? PHOTO), side);
  const encoder = await createEncoder();
  process.stdout.write(`${adapterName}, ${side}x${side} pixels, medians of ${rounds}\n\n`);
  const cells = [];
  for (const footprint of footprints) {
    for (const quality of qualities) {
      log(`measuring ${footprint} ${quality}`);
      const streamed = await measureEncode(encoder, picture, { footprint, quality }, rounds);
      const { texelsPerSecond, nsPerTexel } = await measurePasses({ device, picture, rounds }, { footprint, quality });
      cells.push({ footprint, quality, streamed, resident: texelsPerSecond / 1e6, nsPerTexel });
      process.stdout.write(
        `${footprint} ${quality}: ${figure(streamed)} Mtexel/s with upload and readback, ${figure(texelsPerSecond / 1e6)} without\n`,
      );
      for (const [label, ns] of Object.entries(nsPerTexel))
        process.stdout.write(`    ${figure(ns)} ns a texel  ${label}\n`);
      if (isSoftware) process.stdout.write(predict(adapterName, nsPerTexel));
    }
  }
  await encoder.close();
  device.destroy();
  const shaders = registers === undefined ? undefined : await readRegisters(registers, footprints, qualities);
  if (shaders) process.stdout.write(`\n${formatRegisters(shaders)}\n`);
  if (json) writeWhole(json, `${JSON.stringify({ adapterName, side, rounds, cells, shaders }, null, 1)}\n`);
  process.exit();
}

/**
 * @param {string} adapterName
 * @param {Readonly<Record<string, number>>} nsPerTexel
 */
function predict(adapterName, nsPerTexel) {
  const total = Object.values(nsPerTexel).reduce((sum, ns) => sum + ns, 0);
  const operations = operationsOf(adapterName, total);
  const lines = GPUS.map(({ name, teraOperations }) => {
    return `    predicted, not measured: ${figure((teraOperations * 1e6 * REACHED_SHARE) / operations)} Mtexel/s on ${name}`;
  });
  return `    about ${figure(operations)} operations a texel\n${lines.join('\n')}\n`;
}

/** @param {readonly import('./gpu-registers.mjs').ShaderRegisters[]} shaders */
function formatRegisters(shaders) {
  const rows = shaders.map(({ label, vgprs, scratchBytes, spilled, instructions, waves }) => {
    return `| ${label} | ${vgprs} | ${waves} | ${scratchBytes} | ${spilled} | ${instructions} |`;
  });
  return [
    '| pass | registers a lane | groups in flight | scratch bytes a lane | spilled | instructions |',
    '|---|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

await runCommand(USAGE, main);
