/**
 * Reference decoder, part 2: tables "ASTC 2D block mode layout, weight grid width and height" and "ASTC 3D block mode
 * layout, weight grid width, height and depth", row by row.
 */
import { RANGES, type ValueRange } from './sequence.js';

/** A row: bits 10..0 with letters for fields (D dual plane, P precision, W, H and Z sizes, cba the three bits of ρ). */
interface Row {
  readonly pattern: string;
  readonly width: (w: number) => number;
  readonly height: (h: number) => number;
  /** In the table of three axes. */
  readonly depth?: (z: number) => number;
}

const plus = (offset: number) => (value: number) => value + offset;
const always = (size: number) => () => size;

const ROWS: readonly Row[] = [
  { pattern: 'DPWWHHa00cb', width: plus(4), height: plus(2) },
  { pattern: 'DPWWHHa01cb', width: plus(8), height: plus(2) },
  { pattern: 'DPHHWWa10cb', width: plus(2), height: plus(8) },
  { pattern: 'DP0HWWa11cb', width: plus(2), height: plus(6) },
  { pattern: 'DP1WHHa11cb', width: plus(2), height: plus(2) },
  { pattern: 'DP00HHacb00', width: always(12), height: plus(2) },
  { pattern: 'DP01WWacb00', width: plus(2), height: always(12) },
  { pattern: 'DP1100acb00', width: always(6), height: always(10) },
  { pattern: 'DP1101acb00', width: always(10), height: always(6) },
  { pattern: 'HH10WWacb00', width: plus(6), height: plus(6) },
];

const ROWS_3D: readonly Row[] = [
  { pattern: 'DPHHWWaZZcb', width: plus(2), height: plus(2), depth: plus(2) },
  { pattern: 'HH00ZZacb00', width: always(6), height: plus(2), depth: plus(2) },
  { pattern: 'ZZ01WWacb00', width: plus(2), height: always(6), depth: plus(2) },
  { pattern: 'HH10WWacb00', width: plus(2), height: plus(2), depth: always(6) },
  { pattern: 'DP1100acb00', width: always(6), height: always(2), depth: always(2) },
  { pattern: 'DP1101acb00', width: always(2), height: always(6), depth: always(2) },
  { pattern: 'DP1110acb00', width: always(2), height: always(2), depth: always(6) },
];

/** ρ → weight range, low and high precision. */
const LOW_PRECISION = [0, 0, 2, 3, 4, 5, 6, 8];
const HIGH_PRECISION = [0, 0, 10, 12, 16, 20, 24, 32];

export interface ReferenceBlockMode {
  readonly width: number;
  readonly height: number;
  /** 1 with two axes. */
  readonly depth: number;
  readonly isDualPlane: boolean;
  readonly range: ValueRange;
}

/** Fields of a row, or undefined where its fixed bits differ or ρ is one of the two invalid values. */
function matchRow(row: Row, mode: number): Record<string, number> | undefined {
  const fields: Record<string, number> = {};
  for (let index = 0; index < 11; index++) {
    const letter = row.pattern[index]!;
    const bit = (mode >> (10 - index)) & 1;
    if (letter === '0' || letter === '1') {
      if (bit !== Number(letter)) return undefined;
    } else {
      fields[letter] = (fields[letter] ?? 0) * 2 + bit;
    }
  }
  return fields.c === 0 && fields.b === 0 ? undefined : fields;
}

/** The mode's fields, or undefined for a reserved one; void extents are for the caller. */
export function referenceBlockMode(mode: number): ReferenceBlockMode | undefined {
  return findMode(ROWS, mode);
}

/** The same with three axes. */
export function referenceBlockMode3d(mode: number): ReferenceBlockMode | undefined {
  return findMode(ROWS_3D, mode);
}

function findMode(rows: readonly Row[], mode: number): ReferenceBlockMode | undefined {
  for (const row of rows) {
    const fields = matchRow(row, mode);
    if (fields === undefined) continue;
    const rho = fields.c! * 4 + fields.b! * 2 + fields.a!;
    const count = (fields.P ? HIGH_PRECISION : LOW_PRECISION)[rho]!;
    return {
      width: row.width(fields.W ?? 0),
      height: row.height(fields.H ?? 0),
      depth: row.depth?.(fields.Z ?? 0) ?? 1,
      isDualPlane: fields.D === 1,
      range: RANGES.find((range) => range.count === count)!,
    };
  }
  return undefined;
}
