/**
 * Reference decoder, part 3: "LDR Endpoint Decoding" and "HDR Endpoint Decoding", following the text's own procedures
 * statement by statement.
 */

type Color = [number, number, number, number];

export interface ReferenceEndpoints {
  readonly e0: Color;
  readonly e1: Color;
  /** Whether r, g, b and whether a are 12-bit HDR values (else 8-bit). */
  readonly isHdrRgb: boolean;
  readonly isHdrAlpha: boolean;
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const clampUnorm8 = (color: Color) => color.map((value) => clamp(value, 0, 255)) as Color;

/** Returns the new [a, b]. */
function bitTransferSigned(a: number, b: number): [number, number] {
  const newB = (b >> 1) | (a & 0x80);
  const shifted = (a >> 1) & 0x3f;
  return [(shifted & 0x20) !== 0 ? shifted - 0x40 : shifted, newB];
}

function blueContract(r: number, g: number, b: number, a: number): Color {
  return [(r + b) >> 1, (g + b) >> 1, b, a];
}

function ldrPair(mode: number, v: readonly number[]): [Color, Color] {
  const [v0, v1, v2, v3, v4, v5, v6, v7] = v as [number, number, number, number, number, number, number, number];
  switch (mode) {
    case 0:
      return [
        [v0, v0, v0, 255],
        [v1, v1, v1, 255],
      ];
    case 1: {
      const L0 = (v0 >> 2) | (v1 & 0xc0);
      const L1 = Math.min(L0 + (v1 & 0x3f), 255);
      return [
        [L0, L0, L0, 255],
        [L1, L1, L1, 255],
      ];
    }
    case 4:
      return [
        [v0, v0, v0, v2],
        [v1, v1, v1, v3],
      ];
    case 5: {
      const [d, l] = bitTransferSigned(v1, v0);
      const [e, a] = bitTransferSigned(v3, v2);
      return [clampUnorm8([l, l, l, a]), clampUnorm8([l + d, l + d, l + d, a + e])];
    }
    case 6:
      return [
        [(v0 * v3) >> 8, (v1 * v3) >> 8, (v2 * v3) >> 8, 255],
        [v0, v1, v2, 255],
      ];
    case 10:
      return [
        [(v0 * v3) >> 8, (v1 * v3) >> 8, (v2 * v3) >> 8, v4],
        [v0, v1, v2, v5],
      ];
    case 8:
    case 12: {
      const a0 = mode === 8 ? 255 : v6;
      const a1 = mode === 8 ? 255 : v7;
      const s0 = v0 + v2 + v4;
      const s1 = v1 + v3 + v5;
      if (s1 >= s0) {
        return [
          [v0, v2, v4, a0],
          [v1, v3, v5, a1],
        ];
      }
      return [blueContract(v1, v3, v5, a1), blueContract(v0, v2, v4, a0)];
    }
    default: {
      const [dr, r] = bitTransferSigned(v1, v0);
      const [dg, g] = bitTransferSigned(v3, v2);
      const [db, b] = bitTransferSigned(v5, v4);
      const [da, a] = mode === 9 ? [0, 255] : bitTransferSigned(v7, v6);
      if (dr + dg + db >= 0) return [clampUnorm8([r, g, b, a]), clampUnorm8([r + dr, g + dg, b + db, a + da])];
      return [clampUnorm8(blueContract(r + dr, g + dg, b + db, a + da)), clampUnorm8(blueContract(r, g, b, a))];
    }
  }
}

type Triple = [number, number, number];
const swapMajor = (major: number, [r, g, b]: Triple): Triple =>
  major === 1 ? [g, r, b] : major === 2 ? [b, g, r] : [r, g, b];
const clamp12 = (values: Triple) => values.map((value) => clamp(value, 0, 0xfff)) as Triple;

function hdrMode2(v0: number, v1: number): [Triple, Triple] {
  const y0 = v1 >= v0 ? v0 << 4 : (v1 << 4) + 8;
  const y1 = v1 >= v0 ? v1 << 4 : (v0 << 4) - 8;
  return [
    [y0, y0, y0],
    [y1, y1, y1],
  ];
}

function hdrMode3(v0: number, v1: number): [Triple, Triple] {
  let y0: number;
  let d: number;
  if ((v0 & 0x80) !== 0) {
    y0 = ((v1 & 0xe0) << 4) | ((v0 & 0x7f) << 2);
    d = (v1 & 0x1f) << 2;
  } else {
    y0 = ((v1 & 0xf0) << 4) | ((v0 & 0x7f) << 1);
    d = (v1 & 0x0f) << 1;
  }
  const y1 = Math.min(y0 + d, 0xfff);
  return [
    [y0, y0, y0],
    [y1, y1, y1],
  ];
}

function hdrMode7(v0: number, v1: number, v2: number, v3: number): [Triple, Triple] {
  const modeval = ((v0 & 0xc0) >> 6) | ((v1 & 0x80) >> 5) | ((v2 & 0x80) >> 4);
  let majcomp: number;
  let mode: number;
  if ((modeval & 0xc) !== 0xc) {
    majcomp = modeval >> 2;
    mode = modeval & 3;
  } else if (modeval !== 0xf) {
    majcomp = modeval & 3;
    mode = 4;
  } else {
    majcomp = 0;
    mode = 5;
  }
  let red = v0 & 0x3f;
  let green = v1 & 0x1f;
  let blue = v2 & 0x1f;
  let scale = v3 & 0x1f;
  const x0 = (v1 >> 6) & 1;
  const x1 = (v1 >> 5) & 1;
  const x2 = (v2 >> 6) & 1;
  const x3 = (v2 >> 5) & 1;
  const x4 = (v3 >> 7) & 1;
  const x5 = (v3 >> 6) & 1;
  const x6 = (v3 >> 5) & 1;
  const ohm = 1 << mode;
  if (ohm & 0x30) green |= x0 << 6;
  if (ohm & 0x3a) green |= x1 << 5;
  if (ohm & 0x30) blue |= x2 << 6;
  if (ohm & 0x3a) blue |= x3 << 5;
  if (ohm & 0x3d) scale |= x6 << 5;
  if (ohm & 0x2d) scale |= x5 << 6;
  if (ohm & 0x04) scale |= x4 << 7;
  if (ohm & 0x3b) red |= x4 << 6;
  if (ohm & 0x04) red |= x3 << 6;
  if (ohm & 0x10) red |= x5 << 7;
  if (ohm & 0x0f) red |= x2 << 7;
  if (ohm & 0x05) red |= x1 << 8;
  if (ohm & 0x0a) red |= x0 << 8;
  if (ohm & 0x05) red |= x0 << 9;
  if (ohm & 0x02) red |= x6 << 9;
  if (ohm & 0x01) red |= x3 << 10;
  if (ohm & 0x02) red |= x5 << 10;
  const shamt = [1, 1, 2, 3, 4, 5][mode]!;
  red <<= shamt;
  green <<= shamt;
  blue <<= shamt;
  scale <<= shamt;
  if (mode !== 5) {
    green = red - green;
    blue = red - blue;
  }
  const [r, g, b] = swapMajor(majcomp, [red, green, blue]);
  return [clamp12([r - scale, g - scale, b - scale]), clamp12([r, g, b])];
}

function hdrMode11(v: readonly number[]): [Triple, Triple] {
  const [v0, v1, v2, v3, v4, v5] = v as [number, number, number, number, number, number];
  const majcomp = ((v4 & 0x80) >> 7) | ((v5 & 0x80) >> 6);
  if (majcomp === 3) {
    return [
      [v0 << 4, v2 << 4, (v4 & 0x7f) << 5],
      [v1 << 4, v3 << 4, (v5 & 0x7f) << 5],
    ];
  }
  const mode = ((v1 & 0x80) >> 7) | ((v2 & 0x80) >> 6) | ((v3 & 0x80) >> 5);
  let va = v0 | ((v1 & 0x40) << 2);
  let vb0 = v2 & 0x3f;
  let vb1 = v3 & 0x3f;
  let vc = v1 & 0x3f;
  const dbits = [7, 6, 7, 6, 5, 6, 5, 6][mode]!;
  const signextend = (value: number) => {
    const cut = value & (2 ** dbits - 1);
    return cut >= 2 ** (dbits - 1) ? cut - 2 ** dbits : cut;
  };
  const vd0 = signextend(v4 & 0x7f);
  const vd1 = signextend(v5 & 0x7f);
  const x0 = (v2 >> 6) & 1;
  const x1 = (v3 >> 6) & 1;
  const x2 = (v4 >> 6) & 1;
  const x3 = (v5 >> 6) & 1;
  const x4 = (v4 >> 5) & 1;
  const x5 = (v5 >> 5) & 1;
  const ohm = 1 << mode;
  if (ohm & 0xa4) va |= x0 << 9;
  if (ohm & 0x08) va |= x2 << 9;
  if (ohm & 0x50) va |= x4 << 9;
  if (ohm & 0x50) va |= x5 << 10;
  if (ohm & 0xa0) va |= x1 << 10;
  if (ohm & 0xc0) va |= x2 << 11;
  if (ohm & 0x04) vc |= x1 << 6;
  if (ohm & 0xe8) vc |= x3 << 6;
  if (ohm & 0x20) vc |= x2 << 7;
  if (ohm & 0x5b) vb0 |= x0 << 6;
  if (ohm & 0x5b) vb1 |= x1 << 6;
  if (ohm & 0x12) vb0 |= x2 << 7;
  if (ohm & 0x12) vb1 |= x3 << 7;
  const scale = 2 ** ((mode >> 1) ^ 3);
  const e1 = clamp12([va * scale, (va - vb0) * scale, (va - vb1) * scale]);
  const e0 = clamp12([(va - vc) * scale, (va - vb0 - vc - vd0) * scale, (va - vb1 - vc - vd1) * scale]);
  return [swapMajor(majcomp, e0), swapMajor(majcomp, e1)];
}

function hdrAlpha(v6: number, v7: number): [number, number] {
  const mode = ((v6 >> 7) & 1) | ((v7 >> 6) & 2);
  let a = v6 & 0x7f;
  let d = v7 & 0x7f;
  if (mode === 3) return [a << 5, d << 5];
  a |= (d << (mode + 1)) & 0x780;
  d &= 0x3f >> mode;
  d ^= 0x20 >> mode;
  d -= 0x20 >> mode;
  a *= 2 ** (4 - mode);
  d *= 2 ** (4 - mode);
  return [a, clamp(a + d, 0, 0xfff)];
}

/** Decodes the endpoints of one partition from its unquantized values. */
export function referenceEndpoints(mode: number, v: readonly number[]): ReferenceEndpoints {
  const hdrModes: Readonly<Record<number, () => [Triple, Triple]>> = {
    2: () => hdrMode2(v[0]!, v[1]!),
    3: () => hdrMode3(v[0]!, v[1]!),
    7: () => hdrMode7(v[0]!, v[1]!, v[2]!, v[3]!),
    11: () => hdrMode11(v),
    14: () => hdrMode11(v),
    15: () => hdrMode11(v),
  };
  const decodeHdr = hdrModes[mode];
  if (decodeHdr === undefined) {
    const [e0, e1] = ldrPair(mode, v);
    return { e0, e1, isHdrRgb: false, isHdrAlpha: false };
  }
  const [rgb0, rgb1] = decodeHdr();
  let alphas: [number, number] = [0x780, 0x780];
  if (mode === 14) alphas = [v[6]!, v[7]!];
  if (mode === 15) alphas = hdrAlpha(v[6]!, v[7]!);
  return { e0: [...rgb0, alphas[0]], e1: [...rgb1, alphas[1]], isHdrRgb: true, isHdrAlpha: mode !== 14 };
}
