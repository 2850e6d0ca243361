/** The symbolic block as a plain object, and its 144 bytes in wasm memory (assembly/astc/symbolic-block.ts). */

export const SYMBOLIC_BYTES = 144;
const GRID_OFFSET = 8;
const AXIS_COUNT_OFFSET = 13;
const CEM_OFFSET = 16;
const CONSTANT_COLOR_OFFSET = 24;
const COLORS_OFFSET = 32;
const WEIGHTS_OFFSET = 64;
const EXTENT_OFFSET = 128;
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
  /** 1 in a 2D footprint. */
  gridDepth: number;
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
  /** Lower s, upper s, lower t, upper t: 0..8191; lower and upper p as well in a 3D footprint: 0..511. */
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
    const { gridWidth, gridHeight, gridDepth, weightQuantLevel, colorQuantLevel } = block;
    bytes.set([gridWidth, gridHeight, gridDepth, weightQuantLevel, colorQuantLevel], GRID_OFFSET);
    bytes.set(block.cem, CEM_OFFSET);
    block.colors.forEach((colors, partition) => {
      bytes.set(colors, COLORS_OFFSET + 8 * partition);
    });
    block.weights.forEach((weights, plane) => {
      bytes.set(weights, WEIGHTS_OFFSET + PLANE2_WEIGHTS * plane);
    });
  } else {
    view.setInt8(3, -1);
    bytes[AXIS_COUNT_OFFSET] = block.extent.length / 2;
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
  const words = (offset: number, count: number) =>
    Array.from({ length: count }, (_, index) => view.getUint16(offset + 2 * index, true));
  if (kind === 'illegal') return { kind, reason: bytes[1]! };
  if (kind !== 'partitioned') {
    const extent = words(EXTENT_OFFSET, 2 * bytes[AXIS_COUNT_OFFSET]!);
    return { kind, color: words(CONSTANT_COLOR_OFFSET, 4), extent };
  }
  const cem = [...bytes.subarray(CEM_OFFSET, CEM_OFFSET + bytes[2]!)];
  const plane2Component = view.getInt8(3);
  const [gridWidth, gridHeight, gridDepth, weightQuantLevel, colorQuantLevel] = [
    ...bytes.subarray(GRID_OFFSET, AXIS_COUNT_OFFSET),
  ] as [number, number, number, number, number];
  const gridCount = gridWidth * gridHeight * gridDepth;
  const plane = (first: number) => [...bytes.subarray(first, first + gridCount)];
  return {
    kind,
    cem,
    colors: cem.map((mode, partition) => {
      const first = COLORS_OFFSET + 8 * partition;
      return [...bytes.subarray(first, first + cemIntegerCount(mode))];
    }),
    colorQuantLevel,
    partitionSeed: view.getUint16(6, true),
    blockMode: view.getUint16(4, true),
    gridWidth,
    gridHeight,
    gridDepth,
    weightQuantLevel,
    plane2Component,
    weights:
      plane2Component < 0 ? [plane(WEIGHTS_OFFSET)] : [plane(WEIGHTS_OFFSET), plane(WEIGHTS_OFFSET + PLANE2_WEIGHTS)],
  };
}
