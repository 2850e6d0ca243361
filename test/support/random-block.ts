/**
 * Random legal blocks: every field drawn at random, packed by our packer. Random bytes alone hardly ever reach
 * multi-partition blocks with two planes; these do.
 */
import type { CheckWasm } from './check-wasm.js';
import type { FootprintSize } from './footprints.js';
import { type ReferenceBlockMode, referenceBlockMode, referenceBlockMode3d } from './reference/block-mode.js';
import { colorRange } from './reference/decode.js';
import { RANGES, sequenceBits } from './reference/sequence.js';
import type { Rng } from './rng.js';
import { cemIntegerCount, type PartitionedBlock, type SymbolicBlock, type VoidExtentBlock } from './symbolic-block.js';

export const LDR_CEMS = [0, 1, 4, 5, 6, 8, 9, 10, 12, 13] as const;
export const HDR_CEMS = [2, 3, 7, 11, 14, 15] as const;
const ALL_CEMS = [...LDR_CEMS, ...HDR_CEMS];

export interface LegalMode extends ReferenceBlockMode {
  readonly mode: number;
  readonly weightBits: number;
}

const legalModes = new Map<string, LegalMode[]>();

/** Every block mode that is legal in a footprint. */
export function legalModesOf(footprint: FootprintSize): LegalMode[] {
  const known = legalModes.get(footprint.name);
  if (known !== undefined) return known;
  const decodeMode = footprint.depth > 1 ? referenceBlockMode3d : referenceBlockMode;
  const modes: LegalMode[] = [];
  for (let mode = 0; mode < 2048; mode++) {
    const fields = (mode & 0x1ff) === 0x1fc ? undefined : decodeMode(mode);
    if (fields === undefined || !fitsIn(fields, footprint)) continue;
    const weightCount = fields.width * fields.height * fields.depth * (fields.isDualPlane ? 2 : 1);
    const weightBits = sequenceBits(weightCount, fields.range);
    if (weightCount <= 64 && weightBits >= 24 && weightBits <= 96) modes.push({ ...fields, mode, weightBits });
  }
  legalModes.set(footprint.name, modes);
  return modes;
}

function fitsIn(grid: ReferenceBlockMode, { width, height, depth }: FootprintSize): boolean {
  return grid.width <= width && grid.height <= height && grid.depth <= depth;
}

/** CEMs of all partitions: equal ones, or of two neighbouring classes. */
function randomCems(rng: Rng, partitionCount: number, isMixed: boolean, cems: readonly number[]): number[] {
  if (!isMixed) return Array(partitionCount).fill(rng.pick(cems));
  const baseClass = rng.below(3);
  const candidates = cems.filter((cem) => cem >> 2 === baseClass || cem >> 2 === baseClass + 1);
  return Array.from({ length: partitionCount }, () => rng.pick(candidates));
}

function randomPartitioned(rng: Rng, footprint: FootprintSize, cems: readonly number[]): PartitionedBlock {
  for (;;) {
    const mode = rng.pick(legalModesOf(footprint));
    const partitionCount = rng.between(1, mode.isDualPlane ? 3 : 4);
    const isMixed = partitionCount > 1 && rng.once(2);
    const cem = randomCems(rng, partitionCount, isMixed, cems);
    const counts = cem.map(cemIntegerCount);
    const integerCount = counts.reduce((sum, count) => sum + count, 0);
    const headerBits = partitionCount === 1 ? 17 : isMixed ? 25 + 3 * partitionCount : 29;
    const range = colorRange(integerCount, 128 - headerBits - (mode.isDualPlane ? 2 : 0) - mode.weightBits);
    if (integerCount > 18 || range === undefined) continue;
    const gridCount = mode.width * mode.height * mode.depth;
    const randomWeights = () => [...rng.bytes(gridCount, 0, mode.range.count - 1)];
    return {
      kind: 'partitioned',
      cem,
      colors: counts.map((count) => [...rng.bytes(count, 0, range.count - 1)]),
      colorQuantLevel: RANGES.indexOf(range),
      partitionSeed: partitionCount === 1 ? 0 : rng.below(1024),
      blockMode: mode.mode,
      gridWidth: mode.width,
      gridHeight: mode.height,
      gridDepth: mode.depth,
      weightQuantLevel: RANGES.indexOf(mode.range),
      plane2Component: mode.isDualPlane ? rng.below(4) : -1,
      weights: mode.isDualPlane ? [randomWeights(), randomWeights()] : [randomWeights()],
    };
  }
}

function randomVoidExtent(rng: Rng, axisCount: number): VoidExtentBlock {
  const none = axisCount === 3 ? 0x1ff : 0x1fff;
  const color = Array.from({ length: 4 }, () => (rng.once(8) ? rng.pick([0, 65535]) : rng.below(65536)));
  const span = () => {
    const low = rng.below(none);
    return [low, rng.between(low + 1, none)];
  };
  const isUnbounded = rng.once(2);
  const extent = Array.from({ length: axisCount }, () => (isUnbounded ? [none, none] : span())).flat();
  return { kind: rng.once(2) ? 'void-float16' : 'void-unorm16', color, extent };
}

/** A random legal block; `cems` narrows the endpoint modes, for instance to the LDR ones. */
export function randomBlock(rng: Rng, footprint: FootprintSize, cems: readonly number[] = ALL_CEMS): SymbolicBlock {
  return rng.once(16) ? randomVoidExtent(rng, footprint.depth > 1 ? 3 : 2) : randomPartitioned(rng, footprint, cems);
}

/** `count` packed random legal blocks. */
export function randomLegalBlocks(wasm: CheckWasm, rng: Rng, footprint: FootprintSize, count: number): Uint8Array {
  const blocks = new Uint8Array(count * 16);
  for (let block = 0; block < count; block++) blocks.set(wasm.pack(randomBlock(rng, footprint)), block * 16);
  return blocks;
}
