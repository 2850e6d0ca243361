/** `--map modes` of ETC and EAC: the mode of the colour word and its flip; without colour, the modifier tables. */
import {
  type EacComponent,
  type EtcBlockReport,
  type EtcColor,
  EtcInspector,
  type EtcMode,
} from '../../codec/etc-inspector.js';
import type { EtcFormat } from '../../types.js';
import { type BlockFace, type BlockPainter, type LegendRow, plainFace, shadeOf } from './block-face.js';
import { type COLORS, ILLEGAL, legendRow } from './colors.js';

const UPRIGHT = {
  individual: legendRow('individual', 'dodgerblue'),
  differential: legendRow('differential', 'limegreen'),
};
const FLIPPED = {
  individual: legendRow('individual, flipped', 'navy'),
  differential: legendRow('differential, flipped', 'darkgreen'),
};
const WHOLE = {
  T: legendRow('T', 'orange'),
  H: legendRow('H', 'crimson'),
  planar: legendRow('planar', 'darkgray'),
  illegal: ILLEGAL,
};

/** Modifier tables of EAC by number. */
const TABLE_COLORS: readonly (keyof typeof COLORS)[] = [
  'crimson',
  'coral',
  'orange',
  'gold',
  'olive',
  'yellowgreen',
  'limegreen',
  'seagreen',
  'teal',
  'turquoise',
  'skyblue',
  'dodgerblue',
  'royalblue',
  'slateblue',
  'orchid',
  'hotpink',
];
const TABLES = TABLE_COLORS.map((color, table) => legendRow(`table ${table}`, color));
const MOST_MULTIPLIER = 15;
/** Columns of a block that show its first word, where it has two. */
const FIRST_WORD_COLUMNS = 2;

/** @throws {AstcError} E_WASM */
export function etcModePainter(module: WebAssembly.Module, format: EtcFormat): BlockPainter {
  const inspector = new EtcInspector(module, format);
  const faceOf = (block: Uint8Array) => faceOfReport(inspector.report(block));
  if (format.startsWith('eac-')) {
    return { rows: TABLES, unit: 'EAC words', shading: 'the darker, the smaller the multiplier', faceOf };
  }
  const { individual, differential } = FLIPPED;
  const rows = [UPRIGHT.individual, individual, UPRIGHT.differential, differential, ...Object.values(WHOLE)];
  const mark = format === 'etc2-rgba1' ? { mark: 'may have transparent texels' } : {};
  return { rows, unit: 'blocks', ...mark, faceOf };
}

/** Whether the mode has halves. */
function hasHalves(mode: EtcMode): mode is keyof typeof FLIPPED {
  return mode in FLIPPED;
}

function faceOfReport({ color, eac }: EtcBlockReport): BlockFace {
  return color === null ? wordsFace(eac) : plainFace(rowOf(color), 1, color.punchThrough);
}

function rowOf({ mode, flipped }: EtcColor): LegendRow {
  if (!hasHalves(mode)) return WHOLE[mode];
  return flipped ? FLIPPED[mode] : UPRIGHT[mode];
}

/** Red and green beside each other where there are both. */
function wordsFace(words: readonly EacComponent[]): BlockFace {
  const counted = words.map(({ table }) => TABLES[table]!);
  const mean = words.reduce((sum, { multiplier }) => sum + multiplier, 0) / words.length;
  const rowAt = (x: number) => counted[x < FIRST_WORD_COLUMNS ? 0 : counted.length - 1]!;
  return { rowAt, counted, shade: shadeOf(mean / MOST_MULTIPLIER), isMarked: false };
}
