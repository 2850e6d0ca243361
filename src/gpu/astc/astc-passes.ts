/** Pixels of a chunk to ASTC blocks: tables, layouts and pipelines of one configuration, and slots that run them. */

import { bindBuffers, createLayout, dispatchAll } from '../bindings.js';
import type { BlockPasses, Chunk, GpuPixelType, PassSlot } from '../block-passes.js';
import { compilePipeline, type ShaderParts } from '../compile-shader.js';
import { buildTables, type GpuTables } from '../tables.js';
import { BUFFER_USAGE } from '../usage.js';
import { type AstcPreset, astcPreset } from './presets.js';
import { type AstcEncoderConfig, blocksOf, SETTINGS_BYTES, writeSettings } from './settings.js';
import {
  ALL_BLOCKS,
  type AstcPass,
  astcPassesOf,
  LIST_COUNT,
  PLAN_PARTS,
  shaderPartsOf,
  WORKGROUP_SIZE,
} from './stages.js';

/** Words of a block between passes, as record.wgsl and candidate-list.wgsl have them. */
const RECORD_WORDS = 32;
const CANDIDATE_WORDS = 68;
/** Bytes from one dispatch's arguments to the next. */
const ARGUMENT_BYTES = 16;

interface Layouts {
  tables: GPUBindGroupLayout;
  chunk: GPUBindGroupLayout;
  plan: GPUBindGroupLayout;
}

interface CompiledPass extends AstcPass {
  pipeline: GPUComputePipeline;
}

function createLayouts(device: GPUDevice): Layouts {
  return {
    tables: createLayout(device, 'tables', ['read-only-storage', 'read-only-storage']),
    chunk: createLayout(device, 'chunk', [
      'uniform',
      'read-only-storage',
      'storage',
      'storage',
      'storage',
      'storage',
      'storage',
    ]),
    plan: createLayout(device, 'plan', ['read-only-storage', 'storage']),
  };
}

function bind(device: GPUDevice, layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]): GPUBindGroup {
  return bindBuffers(
    device,
    layout,
    buffers.map((buffer) => ({ buffer })),
  );
}

function upload(device: GPUDevice, label: string, data: GpuTables['integers' | 'floats']): GPUBuffer {
  const usage = BUFFER_USAGE.storage | BUFFER_USAGE.copyTarget;
  const buffer = device.createBuffer({ label, size: data.byteLength, usage });
  device.queue.writeBuffer(buffer, 0, data);
  return buffer;
}

async function compileAll(
  device: GPUDevice,
  layouts: Layouts,
  passes: readonly AstcPass[],
  partsOf: (pass: AstcPass) => ShaderParts,
): Promise<Pick<AstcProgram, 'passes' | 'plan'>> {
  const layout = device.createPipelineLayout({ bindGroupLayouts: [layouts.tables, layouts.chunk] });
  const planLayout = device.createPipelineLayout({ bindGroupLayouts: [layouts.plan] });
  const compile = async (pass: AstcPass): Promise<CompiledPass> => ({
    ...pass,
    pipeline: await compilePipeline(device, layout, partsOf(pass)),
  });
  const [compiled, plan] = await Promise.all([
    Promise.all(passes.map(compile)),
    compilePipeline(device, planLayout, PLAN_PARTS),
  ]);
  return { passes: compiled, plan };
}

/** Everything that does not change from chunk to chunk. */
interface AstcProgram {
  device: GPUDevice;
  layouts: Layouts;
  config: AstcEncoderConfig;
  preset: AstcPreset;
  tables: GPUBindGroup;
  passes: readonly CompiledPass[];
  plan: GPUComputePipeline;
  blockWidth: number;
  blockHeight: number;
}

class AstcSlot implements PassSlot {
  readonly #program: AstcProgram;
  readonly #settings: GPUBuffer;
  readonly #records: GPUBuffer;
  readonly #candidates: GPUBuffer;
  readonly #workCounts: GPUBuffer;
  readonly #workBlocks: GPUBuffer;
  readonly #dispatchArguments: GPUBuffer;
  readonly #planGroup: GPUBindGroup;

  constructor(program: AstcProgram, blockCapacity: number) {
    const { device, layouts } = program;
    const create = (label: string, size: number, usage: GPUBufferUsageFlags) =>
      device.createBuffer({ label, size, usage });
    const { copyTarget, indirect, storage, uniform } = BUFFER_USAGE;
    this.#program = program;
    this.#settings = create('settings', SETTINGS_BYTES, uniform | copyTarget);
    this.#records = create('records', 4 * RECORD_WORDS * blockCapacity, storage);
    this.#candidates = create('candidates', 4 * CANDIDATE_WORDS * blockCapacity, storage);
    this.#workCounts = create('work counts', 4 * LIST_COUNT, storage | copyTarget);
    this.#workBlocks = create('work blocks', 8 * blockCapacity, storage);
    this.#dispatchArguments = create('dispatch arguments', ARGUMENT_BYTES * LIST_COUNT, storage | indirect);
    this.#planGroup = bind(device, layouts.plan, [this.#workCounts, this.#dispatchArguments]);
  }

  record(encoder: GPUCommandEncoder, chunk: Chunk): void {
    const { device, layouts, tables, passes } = this.#program;
    const { blockCount } = blocksOf({ ...this.#program, chunk });
    device.queue.writeBuffer(this.#settings, 0, writeSettings({ ...this.#program, chunk }));
    encoder.clearBuffer(this.#workCounts);
    const group = bind(device, layouts.chunk, [
      this.#settings,
      chunk.source,
      this.#records,
      this.#candidates,
      this.#workCounts,
      this.#workBlocks,
      chunk.blocks,
    ]);
    const pass = encoder.beginComputePass({ label: 'astc' });
    let planned = ALL_BLOCKS;
    for (const { readList, pipeline } of passes) {
      if (readList !== ALL_BLOCKS && readList !== planned) this.#planDispatch(pass);
      planned = readList;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, tables);
      pass.setBindGroup(1, group);
      if (readList === ALL_BLOCKS) dispatchAll(pass, blockCount, WORKGROUP_SIZE);
      else pass.dispatchWorkgroupsIndirect(this.#dispatchArguments, readList * ARGUMENT_BYTES);
    }
    pass.end();
  }

  #planDispatch(pass: GPUComputePassEncoder): void {
    pass.setPipeline(this.#program.plan);
    pass.setBindGroup(0, this.#planGroup);
    pass.dispatchWorkgroups(1);
  }

  destroy(): void {
    this.#settings.destroy();
    this.#records.destroy();
    this.#candidates.destroy();
    this.#workCounts.destroy();
    this.#workBlocks.destroy();
    this.#dispatchArguments.destroy();
  }
}

/**
 * The passes of one configuration on a device.
 *
 * @param module  the codec's binary, which builds the tables
 * @throws {AstcError} E_GPU for a footprint of three axes, or where the device's compiler refuses a shader
 */
export async function createAstcPasses(
  device: GPUDevice,
  module: WebAssembly.Module,
  config: AstcEncoderConfig,
): Promise<BlockPasses> {
  const { integers, floats, constants } = buildTables(module, config.footprint);
  const layouts = createLayouts(device);
  const preset = astcPreset(config.quality);
  const pixelType: GpuPixelType = config.pixelType === 'unorm8' ? 'rgba8' : 'rgba16';
  const compiled = await compileAll(device, layouts, astcPassesOf(preset), (pass) =>
    shaderPartsOf(pass, constants, pixelType),
  );
  const buffers = [upload(device, 'integer tables', integers), upload(device, 'float tables', floats)];
  const program: AstcProgram = {
    device,
    layouts,
    config,
    preset,
    tables: bind(device, layouts.tables, buffers),
    ...compiled,
    blockWidth: constants.BLOCK_WIDTH,
    blockHeight: constants.BLOCK_HEIGHT,
  };
  return {
    blockWidth: constants.BLOCK_WIDTH,
    blockHeight: constants.BLOCK_HEIGHT,
    bytesPerBlock: 16,
    scratchBytesPerBlock: 4 * CANDIDATE_WORDS,
    createSlot: (blockCapacity) => new AstcSlot(program, blockCapacity),
    destroy: () => {
      for (const buffer of buffers) buffer.destroy();
    },
  };
}
