/** Block statistics and one block as text. */
import type { AstcStatistics, BlockPlace, BlockReport, EndpointPair, EtcBlockReport, Inspection } from '../index.js';
import { etcBlockLines, etcStatisticsLines } from './info-etc-text.js';
import { formatShare, formatTable } from './texts.js';

/** Block modes listed; the rest is summed up. */
const LISTED_MODES = 10;
const COMPONENT_NAMES = ['red', 'green', 'blue', 'alpha'] as const;

/** What the blocks of a level are made of. */
export function statisticsLines({ level, statistics }: Inspection): string[] {
  if (statistics.kind === 'etc') return etcStatisticsLines(level, statistics);
  return astcStatisticsLines(level, statistics);
}

function astcStatisticsLines(level: number, statistics: AstcStatistics): string[] {
  const { blockCount, partitionCounts } = statistics;
  const row = (name: string, count: number) => [`    ${name}`, String(count), formatShare(count / blockCount)];
  const rows = [
    ...partitionCounts.map((count, index) => row(index === 0 ? '1 partition' : `${index + 1} partitions`, count)),
    row('void extent', statistics.voidExtentCount),
    row('two weight planes', statistics.dualPlaneCount),
    row('illegal', statistics.illegalCount),
    ...Object.entries(statistics.illegalReasons).map(([reason, count]) => row(`  ${reason}`, count)),
  ];
  return [
    `  blocks of level ${level}: ${blockCount}`,
    ...formatTable(rows, [1, 2]),
    ...endpointModeLines(statistics),
    ...blockModeLines(statistics),
  ];
}

function endpointModeLines({ endpointModes }: AstcStatistics): string[] {
  const total = endpointModes.reduce((sum, mode) => sum + mode.count, 0);
  if (total === 0) return [];
  const rows = endpointModes.map(({ cem, name, count }) => [
    `    ${String(cem).padStart(2)} ${name}`,
    String(count),
    formatShare(count / total),
  ]);
  return ['  color endpoint modes, by partition:', ...formatTable(rows, [1, 2])];
}

function blockModeLines({ blockModes, blockCount }: AstcStatistics): string[] {
  if (blockModes.length === 0) return [];
  const rows = blockModes
    .slice(0, LISTED_MODES)
    .map((mode) => [
      `    0x${mode.blockMode.toString(16).padStart(3, '0')}`,
      `${mode.gridWidth}x${mode.gridHeight} grid`,
      `${mode.weightLevels} levels`,
      mode.planeCount === 2 ? '2 planes' : '1 plane',
      String(mode.count),
      formatShare(mode.count / blockCount),
    ]);
  const rest = blockModes.slice(LISTED_MODES);
  const restCount = rest.reduce((sum, mode) => sum + mode.count, 0);
  const restLine = `    and ${rest.length} more: ${restCount} blocks, ${formatShare(restCount / blockCount)}`;
  return [
    `  block modes: ${blockModes.length}`,
    ...formatTable(rows, [1, 2, 4, 5]),
    ...(rest.length ? [restLine] : []),
  ];
}

/** Everything about one block. */
export function blockLines(block: BlockPlace & (BlockReport | EtcBlockReport)): string[] {
  if (block.kind === 'etc') return etcBlockLines(block);
  const texels = `texels ${block.x},${block.y} to ${block.x + block.width - 1},${block.y + block.height - 1}`;
  const head = [`  block ${block.blockX},${block.blockY} (${texels})`, `    bytes: ${block.hex}`];
  if (block.kind === 'illegal') return [...head, `    illegal: ${block.reason}`];
  if (block.kind === 'void-extent') {
    const extent = block.extent === null ? 'none' : block.extent.join(' ');
    return [...head, `    void extent, ${block.colorType}: ${block.color.join(' ')}`, `    extent: ${extent}`];
  }
  const planes =
    block.plane2Component === null ? '1 plane' : `2 planes, the second for ${COMPONENT_NAMES[block.plane2Component]}`;
  const seed = block.partitionCount === 1 ? '' : `, seed ${block.partitionSeed}`;
  const grid = `${block.gridWidth}x${block.gridHeight} grid of ${block.weightLevels} levels`;
  return [
    ...head,
    `    block mode: 0x${block.blockMode.toString(16).padStart(3, '0')}, ${grid}, ${planes}`,
    `    partitions: ${block.partitionCount}${seed}; colors of ${block.colorLevels} levels`,
    ...block.endpoints.flatMap(endpointLines),
    ...(block.partitionCount === 1 ? [] : ['    partition map:', ...gridLines(block.partitionMap, block.width, 1)]),
    ...block.weights.flatMap((weights, plane) => [
      `    weights${block.planeCount === 2 ? ` of plane ${plane + 1}` : ''}, 0 to 64:`,
      ...gridLines(weights, block.gridWidth, 2),
    ]),
  ];
}

function endpointLines(pair: EndpointPair, partition: number): string[] {
  const colors = (values: readonly number[]) => values.map((value) => String(value).padStart(5)).join(' ');
  const scale = pair.scale === 'unorm8' ? 'RGBA 0 to 255' : 'RGBA, 16 bits before conversion to float';
  return [
    `    partition ${partition}: mode ${pair.cem}, ${pair.cemName} (${scale})`,
    `      endpoint 0: ${colors(pair.endpoint0)}`,
    `      endpoint 1: ${colors(pair.endpoint1)}`,
  ];
}

function gridLines(values: readonly number[], width: number, digits: number): string[] {
  const rowCount = values.length / width;
  return Array.from({ length: rowCount }, (_, row) => {
    const cells = values.slice(row * width, (row + 1) * width);
    return `      ${cells.map((value) => String(value).padStart(digits)).join(digits === 1 ? '' : ' ')}`;
  });
}
