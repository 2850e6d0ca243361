/**
 * Tells whether an embedded ICC profile is sRGB under another name, so that its pixels can stay as they are: a colour
 * conversion from sRGB to sRGB still rounds, and would change 16-bit values.
 * Spec: ICC.1:2022, "Profile structure", "XYZType", "curveType", "parametricCurveType".
 */
import { srgbToLinear } from './srgb.js';

/** The sRGB primaries as ICC stores them, adapted to D50. */
const SRGB_COLORANTS: Readonly<Record<string, readonly [x: number, y: number, z: number]>> = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
};
/** Why: the sRGB profiles of browsers, phones and editors differ by 0.001 in their rounding; other spaces by 0.02. */
const COLORANT_TOLERANCE = 0.003;
/** Why: half of an 8-bit step. A plain gamma of 2.2 is 0.0026 off at dark values. */
const CURVE_TOLERANCE = 0.002;
const CURVE_PROBES = [0.06, 0.1, 0.25, 0.5, 0.75, 0.95] as const;

const TAG_COUNT_OFFSET = 128;
const TAG_BYTES = 12;
const MAX_TAGS = 256;

/** Whether the profile describes sRGB. Anything malformed or unusual is false. */
export function isSrgbProfile(icc: Uint8Array): boolean {
  const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength);
  try {
    const tags = readTags(view);
    // A lookup table, where there is one, outranks the matrix.
    if (readTag(view, 16) !== 'RGB ' || tags.has('A2B0')) return false;
    return (
      Object.entries(SRGB_COLORANTS).every(([name, xyz]) => hasColorant(view, tags.get(name), xyz)) &&
      ['rTRC', 'gTRC', 'bTRC'].every((name) => hasSrgbCurve(view, tags.get(name)))
    );
  } catch (error) {
    // Every read is bounds-checked by DataView: a RangeError is a malformed profile.
    if (error instanceof RangeError) return false;
    throw error;
  }
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

function hasColorant(view: DataView, offset: number | undefined, expected: readonly number[]): boolean {
  if (offset === undefined || readTag(view, offset) !== 'XYZ ') return false;
  return expected.every((value, index) => Math.abs(fixed(view, offset + 8 + index * 4) - value) < COLORANT_TOLERANCE);
}

function hasSrgbCurve(view: DataView, offset: number | undefined): boolean {
  if (offset === undefined) return false;
  const kind = readTag(view, offset);
  const curve =
    kind === 'curv' ? sampledCurve(view, offset) : kind === 'para' ? parametricCurve(view, offset) : undefined;
  return (
    curve !== undefined && CURVE_PROBES.every((probe) => Math.abs(curve(probe) - srgbToLinear(probe)) < CURVE_TOLERANCE)
  );
}

type Curve = (x: number) => number;

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

/** Function types 3 and 4 (linear toe and power) are the ones an sRGB curve needs; type 0 is a plain gamma. */
function parametricCurve(view: DataView, offset: number): Curve | undefined {
  const type = view.getUint16(offset + 8);
  const parameter = (index: number): number => fixed(view, offset + 12 + index * 4);
  const g = parameter(0);
  if (type === 0) return (x) => x ** g;
  if (type !== 3 && type !== 4) return undefined;
  const [a, b, c, d] = [1, 2, 3, 4].map(parameter) as [number, number, number, number];
  const [e, f] = type === 4 ? [parameter(5), parameter(6)] : [0, 0];
  return (x) => (x >= d ? (a * x + b) ** g + e : c * x + f);
}
