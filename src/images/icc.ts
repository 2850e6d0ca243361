/**
 * ICC profiles of a matrix and a curve: which are sRGB under another name, so that pixels can stay as they are, and how
 * the others map to it. Profiles of lookup tables are left to a colour engine.
 * Spec: ICC.1:2022, "Profile structure", "XYZType", "curveType", "parametricCurveType".
 */
import type { ColorMeaning } from './color-meaning.js';
import { type Matrix, matrixFromColorants } from './primaries.js';
import { srgbToLinear } from './srgb.js';

/** The sRGB primaries as ICC stores them, adapted to D50. */
const SRGB_COLORANTS = [
  [0.4361, 0.2225, 0.0139],
  [0.3851, 0.7169, 0.0971],
  [0.1431, 0.0606, 0.7141],
] as const;
/** Why: the sRGB profiles of browsers, phones and editors differ by 0.001 in their rounding; other spaces by 0.02. */
const COLORANT_TOLERANCE = 0.003;
/** Why: half of an 8-bit step. A plain gamma of 2.2 is 0.0026 off at dark values. */
const CURVE_TOLERANCE = 0.002;
const CURVE_PROBES = [0.06, 0.1, 0.25, 0.5, 0.75, 0.95] as const;

const SPACE_OFFSET = 16;
const TAG_COUNT_OFFSET = 128;
const TAG_BYTES = 12;
const MAX_TAGS = 256;

/** The colour space of the numbers, as `RGB `, `GRAY`, `CMYK`; empty for what is no profile. */
export function profileSpace(icc: Uint8Array): string {
  return icc.length < TAG_COUNT_OFFSET + 4 ? '' : readTag(viewOf(icc), SPACE_OFFSET);
}

/**
 * What a profile says of RGB. `profile`: it needs a colour engine, as anything unusual does; grey keeps its numbers.
 */
export function meaningOfProfile(icc: Uint8Array, isGrey: boolean): ColorMeaning {
  if (isGrey) return { kind: 'srgb' };
  const shaper = readShaper(icc);
  if (shaper === undefined) return { kind: 'profile' };
  const isSrgbCurve = isCurve(shaper.curve, srgbToLinear);
  const isSrgbSpace = shaper.colorants.every((xyz, index) => isNear(xyz, SRGB_COLORANTS[index as 0 | 1 | 2]));
  if (isSrgbCurve && isSrgbSpace) return { kind: 'srgb' };
  const toBt709 = isSrgbSpace ? undefined : matrixFromColorants(shaper.colorants);
  if (!isSrgbSpace && toBt709 === undefined) return { kind: 'profile' };
  return {
    kind: 'encoded',
    name: 'the embedded ICC profile',
    isLinear: isCurve(shaper.curve, (x) => x),
    encoding: { toLinear: isSrgbCurve ? srgbToLinear : shaper.curve, ...(toBt709 && { toBt709 }) },
  };
}

interface Shaper {
  /** XYZ under D50 of full red, green and blue. */
  colorants: Matrix;
  /** Numbers 0..1 to light, of all three components. */
  curve: Curve;
}

type Curve = (x: number) => number;

/** Undefined for a profile that is no matrix and one curve, or malformed. */
function readShaper(icc: Uint8Array): Shaper | undefined {
  const view = viewOf(icc);
  try {
    const tags = readTags(view);
    // A lookup table, where there is one, outranks the matrix.
    if (readTag(view, SPACE_OFFSET) !== 'RGB ' || tags.has('A2B0')) return undefined;
    const colorants = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => readXyz(view, tags.get(name)));
    const curves = ['rTRC', 'gTRC', 'bTRC'].map((name) => readCurve(view, tags.get(name)));
    const [curve] = curves;
    if (colorants.includes(undefined) || curve === undefined) return undefined;
    if (!curves.every((other) => other !== undefined && isCurve(other, curve))) return undefined;
    return { colorants: colorants as unknown as Matrix, curve };
  } catch (error) {
    // Every read is bounds-checked by DataView: a RangeError is a malformed profile.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function viewOf(icc: Uint8Array): DataView {
  return new DataView(icc.buffer, icc.byteOffset, icc.byteLength);
}

function readTag(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(offset + index)));
}

function readTags(view: DataView): Map<string, number> {
  const count = Math.min(view.getUint32(TAG_COUNT_OFFSET), MAX_TAGS);
  const tags = new Map<string, number>();
  for (let index = 0; index < count; index++) {
    const entry = TAG_COUNT_OFFSET + 4 + index * TAG_BYTES;
    tags.set(readTag(view, entry), view.getUint32(entry + 4));
  }
  return tags;
}

function fixed(view: DataView, offset: number): number {
  return view.getInt32(offset) / 0x10000;
}

function readXyz(view: DataView, offset: number | undefined): readonly number[] | undefined {
  if (offset === undefined || readTag(view, offset) !== 'XYZ ') return undefined;
  return [0, 1, 2].map((index) => fixed(view, offset + 8 + index * 4));
}

function isNear(xyz: readonly number[], expected: readonly number[]): boolean {
  return xyz.every((value, index) => Math.abs(value - expected[index]!) < COLORANT_TOLERANCE);
}

function isCurve(curve: Curve, expected: Curve): boolean {
  return CURVE_PROBES.every((probe) => Math.abs(curve(probe) - expected(probe)) < CURVE_TOLERANCE);
}

function readCurve(view: DataView, offset: number | undefined): Curve | undefined {
  if (offset === undefined) return undefined;
  const kind = readTag(view, offset);
  if (kind === 'curv') return sampledCurve(view, offset);
  return kind === 'para' ? parametricCurve(view, offset) : undefined;
}

function sampledCurve(view: DataView, offset: number): Curve {
  const count = view.getUint32(offset + 8);
  if (count === 0) return (x) => x;
  if (count === 1) {
    const gamma = view.getUint16(offset + 12) / 256;
    return (x) => x ** gamma;
  }
  return (x) => {
    const position = x * (count - 1);
    const index = Math.min(Math.floor(position), count - 2);
    const low = view.getUint16(offset + 12 + index * 2);
    const high = view.getUint16(offset + 14 + index * 2);
    return (low + (high - low) * (position - index)) / 65535;
  };
}

/** Parameters of each function type, in the order g, a, b, c, d, e, f; those that a type has not are given here. */
const PARAMETERS_BY_TYPE: readonly ((v: readonly number[]) => readonly number[])[] = [
  ([g]) => [g!, 1, 0, 0, 0, 0, 0],
  ([g, a, b]) => [g!, a!, b!, 0, -b! / a!, 0, 0],
  ([g, a, b, c]) => [g!, a!, b!, 0, -b! / a!, c!, c!],
  ([g, a, b, c, d]) => [g!, a!, b!, c!, d!, 0, 0],
  ([g, a, b, c, d, e, f]) => [g!, a!, b!, c!, d!, e!, f!],
];
const PARAMETER_COUNTS = [1, 3, 4, 5, 7] as const;

/** A power above a point d, a line below it. */
function parametricCurve(view: DataView, offset: number): Curve | undefined {
  const type = view.getUint16(offset + 8);
  const count = PARAMETER_COUNTS[type];
  if (count === undefined) return undefined;
  const values = Array.from({ length: count }, (_, index) => fixed(view, offset + 12 + index * 4));
  const [g, a, b, c, d, e, f] = PARAMETERS_BY_TYPE[type]!(values) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return (x) => (x >= d ? Math.max(0, a * x + b) ** g + e : c * x + f);
}
