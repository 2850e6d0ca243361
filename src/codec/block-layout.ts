/** How the binary lays out what it says of a block, and the words for its numbers; a test compares the two. */

/** Colour endpoint modes in the order of the specification. Spec: KDFS 1.4, ASTC "Color Endpoint Mode". */
export const CEM_NAMES = [
  'luminance, direct',
  'luminance, base + offset',
  'HDR luminance, large range',
  'HDR luminance, small range',
  'luminance-alpha, direct',
  'luminance-alpha, base + offset',
  'RGB, base + scale',
  'HDR RGB, base + scale',
  'RGB, direct',
  'RGB, base + offset',
  'RGB, base + scale plus two alpha',
  'HDR RGB, direct',
  'RGBA, direct',
  'RGBA, base + offset',
  'HDR RGB, direct, LDR alpha',
  'HDR RGB, direct, HDR alpha',
] as const;

/** Modes whose endpoints are HDR. */
export const HDR_CEMS: readonly number[] = [2, 3, 7, 11, 14, 15];

/** Levels by quant level. Spec: KDFS 1.4, ASTC "Integer Sequence Encoding". */
export const LEVEL_COUNTS = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256];

/** Fields of a SymbolicBlock (assembly/astc/symbolic-block.ts): byte offsets. */
export const FIELD = {
  kind: 0,
  reason: 1,
  partitionCount: 2,
  plane2Component: 3,
  blockMode: 4,
  partitionSeed: 6,
  gridWidth: 8,
  gridHeight: 9,
  gridDepth: 10,
  weightQuantLevel: 11,
  colorQuantLevel: 12,
  axisCount: 13,
  cems: 16,
  constantColor: 24,
  extent: 128,
} as const;
export const SYMBOLIC_BYTES = 144;

/** Parts of a description (assembly/astc/describe-block.ts): byte offsets. */
export const PART = { weights: 0, plane2Weights: 32, pattern: 64, endpoints: 288 } as const;
export const DESCRIPTION_BYTES = 352;

/** Every coordinate of a void extent that makes no claim, by the axes of the footprint. */
export const NO_EXTENT = { 2: 0x1fff, 3: 0x1ff } as const;
