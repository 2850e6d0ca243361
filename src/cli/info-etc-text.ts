/** ETC and EAC statistics and one such block as text. */
import type { BlockPlace, EacComponent, EtcBlockReport, EtcColor, EtcStatistics } from '../index.js';
import { formatShare, formatTable } from './texts.js';

/** What the blocks of a level are made of. */
export function etcStatisticsLines(level: number, statistics: EtcStatistics): string[] {
  const { blockCount, modes, eacTables } = statistics;
  const row = (name: string, count: number, total: number) => [
    `    ${name}`,
    String(count),
    formatShare(count / total),
  ];
  const lines = [`  blocks of level ${level}: ${blockCount}`];
  if (modes !== null) {
    const rows = Object.entries(modes).map(([mode, count]) => row(mode, count, blockCount));
    rows.push(row('flipped', statistics.flippedCount, blockCount));
    if (statistics.punchThroughCount > 0) rows.push(row('punch-through', statistics.punchThroughCount, blockCount));
    if (statistics.illegalCount > 0) rows.push(row('illegal', statistics.illegalCount, blockCount));
    lines.push(...formatTable(rows, [1, 2]));
  }
  if (eacTables !== null) {
    const total = eacTables.reduce((sum, count) => sum + count, 0);
    const rows = eacTables.flatMap((count, table) => (count > 0 ? [row(`table ${table}`, count, total)] : []));
    lines.push('  EAC words by modifier table, those that occur:', ...formatTable(rows, [1, 2]));
  }
  return lines;
}

/** Everything about one block. */
export function etcBlockLines(block: BlockPlace & EtcBlockReport): string[] {
  return [
    `  block ${block.blockX},${block.blockY} (texels ${block.x},${block.y} to ${block.x + 3},${block.y + 3})`,
    `    bytes: ${block.hex}`,
    ...(block.color === null ? [] : colorLines(block.color)),
    ...block.eac.flatMap(eacLines),
  ];
}

function colorLines(color: EtcColor): string[] {
  if (color.mode === 'illegal') return ['    illegal: a sum of base and difference outside 0 to 31'];
  const halves = color.flipped === null ? '' : color.flipped ? ', halves of 4x2' : ', halves of 2x4';
  const distance = color.distance === null ? '' : `, distance ${color.distance}`;
  const alpha = color.punchThrough ? ', index 2 is transparent' : '';
  const names = color.mode === 'planar' ? ['O', 'H', 'V'] : ['color 0', 'color 1'];
  return [
    `    mode: ${color.mode}${halves}${distance}${alpha}`,
    ...color.colors.map((components, index) => {
      const table = color.tables === null ? '' : `, table ${color.tables[index]}`;
      return `    ${names[index]}: ${components.join(' ')}${table}`;
    }),
    ...(color.indices === null ? [] : ['    pixel indices, 0 to 3:', ...gridLines(color.indices)]),
  ];
}

function eacLines({ component, base, multiplier, table, indices }: EacComponent): string[] {
  return [
    `    ${component}: base ${base}, multiplier ${multiplier}, table ${table}; pixel indices, 0 to 7:`,
    ...gridLines(indices),
  ];
}

function gridLines(indices: readonly number[]): string[] {
  return [0, 4, 8, 12].map((start) => `      ${indices.slice(start, start + 4).join('')}`);
}
