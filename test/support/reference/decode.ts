/** Reference decoder, part 5: a whole block, texel by texel, to every output. */
import { type DecodeMode, isHdr } from '../decode-modes.js';
import { referenceBlockMode, referenceBlockMode3d } from './block-mode.js';
import { type ReferenceEndpoints, referenceEndpoints } from './endpoints.js';
import { referencePartition } from './partition.js';
import {
  type Bits,
  blockBits,
  decodeSequence,
  field,
  RANGES,
  sequenceBits,
  unquantizeColor,
  unquantizeWeight,
  type ValueRange,
} from './sequence.js';

/** Texels of a footprint or weights of a grid along s, t and p; the last is 1 with two axes. */
export type Size = readonly [width: number, height: number, depth: number];

/** What a block says, before profile and output matter; undefined for an illegal encoding. */
type Parsed =
  | { kind: 'constant'; color: number[]; isFloat: boolean }
  | {
      kind: 'partitioned';
      partitionCount: number;
      seed: number;
      endpoints: ReferenceEndpoints[];
      grid: Size;
      /** Unquantized, one array a plane. */
      planes: number[][];
      plane2Component: number;
    };

function parseVoidExtent(bits: Bits, axisCount: number): Parsed | undefined {
  if (axisCount === 2 && (bits[10] !== 1 || bits[11] !== 1)) return undefined;
  const pairs =
    axisCount === 2
      ? [
          [field(bits, 24, 12), field(bits, 37, 25)],
          [field(bits, 50, 38), field(bits, 63, 51)],
        ]
      : [
          [field(bits, 18, 10), field(bits, 27, 19)],
          [field(bits, 36, 28), field(bits, 45, 37)],
          [field(bits, 54, 46), field(bits, 63, 55)],
        ];
  const isIgnored = pairs.flat().every((coordinate) => coordinate === (axisCount === 2 ? 0x1fff : 0x1ff));
  if (!isIgnored && pairs.some(([lower, upper]) => lower! >= upper!)) return undefined;
  const color = [64, 80, 96, 112].map((low) => field(bits, low + 15, low));
  return { kind: 'constant', color, isFloat: bits[9] === 1 };
}

/** CEM of each partition, and how many bits of them lie below the weights. */
function parseCems(bits: Bits, partitionCount: number, weightBits: number): { cems: number[]; extraBits: number } {
  if (partitionCount === 1) return { cems: [field(bits, 16, 13)], extraBits: 0 };
  const selector = field(bits, 24, 23);
  if (selector === 0) return { cems: Array(partitionCount).fill(field(bits, 28, 25)), extraBits: 0 };
  const extraBits = 3 * partitionCount - 4;
  // C0.. then M0.., lowest first: four of these bits follow the selector, the rest ends right below the weights.
  const stream = [25, 26, 27, 28].map((bit) => bits[bit]!);
  for (let bit = 0; bit < extraBits; bit++) stream.push(bits[128 - weightBits - extraBits + bit]!);
  const cems: number[] = [];
  for (let partition = 0; partition < partitionCount; partition++) {
    const C = stream[partition]!;
    const M = stream[partitionCount + 2 * partition]! + 2 * stream[partitionCount + 2 * partition + 1]!;
    cems.push((selector - 1 + C) * 4 + M);
  }
  return { cems, extraBits };
}

/** The largest range whose sequence of `count` values fits, or undefined below 0..5. */
export function colorRange(count: number, availableBits: number): ValueRange | undefined {
  const legal = RANGES.filter((range) => range.count >= 6 && sequenceBits(count, range) <= availableBits);
  return legal.at(-1);
}

function parsePartitioned(bits: Bits, [width, height, depth]: Size): Parsed | undefined {
  const mode = (depth === 1 ? referenceBlockMode : referenceBlockMode3d)(field(bits, 10, 0));
  if (mode === undefined) return undefined;
  const partitionCount = field(bits, 12, 11) + 1;
  const planeCount = mode.isDualPlane ? 2 : 1;
  const weightCount = mode.width * mode.height * mode.depth * planeCount;
  const weightBits = sequenceBits(weightCount, mode.range);
  if (weightCount > 64 || weightBits < 24 || weightBits > 96) return undefined;
  if (mode.width > width || mode.height > height || mode.depth > depth) return undefined;
  if (mode.isDualPlane && partitionCount === 4) return undefined;

  const { cems, extraBits } = parseCems(bits, partitionCount, weightBits);
  const counts = cems.map((cem) => 2 * (Math.floor(cem / 4) + 1));
  const integerCount = counts.reduce((sum, count) => sum + count, 0);
  const isMixed = extraBits > 0;
  const configBits = (partitionCount === 1 ? 17 : isMixed ? 25 + 3 * partitionCount : 29) + (planeCount === 2 ? 2 : 0);
  const range = colorRange(integerCount, 128 - configBits - weightBits);
  if (integerCount > 18 || range === undefined) return undefined;
  const colorStart = partitionCount === 1 ? 17 : 29;
  const colors = decodeSequence((bit) => bits[colorStart + bit]!, integerCount, range);
  const unquantized = colors.map((value) => unquantizeColor(value, range));
  const endpoints = cems.map((cem) => referenceEndpoints(cem, unquantized.splice(0, 2 * (Math.floor(cem / 4) + 1))));

  const stored = decodeSequence((bit) => bits[127 - bit]!, weightCount, mode.range);
  const weights = stored.map((value) => unquantizeWeight(value, mode.range));
  const planes =
    planeCount === 1 ? [weights] : [0, 1].map((plane) => weights.filter((_, index) => index % 2 === plane));
  const below = 128 - weightBits - extraBits;
  return {
    kind: 'partitioned',
    partitionCount,
    seed: field(bits, 22, 13),
    endpoints,
    grid: [mode.width, mode.height, mode.depth],
    planes,
    plane2Component: planeCount === 2 ? field(bits, below - 1, below - 2) : -1,
  };
}

/** Position of a texel on an axis of the grid, in sixteenths. */
function gridPosition(axis: 0 | 1 | 2, gridSize: Size, size: Size, at: Size): number {
  const D = Math.floor((1024 + Math.floor(size[axis] / 2)) / (size[axis] - 1));
  return (D * at[axis] * (gridSize[axis] - 1) + 32) >> 6;
}

/** "Weight Infill" of one texel: bilinear with two axes, with three over the simplex of the table of the text. */
function infill(grid: readonly number[], gridSize: Size, size: Size, at: Size): number {
  const gs = gridPosition(0, gridSize, size, at);
  const gt = gridPosition(1, gridSize, size, at);
  if (size[2] > 1) return infillSimplex(grid, gridSize, gs, gt, gridPosition(2, gridSize, size, at));
  const gridWidth = gridSize[0];
  const fs = gs & 0xf;
  const ft = gt & 0xf;
  const v0 = (gs >> 4) + (gt >> 4) * gridWidth;
  const w11 = (fs * ft + 8) >> 4;
  const w10 = ft - w11;
  const w01 = fs - w11;
  const w00 = 16 - fs - ft + w11;
  // A weight outside the grid always has factor 0.
  const p = (index: number) => grid[index] ?? 0;
  return (p(v0) * w00 + p(v0 + 1) * w01 + p(v0 + gridWidth) * w10 + p(v0 + gridWidth + 1) * w11 + 8) >> 4;
}

function infillSimplex(grid: readonly number[], gridSize: Size, gs: number, gt: number, gp: number): number {
  const [fs, ft, fp] = [gs & 0xf, gt & 0xf, gp & 0xf];
  const N = gridSize[0];
  const M = gridSize[0] * gridSize[1];
  const v0 = (gs >> 4) + (gt >> 4) * N + (gp >> 4) * M;
  // Condition → s1, s2, w0, w1, w2, w3.
  const row =
    fs > ft && ft > fp && fs > fp
      ? [1, N, 16 - fs, fs - ft, ft - fp, fp]
      : fs <= ft && ft > fp && fs > fp
        ? [N, 1, 16 - ft, ft - fs, fs - fp, fp]
        : fs > ft && ft <= fp && fs > fp
          ? [1, M, 16 - fs, fs - fp, fp - ft, ft]
          : fs > ft && ft <= fp && fs <= fp
            ? [M, 1, 16 - fp, fp - fs, fs - ft, ft]
            : fs <= ft && ft > fp && fs <= fp
              ? [N, M, 16 - ft, ft - fp, fp - fs, fs]
              : [M, N, 16 - fp, fp - ft, ft - fs, fs];
  const [s1, s2, w0, w1, w2, w3] = row as [number, number, number, number, number, number];
  const p = (index: number) => grid[index] ?? 0;
  return (p(v0) * w0 + p(v0 + s1) * w1 + p(v0 + s1 + s2) * w2 + p(v0 + N + M + 1) * w3 + 8) >> 4;
}

/** The float16 nearest to C / 65536 towards zero, by its definition: 2^(e−15) · (1 + m/1024), or m · 2^−24. */
export function unorm16ToFloat16(C: number): number {
  if (C === 65535) return 0x3c00;
  const value = C / 65536;
  if (value < 2 ** -14) return Math.floor(value * 2 ** 24);
  const exponent = Math.floor(Math.log2(value));
  return (exponent + 15) * 1024 + Math.floor((value / 2 ** exponent - 1) * 1024);
}

function hdrToFloat16(C: number): number {
  const E = (C & 0xf800) >> 11;
  const M = C & 0x7ff;
  const Mt = M < 512 ? 3 * M : M >= 1536 ? 5 * M - 2048 : 4 * M - 512;
  return Math.min((E << 10) + (Mt >> 3), 0x7bff);
}

function finish(C: number, mode: DecodeMode): number {
  if (mode.output === 'unorm8') return C >> 8;
  return mode.output === 'unorm16' ? C : unorm16ToFloat16(C);
}

/** Opaque magenta, or NaNs where the profile is HDR. */
function errorColor(mode: DecodeMode): number[] {
  if (isHdr(mode.profile)) return [0xffff, 0xffff, 0xffff, 0xffff];
  const one = mode.output === 'unorm8' ? 0xff : mode.output === 'unorm16' ? 0xffff : 0x3c00;
  return [one, 0, one, one];
}

function blend(C0: number, C1: number, weight: number): number {
  return Math.floor((C0 * (64 - weight) + C1 * weight + 32) / 64);
}

/** One texel of a partition. */
function texelColor(endpoints: ReferenceEndpoints, weights: number[], mode: DecodeMode): number[] {
  if (endpoints.isHdrRgb && !isHdr(mode.profile)) return errorColor(mode);
  return [0, 1, 2, 3].map((component) => {
    const C0 = endpoints.e0[component]!;
    const C1 = endpoints.e1[component]!;
    const weight = weights[component]!;
    const isHdrComponent = component < 3 ? endpoints.isHdrRgb : endpoints.isHdrAlpha;
    if (isHdrComponent) return hdrToFloat16(blend(C0 << 4, C1 << 4, weight));
    // The project expands sRGB alpha like its colors, as current hardware and encoders do.
    const expand = (value: number) => (mode.profile === 'srgb' ? (value << 8) | 0x80 : (value << 8) | value);
    return finish(blend(expand(C0), expand(C1), weight), mode);
  });
}

/**
 * Decodes a block to RGBA components, row-major, slice by slice; the numbers are those of the mode's output.
 *
 * @returns the components and whether the whole block is an illegal encoding
 */
export function referenceDecode(
  block: Uint8Array,
  size: Size,
  mode: DecodeMode,
): { components: number[]; isIllegal: boolean } {
  const bits = blockBits(block);
  const isVoidExtent = field(bits, 8, 0) === 0b111111100;
  const [width, height, depth] = size;
  const texelCount = width * height * depth;
  const parsed = isVoidExtent ? parseVoidExtent(bits, depth === 1 ? 2 : 3) : parsePartitioned(bits, size);
  const fill = (color: number[]) => Array.from({ length: texelCount }, () => color).flat();
  if (parsed === undefined) return { components: fill(errorColor(mode)), isIllegal: true };
  if (parsed.kind === 'constant') {
    if (!parsed.isFloat) return { components: fill(parsed.color.map((C) => finish(C, mode))), isIllegal: false };
    const color = isHdr(mode.profile) ? parsed.color : errorColor(mode);
    return { components: fill(color), isIllegal: false };
  }
  const components: number[] = [];
  for (let texel = 0; texel < texelCount; texel++) {
    const [x, row] = [texel % width, Math.floor(texel / width)];
    const [y, z] = [row % height, Math.floor(row / height)];
    const weights = parsed.planes.map((grid) => infill(grid, parsed.grid, size, [x, y, z]));
    const byComponent = [0, 1, 2, 3].map((c) => weights[c === parsed.plane2Component ? 1 : 0]!);
    const partition = referencePartition(parsed.seed, x, y, z, parsed.partitionCount, texelCount < 31);
    components.push(...texelColor(parsed.endpoints[partition]!, byComponent, mode));
  }
  return { components, isIllegal: false };
}
