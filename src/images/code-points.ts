/**
 * Colour spaces as video formats number them, which PNG (cICP) and AVIF (nclx) do as well.
 * Spec: ITU-T H.273, "Colour primaries", "Transfer characteristics".
 */
import type { ColorMeaning } from './color-meaning.js';
import { BT709, BT2020, matrixToBt709, P3_D65, type PrimarySet } from './primaries.js';
import { srgbToLinear } from './srgb.js';

const D65 = BT709.white;

/** Primaries that we convert from. 2 is "unspecified", which readers take for those of sRGB. */
const PRIMARIES: Readonly<Record<number, { name: string; primaries: PrimarySet }>> = {
  1: { name: 'BT.709', primaries: BT709 },
  2: { name: 'BT.709', primaries: BT709 },
  5: { name: 'BT.601 (625 lines)', primaries: { ...BT709, green: [0.29, 0.6] } },
  6: { name: 'BT.601', primaries: { red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: D65 } },
  7: { name: 'BT.601', primaries: { red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: D65 } },
  9: { name: 'BT.2020', primaries: BT2020 },
  11: { name: 'DCI-P3', primaries: { ...P3_D65, white: [0.314, 0.351] } },
  12: { name: 'Display P3', primaries: P3_D65 },
};

type Transfer = { name: string } & ({ toLinear: (encoded: number) => number } | { isHdr: true });

const SRGB: Transfer = { name: 'sRGB', toLinear: srgbToLinear };

/**
 * Transfer functions we convert from. The curves of cameras for BT.709, BT.601 and BT.2020 are taken for sRGB's: so
 * Chromium shows AVIF, and between what browsers make of PNG (a plain 2.4, or the curve undone).
 */
const TRANSFERS: Readonly<Record<number, Transfer>> = {
  1: SRGB,
  2: SRGB,
  4: { name: 'gamma 2.2', toLinear: (encoded) => encoded ** 2.2 },
  5: { name: 'gamma 2.8', toLinear: (encoded) => encoded ** 2.8 },
  6: SRGB,
  8: { name: 'linear light', toLinear: (encoded) => encoded },
  13: SRGB,
  14: SRGB,
  15: SRGB,
  16: { name: 'PQ', isHdr: true },
  18: { name: 'HLG', isHdr: true },
};

/** Code points of curves of cameras, and the one for "unspecified". */
export const CAMERA_TRANSFERS: readonly number[] = [1, 6, 14, 15];
export const UNSPECIFIED = 2;

/**
 * What two code points say of an image's numbers.
 *
 * @param where  chunk or box they stand in, for messages
 */
export function meaningOfCodePoints(primariesCode: number, transferCode: number, where: string): ColorMeaning {
  const space = PRIMARIES[primariesCode];
  const transfer = TRANSFERS[transferCode];
  if (transfer !== undefined && 'isHdr' in transfer) {
    const name = [space?.name, transfer.name].filter((word) => word !== undefined).join(' ');
    return { kind: 'unusable', reason: `HDR content (${name}, ${where})`, hint: HDR_HINT };
  }
  if (space === undefined || transfer === undefined) {
    const unknown = space === undefined ? `primaries ${primariesCode}` : `transfer function ${transferCode}`;
    return { kind: 'unusable', reason: `colours of unknown ${unknown} (${where})` };
  }
  const isBt709 = space.primaries === BT709;
  if (isBt709 && transfer === SRGB) return { kind: 'srgb' };
  const toBt709 = isBt709 ? undefined : matrixToBt709(space.primaries);
  const words = isBt709 ? [transfer.name] : transfer === SRGB ? [space.name] : [space.name, transfer.name];
  return {
    kind: 'encoded',
    name: `${words.join(', ')} (${where})`,
    isLinear: transferCode === 8,
    encoding: { toLinear: transfer.toLinear, ...(toBt709 && { toBt709 }) },
  };
}

const HDR_HINT = 'tone-map it to sRGB first; its numbers are not those of sRGB';
