/**
 * The descent that the search's closed forms stand in for, step by step: lines through a block's colors in floating point,
 * nothing quantized, and the mean loss after each step. A measure, not the road to blocks: see bench/descent.mjs.
 */
import { bindBuffers, createLayout, dispatchAll } from './bindings.js';
import { compilePipeline } from './compile-shader.js';
import { buildTables } from './tables.js';
import { BUFFER_USAGE, MAP_READ } from './usage.js';

export interface DescentSettings {
  /** Index into FOOTPRINTS. */
  footprint: number;
  partitionCount: 1 | 2 | 3;
  /** Steps with each texel on its nearest line, and after the assignment was snapped to a legal pattern. */
  freeSteps: number;
  snappedSteps: number;
  /** Rate of gradient steps; undefined for least squares. */
  rate?: number | undefined;
}

/** 8 bits a component, RGBA. */
export interface DescentPicture {
  width: number;
  height: number;
  data: Uint8Array<ArrayBuffer>;
}

export interface DescentLosses {
  /** Mean squared distance of a block, components in 0..1: at the start, then after each free step. */
  free: number[];
  /** The same right after snapping, then after each further step. */
  snapped: number[];
}

const SETTINGS_BYTES = 32;
const WORKGROUP_SIZE = 64;

/** Runs the descent over a picture. @throws {AstcError} E_GPU */
export async function runDescent(
  device: GPUDevice,
  module: WebAssembly.Module,
  picture: DescentPicture,
  settings: DescentSettings,
): Promise<DescentLosses> {
  const { partitionCount, freeSteps, snappedSteps, rate } = settings;
  const { integers, floats, constants } = buildTables(module, settings.footprint);
  const blocksX = Math.ceil(picture.width / constants.BLOCK_WIDTH);
  const blockCount = blocksX * Math.ceil(picture.height / constants.BLOCK_HEIGHT);
  const rowCount = freeSteps + snappedSteps + 2;

  const buffer = (label: string, size: number, usage: number) => device.createBuffer({ label, size, usage });
  const upload = (label: string, bytes: ArrayBufferView<ArrayBuffer>, usage: number) => {
    const made = buffer(label, bytes.byteLength, usage | BUFFER_USAGE.copyTarget);
    device.queue.writeBuffer(made, 0, bytes);
    return made;
  };
  const words = new DataView(new ArrayBuffer(SETTINGS_BYTES));
  const numbers = [
    picture.width,
    picture.height,
    blocksX,
    blockCount,
    freeSteps,
    snappedSteps,
    rate === undefined ? 0 : 1,
  ];
  for (const [index, number] of numbers.entries()) words.setUint32(index * 4, number, true);
  words.setFloat32(28, rate ?? 0, true);

  const lossBytes = rowCount * blockCount * 4;
  const losses = buffer('losses', lossBytes, BUFFER_USAGE.storage | BUFFER_USAGE.copySource);
  const staging = buffer('losses to read', lossBytes, BUFFER_USAGE.mapRead | BUFFER_USAGE.copyTarget);
  const groups = [
    [upload('integers', integers, BUFFER_USAGE.storage), upload('floats', floats, BUFFER_USAGE.storage)],
    [
      upload('settings', new Uint8Array(words.buffer), BUFFER_USAGE.uniform),
      upload('pixels', picture.data, BUFFER_USAGE.storage),
      losses,
    ],
  ];
  const layouts = [
    createLayout(device, 'tables', ['read-only-storage', 'read-only-storage']),
    createLayout(device, 'descent', ['uniform', 'read-only-storage', 'storage']),
  ];
  const pipeline = await compilePipeline(device, device.createPipelineLayout({ bindGroupLayouts: layouts }), {
    label: `descent of ${partitionCount}`,
    constants: {
      ...constants,
      PARTITION_COUNT: partitionCount,
      PATTERNS: partitionCount === 3 ? constants.PATTERNS3 : constants.PATTERNS2,
      PATTERN_COUNT: partitionCount === 3 ? constants.PATTERN_COUNT3 : constants.PATTERN_COUNT2,
      PATTERN_WORDS: 1 + Math.max(1, partitionCount - 1) * constants.WORDS,
    },
    files: ['common/linear-index', 'astc/tables', 'descent/descent', 'descent/snap'],
  });

  const encoder = device.createCommandEncoder({ label: 'descent' });
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  for (const [index, buffers] of groups.entries()) {
    const bound = buffers.map((buffer) => ({ buffer }));
    pass.setBindGroup(index, bindBuffers(device, layouts[index]!, bound));
  }
  dispatchAll(pass, blockCount, WORKGROUP_SIZE);
  pass.end();
  encoder.copyBufferToBuffer(losses, 0, staging, 0, lossBytes);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(MAP_READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  for (const each of [...groups.flat(), staging]) each.destroy();

  const means = Array.from({ length: rowCount }, (_, row) => {
    const block = values.subarray(row * blockCount, (row + 1) * blockCount);
    return block.reduce((sum, loss) => sum + loss, 0) / blockCount;
  });
  return { free: means.slice(0, freeSteps + 1), snapped: means.slice(freeSteps + 1) };
}
