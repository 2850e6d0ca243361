/** The ETC passes on a whole picture, a chunk of it, as whoever streams pixels would run them. */

import type { BlockPasses } from '../../src/gpu/block-passes.js';
import { createEtcPasses } from '../../src/gpu/etc/etc-passes.js';
import type { EtcSlot } from '../../src/gpu/etc/etc-slot.js';
import { ETC_FORMATS, type EtcFormat } from '../../src/types.js';
import type { Pixels, Weights } from '../etc-search/encoder.js';

const EQUAL: Weights = [1, 1, 1, 1];

export interface GpuBlocks {
  blocks: Uint8Array;
  /** Weighted squared error that the shaders believe of the color of each block of a picture of one chunk. */
  errors: Uint32Array;
}

/** Words of a block's record; the first is its error. */
const STATE_WORDS = 12;

/** Compiled passes are kept by what they are compiled for. */
export class GpuEtcEncoder {
  readonly #device: GPUDevice;
  readonly #passes = new Map<string, Promise<BlockPasses>>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  passesFor(format: EtcFormat, pixelType: 'unorm8' | 'unorm16', quality: number, weights: Weights) {
    const key = [format, pixelType, quality, ...weights].join();
    let passes = this.#passes.get(key);
    if (!passes) {
      passes = createEtcPasses(this.#device, { format: ETC_FORMATS.indexOf(format), pixelType, quality, weights });
      this.#passes.set(key, passes);
    }
    return passes;
  }

  async encode(image: Pixels, format: EtcFormat, quality: number, weights = EQUAL): Promise<GpuBlocks> {
    return this.encodeChunks(image, format, quality, weights, image.height);
  }

  /** In chunks of some rows, a multiple of four: two slots by turns, all in flight at once. */
  async encodeChunks(
    { width, height, data }: Pixels,
    format: EtcFormat,
    quality: number,
    weights: Weights,
    chunkRows: number,
  ): Promise<GpuBlocks> {
    const pixelType = data instanceof Uint16Array ? 'unorm16' : 'unorm8';
    const passes = await this.passesFor(format, pixelType, quality, weights);
    const across = Math.ceil(width / passes.blockWidth);
    const capacity = across * Math.ceil(chunkRows / passes.blockHeight);
    const slots = [0, 1].map(() => passes.createSlot(capacity) as EtcSlot);
    const pending: Promise<Uint8Array<ArrayBuffer>>[] = [];
    for (let row = 0; row < height; row += chunkRows) {
      const rows = Math.min(chunkRows, height - row);
      const pixels = data.subarray(row * width * 4, (row + rows) * width * 4);
      const byteLength = across * Math.ceil(rows / passes.blockHeight) * passes.bytesPerBlock;
      const slot = slots[pending.length % 2]!;
      pending.push(this.#encodeChunk(slot, { width, height: rows, data: pixels }, byteLength));
    }
    const chunks = await Promise.all(pending);
    const states = new Uint32Array((await this.#read(slots[0]!.states)).buffer);
    for (const slot of slots) slot.destroy();
    const errors = Uint32Array.from({ length: capacity }, (_, at) => states[at * STATE_WORDS]!);
    return { blocks: Uint8Array.from(Buffer.concat(chunks)), errors };
  }

  async #encodeChunk(slot: EtcSlot, { width, height, data }: Pixels, byteLength: number) {
    const device = this.#device;
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const source = device.createBuffer({ size: data.byteLength, usage: STORAGE | COPY_DST });
    const blocks = device.createBuffer({ size: byteLength, usage: STORAGE | COPY_SRC });
    device.queue.writeBuffer(source, 0, new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice());
    const encoder = device.createCommandEncoder();
    slot.record(encoder, { source, width, height, blocks });
    device.queue.submit([encoder.finish()]);
    const bytes = await this.#read(blocks);
    source.destroy();
    blocks.destroy();
    return bytes;
  }

  async #read(buffer: GPUBuffer): Promise<Uint8Array<ArrayBuffer>> {
    const { MAP_READ, COPY_DST } = GPUBufferUsage;
    const staging = this.#device.createBuffer({ size: buffer.size, usage: MAP_READ | COPY_DST });
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
    this.#device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const bytes = new Uint8Array(staging.getMappedRange().slice(0));
    staging.destroy();
    return bytes;
  }
}
