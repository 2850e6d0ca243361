/** `--map partitions`: which partition of its ASTC block, or which colour of its ETC block, each texel belongs to. */
import { BlockInspector } from '../../codec/block-inspector.js';
import { type EtcColor, EtcInspector } from '../../codec/etc-inspector.js';
import { footprintSize } from '../../codec/formats.js';
import { AstcError } from '../../errors.js';
import type { EtcFormat, Footprint } from '../../types.js';
import type { BlockFace, BlockPainter, LegendRow } from './block-face.js';
import { ILLEGAL, legendRow } from './colors.js';

const VOID_EXTENT = legendRow('void extent', 'darkgray');
const WHOLE = legendRow('one partition', 'slategray');
const PARTITIONS = [
  legendRow('partition 0', 'dodgerblue'),
  legendRow('partition 1', 'orange'),
  legendRow('partition 2', 'limegreen'),
  legendRow('partition 3', 'crimson'),
];

/**
 * @param slice  of the block, where it has three axes
 * @throws {AstcError} E_WASM
 */
export function astcPartitionPainter(module: WebAssembly.Module, footprint: Footprint, slice: number): BlockPainter {
  const inspector = new BlockInspector(module, footprint);
  const { width, height } = footprintSize(footprint);
  const first = slice * width * height;
  return {
    rows: [VOID_EXTENT, WHOLE, ...PARTITIONS, ILLEGAL],
    unit: 'texels',
    faceOf(bytes) {
      const block = inspector.summarize(bytes);
      if (block.kind === 'illegal') return texelFace(() => ILLEGAL);
      if (block.kind === 'void-extent') return texelFace(() => VOID_EXTENT);
      if (block.partitionCount === 1) return texelFace(() => WHOLE);
      const report = inspector.report(bytes);
      const map = report.kind === 'partitioned' ? report.partitionMap : [];
      return texelFace((x, y) => PARTITIONS[map[first + y * width + x]!]!);
    },
  };
}

const COLORS_OF_ETC = [legendRow('first colour', 'dodgerblue'), legendRow('second colour', 'orange')] as const;
const PLANAR = legendRow('planar', 'slategray');
const ETC_SIDE = 4;

/** @throws {AstcError} E_UNSUPPORTED for formats without colour; E_WASM */
export function etcPartitionPainter(module: WebAssembly.Module, format: EtcFormat): BlockPainter {
  if (format.startsWith('eac-')) {
    throw new AstcError('E_UNSUPPORTED', `a map of partitions of format ${format} (expected ASTC or ETC with colour)`, {
      hint: '--map modes shows its modifier tables',
    });
  }
  const inspector = new EtcInspector(module, format);
  return {
    rows: [...COLORS_OF_ETC, PLANAR, ILLEGAL],
    unit: 'texels',
    faceOf: (bytes) => faceOfColor(inspector.report(bytes).color!),
  };
}

function faceOfColor({ mode, flipped, indices }: EtcColor): BlockFace {
  const [first, second] = COLORS_OF_ETC;
  const index = (x: number, y: number) => indices![y * ETC_SIDE + x]!;
  switch (mode) {
    case 'planar':
      return texelFace(() => PLANAR);
    case 'illegal':
      return texelFace(() => ILLEGAL);
    // One paint colour is the first, three lie around the second.
    case 'T':
      return texelFace((x, y) => (index(x, y) === 0 ? first : second));
    // Two lie around each.
    case 'H':
      return texelFace((x, y) => (index(x, y) < 2 ? first : second));
    default:
      return texelFace((x, y) => ((flipped ? y : x) < ETC_SIDE / 2 ? first : second));
  }
}

/** A face whose texels count one by one. */
function texelFace(rowAt: (x: number, y: number) => LegendRow): BlockFace {
  return { rowAt, shade: 1, isMarked: false };
}
