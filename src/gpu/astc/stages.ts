/** The passes of the search in their order: what each is made of, which blocks it sees, which it passes on. */
import { type GpuPixelType, PIXEL_WORDS } from '../block-passes.js';
import type { ShaderParts } from '../compile-shader.js';
import type { ShaderName } from '../shader-text.js';
import type { AstcPreset } from './presets.js';

/** Invocations of a workgroup; an invocation is a block. */
export const WORKGROUP_SIZE = 64;
/** Lists of blocks that still need work, one behind the other. */
export const LIST_COUNT = 5;
/** READ_LIST of a pass that sees all blocks of the chunk. */
export const ALL_BLOCKS = 255;

export interface AstcPass {
  label: string;
  files: readonly ShaderName[];
  /** List that says which blocks it sees, or ALL_BLOCKS. */
  readList: number;
  /** List to which it appends; the first past the last for none. */
  writeList: number;
  partitionCount: number;
  planeCount: number;
}

const BASE: readonly ShaderName[] = [
  'common/linear-index',
  'astc/tables',
  'astc/search-bindings',
  'astc/work-list',
  'astc/record',
  'astc/candidate-list',
  'astc/load-block',
  'astc/line-fit',
  'astc/partition-pattern',
  'astc/limits',
];

const CLASS: readonly ShaderName[] = [
  ...BASE,
  'astc/symbolic-block',
  'astc/color-bits',
  'astc/class-pattern',
  'astc/class-fit',
  'astc/color-predict',
];

const CHOOSE: readonly ShaderName[] = [
  ...CLASS,
  'astc/mode-list',
  'astc/weight-noise',
  'astc/grid-projection',
  'astc/mode-predict',
  'astc/choose',
];

const TRY: readonly ShaderName[] = [
  ...CLASS,
  'astc/mode-list',
  'astc/unquantize',
  'astc/infill',
  'astc/decode-endpoints',
  'astc/interpolate',
  'astc/trial-state',
  'astc/weight-fit',
  'astc/texel-weights',
  'astc/endpoint-fit',
  'astc/endpoint-pair',
  'astc/endpoint-quant',
  'astc/endpoint-quant-direct',
  'astc/endpoint-quant-scale',
  'astc/endpoint-quant-offset',
  'astc/budgets',
  'astc/cem-pick',
  'astc/error',
  'astc/realign',
  'astc/uneven',
  'astc/trial',
  'astc/try',
];

const RANK: readonly ShaderName[] = [
  ...BASE,
  'astc/palette',
  'astc/partition-guess',
  'astc/block-kind',
  'astc/partition-sweep',
  'astc/partition-rank',
  'astc/rank',
];

const PACK: readonly ShaderName[] = [
  'common/linear-index',
  'astc/tables',
  'astc/search-bindings',
  'astc/record',
  'astc/symbolic-block',
  'astc/color-bits',
  'astc/unquantize',
  'astc/block-bits',
  'astc/integer-sequence',
  'astc/pack-block',
  'astc/pack',
];

/** The stage of `partitionCount` partitions: rank patterns, predict their modes, try the best. */
function patternStage(partitionCount: number, readList: number): readonly AstcPass[] {
  const common = { readList, writeList: readList + 1, partitionCount, planeCount: 1 };
  return [
    { ...common, label: `rank ${partitionCount}`, files: RANK },
    { ...common, label: `choose ${partitionCount}`, files: [...CHOOSE, 'astc/choose-patterns'] },
    { ...common, label: `try ${partitionCount}`, files: TRY },
  ];
}

const SINGLE: readonly AstcPass[] = [
  {
    label: 'choose 1',
    files: [...CHOOSE, 'astc/choose-single'],
    readList: ALL_BLOCKS,
    writeList: 0,
    partitionCount: 1,
    planeCount: 1,
  },
  { label: 'try 1', files: TRY, readList: 0, writeList: 1, partitionCount: 1, planeCount: 1 },
];

const DUAL: readonly AstcPass[] = [
  {
    label: 'choose dual',
    files: [...CHOOSE, 'astc/choose-dual'],
    readList: 1,
    writeList: 2,
    partitionCount: 1,
    planeCount: 2,
  },
  { label: 'try dual', files: TRY, readList: 1, writeList: 2, partitionCount: 1, planeCount: 2 },
];

const FINISH: readonly AstcPass[] = [
  { label: 'pack', files: PACK, readList: ALL_BLOCKS, writeList: LIST_COUNT, partitionCount: 1, planeCount: 1 },
];

/** The passes that a preset asks for. */
export function astcPassesOf(preset: AstcPreset): readonly AstcPass[] {
  return [
    ...SINGLE,
    ...DUAL,
    ...(preset.patterns2 > 0 ? patternStage(2, 2) : []),
    ...(preset.patterns2 > 0 && preset.patterns3 > 0 ? patternStage(3, 3) : []),
    ...FINISH,
  ];
}

/** What the pipeline of a pass is made of. */
export function shaderPartsOf(
  { label, files, partitionCount, planeCount, readList, writeList }: AstcPass,
  tableConstants: Readonly<Record<string, number>>,
  pixelType: GpuPixelType,
): ShaderParts {
  return {
    label: `astc ${label}`,
    constants: {
      ...tableConstants,
      WORKGROUP_SIZE,
      PIXEL_WORDS: PIXEL_WORDS[pixelType],
      PARTITION_COUNT: partitionCount,
      PLANE_COUNT: planeCount,
      READ_LIST: readList,
      WRITE_LIST: writeList,
    },
    files,
  };
}

/** The pass between two others. */
export const PLAN_PARTS: ShaderParts = {
  label: 'plan dispatch',
  constants: { WORKGROUP_SIZE, LIST_COUNT },
  files: ['common/plan-dispatch'],
};
