/**
 * The formats of DDS: DXGI's numbers, and the fourCCs and masks of files before DirectX 10, each with Vulkan's number.
 * Source: Microsoft, "DXGI_FORMAT" and "Programming Guide for DDS"; ASTC's numbers are those drivers and tools agree on.
 */
import { FOOTPRINTS } from '../types.js';

/** What a header says of a format. */
export interface DdsMatch {
  vkFormat: number;
  /** How a shader gets what Direct3D gives: luminance, alpha alone, alpha that does not count. */
  swizzle?: string;
  premultiplied?: true;
}

/** DXGI_FORMAT_ASTC_4X4_TYPELESS; UNORM and UNORM_SRGB follow, the next footprint four further on. */
const DXGI_ASTC_4X4 = 133;
const DXGI_ASTC_STEP = 4;
/** VK_FORMAT_ASTC_4x4_UNORM_BLOCK; SRGB follows, then the next footprint. */
const VK_ASTC_4X4 = 157;

/** DXGI's number, Vulkan's. */
const ROWS: readonly (readonly [dxgiFormat: number, vkFormat: number])[] = [
  [2, 109], // R32G32B32A32_SFLOAT
  [3, 107], // R32G32B32A32_UINT
  [4, 108], // R32G32B32A32_SINT
  [6, 106], // R32G32B32_SFLOAT
  [7, 104], // R32G32B32_UINT
  [8, 105], // R32G32B32_SINT
  [10, 97], // R16G16B16A16_SFLOAT
  [11, 91], // R16G16B16A16_UNORM
  [12, 95], // R16G16B16A16_UINT
  [13, 92], // R16G16B16A16_SNORM
  [14, 96], // R16G16B16A16_SINT
  [16, 103], // R32G32_SFLOAT
  [17, 101], // R32G32_UINT
  [18, 102], // R32G32_SINT
  [24, 64], // A2B10G10R10_UNORM_PACK32
  [25, 68], // A2B10G10R10_UINT_PACK32
  [26, 122], // B10G11R11_UFLOAT_PACK32
  [28, 37], // R8G8B8A8_UNORM
  [29, 43], // R8G8B8A8_SRGB
  [30, 41], // R8G8B8A8_UINT
  [31, 38], // R8G8B8A8_SNORM
  [32, 42], // R8G8B8A8_SINT
  [34, 83], // R16G16_SFLOAT
  [35, 77], // R16G16_UNORM
  [36, 81], // R16G16_UINT
  [37, 78], // R16G16_SNORM
  [38, 82], // R16G16_SINT
  [41, 100], // R32_SFLOAT
  [42, 98], // R32_UINT
  [43, 99], // R32_SINT
  [49, 16], // R8G8_UNORM
  [50, 20], // R8G8_UINT
  [51, 17], // R8G8_SNORM
  [52, 21], // R8G8_SINT
  [54, 76], // R16_SFLOAT
  [56, 70], // R16_UNORM
  [57, 74], // R16_UINT
  [58, 71], // R16_SNORM
  [59, 75], // R16_SINT
  [61, 9], // R8_UNORM
  [62, 13], // R8_UINT
  [63, 10], // R8_SNORM
  [64, 14], // R8_SINT
  [65, 1000470001], // A8_UNORM
  [67, 123], // E5B9G9R9_UFLOAT_PACK32
  [71, 133], // BC1_RGBA_UNORM_BLOCK
  [72, 134], // BC1_RGBA_SRGB_BLOCK
  [74, 135], // BC2_UNORM_BLOCK
  [75, 136], // BC2_SRGB_BLOCK
  [77, 137], // BC3_UNORM_BLOCK
  [78, 138], // BC3_SRGB_BLOCK
  [80, 139], // BC4_UNORM_BLOCK
  [81, 140], // BC4_SNORM_BLOCK
  [83, 141], // BC5_UNORM_BLOCK
  [84, 142], // BC5_SNORM_BLOCK
  // Direct3D names components from the lowest bits up, Vulkan packed ones from the highest down.
  [85, 4], // R5G6B5_UNORM_PACK16
  [86, 8], // A1R5G5B5_UNORM_PACK16
  [87, 44], // B8G8R8A8_UNORM
  [91, 50], // B8G8R8A8_SRGB
  [95, 143], // BC6H_UFLOAT_BLOCK
  [96, 144], // BC6H_SFLOAT_BLOCK
  [98, 145], // BC7_UNORM_BLOCK
  [99, 146], // BC7_SRGB_BLOCK
  [115, 1000340000], // A4R4G4B4_UNORM_PACK16
  ...FOOTPRINTS.flatMap((_, index) =>
    [0, 1].map((srgb) => [DXGI_ASTC_4X4 + DXGI_ASTC_STEP * index + 1 + srgb, VK_ASTC_4X4 + 2 * index + srgb] as const),
  ),
];

/** Numbers that are read only: their alpha does not count, or opaque BC1 that Direct3D does not know apart. */
const READ_ROWS: Readonly<Record<number, DdsMatch>> = {
  88: { vkFormat: 44, swizzle: 'rgb1' },
  93: { vkFormat: 50, swizzle: 'rgb1' },
};
const WRITE_ROWS: Readonly<Record<number, number>> = { 131: 71, 132: 72 };

/** The format of a DXGI number; undefined for one that Vulkan has not. */
export function matchDxgi(dxgiFormat: number): DdsMatch | undefined {
  const row = ROWS.find(([dxgi]) => dxgi === dxgiFormat);
  return row === undefined ? READ_ROWS[dxgiFormat] : { vkFormat: row[1] };
}

/** DXGI's number of a VkFormat; undefined where it has none. */
export function dxgiOf(vkFormat: number): number | undefined {
  return ROWS.find(([, vk]) => vk === vkFormat)?.[0] ?? WRITE_ROWS[vkFormat];
}

/** Compressed formats and floats before DirectX 10, by their fourCC: letters, or a number of D3DFORMAT. */
const FOUR_CCS: Readonly<Record<string, DdsMatch>> = {
  DXT1: { vkFormat: 133 },
  DXT2: { vkFormat: 135, premultiplied: true },
  DXT3: { vkFormat: 135 },
  DXT4: { vkFormat: 137, premultiplied: true },
  DXT5: { vkFormat: 137 },
  ATI1: { vkFormat: 139 },
  BC4U: { vkFormat: 139 },
  BC4S: { vkFormat: 140 },
  ATI2: { vkFormat: 141 },
  BC5U: { vkFormat: 141 },
  BC5S: { vkFormat: 142 },
  36: { vkFormat: 91 },
  110: { vkFormat: 92 },
  111: { vkFormat: 76 },
  112: { vkFormat: 83 },
  113: { vkFormat: 97 },
  114: { vkFormat: 100 },
  115: { vkFormat: 103 },
  116: { vkFormat: 109 },
};

export function matchFourCc(fourCc: number): DdsMatch | undefined {
  const row = FOUR_CCS[fourCcText(fourCc)] ?? FOUR_CCS[fourCc];
  return row && { ...row };
}

/** Four letters, as far as they are letters. */
export function fourCcText(fourCc: number): string {
  return String.fromCharCode(...[0, 8, 16, 24].map((shift) => (fourCc >>> shift) & 0xff)).replace(/[^ -~]/g, '?');
}

/** Masks of red, green, blue and alpha, in a word of so many bits. */
export interface Masks {
  bits: number;
  red: number;
  green: number;
  blue: number;
  alpha: number;
}

type MaskRow = readonly [bits: number, red: number, green: number, blue: number, alpha: number, match: DdsMatch];

const MASK_ROWS: readonly MaskRow[] = [
  [32, 0xff0000, 0xff00, 0xff, 0xff000000, { vkFormat: 44 }], // B8G8R8A8_UNORM
  [32, 0xff0000, 0xff00, 0xff, 0, { vkFormat: 44, swizzle: 'rgb1' }],
  [32, 0xff, 0xff00, 0xff0000, 0xff000000, { vkFormat: 37 }], // R8G8B8A8_UNORM
  [32, 0xff, 0xff00, 0xff0000, 0, { vkFormat: 37, swizzle: 'rgb1' }],
  [32, 0x3ff, 0xffc00, 0x3ff00000, 0xc0000000, { vkFormat: 64 }], // A2B10G10R10_UNORM_PACK32
  [32, 0x3ff00000, 0xffc00, 0x3ff, 0xc0000000, { vkFormat: 58 }], // A2R10G10B10_UNORM_PACK32
  [32, 0xffff, 0xffff0000, 0, 0, { vkFormat: 77 }], // R16G16_UNORM
  [24, 0xff0000, 0xff00, 0xff, 0, { vkFormat: 30 }], // B8G8R8_UNORM
  [24, 0xff, 0xff00, 0xff0000, 0, { vkFormat: 23 }], // R8G8B8_UNORM
  [16, 0xf800, 0x7e0, 0x1f, 0, { vkFormat: 4 }], // R5G6B5_UNORM_PACK16
  [16, 0x7c00, 0x3e0, 0x1f, 0x8000, { vkFormat: 8 }], // A1R5G5B5_UNORM_PACK16
  [16, 0x7c00, 0x3e0, 0x1f, 0, { vkFormat: 8, swizzle: 'rgb1' }],
  [16, 0xf00, 0xf0, 0xf, 0xf000, { vkFormat: 1000340000 }], // A4R4G4B4_UNORM_PACK16
  [16, 0xf00, 0xf0, 0xf, 0, { vkFormat: 1000340000, swizzle: 'rgb1' }],
  [16, 0xff, 0xff00, 0, 0, { vkFormat: 16 }], // R8G8_UNORM
  [16, 0xff, 0, 0, 0xff00, { vkFormat: 16, swizzle: 'rrrg' }],
  [16, 0xffff, 0, 0, 0, { vkFormat: 70 }], // R16_UNORM
  [8, 0xff, 0, 0, 0, { vkFormat: 9 }], // R8_UNORM
  [8, 0, 0, 0, 0xff, { vkFormat: 1000470001 }], // A8_UNORM
];

/** @param isLuminance  red stands for all colours */
export function matchMasks({ bits, red, green, blue, alpha }: Masks, isLuminance: boolean): DdsMatch | undefined {
  const wanted = [bits, red, green, blue, alpha];
  const row = MASK_ROWS.find((each) => wanted.every((value, index) => each[index] === value));
  if (row === undefined) return undefined;
  const match = row[5];
  return isLuminance && match.swizzle === undefined ? { ...match, swizzle: 'rrr1' } : { ...match };
}
