/**
 * Numbers of descriptors by their names, which lose their prefixes here (KHR_DF_MODEL_ASTC is `MODEL.ASTC`).
 * Spec: KDFS 1.3, "Basic descriptor block".
 */

/** KHR_DF_MODEL_*: those from BC1A on are of block-compressed formats. */
export const MODEL = {
  UNSPECIFIED: 0,
  RGBSDA: 1,
  YUVSDA: 2,
  YIQSDA: 3,
  LABSDA: 4,
  CMYKA: 5,
  XYZW: 6,
  HSVA_ANG: 7,
  HSLA_ANG: 8,
  HSVA_HEX: 9,
  HSLA_HEX: 10,
  YCGCOA: 11,
  YCCBCCRC: 12,
  ICTCP: 13,
  CIEXYZ: 14,
  CIEXYY: 15,
  BC1A: 128,
  BC2: 129,
  BC3: 130,
  BC4: 131,
  BC5: 132,
  BC6H: 133,
  BC7: 134,
  ETC1: 160,
  ETC2: 161,
  ASTC: 162,
  ETC1S: 163,
  PVRTC: 164,
  PVRTC2: 165,
  UASTC: 166,
  UASTC_HDR_4X4: 167,
  UASTC_HDR_6X6: 168,
} as const;

/** KHR_DF_CHANNEL_RGBSDA_*, by the letters that format names use; YUVSDA has Y, U and V for G, B and R. */
export const RGBSDA_CHANNEL = { R: 0, G: 1, B: 2, S: 13, D: 14, A: 15 } as const;
export const YUVSDA_CHANNEL = { G: 0, B: 1, R: 2 } as const;

/** KHR_DF_SAMPLE_DATATYPE_*: the upper half of a sample's channelType. */
export const QUALIFIER = { LINEAR: 0x10, EXPONENT: 0x20, SIGNED: 0x40, FLOAT: 0x80 } as const;

/** KHR_DF_PRIMARIES_*. */
export const PRIMARIES = { UNSPECIFIED: 0, BT709: 1 } as const;

/** KHR_DF_TRANSFER_*. */
export const TRANSFER = { UNSPECIFIED: 0, LINEAR: 1, SRGB: 2 } as const;

/** KHR_DF_VERSIONNUMBER_1_3: the version KTX 2.0 asks for. */
export const DESCRIPTOR_VERSION = 2;
