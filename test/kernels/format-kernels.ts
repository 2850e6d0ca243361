/** Checks of the kernels in assembly/astc. */
import { FOOTPRINT_SIZES, type FootprintSize } from '../support/footprints.js';
import type { Rng } from '../support/rng.js';
import { checkKernel, type KernelContext } from './check-kernel.js';

const PLANE_STRIDE = 224;
const HDR_RECORD_BYTES = 48;

const groupCountOf = (footprint: FootprintSize) => Math.ceil(footprint.texelCount / 16);

/** u8[2][224] weights 0..64, the ends more often than chance. */
function randomWeights(rng: Rng): Uint8Array {
  return Uint8Array.from({ length: 2 * PLANE_STRIDE }, () => (rng.once(8) ? rng.pick([0, 64]) : rng.between(0, 64)));
}

interface GridVariant {
  name: string;
  footprint: FootprintSize;
  gridWidth: number;
  gridHeight: number;
  gridDepth: number;
}

const FOOTPRINTS_AND_GRIDS: GridVariant[] = FOOTPRINT_SIZES.flatMap((footprint) => {
  const grids: GridVariant[] = [];
  for (let gridDepth = Math.min(2, footprint.depth); gridDepth <= footprint.depth; gridDepth++) {
    for (let gridHeight = 2; gridHeight <= footprint.height; gridHeight++) {
      for (let gridWidth = 2; gridWidth <= footprint.width; gridWidth++) {
        if (gridWidth * gridHeight * gridDepth > 64) continue;
        const grid = footprint.depth === 1 ? [gridWidth, gridHeight] : [gridWidth, gridHeight, gridDepth];
        grids.push({ name: `${footprint.name}_g${grid.join('x')}`, footprint, gridWidth, gridHeight, gridDepth });
      }
    }
  }
  return grids;
});

checkKernel('infillWeights', {
  variants: FOOTPRINTS_AND_GRIDS,
  rounds: 4,
  arguments: ({ rng, variant, memory, wasm }) => {
    const { footprint, gridWidth, gridHeight, gridDepth } = variant;
    const groupCount = groupCountOf(footprint);
    const table = memory.inout(new Uint8Array(groupCount * 128));
    const footprintPtr = memory.input(Int32Array.of(footprint.width, footprint.height, footprint.depth));
    const gridPtr = memory.input(Int32Array.of(gridWidth, gridHeight, gridDepth));
    wasm.call('buildDecimationTable', footprintPtr, gridPtr, table);
    const grid = memory.input(rng.bytes(64, 0, 64));
    return [grid, gridWidth * gridHeight * gridDepth, table, groupCount, memory.output(groupCount * 16)];
  },
});

checkKernel('fillPartitionPattern', {
  variants: FOOTPRINT_SIZES.flatMap((footprint) =>
    [2, 3, 4].map((partitionCount) => ({ name: `${footprint.name}_p${partitionCount}`, footprint, partitionCount })),
  ),
  rounds: 200,
  arguments: ({ rng, variant, memory, wasm }) => {
    const { width, height, depth } = variant.footprint;
    const groupCount = groupCountOf(variant.footprint);
    const coordinates = memory.inout(new Uint8Array(groupCount * 48));
    wasm.call('fillPatternCoordinates', width, height, depth, coordinates);
    const axisCount = depth > 1 ? 3 : 2;
    const output = memory.output(groupCount * 16);
    return [rng.below(1024), variant.partitionCount, coordinates, axisCount, groupCount, output];
  },
});

const LDR_VARIANTS = FOOTPRINT_SIZES.flatMap((footprint) =>
  ['linear', 'srgb'].map((space, colorSpace) => ({ name: `${footprint.name}_${space}`, footprint, colorSpace })),
);

const ldrArguments =
  (texelBytes: number) =>
  ({ rng, variant, memory }: KernelContext<(typeof LDR_VARIANTS)[number]>) => {
    const groupCount = groupCountOf(variant.footprint);
    const endpoints = Uint8Array.from({ length: 32 }, () => (rng.once(4) ? rng.pick([0, 255]) : rng.below(256)));
    return [
      memory.input(endpoints),
      memory.input(rng.bytes(groupCount * 16, 0, 3)),
      memory.input(randomWeights(rng)),
      rng.between(-1, 3),
      variant.colorSpace,
      groupCount,
      memory.output(groupCount * 16 * texelBytes),
    ];
  };

checkKernel('interpolateLdrUnorm8', { variants: LDR_VARIANTS, arguments: ldrArguments(4) });
checkKernel('interpolateLdrUnorm16', { variants: LDR_VARIANTS, arguments: ldrArguments(8) });
checkKernel('interpolateLdrFloat16', { variants: LDR_VARIANTS, arguments: ldrArguments(8) });

checkKernel('interpolateHdr', {
  variants: FOOTPRINT_SIZES.map((footprint) => ({ name: footprint.name, footprint })),
  arguments: ({ rng, variant, memory }) => {
    const records = new Int32Array((4 * HDR_RECORD_BYTES) / 4);
    for (let partition = 0; partition < 4; partition++) {
      for (let component = 0; component < 4; component++) {
        const isHdr = rng.once(2);
        const endpoint = () => (isHdr ? rng.below(4096) << 4 : rng.below(256) * 257);
        records.set([endpoint()], partition * 12 + component);
        records.set([endpoint()], partition * 12 + 4 + component);
        records.set([isHdr ? -1 : 0], partition * 12 + 8 + component);
      }
    }
    return [
      memory.input(records),
      memory.input(rng.bytes(variant.footprint.texelCount, 0, 3)),
      memory.input(randomWeights(rng)),
      rng.between(-1, 3),
      variant.footprint.texelCount,
      memory.output(variant.footprint.texelCount * 8),
    ];
  },
});
