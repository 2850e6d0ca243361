/**
 * Which colours full red, green and blue are, as matrices between linear light of two such sets.
 * Spec: ITU-T H.273, "Colour primaries"; the adaptation of whites is that of ICC.1:2022, "Linearized Bradford".
 */

/** CIE 1931 x, y. */
export type Chromaticity = readonly [x: number, y: number];

export interface PrimarySet {
  red: Chromaticity;
  green: Chromaticity;
  blue: Chromaticity;
  white: Chromaticity;
}

/** Row-major, applied to columns. */
export type Matrix = readonly [Row, Row, Row];
type Row = readonly [number, number, number];

const D65: Chromaticity = [0.3127, 0.329];
export const BT709: PrimarySet = { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: D65 };
export const BT2020: PrimarySet = { red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046], white: D65 };
export const P3_D65: PrimarySet = { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: D65 };

const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/**
 * Linear light of these primaries to that of BT.709, white to white.
 *
 * @returns undefined where the chromaticities span no colours
 */
export function matrixToBt709(primaries: PrimarySet): Matrix | undefined {
  const fromPrimaries = matrixToXyz(primaries);
  if (fromPrimaries === undefined) return undefined;
  const matrix = multiply(
    invert(matrixToXyz(BT709)!)!,
    multiply(adaptWhite(toXyz(primaries.white), toXyz(BT709.white)), fromPrimaries),
  );
  return matrix.flat().every(Number.isFinite) ? matrix : undefined;
}

/** The white of ICC's connection space. */
const D50: Row = [0.9642, 1, 0.8249];

/**
 * Linear light of an ICC profile to that of BT.709, white to white.
 *
 * @param colorants  XYZ under D50 of full red, green and blue, a row each
 * @returns undefined where they span no colours
 */
export function matrixFromColorants([r, g, b]: Matrix): Matrix | undefined {
  const columns: Matrix = [
    [r[0], g[0], b[0]],
    [r[1], g[1], b[1]],
    [r[2], g[2], b[2]],
  ];
  if (invert(columns) === undefined) return undefined;
  const toD65 = adaptWhite(D50, toXyz(BT709.white));
  const matrix = multiply(invert(matrixToXyz(BT709)!)!, multiply(toD65, columns));
  // Colorants are rounded: their sum is not quite white, and greys would take a tint.
  const normal = matrix.map((row) => row.map((value) => value / (row[0] + row[1] + row[2]))) as unknown as Matrix;
  return normal.flat().every(Number.isFinite) ? normal : undefined;
}

function matrixToXyz({ red, green, blue, white }: PrimarySet): Matrix | undefined {
  const [r, g, b] = [red, green, blue].map(toXyz) as [Row, Row, Row];
  const columns: Matrix = [
    [r[0], g[0], b[0]],
    [r[1], g[1], b[1]],
    [r[2], g[2], b[2]],
  ];
  const inverse = invert(columns);
  if (inverse === undefined) return undefined;
  // How much of each makes white.
  const scale = apply(inverse, toXyz(white));
  return columns.map((row) => row.map((value, index) => value * scale[index]!)) as unknown as Matrix;
}

/** XYZ of luminance 1. */
function toXyz([x, y]: Chromaticity): Row {
  return [x / y, 1, (1 - x - y) / y];
}

/** Between whites, each XYZ of luminance 1. */
function adaptWhite(from: Row, to: Row): Matrix {
  const source = apply(BRADFORD, from);
  const target = apply(BRADFORD, to);
  const scaled = BRADFORD.map((row, index) =>
    row.map((value) => (value * target[index]!) / source[index]!),
  ) as unknown as Matrix;
  return multiply(invert(BRADFORD)!, scaled);
}

function apply(matrix: Matrix, [x, y, z]: Row): Row {
  return matrix.map((row) => row[0] * x + row[1] * y + row[2] * z) as unknown as Row;
}

function multiply(a: Matrix, b: Matrix): Matrix {
  const columns = [0, 1, 2].map((column) => apply(a, [b[0][column]!, b[1][column]!, b[2][column]!]));
  return [0, 1, 2].map((row) => columns.map((column) => column[row]!)) as unknown as Matrix;
}

/** By cofactors; undefined where there is no inverse. */
function invert([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix | undefined {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!(Math.abs(determinant) > 1e-9)) return undefined;
  const cofactors: Matrix = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ];
  return cofactors.map((row) => row.map((value) => value / determinant)) as unknown as Matrix;
}
