/** The symbolic block as a plain object, and its 128 bytes in wasm memory (assembly/astc/symbolic-block.ts). */

export const SYMBOLIC_BYTES = 128;
const CEM_OFFSET = 12;
const CONSTANT_COLOR_OFFSET = 16;
const EXTENT_OFFSET = 24;
const COLORS_OFFSET = 32;
const WEIGHTS_OFFSET = 64;
const PLANE2_WEIGHTS = 32;

export interface PartitionedBlock {
  kind: 'partitioned';
  /** One CEM a partition. */
  cem: number[];
  /** Packed color integers of each partition, as many as its CEM takes. */
  colors: number[][];
  colorQuantLevel: number;
  /** 0 with one partition. */
  partitionSeed: number;
  blockMode: number;
  gridWidth: number;
  gridHeight: number;
  weightQuantLevel: number;
  /** −1 with one plane. */
  plane2Component: number;
  /** Packed weights of one or two planes, in grid order. */
  weights: number[][];
}

export interface VoidExtentBlock {
  kind: 'void-unorm16' | 'void-float16';
  /** r, g, b, a: 0..65535. */
  color: number[];
  /** Lower s, upper s, lower t, upper t: 0..8191. */
  extent: number[];
}

export type SymbolicBlock = PartitionedBlock | VoidExtentBlock | { kind: 'illegal'; reason: number };

const KINDS = ['illegal', 'void-unorm16', 'void-float16', 'partitioned'] as const;

export function cemIntegerCount(cem: number): number {
  return 2 * (Math.floor(cem / 4) + 1);
}

export function writeSymbolic(block: SymbolicBlock): Uint8Array {
  const bytes = new Uint8Array(SYMBOLIC_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = KINDS.indexOf(block.kind);
  if (block.kind === 'illegal') {
    bytes[1] = block.reason;
  } else if (block.kind === 'partitioned') {
    bytes[2] = block.cem.length;
    view.setInt8(3, block.plane2Component);
    view.setUint16(4, block.blockMode, true);
    view.setUint16(6, block.partitionSeed, true);
    bytes.set([block.gridWidth, block.gridHeight, block.weightQuantLevel, block.colorQuantLevel], 8);
    bytes.set(block.cem, CEM_OFFSET);
    block.colors.forEach((colors, partition) => {
      bytes.set(colors, COLORS_OFFSET + 8 * partition);
    });
    block.weights.forEach((weights, plane) => {
      bytes.set(weights, WEIGHTS_OFFSET + PLANE2_WEIGHTS * plane);
    });
  } else {
    view.setInt8(3, -1);
    block.color.forEach((value, component) => {
      view.setUint16(CONSTANT_COLOR_OFFSET + 2 * component, value, true);
    });
    block.extent.forEach((value, index) => {
      view.setUint16(EXTENT_OFFSET + 2 * index, value, true);
    });
  }
  return bytes;
}

export function readSymbolic(bytes: Uint8Array): SymbolicBlock {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const kind = KINDS[bytes[0]!]!;
  const words = (offset: number) => [0, 1, 2, 3].map((index) => view.getUint16(offset + 2 * index, true));
  if (kind === 'illegal') return { kind, reason: bytes[1]! };
  if (kind !== 'partitioned') return { kind, color: words(CONSTANT_COLOR_OFFSET), extent: words(EXTENT_OFFSET) };
  const cem = [...bytes.subarray(CEM_OFFSET, CEM_OFFSET + bytes[2]!)];
  const plane2Component = view.getInt8(3);
  const gridCount = bytes[8]! * bytes[9]!;
  const plane = (first: number) => [...bytes.subarray(first, first + gridCount)];
  return {
    kind,
    cem,
    colors: cem.map((mode, partition) => {
      const first = COLORS_OFFSET + 8 * partition;
      return [...bytes.subarray(first, first + cemIntegerCount(mode))];
    }),
    colorQuantLevel: bytes[11]!,
    partitionSeed: view.getUint16(6, true),
    blockMode: view.getUint16(4, true),
    gridWidth: bytes[8]!,
    gridHeight: bytes[9]!,
    weightQuantLevel: bytes[10]!,
    plane2Component,
    weights:
      plane2Component < 0 ? [plane(WEIGHTS_OFFSET)] : [plane(WEIGHTS_OFFSET), plane(WEIGHTS_OFFSET + PLANE2_WEIGHTS)],
  };
}
