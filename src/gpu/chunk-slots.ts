/** Buffers of chunks that are in flight: pixels up, blocks down, and what the passes keep between. */
import { type BlockPasses, type GpuPixelType, type PassSlot, PIXEL_WORDS } from './block-passes.js';
import { BUFFER_USAGE, MAP_READ } from './usage.js';

/** Whole rows of blocks. */
export interface ChunkSize {
  /** Pixels of a row and rows that exist. */
  width: number;
  height: number;
  blockCount: number;
}

/** What a slot must hold. */
export interface SlotCapacity {
  pixels: number;
  blocks: number;
  pixelType: GpuPixelType;
}

/** One chunk at a time from pixels to blocks. */
export class ChunkSlot {
  readonly #device: GPUDevice;
  readonly #passes: PassSlot;
  readonly #bytesPerBlock: number;
  readonly #source: GPUBuffer;
  readonly #blocks: GPUBuffer;
  readonly #staging: GPUBuffer;

  constructor(device: GPUDevice, passes: BlockPasses, { pixels, blocks, pixelType }: SlotCapacity) {
    const blockBytes = blocks * passes.bytesPerBlock;
    const buffer = (label: string, size: number, usage: number) => device.createBuffer({ label, size, usage });
    this.#device = device;
    this.#bytesPerBlock = passes.bytesPerBlock;
    this.#passes = passes.createSlot(blocks);
    this.#source = buffer(
      'pixels',
      pixels * PIXEL_WORDS[pixelType] * 4,
      BUFFER_USAGE.storage | BUFFER_USAGE.copyTarget,
    );
    this.#blocks = buffer('blocks', blockBytes, BUFFER_USAGE.storage | BUFFER_USAGE.copySource);
    this.#staging = buffer('blocks to read', blockBytes, BUFFER_USAGE.mapRead | BUFFER_USAGE.copyTarget);
  }

  /** Compresses the pixels of a chunk and writes its blocks. Rejects where the device is lost. */
  async run(pixels: Uint8Array, { width, height, blockCount }: ChunkSize, target: Uint8Array): Promise<void> {
    const byteCount = blockCount * this.#bytesPerBlock;
    const { queue } = this.#device;
    // Dawn of Node ends the process over memory that is shared.
    queue.writeBuffer(
      this.#source,
      0,
      (pixels.buffer instanceof ArrayBuffer ? pixels : pixels.slice()) as BufferSource,
    );
    const encoder = this.#device.createCommandEncoder({ label: 'chunk' });
    this.#passes.record(encoder, { source: this.#source, width, height, blocks: this.#blocks });
    encoder.copyBufferToBuffer(this.#blocks, 0, this.#staging, 0, byteCount);
    queue.submit([encoder.finish()]);
    await this.#staging.mapAsync(MAP_READ, 0, byteCount);
    target.set(new Uint8Array(this.#staging.getMappedRange(0, byteCount)));
    this.#staging.unmap();
  }

  destroy(): void {
    this.#passes.destroy();
    for (const buffer of [this.#source, this.#blocks, this.#staging]) buffer.destroy();
  }
}
