/**
 * The seam between what streams pixels to a device and what compresses them there: pipelines and tables of one format,
 * recorded once a chunk. ASTC and ETC implement it; neither knows of images, files or chunks before or after its own.
 */

/** How the pixels of a chunk lie in its source buffer, a row behind the other. */
export type GpuPixelType = 'rgba8' | 'rgba16';

/** Words (u32) of a pixel: red in the lowest bits of the first, green above it; of 16 bits, blue and alpha in the second. */
export const PIXEL_WORDS: Readonly<Record<GpuPixelType, number>> = { rgba8: 1, rgba16: 2 };

/** Whole rows of blocks. Pixels beyond `width` and `height` repeat the edge. */
export interface Chunk {
  /** `width * height` pixels in a storage buffer. */
  source: GPUBuffer;
  /** Pixels of a row that exist, 1 or more. */
  width: number;
  /** Rows that exist, 1 or more. */
  height: number;
  /** Out: the blocks, row-major, in a storage buffer. */
  blocks: GPUBuffer;
}

/** Buffers for one chunk at a time. Several slots of the same passes may be in flight. */
export interface PassSlot {
  /** Records everything between pixels and blocks. What it must upload goes to the queue before, so the caller submits next. */
  record(encoder: GPUCommandEncoder, chunk: Chunk): void;
  destroy(): void;
}

/** One format on one device. */
export interface BlockPasses {
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly bytesPerBlock: 8 | 16;
  /** Bytes of the largest buffer between passes, a block; a slot's capacity times this must be bindable. */
  readonly scratchBytesPerBlock: number;
  createSlot(blockCapacity: number): PassSlot;
  /** Ends the tables; slots are ended by whoever made them. */
  destroy(): void;
}
