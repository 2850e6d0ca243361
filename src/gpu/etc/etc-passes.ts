/** ETC and EAC on a device: pipelines of one format, recorded once a chunk. */
import type { BlockPasses, Chunk, PassSlot } from '../block-passes.js';
import { compilePipeline } from '../compile-shader.js';
import { type EtcPass, listPasses, type Turn } from './pass-list.js';
import { type EtcConfig, planEtc } from './shader-constants.js';
import { makeTables } from './tables.js';

/** Texels of a block across and down. */
const BLOCK_SIDE = 4;
/** Bytes of a block's record between passes: BlockState of shaders/etc/block-state. */
const STATE_BYTES = 48;
/** Room for Chunk of shaders/etc/chunk, one a turn, each where a binding may begin. */
const CHUNK_BYTES = 256;
const WORKGROUP_SIZE = 64;
/** Workgroups of one dimension of a dispatch, which every device allows. */
const MAX_GROUPS = 65535;

/** A pass with its pipeline. */
interface CompiledPass extends EtcPass {
  pipeline: GPUComputePipeline;
}

interface Layouts {
  tables: GPUBindGroupLayout;
  chunk: GPUBindGroupLayout;
}

function layoutOf(device: GPUDevice, label: string, types: readonly GPUBufferBindingType[]): GPUBindGroupLayout {
  const entries = types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } }));
  return device.createBindGroupLayout({ label, entries });
}

function bindBuffers(device: GPUDevice, layout: GPUBindGroupLayout, buffers: readonly GPUBufferBinding[]) {
  return device.createBindGroup({ layout, entries: buffers.map((resource, binding) => ({ binding, resource })) });
}

/** Compiles the passes of a plan; those of one label are one pipeline. */
async function compilePasses(device: GPUDevice, layouts: Layouts, passes: EtcPass[]): Promise<CompiledPass[]> {
  const layout = device.createPipelineLayout({ bindGroupLayouts: [layouts.tables, layouts.chunk] });
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  for (const { parts } of passes) {
    if (!pipelines.has(parts.label)) pipelines.set(parts.label, compilePipeline(device, layout, parts));
  }
  // All settle before one that failed is told: none is left to fail unheard.
  await Promise.allSettled(pipelines.values());
  return Promise.all(passes.map(async (pass) => ({ ...pass, pipeline: await pipelines.get(pass.parts.label)! })));
}

/** Buffers between the passes, for one chunk at a time. */
export class EtcSlot implements PassSlot {
  readonly #chunks: GPUBuffer;
  /** Records of the blocks, BlockState each. */
  readonly states: GPUBuffer;

  constructor(
    readonly device: GPUDevice,
    readonly layout: GPUBindGroupLayout,
    readonly tables: GPUBindGroup,
    readonly passes: readonly CompiledPass[],
    readonly blockCapacity: number,
  ) {
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    this.#chunks = device.createBuffer({ label: 'etc chunk', size: 2 * CHUNK_BYTES, usage });
    const size = blockCapacity * STATE_BYTES;
    this.states = device.createBuffer({
      label: 'etc states',
      size,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
    });
  }

  record(encoder: GPUCommandEncoder, chunk: Chunk): void {
    const across = Math.ceil(chunk.width / BLOCK_SIDE);
    const blockCount = across * Math.ceil(chunk.height / BLOCK_SIDE);
    if (blockCount > this.blockCapacity) {
      throw new RangeError(`a slot for ${this.blockCapacity} blocks is given ${blockCount}`);
    }
    const turns: readonly GPUBindGroup[] = [this.#bindTurn(chunk, 0), this.#bindTurn(chunk, 1)];
    for (const turn of [0, 1]) {
      const words = Uint32Array.of(chunk.width, chunk.height, across, blockCount, turn);
      this.device.queue.writeBuffer(this.#chunks, turn * CHUNK_BYTES, words);
    }
    const pass = encoder.beginComputePass({ label: 'etc' });
    pass.setBindGroup(0, this.tables);
    for (const { pipeline, turn, invocations } of this.passes) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(1, turns[turn]!);
      const groupCount = Math.ceil((blockCount * invocations) / WORKGROUP_SIZE);
      pass.dispatchWorkgroups(Math.min(groupCount, MAX_GROUPS), Math.ceil(groupCount / MAX_GROUPS));
    }
    pass.end();
  }

  #bindTurn({ source, blocks }: Chunk, turn: Turn): GPUBindGroup {
    const settings = { buffer: this.#chunks, offset: turn * CHUNK_BYTES, size: CHUNK_BYTES };
    const states = { buffer: this.states };
    return bindBuffers(this.device, this.layout, [settings, { buffer: source }, states, { buffer: blocks }]);
  }

  destroy(): void {
    this.#chunks.destroy();
    this.states.destroy();
  }
}

/**
 * The passes of a format of ETC or EAC.
 *
 * @throws {AstcError} E_GPU where the device's compiler refuses a shader
 */
export async function createEtcPasses(device: GPUDevice, config: EtcConfig): Promise<BlockPasses> {
  const { words, offsets } = makeTables();
  const plan = planEtc(config, offsets);
  const layouts: Layouts = {
    tables: layoutOf(device, 'etc tables', ['read-only-storage']),
    chunk: layoutOf(device, 'etc chunk', ['uniform', 'read-only-storage', 'storage', 'storage']),
  };
  const passes = await compilePasses(device, layouts, listPasses(plan));
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const tables = device.createBuffer({ label: 'etc tables', size: words.byteLength, usage });
  device.queue.writeBuffer(tables, 0, words);
  const tableGroup = bindBuffers(device, layouts.tables, [{ buffer: tables }]);
  return {
    blockWidth: BLOCK_SIDE,
    blockHeight: BLOCK_SIDE,
    bytesPerBlock: plan.layout.wordsPerBlock === 1 ? 8 : 16,
    scratchBytesPerBlock: STATE_BYTES,
    createSlot: (blockCapacity) => new EtcSlot(device, layouts.chunk, tableGroup, passes, blockCapacity),
    destroy: () => tables.destroy(),
  };
}
