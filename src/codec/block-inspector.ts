/** Blocks as plain objects, for reports: the host's view of a symbolic block and its description. */
import { AstcError } from '../errors.js';
import type { Footprint } from '../types.js';
import {
  CEM_NAMES,
  DESCRIPTION_BYTES,
  FIELD,
  HDR_CEMS,
  LEVEL_COUNTS,
  NO_EXTENT,
  PART,
  SYMBOLIC_BYTES,
} from './block-layout.js';
import { footprintId, footprintSize } from './formats.js';
import { ILLEGAL_REASONS, type IllegalReason } from './illegal-reasons.js';
import { checkStatus } from './status.js';
import { WasmMemory } from './wasm-memory.js';
import { instantiate, type WasmExports } from './wasm-module.js';

export interface IllegalBlock {
  kind: 'illegal';
  reason: IllegalReason;
}

/** A block of one colour. */
export interface VoidExtentBlock {
  kind: 'void-extent';
  /** `unorm16`: 0..65535; `float16`: bit patterns of half floats. */
  colorType: 'unorm16' | 'float16';
  color: number[];
  /** Lower and upper s, t and, of a 3D block, p: 13 bits each, 9 of a 3D block; null where it makes no claim. */
  extent: number[] | null;
}

export interface PartitionedBlock {
  kind: 'partitioned';
  /** The 11 bits. */
  blockMode: number;
  gridWidth: number;
  gridHeight: number;
  /** 1 of a 2D block. */
  gridDepth: number;
  /** Levels a weight can have, 2 to 32. */
  weightLevels: number;
  /** Levels a colour integer can have, 6 to 256. */
  colorLevels: number;
  planeCount: 1 | 2;
  /** Component 0..3 whose weights are plane 2; null with one plane. */
  plane2Component: number | null;
  partitionCount: number;
  /** The 10 bits; 0 with one partition. */
  partitionSeed: number;
  /** Colour endpoint mode 0..15 of each partition, see {@link CEM_NAMES}. */
  cems: number[];
}

export type BlockSummary = IllegalBlock | VoidExtentBlock | PartitionedBlock;

/** Everything about one block. */
export type BlockReport =
  | IllegalBlock
  | VoidExtentBlock
  | (PartitionedBlock & {
      /** Weights 0..64 of each plane, `gridWidth * gridHeight * gridDepth` each, row-major, slice by slice. */
      weights: number[][];
      /** Partition 0..3 of every texel of the footprint, row-major, slice by slice. */
      partitionMap: number[];
      endpoints: EndpointPair[];
    });

export interface EndpointPair {
  cem: number;
  cemName: string;
  /** `unorm8`: 0..255. `hdr16`: the 16 bits that interpolation sees, pseudo-logarithmic for HDR components. */
  scale: 'unorm8' | 'hdr16';
  /** r, g, b, a. */
  endpoint0: number[];
  endpoint1: number[];
}

/** Looks into blocks of one footprint, with a codec instance of its own. */
export class BlockInspector {
  readonly #exports: WasmExports;
  readonly #memory: WasmMemory;
  readonly #axisCount: 2 | 3;
  readonly #texelCount: number;

  /** @throws {AstcError} E_WASM */
  constructor(module: WebAssembly.Module, footprint: Footprint) {
    this.#exports = instantiate(module);
    this.#memory = new WasmMemory(this.#exports);
    checkStatus('prepareDecoder', this.#exports.prepareDecoder(footprintId(footprint), 0, 0));
    const { width, height, depth } = footprintSize(footprint);
    this.#axisCount = depth > 1 ? 3 : 2;
    this.#texelCount = width * height * depth;
  }

  /** What kind of block it is and how it is set up. */
  summarize(block: Uint8Array): BlockSummary {
    return readSymbolic(this.#unpack(block).symbolic, this.#axisCount);
  }

  /** Everything about a block. */
  report(block: Uint8Array): BlockReport {
    const { symbolic, symbolicPtr, descriptionPtr } = this.#unpack(block);
    const summary = readSymbolic(symbolic, this.#axisCount);
    if (summary.kind !== 'partitioned') return summary;
    checkStatus('describeBlock', this.#exports.describeBlock(symbolicPtr, descriptionPtr));
    const { bytes } = this.#memory;
    const description = new DataView(bytes.buffer, descriptionPtr, DESCRIPTION_BYTES);
    return { ...summary, ...readDescription(description, summary, this.#texelCount) };
  }

  #unpack(block: Uint8Array) {
    if (block.length !== 16) throw new AstcError('E_OPTION', `Expected 16 bytes of block but received ${block.length}`);
    const [blockPtr, symbolicPtr, descriptionPtr] = this.#memory.reserve(16, SYMBOLIC_BYTES, DESCRIPTION_BYTES) as [
      number,
      number,
      number,
    ];
    this.#memory.bytes.set(block, blockPtr);
    this.#exports.inspectBlock(blockPtr, symbolicPtr);
    const symbolic = new DataView(this.#memory.bytes.buffer, symbolicPtr, SYMBOLIC_BYTES);
    return { symbolic, symbolicPtr, descriptionPtr };
  }
}

function readSymbolic(view: DataView, axisCount: 2 | 3): BlockSummary {
  const kind = view.getUint8(FIELD.kind);
  if (kind === 0) return { kind: 'illegal', reason: ILLEGAL_REASONS[view.getUint8(FIELD.reason)]! };
  if (kind < 3) return readVoidExtent(view, kind === 1 ? 'unorm16' : 'float16', axisCount);
  const plane2Component = view.getInt8(FIELD.plane2Component);
  const partitionCount = view.getUint8(FIELD.partitionCount);
  return {
    kind: 'partitioned',
    blockMode: view.getUint16(FIELD.blockMode, true),
    gridWidth: view.getUint8(FIELD.gridWidth),
    gridHeight: view.getUint8(FIELD.gridHeight),
    gridDepth: view.getUint8(FIELD.gridDepth),
    weightLevels: LEVEL_COUNTS[view.getUint8(FIELD.weightQuantLevel)]!,
    colorLevels: LEVEL_COUNTS[view.getUint8(FIELD.colorQuantLevel)]!,
    planeCount: plane2Component < 0 ? 1 : 2,
    plane2Component: plane2Component < 0 ? null : plane2Component,
    partitionCount,
    partitionSeed: view.getUint16(FIELD.partitionSeed, true),
    cems: readBytes(view, FIELD.cems, partitionCount),
  };
}

function readVoidExtent(view: DataView, colorType: 'unorm16' | 'float16', axisCount: 2 | 3): VoidExtentBlock {
  const extent = readWords(view, FIELD.extent, 2 * axisCount);
  const isUnbounded = extent.every((coordinate) => coordinate === NO_EXTENT[axisCount]);
  return {
    kind: 'void-extent',
    colorType,
    color: readWords(view, FIELD.constantColor, 4),
    extent: isUnbounded ? null : extent,
  };
}

function readDescription(view: DataView, block: PartitionedBlock, texelCount: number) {
  const gridCount = block.gridWidth * block.gridHeight * block.gridDepth;
  const planes = block.planeCount === 1 ? [PART.weights] : [PART.weights, PART.plane2Weights];
  return {
    weights: planes.map((offset) => readBytes(view, offset, gridCount)),
    partitionMap: readBytes(view, PART.pattern, texelCount),
    endpoints: block.cems.map((cem, partition): EndpointPair => {
      const values = readWords(view, PART.endpoints + partition * 16, 8);
      const scale = HDR_CEMS.includes(cem) ? 'hdr16' : 'unorm8';
      return { cem, cemName: CEM_NAMES[cem]!, scale, endpoint0: values.slice(0, 4), endpoint1: values.slice(4) };
    }),
  };
}

function readBytes(view: DataView, offset: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => view.getUint8(offset + index));
}

function readWords(view: DataView, offset: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => view.getUint16(offset + index * 2, true));
}
