/** Levels of the work texture through the passes, a band of block rows at a time, into a texture or a buffer. */
import type { BlockPasses, PassSlot } from '../gpu/block-passes.js';
import { BUFFER_USAGE } from '../gpu/usage.js';
import type { GpuTextureKind } from './texture-format.js';
import { recordStep, type TextureSteps } from './texture-passes.js';
import type { WorkTexture } from './work-texture.js';

/** Blocks of a band at most. Why: a dispatch of so many takes a GPU some milliseconds, and a page draws between them. */
const MAX_BAND_BLOCKS = 2 ** 15;
/** Copies between buffers and textures begin rows at multiples of this. */
const ROW_ALIGNMENT = 256;

/** Where blocks go. */
export type BlockTarget = { texture: GPUTexture } | { buffer: GPUBuffer; offset: number };

/** A part of a level. */
interface Band {
  width: number;
  firstRow: number;
  rowCount: number;
  blocksX: number;
  blocksY: number;
}

interface BandBuffers {
  pixels: GPUBuffer;
  blocks: GPUBuffer;
  aligned: GPUBuffer;
  slot: PassSlot;
}

/** Writes levels of one format; its buffers grow with what it is given and stay. */
export class LevelWriter {
  readonly #device: GPUDevice;
  readonly #kind: GpuTextureKind;
  readonly #passes: BlockPasses;
  #buffers: BandBuffers | undefined;
  #capacity = { pixels: 0, blocks: 0, alignedBytes: 0 };

  constructor(device: GPUDevice, kind: GpuTextureKind, passes: BlockPasses) {
    this.#device = device;
    this.#kind = kind;
    this.#passes = passes;
  }

  /** Compresses a level. Work is submitted in bands; nothing is waited for. */
  write(picture: WorkTexture, level: number, target: BlockTarget, steps: TextureSteps): void {
    const { width, height } = picture.sizeOf(level);
    const view = picture.view(level);
    for (const band of this.#bands(width, height)) {
      const buffers = this.#reserve(band);
      const encoder = this.#device.createCommandEncoder({ label: `level ${level}` });
      const disposables: GPUBuffer[] = [];
      const settings = [width, band.firstRow, band.rowCount];
      const run = { settings, from: view, to: buffers.pixels, columns: width, rows: band.rowCount };
      recordStep(this.#device, encoder, steps.texelsToPixels, run, disposables);
      const { pixels: source, blocks } = buffers;
      buffers.slot.record(encoder, { source, width, height: band.rowCount, blocks });
      if ('texture' in target) {
        const rowWords = (band.blocksX * this.#kind.bytesPerBlock) / 4;
        const alignedRowWords = alignedBytes(rowWords * 4) / 4;
        const layout = { settings: [rowWords, alignedRowWords, band.blocksY], columns: rowWords, rows: band.blocksY };
        recordStep(
          this.#device,
          encoder,
          steps.alignRows,
          { ...layout, from: blocks, to: buffers.aligned },
          disposables,
        );
        this.#copyToTexture(encoder, buffers.aligned, band, target.texture, level);
      } else {
        const blocksBefore = (band.firstRow / this.#kind.blockHeight) * band.blocksX;
        const byteCount = band.blocksX * band.blocksY * this.#kind.bytesPerBlock;
        encoder.copyBufferToBuffer(
          blocks,
          0,
          target.buffer,
          target.offset + blocksBefore * this.#kind.bytesPerBlock,
          byteCount,
        );
      }
      this.#device.queue.submit([encoder.finish()]);
      for (const buffer of disposables) buffer.destroy();
    }
  }

  /** A level's size counts in whole blocks, small ones too. */
  #copyToTexture(encoder: GPUCommandEncoder, aligned: GPUBuffer, band: Band, texture: GPUTexture, level: number): void {
    const { blockWidth, blockHeight, bytesPerBlock } = this.#kind;
    const bytesPerRow = alignedBytes(band.blocksX * bytesPerBlock);
    encoder.copyBufferToTexture(
      { buffer: aligned, bytesPerRow, rowsPerImage: band.blocksY },
      { texture, mipLevel: level, origin: [0, band.firstRow, 0] },
      [band.blocksX * blockWidth, band.blocksY * blockHeight, 1],
    );
  }

  *#bands(width: number, height: number): Generator<Band> {
    const { blockWidth, blockHeight, bytesPerBlock } = this.#kind;
    const blocksX = Math.ceil(width / blockWidth);
    const blocksY = Math.ceil(height / blockHeight);
    const { maxStorageBufferBindingSize } = this.#device.limits;
    const rowBytes = Math.max(
      width * blockHeight * 4,
      blocksX * this.#passes.scratchBytesPerBlock,
      alignedBytes(blocksX * bytesPerBlock),
    );
    const wanted = Math.min(Math.floor(MAX_BAND_BLOCKS / blocksX), Math.floor(maxStorageBufferBindingSize / rowBytes));
    const rows = Math.max(1, wanted);
    for (let first = 0; first < blocksY; first += rows) {
      const bandRows = Math.min(rows, blocksY - first);
      const firstRow = first * blockHeight;
      yield {
        width,
        firstRow,
        rowCount: Math.min(height - firstRow, bandRows * blockHeight),
        blocksX,
        blocksY: bandRows,
      };
    }
  }

  /** What is queued keeps what it was recorded with: a buffer that is destroyed lives until then. */
  #reserve({ width, blocksX, blocksY }: Band): BandBuffers {
    const { blockHeight, bytesPerBlock } = this.#kind;
    const needed = {
      pixels: width * blocksY * blockHeight,
      blocks: blocksX * blocksY,
      alignedBytes: alignedBytes(blocksX * bytesPerBlock) * blocksY,
    };
    const { pixels, blocks, alignedBytes: bytes } = this.#capacity;
    const fits = needed.pixels <= pixels && needed.blocks <= blocks && needed.alignedBytes <= bytes;
    if (this.#buffers !== undefined && fits) return this.#buffers;
    this.#free();
    this.#capacity = {
      pixels: Math.max(needed.pixels, pixels),
      blocks: Math.max(needed.blocks, blocks),
      alignedBytes: Math.max(needed.alignedBytes, bytes),
    };
    const buffer = (label: string, size: number) =>
      this.#device.createBuffer({ label, size, usage: BUFFER_USAGE.storage | BUFFER_USAGE.copySource });
    this.#buffers = {
      pixels: buffer('pixels of a band', this.#capacity.pixels * 4),
      blocks: buffer('blocks of a band', this.#capacity.blocks * bytesPerBlock),
      aligned: buffer('blocks in aligned rows', this.#capacity.alignedBytes),
      slot: this.#passes.createSlot(this.#capacity.blocks),
    };
    return this.#buffers;
  }

  destroy(): void {
    this.#free();
    this.#passes.destroy();
  }

  #free(): void {
    if (this.#buffers === undefined) return;
    const { pixels, blocks, aligned, slot } = this.#buffers;
    for (const buffer of [pixels, blocks, aligned]) buffer.destroy();
    slot.destroy();
    this.#buffers = undefined;
  }
}

function alignedBytes(byteCount: number): number {
  return Math.ceil(byteCount / ROW_ALIGNMENT) * ROW_ALIGNMENT;
}
