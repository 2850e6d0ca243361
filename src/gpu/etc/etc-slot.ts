/** Buffers between the passes of ETC for one chunk at a time, and the recording of its passes. */

import { bindBuffers, dispatchAll, MAX_GROUPS } from '../bindings.js';
import type { Chunk, PassSlot } from '../block-passes.js';
import { BUFFER_USAGE } from '../usage.js';
import type { Turn } from './pass-list.js';
import type { CompiledPass, EtcLayouts } from './pipelines.js';

/** Texels of a block across and down. */
export const BLOCK_SIDE = 4;
/** Bytes of a block's record between passes: BlockState of shaders/etc/block-state. */
export const STATE_BYTES = 48;
/** Bytes from one thing in a buffer to the next where a binding may begin. */
const BINDING_STRIDE = 256;
const WORKGROUP_SIZE = 64;
/** Blocks that one dimension of a dispatch reaches: passes over listed blocks have no other. */
export const MAX_BLOCKS = MAX_GROUPS * WORKGROUP_SIZE;
/** Selection of shaders/etc/selection before anything is listed: workgroups across, down and deep; blocks. */
const NOTHING_LISTED = Uint32Array.of(0, 1, 1, 0);

/** What the slots of the same passes share. */
export interface EtcProgram {
  device: GPUDevice;
  layouts: EtcLayouts;
  tables: GPUBindGroup;
  passes: readonly CompiledPass[];
}

/** Bind groups of the list of blocks of a pass. */
interface ListGroups {
  making: GPUBindGroup;
  reading: GPUBindGroup;
}

export class EtcSlot implements PassSlot {
  readonly #program: EtcProgram;
  readonly #blockCapacity: number;
  /** Settings of the chunk, one a turn. */
  readonly #chunks: GPUBuffer;
  /** Records of the blocks, BlockState each. */
  readonly states: GPUBuffer;
  /** How many blocks each pass works on, as its dispatch wants it; what it is before; which blocks. */
  readonly counts: GPUBuffer;
  readonly #noCounts: GPUBuffer;
  readonly #listed: GPUBuffer;
  /** The list as each pass reads it and as its selection makes it. */
  readonly #lists: readonly ListGroups[];

  constructor(program: EtcProgram, blockCapacity: number) {
    const { device, passes } = program;
    const { uniform, storage, indirect, copySource, copyTarget } = BUFFER_USAGE;
    this.#program = program;
    this.#blockCapacity = blockCapacity;
    const bufferOf = (label: string, size: number, usage: number) => device.createBuffer({ label, size, usage });
    const countBytes = passes.length * BINDING_STRIDE;
    this.#chunks = bufferOf('etc chunk', 2 * BINDING_STRIDE, uniform | copyTarget);
    this.states = bufferOf('etc states', blockCapacity * STATE_BYTES, storage | copySource);
    this.counts = bufferOf('etc counts', countBytes, storage | indirect | copyTarget | copySource);
    this.#noCounts = bufferOf('etc no counts', countBytes, copySource | copyTarget);
    this.#listed = bufferOf('etc listed blocks', blockCapacity * 4, storage);
    for (const index of passes.keys()) device.queue.writeBuffer(this.#noCounts, index * BINDING_STRIDE, NOTHING_LISTED);
    this.#lists = passes.map((_, index) => this.#bindList(index));
  }

  #bindList(index: number): ListGroups {
    const { device, layouts } = this.#program;
    const count = { buffer: this.counts, offset: index * BINDING_STRIDE, size: NOTHING_LISTED.byteLength };
    const buffers = [count, { buffer: this.#listed }];
    return {
      making: bindBuffers(device, layouts.selection, buffers),
      reading: bindBuffers(device, layouts.listed, buffers),
    };
  }

  record(encoder: GPUCommandEncoder, chunk: Chunk): void {
    const across = Math.ceil(chunk.width / BLOCK_SIDE);
    const blockCount = across * Math.ceil(chunk.height / BLOCK_SIDE);
    if (blockCount > this.#blockCapacity) {
      throw new RangeError(`a slot for ${this.#blockCapacity} blocks is given ${blockCount}`);
    }
    const turns: readonly GPUBindGroup[] = [this.#bindTurn(chunk, 0), this.#bindTurn(chunk, 1)];
    for (const turn of turns.keys()) {
      const words = Uint32Array.of(chunk.width, chunk.height, across, blockCount, turn);
      this.#program.device.queue.writeBuffer(this.#chunks, turn * BINDING_STRIDE, words);
    }
    encoder.copyBufferToBuffer(this.#noCounts, 0, this.counts, 0, this.counts.size);
    const pass = encoder.beginComputePass({ label: 'etc' });
    pass.setBindGroup(0, this.#program.tables);
    for (const [index, compiled] of this.#program.passes.entries()) {
      pass.setBindGroup(1, turns[compiled.turn]!);
      this.#recordPass(pass, compiled, index, blockCount);
    }
    pass.end();
  }

  #recordPass(pass: GPUComputePassEncoder, compiled: CompiledPass, index: number, blockCount: number): void {
    const { selection, pipeline, invocations } = compiled;
    if (!selection) {
      dispatchDense(pass, pipeline, blockCount * invocations);
      return;
    }
    const { making, reading } = this.#lists[index]!;
    pass.setBindGroup(2, making);
    dispatchDense(pass, selection, blockCount);
    pass.setBindGroup(2, reading);
    pass.setPipeline(pipeline);
    pass.dispatchWorkgroupsIndirect(this.counts, index * BINDING_STRIDE);
  }

  #bindTurn({ source, blocks }: Chunk, turn: Turn): GPUBindGroup {
    const { device, layouts } = this.#program;
    const settings = { buffer: this.#chunks, offset: turn * BINDING_STRIDE, size: BINDING_STRIDE };
    const buffers = [settings, { buffer: source }, { buffer: this.states }, { buffer: blocks }];
    return bindBuffers(device, layouts.chunk, buffers);
  }

  destroy(): void {
    for (const buffer of [this.#chunks, this.states, this.counts, this.#noCounts, this.#listed]) buffer.destroy();
  }
}

/** A pass over everything. */
function dispatchDense(pass: GPUComputePassEncoder, pipeline: GPUComputePipeline, invocations: number): void {
  pass.setPipeline(pipeline);
  dispatchAll(pass, invocations, WORKGROUP_SIZE);
}
