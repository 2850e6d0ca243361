/** Statistics over ETC and EAC blocks. */
import { ETC_MODES, type EtcBlockReport, type EtcInspector, type EtcMode } from './codec/etc-inspector.js';
import { blockBytes } from './codec/formats.js';
import type { EtcFormat } from './types.js';

/** Counts over the ETC or EAC blocks of one level. */
export interface EtcStatistics {
  kind: 'etc';
  blockCount: number;
  /** Blocks of ETC1 without meaning. */
  illegalCount: number;
  /** Blocks by mode of their colour word; null in formats without colour. */
  modes: Record<Exclude<EtcMode, 'illegal'>, number> | null;
  /** Blocks whose halves lie one above the other. */
  flippedCount: number;
  /** Blocks that may have transparent texels (`etc2-rgba1`). */
  punchThroughCount: number;
  /** EAC words by modifier table 0..15; null in formats without. */
  eacTables: number[] | null;
}

/** Counts over the blocks of a level. */
export function countEtcBlocks(inspector: EtcInspector, format: EtcFormat, blocks: Uint8Array): EtcStatistics {
  const modes = Object.fromEntries(ETC_MODES.map((mode) => [mode, 0])) as Record<EtcMode, number>;
  const eacTables = new Array<number>(16).fill(0);
  let flippedCount = 0;
  let punchThroughCount = 0;
  const step = blockBytes(format);
  for (let offset = 0; offset < blocks.length; offset += step) {
    const { color, eac }: EtcBlockReport = inspector.report(blocks.subarray(offset, offset + step));
    for (const { table } of eac) eacTables[table]!++;
    if (color === null) continue;
    modes[color.mode]++;
    if (color.flipped) flippedCount++;
    if (color.punchThrough) punchThroughCount++;
  }
  const { illegal, ...legalModes } = modes;
  const isEac = format.startsWith('eac-');
  return {
    kind: 'etc',
    blockCount: blocks.length / step,
    illegalCount: illegal,
    modes: isEac ? null : legalModes,
    flippedCount,
    punchThroughCount,
    eacTables: isEac || format === 'etc2-rgba' ? eacTables : null,
  };
}
