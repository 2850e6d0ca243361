/** Numbers by the names that the specifications give them, for messages; a number without a name is shown itself. */

import { hex } from '../unpack/numbers.js';
import { findVkFormat, MODEL, VK_FORMAT_UNDEFINED } from '../vk-formats/index.js';

/** Supercompression schemes. Spec: KTX 2.0, "supercompressionScheme". */
export const SCHEME = { NONE: 0, BASIS_LZ: 1, ZSTD: 2, ZLIB: 3, UASTC_HDR_6X6_INTERMEDIATE: 4 } as const;

/** Schemes that vendors have for themselves, both inclusive. */
export const VENDOR_SCHEMES = { first: 0x10000, last: 0x1ffff } as const;

/** KHR_DF_PRIMARIES_*, in the order of their numbers. Spec: KDFS 1.3, "colorPrimaries". */
const PRIMARIES_NAMES: readonly string[] = [
  ...['UNSPECIFIED', 'BT709', 'BT601_EBU', 'BT601_SMPTE', 'BT2020', 'CIEXYZ', 'ACES', 'ACESCC', 'NTSC1953', 'PAL525'],
  ...['DISPLAYP3', 'ADOBERGB'],
];

/** KHR_DF_TRANSFER_*, in the order of their numbers. Spec: KDFS 1.4, "transferFunction". */
const TRANSFER_NAMES: readonly string[] = [
  ...['UNSPECIFIED', 'LINEAR', 'SRGB', 'ITU', 'NTSC', 'SLOG', 'SLOG2', 'BT1886', 'HLG_OETF', 'HLG_EOTF', 'PQ_EOTF'],
  ...['PQ_OETF', 'DCIP3', 'PAL_OETF', 'PAL625_EOTF', 'ST240', 'ACESCC', 'ACESCCT', 'ADOBERGB'],
  'HLG_UNNORMALIZED_OETF',
];

/** The name of a number in an object of named numbers. */
function nameIn(names: Readonly<Record<string, number>>, value: number): string | undefined {
  return Object.keys(names).find((name) => names[name] === value);
}

export function formatName(vk: number): string {
  return vk === VK_FORMAT_UNDEFINED ? 'VK_FORMAT_UNDEFINED' : (findVkFormat(vk)?.name ?? `${vk}`);
}

export function schemeName(scheme: number): string {
  return nameIn(SCHEME, scheme) ?? hex(scheme);
}

export function modelName(model: number): string {
  return nameIn(MODEL, model) ?? hex(model, 2);
}

export function isKnownPrimaries(primaries: number): boolean {
  return primaries < PRIMARIES_NAMES.length;
}

export function primariesName(primaries: number): string {
  return PRIMARIES_NAMES[primaries] ?? hex(primaries, 2);
}

export function isKnownTransfer(transfer: number): boolean {
  return transfer < TRANSFER_NAMES.length;
}

export function transferName(transfer: number): string {
  return TRANSFER_NAMES[transfer] ?? hex(transfer, 2);
}
