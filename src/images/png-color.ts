/**
 * What a PNG says of its colours. Of several chunks the first of this order counts: cICP, iCCP, sRGB, gAMA with cHRM.
 * Spec: PNG (Third Edition), "Color Chunk Precedence".
 */
import { CAMERA_TRANSFERS, meaningOfCodePoints, UNSPECIFIED } from './code-points.js';
import type { ColorEncoding } from './color-convert.js';
import type { ColorMeaning } from './color-meaning.js';
import { isIntact, readPngChunks } from './png-chunks.js';
import { BT709, type Chromaticity, matrixToBt709, type PrimarySet } from './primaries.js';
import { srgbToLinear } from './srgb.js';

const BYTES_BY_CHUNK: Readonly<Record<string, number>> = { cICP: 4, sRGB: 1, gAMA: 4, cHRM: 32 };
/** gAMA and cHRM are integers of a hundred-thousandth. */
const UNIT = 100_000;
/** Why: what libpng takes for no difference in gamma; 1/2.2 stands for sRGB since before there was an sRGB chunk. */
const GAMMA_TOLERANCE = 0.05;
const SRGB_GAMMA = 1 / 2.2;
/** Why: rounded tables of the sRGB primaries differ by 0.001, those of other spaces by 0.01 and more. */
const CHROMATICITY_TOLERANCE = 0.005;

/** The colour chunks that count: the first of each kind, before the pixels, undamaged. */
export type PngColorChunks = ReadonlyMap<string, Uint8Array>;

export function readPngColorChunks(bytes: Uint8Array): PngColorChunks {
  const chunks = new Map<string, Uint8Array>();
  for (const chunk of readPngChunks(bytes)) {
    const { type, data } = chunk;
    if (type === 'IDAT') break;
    const isWanted = type === 'iCCP' || data.length === BYTES_BY_CHUNK[type];
    if (isWanted && !chunks.has(type) && isIntact(chunk)) chunks.set(type, data);
  }
  return chunks;
}

/**
 * @param hasProfile  whether iCCP holds a profile that can be used; else the next in order counts
 * @param isGrey      grey has no primaries, only a curve
 */
export function meaningOfPng(chunks: PngColorChunks, hasProfile: boolean, isGrey: boolean): ColorMeaning {
  const cicp = chunks.get('cICP');
  if (cicp !== undefined && !(cicp[0] === UNSPECIFIED && cicp[1] === UNSPECIFIED)) return meaningOfCicp(cicp, isGrey);
  if (hasProfile) return { kind: 'profile' };
  if (chunks.has('sRGB')) return { kind: 'srgb' };
  return meaningOfGamma(chunks, isGrey);
}

function meaningOfCicp([primaries, transfer, matrix, range]: Uint8Array, isGrey: boolean): ColorMeaning {
  // PNG holds RGB, and values of it are of the whole range.
  if (matrix !== 0) return { kind: 'unusable', reason: `colours of matrix coefficients ${matrix} (cICP)` };
  if (range !== 1) return { kind: 'unusable', reason: 'colours of narrow range (cICP)' };
  const said = meaningOfCodePoints(primaries!, transfer!, 'cICP');
  const meaning = isGrey ? withoutPrimaries(said) : said;
  if (meaning.kind !== 'srgb' || !CAMERA_TRANSFERS.includes(transfer!)) return meaning;
  return { kind: 'srgb', note: "the transfer function of BT.709 (cICP) is taken for sRGB's" };
}

function withoutPrimaries(meaning: ColorMeaning): ColorMeaning {
  if (meaning.kind !== 'encoded') return meaning;
  const { toLinear } = meaning.encoding;
  return toLinear === srgbToLinear ? { kind: 'srgb' } : { ...meaning, encoding: { toLinear } };
}

function meaningOfGamma(chunks: PngColorChunks, isGrey: boolean): ColorMeaning {
  const gamma = readGamma(chunks.get('gAMA'));
  const toBt709 = isGrey ? undefined : readMatrix(chunks.get('cHRM'));
  const isSrgbCurve = gamma === undefined || (toBt709 === undefined && isNear(gamma, SRGB_GAMMA));
  if (isSrgbCurve && toBt709 === undefined) return { kind: 'srgb' };
  const isLinear = gamma !== undefined && isNear(gamma, 1);
  const toLinear = isSrgbCurve ? srgbToLinear : isLinear ? (encoded: number) => encoded : powerOf(1 / gamma);
  const encoding: ColorEncoding = { toLinear, ...(toBt709 && { toBt709 }) };
  const curveName = isLinear ? 'linear light (gAMA)' : `gamma ${Number((1 / (gamma ?? 1)).toFixed(2))} (gAMA)`;
  const names = [...(isSrgbCurve ? [] : [curveName]), ...(toBt709 ? ['other primaries (cHRM)'] : [])];
  return { kind: 'encoded', name: names.join(' and '), isLinear, encoding };
}

function powerOf(exponent: number): (encoded: number) => number {
  return (encoded) => encoded ** exponent;
}

/** Exponent from light to numbers; undefined where the chunk says none. */
function readGamma(data: Uint8Array | undefined): number | undefined {
  const gamma = data === undefined ? 0 : readUint32(data, 0) / UNIT;
  return gamma > 0 ? gamma : undefined;
}

/** Undefined for the primaries of sRGB, and for ones that span no colours. */
function readMatrix(data: Uint8Array | undefined): ColorEncoding['toBt709'] {
  if (data === undefined) return undefined;
  const point = (index: number): Chromaticity => [
    readUint32(data, index * 8) / UNIT,
    readUint32(data, index * 8 + 4) / UNIT,
  ];
  const primaries: PrimarySet = { white: point(0), red: point(1), green: point(2), blue: point(3) };
  const isBt709 = (Object.keys(BT709) as (keyof PrimarySet)[]).every((name) =>
    primaries[name].every((value, axis) => Math.abs(value - BT709[name][axis as 0 | 1]) < CHROMATICITY_TOLERANCE),
  );
  return isBt709 ? undefined : matrixToBt709(primaries);
}

function isNear(gamma: number, wanted: number): boolean {
  return Math.abs(gamma / wanted - 1) < GAMMA_TOLERANCE;
}

function readUint32(data: Uint8Array, offset: number): number {
  return new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(offset);
}
