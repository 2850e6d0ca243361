/** A level in chunks of block rows, several in flight: any size within a device's limits, and no dispatch that takes long. */
import { abortError } from '../abort.js';
import { AstcError } from '../errors.js';
import type { LevelControls, LevelShape } from '../pool/level-codec.js';
import { type BlockPasses, type GpuPixelType, PIXEL_WORDS } from './block-passes.js';
import { type ChunkSize, ChunkSlot } from './chunk-slots.js';
import type { DeviceWatch } from './device-watch.js';

/** Chunks in flight: one is uploaded and one read while one is worked on. */
const SLOT_COUNT = 3;
/** Blocks of the first chunk, which tells how long they take. Why so few: an adapter in software takes 100 us a block. */
const FIRST_BLOCKS = 1024;
/** Blocks of a chunk at most: enough lanes for the largest GPU. */
const MAX_BLOCKS = 2 ** 17;
/**
 * Milliseconds that a chunk should take. Why: systems reset a GPU that does not answer for two seconds, desktops stutter
 * much earlier, and an abort waits for what is in flight.
 */
const CHUNK_MS = 60;

/** What a level is compressed with. */
export interface ChunkWork {
  device: GPUDevice;
  adapterName: string;
  watch: DeviceWatch;
  passes: BlockPasses;
  pixelType: GpuPixelType;
}

/** Blocks of a level, row-major. @throws {AstcError} E_ABORTED, E_GPU, E_TOO_LARGE */
export async function encodeChunks(
  work: ChunkWork,
  shape: LevelShape,
  pixels: Uint8Array,
  { signal, onProgress }: LevelControls,
): Promise<Uint8Array<ArrayBuffer>> {
  const cutter = new ChunkCutter(work, shape);
  const output = new Uint8Array(cutter.blockCount * work.passes.bytesPerBlock);
  const slots = Array.from({ length: Math.min(SLOT_COUNT, cutter.leastChunkCount) }, () => {
    return new ChunkSlot(work.device, work.passes, cutter.capacity);
  });
  const started = performance.now();
  let done = 0;
  const report = () => {
    const seconds = (performance.now() - started) / 1000;
    onProgress?.({ done, total: cutter.blockCount, seconds, illegalBlocks: 0, adapter: work.adapterName });
  };
  const abortion = listenForAbort(signal);
  const drain = async (slot: ChunkSlot) => {
    for (let chunk = cutter.next(); chunk !== undefined && !abortion.isAborted(); chunk = cutter.next()) {
      const begun = performance.now();
      await slot.run(chunk.pixels(pixels), chunk, chunk.blocks(output));
      cutter.learn(chunk.blockCount, performance.now() - begun);
      done += chunk.blockCount;
      if (!abortion.isAborted()) report();
    }
  };
  const draining = Promise.all(slots.map(drain));
  try {
    await work.watch.orFault(Promise.race([draining, abortion.aborted]));
    if (work.watch.fault) throw work.watch.fault;
    return output;
  } finally {
    abortion.stop();
    // Buffers go when nothing is in flight that uses them; on a lost device at once.
    void draining.catch(() => undefined).then(() => slots.forEach((slot) => void slot.destroy()));
  }
}

interface CutChunk extends ChunkSize {
  pixels(all: Uint8Array): Uint8Array;
  blocks(all: Uint8Array): Uint8Array;
}

/** Cuts a level in whole block rows, as many as take {@link CHUNK_MS}. What comes out does not depend on the cuts. */
class ChunkCutter {
  readonly blockCount: number;
  readonly capacity: { pixels: number; blocks: number; pixelType: GpuPixelType };
  readonly #shape: LevelShape;
  readonly #bytesPerBlock: number;
  readonly #blocksX: number;
  readonly #blocksY: number;
  readonly #maxRows: number;
  #nextRow = 0;
  #rows: number;

  /** @throws {AstcError} E_TOO_LARGE where a single row of blocks does not fit */
  constructor({ device, passes, pixelType }: ChunkWork, shape: LevelShape) {
    const { width, height, blockWidth, blockHeight } = shape;
    this.#shape = shape;
    this.#bytesPerBlock = passes.bytesPerBlock;
    this.#blocksX = Math.ceil(width / blockWidth);
    this.#blocksY = Math.ceil(height / blockHeight);
    this.blockCount = this.#blocksX * this.#blocksY;
    const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
    const maxBytes = Math.min(maxStorageBufferBindingSize, maxBufferSize);
    const rowPixels = width * blockHeight;
    const rowBytes = Math.max(
      rowPixels * PIXEL_WORDS[pixelType] * 4,
      this.#blocksX * Math.max(passes.scratchBytesPerBlock, passes.bytesPerBlock),
    );
    const rows = Math.min(
      Math.floor(maxBytes / rowBytes),
      Math.max(1, Math.floor(MAX_BLOCKS / this.#blocksX)),
      this.#blocksY,
    );
    if (rows < 1) {
      throw new AstcError('E_TOO_LARGE', `${width} pixels across are more than this GPU takes (${maxBytes} bytes)`);
    }
    this.#maxRows = rows;
    this.#rows = this.#rowsOf(FIRST_BLOCKS);
    this.capacity = { pixels: rowPixels * rows, blocks: this.#blocksX * rows, pixelType };
  }

  /** Chunks there will be at least. */
  get leastChunkCount(): number {
    return Math.ceil(this.#blocksY / this.#rows);
  }

  next(): CutChunk | undefined {
    const { width, height, blockHeight, bytesPerPixel } = this.#shape;
    const firstRow = this.#nextRow;
    const rows = Math.min(this.#rows, this.#blocksY - firstRow);
    if (rows <= 0) return undefined;
    this.#nextRow += rows;
    const top = firstRow * blockHeight;
    const bottom = Math.min(height, top + rows * blockHeight);
    const rowBytes = width * bytesPerPixel;
    const firstBlock = firstRow * this.#blocksX;
    const blockCount = rows * this.#blocksX;
    return {
      width,
      height: bottom - top,
      blockCount,
      pixels: (all) => all.subarray(top * rowBytes, bottom * rowBytes),
      blocks: (all) => all.subarray(firstBlock * this.#bytesPerBlock, (firstBlock + blockCount) * this.#bytesPerBlock),
    };
  }

  /** How long a chunk took, its wait for others included: the next ones are larger or smaller, by half or twice at most. */
  learn(blockCount: number, ms: number): void {
    const wanted = (blockCount * CHUNK_MS * SLOT_COUNT) / Math.max(ms, 1);
    const rows = this.#rowsOf(wanted);
    this.#rows = Math.min(Math.max(rows, Math.ceil(this.#rows / 2)), this.#rows * 2, this.#maxRows);
  }

  #rowsOf(blocks: number): number {
    return Math.min(Math.max(1, Math.floor(blocks / this.#blocksX)), this.#maxRows);
  }
}

function listenForAbort(signal: AbortSignal | undefined) {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(abortError(signal!));
  });
  aborted.catch(() => undefined);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    aborted,
    isAborted: () => signal?.aborted === true,
    stop: () => signal?.removeEventListener('abort', onAbort),
  };
}
