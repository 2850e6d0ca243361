/** `--map modes` of ASTC: how many partitions and weight planes a block has, how dense its weights are. */
import { BlockInspector, type BlockSummary, type PartitionedBlock } from '../../codec/block-inspector.js';
import { HDR_CEMS } from '../../codec/block-layout.js';
import { footprintSize } from '../../codec/formats.js';
import type { Footprint } from '../../types.js';
import { type BlockFace, type BlockPainter, plainFace, shadeOf } from './block-face.js';
import { ILLEGAL, legendRow } from './colors.js';

const VOID_EXTENT = legendRow('void extent', 'darkgray');
/** By planes, then partitions. Two planes leave no room for a fourth partition. */
const PARTITIONED = {
  1: [
    legendRow('1 partition', 'dodgerblue'),
    legendRow('2 partitions', 'limegreen'),
    legendRow('3 partitions', 'gold'),
    legendRow('4 partitions', 'crimson'),
  ],
  2: [
    legendRow('1 partition, 2 planes', 'mediumpurple'),
    legendRow('2 partitions, 2 planes', 'turquoise'),
    legendRow('3 partitions, 2 planes', 'coral'),
  ],
} as const;

/** @throws {AstcError} E_WASM */
export function astcModePainter(module: WebAssembly.Module, footprint: Footprint): BlockPainter {
  const inspector = new BlockInspector(module, footprint);
  const { width, height, depth } = footprintSize(footprint);
  const texelCount = width * height * depth;
  return {
    rows: [VOID_EXTENT, ...PARTITIONED[1], ...PARTITIONED[2], ILLEGAL],
    unit: 'blocks',
    mark: 'HDR endpoints',
    shading: 'the darker, the fewer weights a texel',
    faceOf: (block) => faceOf(inspector.summarize(block), texelCount),
  };
}

function faceOf(block: BlockSummary, texelCount: number): BlockFace {
  if (block.kind === 'illegal') return plainFace(ILLEGAL);
  if (block.kind === 'void-extent') return plainFace(VOID_EXTENT, 1, block.colorType === 'float16');
  const row = PARTITIONED[block.planeCount][block.partitionCount - 1]!;
  return plainFace(row, shadeOf(weightCount(block) / texelCount), block.cems.some(isHdr));
}

/** Points of the weight grid. */
function weightCount({ gridWidth, gridHeight, gridDepth }: PartitionedBlock): number {
  return gridWidth * gridHeight * gridDepth;
}

function isHdr(cem: number): boolean {
  return HDR_CEMS.includes(cem);
}
